"""The public form: a question becomes a case; machines and floods are kept apart without losing anybody's words."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests import cast, make

from wortel.cases.models import Case
from wortel.channels.models import Arrival, Outcome
from wortel.channels.queries import read_file
from wortel.contacts.models import Attachment, Contact
from wortel.portal import rules

pytestmark = pytest.mark.django_db

ASKED = {"text": "Waar blijft mijn bankje?", "name": "Ilse Roozendaal", "email": "Ilse@Post.example"}


@pytest.fixture(autouse=True)
def shop() -> None:
    cast.shop()


def test_a_question_becomes_a_case_with_a_reference(client: Client) -> None:
    page = client.post(reverse("question"), ASKED, follow=True)
    case = Case.objects.get()
    assert case.number in page.content.decode()
    contact = Contact.objects.get()
    assert (contact.channel, contact.text, contact.is_verified) == ("webform", ASKED["text"], False)
    assert contact.sender is not None
    assert contact.sender.value == "ilse@post.example"


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ("text", "Vertel wat je nodig hebt"),
        ("name", "Hoe mogen we je noemen"),
        ("email", "kunnen we je niet antwoorden"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(client: Client, missing: str, words: str) -> None:
    page = client.post(reverse("question"), {**ASKED, missing: ""})
    text = page.content.decode()
    assert page.status_code == 422
    assert words in text
    assert all(value in text for name, value in ASKED.items() if name != missing)
    assert not Case.objects.exists()


def test_files_come_along_byte_for_byte(client: Client) -> None:
    photo = SimpleUploadedFile("kapot één.jpg", b"\xff\xd8\x00\r\n.\r\nbytes", "image/jpeg")
    note = SimpleUploadedFile("los.txt", b"regel\nregel\r\n", "text/plain")
    client.post(reverse("question"), {**ASKED, "photos": [photo, note]})
    first, second = Attachment.objects.order_by("part")
    arrival = Contact.objects.get().arrival
    assert arrival is not None
    assert (first.name, first.type) == ("kapot één.jpg", "image/jpeg")
    assert read_file(arrival, first.part) == b"\xff\xd8\x00\r\n.\r\nbytes"
    assert read_file(arrival, second.part) == b"regel\nregel\r\n"


def test_too_many_or_too_large_files_are_said(client: Client) -> None:
    many = [SimpleUploadedFile(f"{n}.png", b"x", "image/png") for n in range(6)]
    assert client.post(reverse("question"), {**ASKED, "photos": many}).status_code == 422
    large = SimpleUploadedFile("groot.png", b"x" * (10 * 1024 * 1024 + 1), "image/png")
    assert client.post(reverse("question"), {**ASKED, "photos": [large]}).status_code == 422
    assert not Case.objects.exists()


def test_an_order_is_tied_only_to_its_buyer(client: Client) -> None:
    make.make_order(cast.marijke(), "88-20655")
    client.post(reverse("question"), {**ASKED, "order": "88-20655"})
    stranger = Contact.objects.get()
    assert stranger.order is None
    assert "88-20655" in stranger.text
    client.post(reverse("question"), {**ASKED, "email": "marijke@hoekstra.example", "order": "88-20655"})
    assert Contact.objects.latest("pk").order is not None


def test_what_a_program_fills_in_is_set_aside_and_not_lost(client: Client) -> None:
    page = client.post(reverse("question"), {**ASKED, "website": "https://spam.example"}, follow=True)
    assert page.status_code == 200
    assert not Case.objects.exists()
    arrival = Arrival.objects.get(outcome=Outcome.QUARANTINED)
    assert b"bankje" in bytes(arrival.raw)


def test_a_flood_is_slowed_down_and_the_text_stays(client: Client) -> None:
    for _ in range(rules.PER_HOUR):
        client.post(reverse("question"), ASKED, REMOTE_ADDR="8.8.4.4")
    page = client.post(reverse("question"), ASKED, REMOTE_ADDR="8.8.4.4")
    assert page.status_code == 429
    assert ASKED["text"] in page.content.decode()
    assert Case.objects.count() == rules.PER_HOUR
    client.post(reverse("question"), ASKED, REMOTE_ADDR="8.8.8.8")
    assert Case.objects.count() == rules.PER_HOUR + 1


def test_a_made_up_reference_is_not_shown(client: Client) -> None:
    page = client.get(reverse("question-thanks"), {"ref": "25-00001"})
    assert page.status_code == 200
    assert "25-00001" not in page.content.decode()


def test_it_needs_no_script_and_speaks_both_languages(client: Client) -> None:
    text = client.get(reverse("question"), headers={"Accept-Language": "en"}).content.decode()
    assert "What can we do for you?" in text
    assert "hx-post" not in text
    assert 'enctype="multipart/form-data"' in text


@pytest.mark.parametrize(
    ("remote", "forwarded", "counted"),
    [
        ("8.8.8.8", "", ("8.8.8.8", rules.PER_HOUR)),
        ("8.8.8.8", "1.1.1.1", ("8.8.8.8", rules.PER_HOUR)),
        ("10.0.0.1", "9.9.9.9, 1.1.1.1", ("1.1.1.1", rules.PER_HOUR)),
        ("127.0.0.1", "", ("127.0.0.1", rules.SHARED_PER_HOUR)),
        ("", "nonsense", ("unknown", rules.SHARED_PER_HOUR)),
    ],
)
def test_who_is_counted(remote: str, forwarded: str, counted: tuple[str, int]) -> None:
    assert rules.visitor(remote, forwarded) == counted


@pytest.mark.parametrize(("name", "letter"), [("De Voorbeeldwinkel", "V"), ("het", "H"), ("Ons Huis", "O"), ("", "?")])
def test_the_mark_is_the_first_word_that_counts(name: str, letter: str) -> None:
    assert rules.initial(name) == letter
