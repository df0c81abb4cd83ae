"""Getting leave to use a mailbox from whoever keeps it (OAuth 2.0, RFC 6749, with PKCE of RFC 7636)."""

import base64
import hashlib
import http.client
import json
import ssl
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from typing import IO, Any
from urllib.parse import urlencode, urlsplit

from wortel.channels import egress
from wortel.channels.email import trouble

SECONDS = 20
MOST_BYTES = 100_000


class NoGrant(Exception):
    """No token could be had; `kind` is "consent" where somebody has to sign in again."""

    def __init__(self, said: str, kind: trouble.Kind) -> None:
        super().__init__(said)
        self.kind: trouble.Kind = kind


@dataclass(frozen=True)
class Provider:
    """Where a provider asks its users, and where it gives tokens."""

    authorize_url: str
    token_url: str
    scope: str
    more: tuple[tuple[str, str], ...] = ()
    imap: tuple[str, int] | None = None
    smtp: tuple[str, int] | None = None


GOOGLE = Provider(
    authorize_url="https://accounts.google.com/o/oauth2/v2/auth",
    token_url="https://oauth2.googleapis.com/token",  # noqa: S106 (an address, not a secret)
    scope="https://mail.google.com/",
    more=(("access_type", "offline"), ("prompt", "consent")),
    imap=("imap.gmail.com", 993),
    smtp=("smtp.gmail.com", 587),
)
MICROSOFT = Provider(
    authorize_url="https://login.microsoftonline.com/{tenant}/oauth2/v2.0/authorize",
    token_url="https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token",  # noqa: S106 (an address, not a secret)
    scope="https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access",
    more=(("prompt", "select_account"),),
    imap=("outlook.office365.com", 993),
    smtp=("smtp.office365.com", 587),
)


@dataclass(frozen=True)
class Client:
    """We, as the provider knows us."""

    id: str
    secret: str
    redirect_uri: str


@dataclass(frozen=True)
class Tokens:
    access: str
    refresh: str
    seconds: int


def ask_address(provider: Provider, client: Client, *, state: str, verifier: str, user: str) -> str:
    """The page on which the owner of the mailbox gives leave."""
    asked = {
        "response_type": "code",
        "client_id": client.id,
        "redirect_uri": client.redirect_uri,
        "scope": provider.scope,
        "state": state,
        "code_challenge": challenge_of(verifier),
        "code_challenge_method": "S256",
        **({"login_hint": user} if user else {}),
        **dict(provider.more),
    }
    joint = "&" if urlsplit(provider.authorize_url).query else "?"
    return f"{provider.authorize_url}{joint}{urlencode(asked)}"


def challenge_of(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")


def exchange(
    provider: Provider, client: Client, *, code: str, verifier: str, tls: ssl.SSLContext | None = None
) -> Tokens:
    """Trade the code that the owner's browser brought for tokens."""
    asked = {"grant_type": "authorization_code", "code": code, "code_verifier": verifier}
    return _tokens(provider, client, {**asked, "redirect_uri": client.redirect_uri}, tls)


def refresh(provider: Provider, client: Client, *, token: str, tls: ssl.SSLContext | None = None) -> Tokens:
    """Get a fresh access token; a provider may give a new refresh token with it, which replaces the old one."""
    fresh = _tokens(provider, client, {"grant_type": "refresh_token", "refresh_token": token}, tls)
    return Tokens(fresh.access, fresh.refresh or token, fresh.seconds)


def _tokens(provider: Provider, client: Client, asked: Mapping[str, str], tls: ssl.SSLContext | None) -> Tokens:
    said = _post(provider.token_url, {**asked, "client_id": client.id, "client_secret": client.secret}, tls)
    access, kind = said.get("access_token"), str(said.get("token_type", ""))
    if not isinstance(access, str) or not access or kind.lower() != "bearer":
        raise NoGrant("the provider gave no bearer token", "other")
    seconds = said.get("expires_in")
    return Tokens(access, str(said.get("refresh_token") or ""), seconds if isinstance(seconds, int) else 300)


def _post(url: str, asked: Mapping[str, str], tls: ssl.SSLContext | None) -> dict[str, Any]:
    if urlsplit(url).scheme != "https":
        raise NoGrant("tokens are asked for over https only", "other")
    body = urlencode({name: value for name, value in asked.items() if value}).encode()
    request = urllib.request.Request(url, data=body, headers={"Accept": "application/json"})  # noqa: S310 (https, see above)
    opener = urllib.request.build_opener(_Gated(context=tls or ssl.create_default_context()), _NowhereElse)
    try:
        with opener.open(request, timeout=SECONDS) as answer:
            return _read(answer)
    except urllib.error.HTTPError as refusal:
        raise _refused(refusal) from refusal
    except urllib.error.URLError as broken:
        reason = broken.reason if isinstance(broken.reason, BaseException) else broken
        raise NoGrant(trouble.words_of(reason), trouble.tell(reason)) from broken
    except (OSError, ValueError) as broken:
        raise NoGrant(trouble.words_of(broken), trouble.tell(broken)) from broken


def _refused(refusal: urllib.error.HTTPError) -> NoGrant:
    """Section 5.2: `invalid_grant` means that the leave was withdrawn or has run out."""
    try:
        said = _read(refusal)
    except ValueError:
        return NoGrant(f"HTTP {refusal.code}", "other")
    words = " ".join(str(said[name]) for name in ("error", "error_description") if said.get(name))
    is_over = said.get("error") in {"invalid_grant", "invalid_client", "unauthorized_client", "interaction_required"}
    return NoGrant(words[:280] or f"HTTP {refusal.code}", "consent" if is_over else "other")


def _read(answer: IO[bytes]) -> dict[str, Any]:
    said = json.loads(answer.read(MOST_BYTES))
    if not isinstance(said, dict):
        raise ValueError("the provider gave no object")
    return said


class _Line(http.client.HTTPSConnection):
    """Goes through the gate: the address of another provider was typed by somebody."""

    def connect(self) -> None:
        """Call the host, and seal the line for the name that was typed."""
        line = egress.open_line(self.host, self.port, seconds=SECONDS)
        self.sock = self._context.wrap_socket(line, server_hostname=self.host)  # type: ignore[attr-defined]  # set by its maker


class _Gated(urllib.request.HTTPSHandler):
    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_Line, req, context=self._context)  # type: ignore[attr-defined]  # set by its maker


class _NowhereElse(urllib.request.HTTPRedirectHandler):
    """A secret is told to nobody but the address it was meant for."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> None:
        return None
