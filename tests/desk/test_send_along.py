"""What goes along with an answer: copies to others, files, another of our addresses; and how it comes back."""

from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests import cast, make
from tests.desk.screens import as_agent
from tests.desk.test_answer import send, undo

from wortel.accounts.models import Organisation
from wortel.cases.models import Case, Draft, DraftFile
from wortel.cases.rules import MOST_FILE_BYTES, file_name
from wortel.channels import actions as channels
from wortel.channels.models import Delivery
from wortel.contacts.models import Attachment, Contact, Participant

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7 factuur \x00\xff" * 40


@pytest.fixture
def case() -> Case:
    cast.shop()
    return make.make_case(
        cast.youssef(), "Servicekosten", "Waar is dit voor?", at=timezone.now(), mailbox=cast.mailbox()
    )


@pytest.fixture
def noor() -> Client:
    return as_agent(cast.noor())


def attach(client: Client, case: Case, name: str = "factuur.pdf", content: bytes = PDF) -> str:
    file = SimpleUploadedFile(name, content, content_type="application/pdf")
    return client.post(f"/cases/{case.pk}/files/", {"file": file}).content.decode()


def left() -> EmailMessage:
    mail = message_from_bytes(bytes(Delivery.objects.get().raw), policy=policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


def test_a_copy_goes_openly_and_a_blind_one_stands_in_no_header(case: Case, noor: Client) -> None:
    send(noor, case, cc="Tamar Kuiper <tamar@pakketsnel.example>", bcc="archief@shop.example; ruben@shop.example")
    delivery = Delivery.objects.get()
    assert delivery.recipients == [
        "y.benali@post.example", "tamar@pakketsnel.example", "archief@shop.example", "ruben@shop.example",
    ]  # fmt: skip
    assert left()["Cc"] == "tamar@pakketsnel.example"
    assert "archief" not in bytes(delivery.raw).decode()
    assert left()["Bcc"] is None


def test_whoever_got_an_open_copy_may_write_back_into_the_case(case: Case, noor: Client) -> None:
    send(noor, case, cc="tamar@pakketsnel.example", bcc="archief@shop.example")
    values = set(Participant.objects.filter(is_verified=True).values_list("value", flat=True))
    assert "tamar@pakketsnel.example" in values
    assert "archief@shop.example" not in values


@pytest.mark.parametrize("cc", ["tamar", "tamar@x.example, @", "a@x.example\r\nBcc: eve@x.example <"])
def test_what_is_no_address_keeps_the_answer_here(case: Case, noor: Client, cc: str) -> None:
    response = send(noor, case, cc=cc)
    assert response.status_code == 422
    assert "is geen mailadres" in response.content.decode()
    assert not Delivery.objects.exists()


def test_a_file_goes_along_whole_and_can_be_fetched_from_the_timeline(case: Case, noor: Client) -> None:
    assert "factuur.pdf" in attach(noor, case)
    send(noor, case)
    (part,) = left().iter_attachments()
    assert (part.get_filename(), part.get_content()) == ("factuur.pdf", PDF)
    assert not DraftFile.objects.exists()
    kept = Attachment.objects.get()
    assert (kept.name, kept.size) == ("factuur.pdf", len(PDF))
    assert noor.get(f"/attachments/{kept.key}/").content == PDF
    assert "factuur.pdf" in noor.get(f"/cases/{case.pk}/").content.decode()


def test_undo_brings_words_files_and_copies_back(case: Case, noor: Client) -> None:
    attach(noor, case)
    response = send(noor, case, text="Zie bijlage", cc="tamar@pakketsnel.example", bcc="archief@shop.example")
    undo(noor, response)
    draft, file = Draft.objects.get(), DraftFile.objects.get()
    assert (draft.text, draft.copied, draft.hidden) == (
        "Zie bijlage",
        "tamar@pakketsnel.example",
        "archief@shop.example",
    )
    assert (file.name, bytes(file.content)) == ("factuur.pdf", PDF)
    page = noor.get(f"/cases/{case.pk}/").content.decode()
    assert 'value="tamar@pakketsnel.example"' in page
    assert "factuur.pdf" in page


def test_a_file_can_be_left_out_after_all(case: Case, noor: Client) -> None:
    attach(noor, case)
    key = DraftFile.objects.get().key
    as_agent(cast.joris()).post(f"/cases/{case.pk}/files/{key}/removal/")
    assert DraftFile.objects.exists()
    noor.post(f"/cases/{case.pk}/files/{key}/removal/")
    assert not DraftFile.objects.exists()


def test_more_than_a_mail_server_takes_is_refused_with_its_name(case: Case, noor: Client) -> None:
    attach(noor, case, "klein.pdf")
    page = attach(noor, case, "groot.pdf", b"x" * (MOST_FILE_BYTES - 10))
    assert "“groot.pdf” past niet" in page
    assert list(DraftFile.objects.values_list("name", flat=True)) == ["klein.pdf"]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\noor\\a.pdf", "a.pdf"),
        ("a\r\nX-Evil: 1.pdf", "a X-Evil: 1.pdf"),
        ("fac\u202egpj.exe", "fac gpj.exe"),
        ("", "file"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
    ],
)
def test_a_file_name_is_only_a_label(given: str, kept: str) -> None:
    assert file_name(given) == kept


def test_an_answer_leaves_from_the_address_that_was_chosen(case: Case, noor: Client) -> None:
    invoices = channels.add_mailbox(address="facturen@devoorbeeldwinkel.example", name="Facturen")
    invoices.signature_nl = "Groet van Facturen"
    invoices.save()
    send(noor, case, mailbox=invoices.pk)
    assert left()["From"] == "Facturen <facturen@devoorbeeldwinkel.example>"
    assert left()["Reply-To"].startswith("facturen+w")
    assert "Groet van Facturen" in left().get_content()


def test_everybody_in_the_conversation_can_be_answered_with_one_press(case: Case, noor: Client) -> None:
    thread = Contact.objects.get().conversation
    for value, is_verified in (("tamar@pakketsnel.example", True), ("eve@elders.example", False)):
        Participant.objects.create(conversation=thread, kind="email", value=value, is_verified=is_verified)
    page = noor.get(f"/cases/{case.pk}/").content.decode()
    assert 'data-all="tamar@pakketsnel.example"' in page
    assert "eve@elders.example" not in page


@pytest.mark.parametrize("seconds", [0, 45])
def test_how_long_it_can_be_called_back_is_a_setting(case: Case, noor: Client, seconds: int) -> None:
    Organisation.objects.update(undo_seconds=seconds)
    send(noor, case)
    delivery = Delivery.objects.get()
    assert (delivery.due_at - delivery.made_at).total_seconds() == seconds


@pytest.mark.parametrize("text", ["Zie de bijlage.", "De factuur vind je in de bijlage.", "Please find it attached."])
def test_a_file_that_is_named_and_not_there_is_pointed_out(case: Case, noor: Client, text: str) -> None:
    address = f"/cases/{case.pk}/hints/"
    assert "er gaat geen bestand mee" in noor.post(address, {"text": text}).content.decode()
    attach(noor, case)
    assert "er gaat geen bestand mee" not in noor.post(address, {"text": text}).content.decode()


def test_a_word_that_only_looks_like_it_gets_no_remark(case: Case, noor: Client) -> None:
    said = noor.post(f"/cases/{case.pk}/hints/", {"text": "Wij zijn zeer gehecht aan je mening."}).content.decode()
    assert "er gaat geen bestand mee" not in said
