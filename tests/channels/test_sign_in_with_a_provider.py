"""A mailbox at Google, Microsoft or another provider: leave is asked once, tokens are renewed, passwords never told.

The provider is a stand-in that follows RFC 6749 and 7636; the IMAP server is a real Dovecot that asks the provider
whose token it was given, over XOAUTH2 and over OAUTHBEARER (RFC 7628).
"""

import asyncio
import base64
import json
import ssl
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from tests import cast
from tests.channels.certificates import certify
from tests.channels.dovecot import USER, Dovecot
from tests.fakes.provider import CLIENT_ID, CLIENT_SECRET, Books, Provider
from tests.letters import letter
from wortel.channels import actions as channels
from wortel.channels.actions.grants import provider_of
from wortel.channels.email import oauth
from wortel.channels.email.imap import CannotFetch, open_folder
from wortel.channels.email.sink import Sink
from wortel.channels.email.smtp_out import Server, SmtpPost
from wortel.channels.interface import NobodyHome
from wortel.channels.models import Grant, Mailbox, Trouble

pytestmark = pytest.mark.django_db

BACK = "https://desk.shop.example/settings/mailboxes/leave/"
AGENT = 7


class Place:
    """A provider with its IMAP server, and a mailbox of ours there."""

    def __init__(self, provider: Provider, dovecot: Dovecot) -> None:
        self.provider, self.dovecot, self.books = provider, dovecot, provider.books
        self.tls = dovecot.certificate.for_clients()
        self.mailbox = cast.mailbox()
        self.mailbox.imap_host, self.mailbox.imap_port, self.mailbox.imap_user = "localhost", dovecot.tls_port, USER
        self.mailbox.save()
        self.grant = self.register()

    def register(self, secret: str = CLIENT_SECRET) -> Grant:
        return channels.use_provider(
            mailbox=self.mailbox,
            provider=Grant.Provider.OTHER,
            client_id=CLIENT_ID,
            client_secret=secret,
            authorize_url=f"{self.provider.address}/authorize",
            token_url=f"{self.provider.address}/token",
            scope="mail",
        )

    def ask(self) -> dict[str, str]:
        """Follow the address we show, and say yes there."""
        return self.provider.consent(channels.ask_leave(grant=self.grant, agent=AGENT, redirect_uri=BACK))

    def take(self, said: dict[str, str], agent: int = AGENT, now: datetime = cast.NOW) -> Mailbox:
        return channels.take_leave(
            state=said["state"], code=said["code"], agent=agent, redirect_uri=BACK, now=now, tls=self.tls
        )

    def token(self, now: datetime = cast.NOW) -> str:
        return channels.find_token(mailbox=self.mailbox, now=now, tls=self.tls)

    def count_mails(self, token: str) -> int:
        account = channels.find_way_in(mailbox=self.mailbox, now=cast.NOW)
        assert (account.token, account.password) == (token, "")
        with open_folder(account, tls=self.tls) as folder:
            return len(list(folder.fetch_after(0)))


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    certificate = certify(tmp_path / "tls")
    with (
        Provider(Books(user=USER, redirect_uri=BACK), certificate) as provider,
        Dovecot(tmp_path, tokens_at=provider.tokens_at, certificate=certificate) as dovecot,
    ):
        yield Place(provider, dovecot)


def only_xoauth2(dovecot: Dovecot) -> None:
    settings = dovecot.folder / "dovecot.conf"
    settings.write_text(settings.read_text().replace("xoauth2 oauthbearer\n", "xoauth2\n", 1))
    dovecot.stop()
    dovecot.start()


def test_leave_given_once_opens_the_mailbox(place: Place) -> None:
    place.dovecot.put(letter("met een token"), "mail0")
    place.take(place.ask())
    assert place.count_mails(place.token()) == 1
    place.grant.refresh_from_db()
    assert place.grant.granted_at == cast.NOW


def test_both_ways_of_telling_a_token_are_spoken(place: Place) -> None:
    place.take(place.ask())
    assert place.count_mails(place.token()) == 0
    only_xoauth2(place.dovecot)
    assert place.count_mails(place.token()) == 0


@pytest.mark.parametrize("is_old_way", [False, True])
def test_a_token_that_is_no_longer_good_is_refused_in_words(place: Place, is_old_way: bool) -> None:
    place.take(place.ask())
    if is_old_way:
        only_xoauth2(place.dovecot)
    place.books.forget_tokens()
    with pytest.raises(CannotFetch) as refusal:
        place.count_mails(place.token())
    assert refusal.value.kind == "consent"


def test_a_token_is_used_until_it_runs_out_and_then_renewed(place: Place) -> None:
    place.take(place.ask())
    first = place.token()
    assert place.token(cast.NOW + timedelta(minutes=50)) == first
    assert place.books.refreshed == 0
    second = place.token(cast.NOW + timedelta(minutes=59))
    assert second != first
    assert (place.token(cast.NOW + timedelta(minutes=80)), place.books.refreshed) == (second, 1)


def test_a_refresh_token_that_is_replaced_each_time_is_kept(place: Place) -> None:
    place.books.rotates = True
    place.take(place.ask())
    tokens = {place.token(cast.NOW + timedelta(hours=2 * turn)) for turn in range(4)}
    assert (len(tokens), place.books.refreshed) == (4, 3)


def test_leave_that_was_withdrawn_asks_for_a_new_one(place: Place) -> None:
    place.take(place.ask())
    place.books.withdraw()
    with pytest.raises(oauth.NoGrant) as refusal:
        place.token(cast.NOW + timedelta(hours=2))
    assert (refusal.value.kind, str(refusal.value)) == ("consent", "invalid_grant")


def test_neither_tokens_nor_secrets_stand_in_the_database(place: Place) -> None:
    place.take(place.ask())
    token = place.token()
    row = b"".join(bytes(value) for value in Grant.objects.values_list(
        "client_secret", "refresh_secret", "access_secret"
    ).get())  # fmt: skip
    for secret in (token, *place.books.refreshers, CLIENT_SECRET):
        assert secret.encode() not in row


def test_a_code_works_once_and_only_for_whoever_asked(place: Place) -> None:
    said = place.ask()
    with pytest.raises(channels.NotAsked):
        place.take(said, agent=AGENT + 1)
    place.take(said)
    with pytest.raises(oauth.NoGrant):
        place.take(said)


def test_a_code_somebody_else_asked_for_is_refused(place: Place) -> None:
    """A stolen code does not fit our verifier."""
    mine, theirs = place.ask(), place.ask()
    with pytest.raises(oauth.NoGrant) as refusal:
        place.take({**mine, "code": theirs["code"]})
    assert str(refusal.value) == "invalid_grant"


def test_a_wrong_secret_is_told(place: Place) -> None:
    place.grant = place.register(secret="iets anders")
    with pytest.raises(oauth.NoGrant) as refusal:
        place.take(place.ask())
    assert (refusal.value.kind, str(refusal.value)) == ("consent", "invalid_client")


def test_a_provider_nobody_vouches_for_is_told_no_secret(place: Place) -> None:
    place.tls = ssl.create_default_context()
    with pytest.raises(oauth.NoGrant) as refusal:
        place.take(place.ask())
    assert refusal.value.kind == "untrusted"
    assert place.books.asked == []


def test_testing_the_connection_says_to_sign_in(place: Place) -> None:
    assert channels.try_way_in(mailbox=place.mailbox, now=cast.NOW, tls=place.tls).trouble == Trouble.CONSENT
    place.take(place.ask())
    assert channels.try_way_in(mailbox=place.mailbox, now=cast.NOW, tls=place.tls).trouble is None


def test_google_and_microsoft_are_asked_where_they_say() -> None:
    box = cast.mailbox()
    google = channels.use_provider(mailbox=box, provider="google", client_id="x", client_secret="y")
    asked = parse_qs(urlsplit(channels.ask_leave(grant=google, agent=AGENT, redirect_uri=BACK)).query)
    assert asked["scope"] == ["https://mail.google.com/"]
    assert (asked["access_type"], asked["prompt"]) == (["offline"], ["consent"])  # else no refresh token comes
    microsoft = channels.use_provider(
        mailbox=box, provider="microsoft", client_id="x", client_secret="y", tenant="shop.example"
    )
    known = provider_of(microsoft)
    assert known.token_url == "https://login.microsoftonline.com/shop.example/oauth2/v2.0/token"
    assert "offline_access" in known.scope


class _Office:
    """A mail server that takes tokens, and explains a refusal as Google does: in JSON, and then a plain no."""

    def __init__(self, token: str) -> None:
        self._token = token
        self.mails = 0
        self.heard: list[str] = []

    async def auth_XOAUTH2(self, server: SMTP, args: list[str]) -> AuthResult:  # noqa: N802 (named by aiosmtpd)
        said = base64.b64decode(args[1]).decode()
        self.heard.append(said)
        if said == f"user={USER}\x01auth=Bearer {self._token}\x01\x01":
            return AuthResult(success=True, auth_data=USER)
        reason = {"status": "401", "schemes": "bearer", "scope": "https://mail.google.com/"}
        answer = await server.challenge_auth(json.dumps(reason), encode_to_b64=True)
        assert answer == b""
        await asyncio.sleep(0)
        return AuthResult(success=False, handled=False)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 (named by aiosmtpd)
        self.mails += 1
        return "250 OK"


class _Sink(Sink):
    def _converse(self) -> SMTP:
        return SMTP(self._handler, hostname="sink", loop=self._loop, auth_require_tls=False, decode_data=False)


def test_mail_is_sent_with_a_token_and_a_refusal_lets_it_wait() -> None:
    office = _Office("goed")
    with _Sink(office) as url:
        port = int(url.rpartition(":")[2])

        def send(token: str) -> None:
            with SmtpPost(Server("127.0.0.1", port, "plain", USER, token=token)) as post:
                post.hand_over(sender="a@x.example", recipients=["b@x.example"], raw=b"Subject: x\r\n\r\nx\r\n")

        send("goed")
        with pytest.raises(NobodyHome) as refusal:
            send("oud")
    assert office.mails == 1
    assert refusal.value.kind == "consent"
    assert "401" in str(refusal.value)
