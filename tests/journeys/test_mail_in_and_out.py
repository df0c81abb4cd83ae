"""A mail comes in, somebody answers with the keyboard, the customer writes back: one case, one timeline."""

import smtplib
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from tests import cast
from tests.journeys.conftest import Desk, Letterbox, running
from tests.letters import letter

from wortel.cases.models import Case, Outcome, Status
from wortel.channels.models import Delivery

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def bring(raw: bytes, *, door: str, to: str) -> None:
    """As a mail server does."""
    host, port = door.removeprefix("smtp://").split(":")
    with smtplib.SMTP(host, int(port), timeout=20) as line:
        line.sendmail("marijke@hoekstra.example", [to], raw)


def reply_to(raw: bytes, text: str) -> tuple[bytes, str]:
    """What a mail program makes of it when somebody presses answer."""
    sent = message_from_bytes(raw, policy=policy.default)
    reply = EmailMessage(policy=policy.SMTP)
    to = str(sent["Reply-To"] or sent["From"])
    reply["From"] = "Marijke Hoekstra <marijke@hoekstra.example>"
    reply["To"] = to
    reply["Subject"] = str(sent["Subject"])
    reply["Message-ID"] = "<antwoord@hoekstra.example>"
    reply["In-Reply-To"] = str(sent["Message-ID"])
    reply.set_content(text)
    return reply.as_bytes(), to.rpartition("<")[2].rstrip(">")


def test_a_reply_of_the_customer_joins_the_case(desk: Desk, letterbox: tuple[Letterbox, str]) -> None:
    box, outside = letterbox
    words = ("mail", "--port", "0")
    with running(*words, said=r"(smtp://\S+)", SMTP_URL=outside) as door:
        desk.sit_down(cast.noor())
        desk.go("/inbox/")
        page = desk.page
        expect(page.get_by_text("Niets wacht hier op je.").first).to_be_visible()

        bring(letter("Waar blijft mijn bankje?", at=timezone.now()), door=door, to="hallo@devoorbeeldwinkel.example")
        expect(page.locator("#rows .row.fresh .row-who")).to_contain_text("Marijke Hoekstra")

        page.keyboard.press("j")
        page.keyboard.press("Enter")
        expect(page.locator("#recent")).to_contain_text("Waar blijft mijn bankje?")
        page.keyboard.press("r")
        page.keyboard.type("Dag Marijke, het bankje komt morgen.")
        expect(page.locator("[data-draft-status]")).to_contain_text("bewaard")
        page.keyboard.press("Control+Enter")
        expect(page.get_by_text("Is Marijke geholpen?")).to_be_visible()
        page.keyboard.press("1")
        page.keyboard.press("3")
        page.keyboard.press("Control+Enter")
        expect(page.locator("#toasts")).to_contain_text("Verstuurd aan Marijke.")
        assert Case.objects.get().status == Status.CLOSED
        assert Outcome.objects.get().is_cause_open is False

        Delivery.objects.update(due_at=timezone.now())  # the ten seconds in which it can be called back
        expect(page.locator("#recent")).not_to_contain_text("Nog niet verstuurd", timeout=20_000)
        answer, to = reply_to(box.mails[0], "Om hoe laat morgen?")
        bring(answer, door=door, to=to)
        expect(page.locator("#recent")).to_contain_text("Om hoe laat morgen?")
    assert Case.objects.get().status == Status.OPEN
    assert Case.objects.get().contact_count == 2
