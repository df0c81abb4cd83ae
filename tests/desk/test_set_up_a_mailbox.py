"""A mailbox as an administrator sets it up: each part by itself, secrets never shown, and what is wrong in words."""

import socket
from datetime import date

import pytest
from django.test import Client
from tests import cast
from tests.desk.screens import as_agent

from wortel.accounts.models import Role
from wortel.channels import queries
from wortel.channels.egress import SETTING
from wortel.channels.models import Cursor, Grant, Mailbox, SigningKey

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin() -> Client:
    cast.shop()
    return as_agent(cast.colleague(Role.ADMIN))


def box() -> Mailbox:
    return Mailbox.objects.get(pk=cast.mailbox().pk)


def keep(admin: Client, part: str, **said: object) -> str:
    return admin.post(f"/settings/mailboxes/{box().pk}/{part}/", said, follow=True).content.decode()


def fetch_from(admin: Client, **said: object) -> str:
    server = {"imap_host": "imap.shop.example", "imap_port": 993, "imap_security": "tls", "imap_user": "hallo"}
    return keep(admin, "fetching", **{**server, "imap_folder": "INBOX", "password": "geheim123", **said})


def send_through(admin: Client, **said: object) -> str:
    server = {"smtp_host": "smtp.shop.example", "smtp_port": 587, "smtp_security": "starttls", "smtp_user": "hallo"}
    return keep(admin, "sending", **{**server, "password": "geheim456", **said})


def test_both_passwords_are_sealed_and_never_shown(admin: Client) -> None:
    page = fetch_from(admin) + send_through(admin)
    assert queries.read_password(box()) == "geheim123"
    assert queries.read_smtp_password(box()) == "geheim456"
    assert "geheim123" not in page
    assert "geheim456" not in page
    row = str(Mailbox.objects.values_list("imap_secret", "smtp_secret").get(pk=box().pk))
    assert "geheim123" not in row


def test_an_empty_password_leaves_the_kept_one(admin: Client) -> None:
    send_through(admin)
    send_through(admin, password="", smtp_port=465)
    assert queries.read_smtp_password(box()) == "geheim456"
    assert box().smtp_port == 465


def test_another_folder_is_read_from_its_beginning(admin: Client) -> None:
    fetch_from(admin)
    Cursor.objects.create(mailbox=box(), uid_validity=7, uid=400)
    fetch_from(admin, imap_since="2026-11-01")
    assert Cursor.objects.get().uid == 400
    fetch_from(admin, imap_folder="Klantenservice")
    assert not Cursor.objects.exists()


def test_a_day_to_begin_on_is_proposed_and_kept(admin: Client) -> None:
    assert 'name="imap_since" value="20' in admin.get(f"/settings/mailboxes/{box().pk}/").content.decode()
    fetch_from(admin, imap_since="2026-11-01")
    assert box().imap_since == date(2026, 11, 1)


def test_an_acknowledgement_is_off_until_somebody_wants_it(admin: Client) -> None:
    assert box().acknowledges is False
    keep(admin, "acknowledgement", acknowledges="on", acknowledgement_nl="We hebben je mail.", acknowledgement_en="")
    assert (box().acknowledges, box().acknowledgement_nl) == (True, "We hebben je mail.")


def test_replies_may_have_a_domain_of_their_own(admin: Client) -> None:
    keep(admin, "trust", trusted_authserv="MX.shop.example", reply_domain="reply.shop.example")
    assert box().trusted_authserv == "mx.shop.example"
    assert box().reply_to == "hallo@reply.shop.example"
    assert queries.find_own_addresses().find_mailbox(["hallo+w1-x@reply.shop.example"]) == box()


def test_a_reply_domain_with_a_blank_is_refused(admin: Client) -> None:
    keep(admin, "trust", trusted_authserv="", reply_domain="reply shop")
    assert box().reply_domain == ""


@pytest.mark.parametrize("way", ["in", "out"])
def test_a_server_that_does_not_answer_is_told_in_plain_words(
    admin: Client, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SETTING, "127.0.0.1")
    with socket.socket() as nobody_listens:
        nobody_listens.bind(("127.0.0.1", 0))
        port = nobody_listens.getsockname()[1]
        if way == "in":
            fetch_from(admin, imap_host="127.0.0.1", imap_port=port)
        else:
            send_through(admin, smtp_host="127.0.0.1", smtp_port=port)
        assert "antwoordt niet op deze poort" in keep(admin, "checks")


@pytest.mark.parametrize("way", ["in", "out"])
def test_a_server_inside_our_own_network_is_not_called(admin: Client, way: str) -> None:
    if way == "in":
        fetch_from(admin, imap_host="169.254.169.254")
    else:
        send_through(admin, smtp_host="localhost")
    assert "mag je hiervandaan niet bereiken" in keep(admin, "checks")


def test_a_name_that_is_spelled_wrong_is_told_in_plain_words(admin: Client) -> None:
    fetch_from(admin, imap_host="imap.nergens.invalid")
    assert "Er is geen server met deze naam" in keep(admin, "checks")


def test_nothing_to_test_is_said(admin: Client) -> None:
    assert "Er is nog geen server ingevuld" in keep(admin, "checks")


def test_a_key_signs_only_when_the_world_can_see_it(admin: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    page = keep(admin, "signing-key", selector="wortel")
    key = SigningKey.objects.get()
    assert "wortel._domainkey.devoorbeeldwinkel.example" in page
    assert f"v=DKIM1; k=rsa; p={key.public}" in page.replace("&#x2B;", "+")
    assert b"PRIVATE" not in bytes(key.private_secret)

    monkeypatch.setattr("wortel.channels.email.signing.is_published", lambda **_: False)
    assert "De DNS toont deze sleutel nog niet" in keep(admin, "signing", signs="yes")
    monkeypatch.setattr("wortel.channels.email.signing.is_published", lambda **_: True)
    keep(admin, "signing", signs="yes")
    assert SigningKey.objects.get().signs_since is not None
    keep(admin, "signing", signs="no")
    assert SigningKey.objects.get().signs_since is None


def test_a_provider_fills_in_its_servers_and_keeps_its_secret(admin: Client) -> None:
    page = keep(admin, "provider", provider="google", client_id="ons-id", client_secret="geheim789")
    assert "geheim789" not in page
    assert b"geheim789" not in bytes(Grant.objects.get().client_secret or b"")
    assert (box().imap_host, box().smtp_host) == ("imap.gmail.com", "smtp.gmail.com")
    assert "https://accounts.google.com/o/oauth2/v2/auth?response_type=code&amp;client_id=ons-id" in page
    assert "code_challenge_method=S256" in page


def test_another_provider_is_asked_over_https_only(admin: Client) -> None:
    said = {"authorize_url": "http://login.example/a", "token_url": "https://login.example/t"}
    assert "https://" in keep(admin, "provider", provider="other", client_id="x", **said)
    assert not Grant.objects.exists()


def test_a_leave_nobody_asked_for_is_refused(admin: Client) -> None:
    page = admin.get("/settings/mailboxes/leave/?state=vals&code=x", follow=True).content.decode()
    assert "Niemand hier vroeg hierom" in page
