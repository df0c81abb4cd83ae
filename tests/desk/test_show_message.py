"""What customers send is shown without letting it do anything."""

from email.message import EmailMessage
from email.policy import SMTP

import pytest
from django.test import Client
from tests import cast
from tests.desk.screens import as_agent
from tests.letters import MARIJKE, OURS, deliver, letter

from wortel.accounts.models import Role
from wortel.contacts.models import Attachment, Contact

pytestmark = pytest.mark.django_db

PIXEL = bytes.fromhex("89504e470d0a1a0a0000000d49484452")
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
    assert "data:image/png;base64," in noor.get(f"/messages/{laid_out().pk}/").content.decode()


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
