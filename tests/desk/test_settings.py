"""Settings: for administrators, in plain forms, and never without somebody who can change them back."""

import socket

import pytest
from django.test import Client
from tests import cast, make
from tests.desk.screens import as_agent
from tests.letters import write

from wortel.accounts.models import Agent, Mandate, Role
from wortel.channels.models import Arrival, Mailbox
from wortel.desk.views.settings.books import WORDS
from wortel.journey.audit import CHECKS, audit
from wortel.problems.models import ChannelFee, Rate
from wortel.reasons.models import Reason

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin() -> Client:
    cast.shop()
    return as_agent(cast.colleague(Role.ADMIN))


def test_a_colleague_gets_an_account_with_a_role(admin: Client) -> None:
    said = {"name": "Sara Bakker", "email": "Sara@devoorbeeldwinkel.example", "role": "lead", "password": cast.PASSWORD}
    admin.post("/settings/people/new/", said)
    sara = Agent.objects.get(email="sara@devoorbeeldwinkel.example")
    assert sara.role == Role.LEAD
    assert sara.check_password(cast.PASSWORD)


def test_a_short_password_is_refused(admin: Client) -> None:
    said = {"name": "Sara", "email": "sara@devoorbeeldwinkel.example", "role": "agent", "password": "kort"}
    assert "12" in admin.post("/settings/people/new/", said).content.decode()
    assert not Agent.objects.filter(name="Sara").exists()


def test_the_last_administrator_stays(admin: Client) -> None:
    last = cast.colleague(Role.ADMIN)
    response = admin.post(f"/settings/people/{last.pk}/", {"name": last.name, "role": "agent", "is_active": "on"})
    assert "Er moet iemand blijven" in response.content.decode()
    last.refresh_from_db()
    assert last.role == Role.ADMIN


def test_who_leaves_cannot_sign_in_any_more(admin: Client) -> None:
    joris = cast.joris()
    theirs = as_agent(joris)
    admin.post(f"/settings/people/{joris.pk}/", {"name": joris.name, "role": "agent"})
    assert theirs.get("/inbox/").status_code == 302


def test_room_to_act_is_given_and_withdrawn(admin: Client) -> None:
    admin.post("/settings/mandates/new/", {"text_nl": "Terugstorten", "text_en": "Refund", "limit": "25.00"})
    mandate = Mandate.objects.get()
    assert mandate.limit_cents == 2500
    admin.post(f"/settings/mandates/{mandate.pk}/removal/")
    assert not Mandate.objects.exists()


def test_the_first_mailbox_is_the_one_answers_leave_from(admin: Client) -> None:
    admin.post("/settings/mailboxes/new/", {"address": "hallo@devoorbeeldwinkel.example", "name": "De Voorbeeldwinkel"})
    box = Mailbox.objects.get()
    assert box.is_default
    assert box.name == "De Voorbeeldwinkel"


def test_a_mail_password_is_sealed_and_never_shown(admin: Client) -> None:
    box = cast.mailbox()
    said = {"imap_host": "imap.example", "imap_port": "993", "imap_security": "tls", "imap_user": "hallo"}
    admin.post(f"/settings/mailboxes/{box.pk}/fetching/", {**said, "imap_folder": "INBOX", "password": "geheim123"})
    box.refresh_from_db()
    assert b"geheim123" not in bytes(box.imap_secret or b"")
    assert "geheim123" not in admin.get(f"/settings/mailboxes/{box.pk}/").content.decode()


def test_a_mailbox_that_cannot_be_opened_says_why(admin: Client) -> None:
    box = cast.mailbox()
    with socket.socket() as nobody_listens:
        nobody_listens.bind(("127.0.0.1", 0))
        box.imap_host, box.imap_port, box.imap_security = "127.0.0.1", nobody_listens.getsockname()[1], "none"
        box.imap_secret = None
        box.save()
        admin.post(
            f"/settings/mailboxes/{box.pk}/fetching/",
            {
                "imap_host": "127.0.0.1",
                "imap_port": box.imap_port,
                "imap_security": "none",
                "imap_user": "hallo",
                "imap_folder": "INBOX",
                "password": "x",
            },
        )
        page = admin.post(f"/settings/mailboxes/{box.pk}/checks/", follow=True).content.decode()
    assert "De mailbox is niet te lezen" in page


def test_a_reason_is_added_and_put_away(admin: Client) -> None:
    admin.post("/settings/reasons/new/", {"code": "invoice-fee", "label_nl": "Servicekosten", "demand": "failure"})
    reason = Reason.objects.get()
    admin.post(
        f"/settings/reasons/{reason.pk}/",
        {"label_nl": "Servicekosten", "demand": "failure", "keywords": "kosten, factuur"},
    )
    reason.refresh_from_db()
    assert reason.keywords == ["kosten", "factuur"]
    assert not reason.is_active


def test_a_rate_and_a_fee_hold_from_a_day_on(admin: Client) -> None:
    admin.post("/settings/prices/rates/", {"rate-valid_from": "2025-01-01", "rate-eur_per_minute": "1.125"})
    admin.post(
        "/settings/prices/fees/", {"fee-channel": "phone", "fee-valid_from": "2025-01-01", "fee-fee_eur": "0.35"}
    )
    assert str(Rate.objects.get().eur_per_minute) == "1.125000"
    assert ChannelFee.objects.get().channel == "phone"


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMIN])
def test_nobody_else_sets_anything(role: Role) -> None:
    cast.shop()
    client = as_agent(cast.colleague(role))
    assert client.get("/settings/people/").status_code == 403
    assert client.post("/settings/teams/new/", {"name": "Nieuw"}).status_code == 403
    assert make.make_team().name == "Klantenservice"


def test_single_keys_can_be_switched_off_by_everybody() -> None:
    cast.shop()
    client = as_agent(cast.noor())
    client.post("/settings/appearance/", {"language": "nl", "theme": "", "single_keys": "false"})
    assert 'data-single-keys="off"' in client.get("/settings/").content.decode()


def test_the_books_of_the_mail_stand_with_the_mailboxes(admin: Client) -> None:
    assert "De boeken van de mail" not in admin.get("/settings/mailboxes/").content.decode()
    write()
    audit(now=cast.NOW)
    assert "Elk van de 1 mails heeft één uitkomst" in admin.get("/settings/mailboxes/").content.decode()
    Arrival.objects.update(outcome="")
    audit(now=cast.NOW)
    assert "1 mails waarvan niemand weet" in admin.get("/settings/mailboxes/").content.decode()


def test_every_mismatch_has_its_words() -> None:
    assert set(WORDS) == set(CHECKS)
