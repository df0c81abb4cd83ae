"""What customers send is shown without letting it do anything."""

import json
from base64 import b64decode, b64encode
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from django.test import Client
from tests import cast
from tests.channels.email.mails import TEXT, multipart
from tests.desk.screens import as_agent
from tests.letters import MARIJKE, OURS, deliver, letter

from wortel.accounts.models import Role
from wortel.channels.models import PicturesFrom
from wortel.contacts.models import Attachment, Contact

pytestmark = pytest.mark.django_db

PIXEL = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC")
HOSTILE = """<p onclick="alert(1)">Dag</p><script>alert(2)</script><img src="https://spy.example/p.gif">
<img src="cid:logo"><form action="https://spy.example"><input name="x"></form><a href="javascript:alert(3)">klik</a>"""


@pytest.fixture
def noor() -> Client:
    cast.shop()
    return as_agent(cast.noor())


def laid_out() -> Contact:
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = MARIJKE, OURS, "Opgemaakt"
    mail["Message-ID"] = "<opgemaakt@post.example>"
    mail.set_content("Dag")
    mail.add_alternative(HOSTILE, subtype="html")
    html = mail.get_payload()[1]
    html.add_related(PIXEL, "image", "png", cid="<logo>")
    mail.add_attachment(b"<script>alert(1)</script>", maintype="text", subtype="html", filename="../gevaar.html")
    contact = deliver(mail.as_bytes()).contact
    assert contact is not None
    return contact


def test_the_layout_has_no_right_to_anything(noor: Client) -> None:
    response = noor.get(f"/messages/{laid_out().pk}/")
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox allow-popups" in policy
    assert "allow-scripts" not in policy
    assert "allow-same-origin" not in policy
    assert "frame-ancestors 'self'" in policy


def test_nothing_that_acts_is_left_in_it(noor: Client) -> None:
    shown = noor.get(f"/messages/{laid_out().pk}/").content.decode()
    for danger in ("onclick", "<script", "javascript:", "<form", "<input"):
        assert danger not in shown
    assert "Dag" in shown


def test_pictures_from_elsewhere_wait_for_a_choice(noor: Client) -> None:
    contact = laid_out()
    assert "spy.example" not in noor.get(f"/messages/{contact.pk}/").content.decode()
    chosen = noor.get(f"/messages/{contact.pk}/?pictures=1")
    assert "spy.example" in chosen.content.decode()
    assert "https:" in chosen.headers["Content-Security-Policy"]


def test_a_picture_that_came_along_stands_in_the_page(noor: Client) -> None:
    assert "data:image/jpeg;base64," in noor.get(f"/messages/{laid_out().pk}/").content.decode()


def test_pictures_of_a_sender_are_shown_from_now_on_until_somebody_asks_again(noor: Client) -> None:
    contact = laid_out()
    frame = noor.get(f"/contacts/{contact.pk}/layout/").content.decode()
    assert "1 afbeelding van elders blijft weg" in frame
    assert "Altijd van marijke@hoekstra.example" in frame
    allowed = noor.post(f"/contacts/{contact.pk}/pictures/")
    assert "worden altijd getoond" in allowed.content.decode()
    assert "spy.example" in noor.get(f"/messages/{contact.pk}/").content.decode()
    noor.post(f"/contacts/{contact.pk}/pictures/", {"always": "no"})
    assert "spy.example" not in noor.get(f"/messages/{contact.pk}/").content.decode()


def test_the_choice_can_be_taken_back_at_once(noor: Client) -> None:
    contact = laid_out()
    told = noor.post(f"/contacts/{contact.pk}/pictures/")
    undo_url = json.loads(told.headers["HX-Trigger"])["toast"]["undo_url"]
    assert noor.post(undo_url).status_code < 400
    assert PicturesFrom.objects.get().ended_at is not None


def test_a_sender_who_may_be_another_gets_no_pictures(noor: Client) -> None:
    contact = laid_out()
    noor.post(f"/contacts/{contact.pk}/pictures/")
    Contact.objects.filter(pk=contact.pk).update(is_verified=False)
    assert "spy.example" not in noor.get(f"/messages/{contact.pk}/").content.decode()
    assert "Altijd van" not in noor.get(f"/contacts/{contact.pk}/layout/").content.decode()
    assert noor.post(f"/contacts/{contact.pk}/pictures/").status_code == 404


def test_html_that_would_hang_a_browser_gives_way_to_the_text_beside_it(noor: Client) -> None:
    parts = [TEXT, "Content-Type: text/html\n\n" + "<div>" * 2_000 + "andere woorden"]
    contact = deliver(multipart("alternative", *parts)).contact
    assert contact is not None
    shown = noor.get(f"/messages/{contact.pk}/").content.decode()
    assert "Hallo daar" in shown
    assert "andere woorden" not in shown
    assert "te groot of te verward" in noor.get(f"/contacts/{contact.pk}/layout/").content.decode()


def test_a_photo_is_seen_where_it_stands_drawn_anew(noor: Client) -> None:
    parts = [TEXT, photo("Content-Disposition: inline; filename=schade.png"), photo("Content-ID: <x@k>")]
    receipt = deliver(multipart("mixed", *parts))
    assert receipt.case is not None
    page = noor.get(f"/cases/{receipt.case.pk}/").content.decode()
    for file in Attachment.objects.all():
        assert f'<img src="/attachments/{file.key}/picture/"' in page
        response = noor.get(f"/attachments/{file.key}/picture/")
        assert response.content.startswith(b"\xff\xd8\xff")
        assert response.headers["Content-Type"] == "image/jpeg"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize("kind", ["image/png", "image/svg+xml", "text/html"])
def test_what_only_says_it_is_a_picture_is_never_shown(noor: Client, kind: str) -> None:
    deliver(multipart("mixed", TEXT, f"Content-Type: {kind}; name=x.png\n\n<svg onload='alert(1)'/>"))
    response = noor.get(f"/attachments/{Attachment.objects.get().key}/picture/")
    assert response.content.startswith(b"\x89PNG")
    assert b"svg" not in response.content


def photo(*header: str) -> str:
    lines = "\n".join(["Content-Type: image/png", "Content-Transfer-Encoding: base64", *header])
    return f"{lines}\n\n{b64encode(PIXEL).decode()}"


def test_the_frame_around_it_is_sandboxed(noor: Client) -> None:
    shown = noor.get(f"/contacts/{laid_out().pk}/layout/").content.decode()
    assert 'sandbox="allow-popups allow-popups-to-escape-sandbox"' in shown


def test_a_file_is_saved_and_never_shown(noor: Client) -> None:
    laid_out()
    file = Attachment.objects.get(is_inline=False)
    response = noor.get(f"/attachments/{file.key}/")
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert "/" not in response.headers["Content-Disposition"].split('filename="')[1].split('"')[0]
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.content.strip() == b"<script>alert(1)</script>"


def test_a_guessed_key_finds_nothing(noor: Client) -> None:
    assert noor.get("/attachments/00000000000000000000000000000000/").status_code == 404


def test_a_partner_gets_no_file() -> None:
    laid_out()
    partner = as_agent(cast.colleague(Role.PARTNER))
    assert partner.get(f"/attachments/{Attachment.objects.first().key}/").status_code == 403  # type: ignore[union-attr]  # it was just made


def test_the_raw_mail_is_the_mail_byte_for_byte(noor: Client) -> None:
    raw = letter("Waar blijft mijn bankje?")
    contact = deliver(raw).contact
    assert contact is not None
    response = noor.get(f"/contacts/{contact.pk}/raw/")
    assert response.content == raw
    assert response.headers["Content-Disposition"].startswith("attachment;")


def test_text_comes_before_layout_and_quotes_are_folded(noor: Client) -> None:
    contact = deliver(letter("Dank je.\n\nOp 3 oktober schreef De Voorbeeldwinkel:\n> Morgen komt het.")).contact
    assert contact is not None
    page = noor.get(f"/cases/{contact.conversation.part.case_id}/").content.decode()
    assert "Dank je." in page
    assert "Morgen komt het." not in page
    assert "Eerdere tekst tonen" in page
    assert "Morgen komt het." in noor.get(f"/contacts/{contact.pk}/text/").content.decode()
