"""Hands mail over to a mail server."""

import contextlib
import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Literal, Self
from urllib.parse import parse_qs, unquote, urlsplit

from wortel.channels.interface import DeliveryFailed, NobodyHome

SECONDS = 30
PORTS = {"plain": 25, "starttls": 587, "tls": 465}


class NotASmtpUrl(ValueError):
    """SMTP_URL does not say which server to use; the message says how it should look."""


@dataclass(frozen=True)
class Server:
    """A mail server, as SMTP_URL names it."""

    host: str
    port: int
    security: Literal["plain", "starttls", "tls"]
    user: str = ""
    password: str = ""

    @classmethod
    def from_url(cls, url: str) -> Self:
        """Read smtp://[user:password@]host[:port], smtps://… or smtp://…?starttls=1."""
        parts = urlsplit(url)
        wish = parse_qs(parts.query).get("starttls", ["0"])[-1].lower() in {"1", "true", "yes", "required"}
        if parts.scheme not in {"smtp", "smtps", "smtp+starttls"} or not parts.hostname:
            raise NotASmtpUrl("SMTP_URL looks like smtp://user:password@host:587?starttls=1 or smtps://host")
        is_starttls = wish or parts.scheme == "smtp+starttls"
        security: Literal["plain", "starttls", "tls"] = "tls" if parts.scheme == "smtps" else "plain"
        security = "starttls" if is_starttls and security == "plain" else security
        return cls(
            host=parts.hostname,
            port=parts.port or PORTS[security],
            security=security,
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
        )


class SmtpPost:
    """A conversation with one mail server, opened for the first mail and closed after the last."""

    def __init__(self, server: Server, *, tls: ssl.SSLContext | None = None) -> None:
        self._server = server
        self._tls = tls or ssl.create_default_context()
        self._line: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._hang_up()

    def hand_over(self, *, sender: str, recipients: Sequence[str], raw: bytes) -> Sequence[str]:
        """Give one mail; gives who of several it was refused for, raises `DeliveryFailed` when for all."""
        line = self._line or self._call()
        self._line = line
        try:
            return list(line.sendmail(sender, list(recipients), raw))
        except smtplib.SMTPRecipientsRefused as refusal:
            codes = [code for code, _ in refusal.recipients.values()]
            said = _words(next(iter(refusal.recipients.values()))[1])
            raise DeliveryFailed(said, permanent=min(codes) >= 500) from refusal
        except smtplib.SMTPResponseException as refusal:
            self._hang_up()
            raise DeliveryFailed(_words(refusal.smtp_error), permanent=refusal.smtp_code >= 500) from refusal
        except smtplib.SMTPNotSupportedError as refusal:
            raise DeliveryFailed(str(refusal), permanent=True) from refusal
        except (OSError, smtplib.SMTPException) as trouble:
            # Perhaps the mail was taken and only the answer got lost: it will be sent again under the same id.
            self._hang_up()
            raise DeliveryFailed(f"the line broke ({_name(trouble)})", permanent=False) from trouble

    def _call(self) -> smtplib.SMTP:
        server = self._server
        try:
            if server.security == "tls":
                line: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=SECONDS, context=self._tls)
            else:
                line = smtplib.SMTP(server.host, server.port, timeout=SECONDS)
            if server.security == "starttls":
                line.starttls(context=self._tls)
            if server.user:
                line.login(server.user, server.password)
        except (OSError, smtplib.SMTPException) as trouble:
            raise NobodyHome(f"{server.host}:{server.port} cannot be used ({_name(trouble)})") from trouble
        return line

    def _hang_up(self) -> None:
        if self._line is not None:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                self._line.quit()
            self._line = None


def _words(said: bytes | str) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else said


def _name(trouble: Exception) -> str:
    return str(trouble).strip()[:200] or type(trouble).__name__
