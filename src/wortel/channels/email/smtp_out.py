"""Hands mail over to a mail server."""

import contextlib
import smtplib
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Literal, Self
from urllib.parse import parse_qs, unquote, urlsplit

from wortel.channels import egress
from wortel.channels.email import sasl, trouble
from wortel.channels.interface import DeliveryFailed, NobodyHome, Refused

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
    token: str = ""
    is_typed: bool = False
    """Somebody typed it into a page, so it may not be a machine inside; SMTP_URL may name any."""

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

    def __init__(self, server: Server, *, tls: ssl.SSLContext | None = None, patience: float = SECONDS) -> None:
        self._server = server
        self._patience = patience
        self._tls = tls or ssl.create_default_context()
        self._line: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._hang_up()

    def hand_over(self, *, sender: str, recipients: Sequence[str], raw: bytes) -> Sequence[Refused]:
        """Give one mail; gives who of several it was refused for, raises `DeliveryFailed` when for all."""
        line = self._line or self._call()
        self._line = line
        try:
            return _refused(line.sendmail(sender, list(recipients), raw))
        except smtplib.SMTPRecipientsRefused as refusal:
            refused = _refused(refusal.recipients)
            is_final = all(each.permanent for each in refused)
            raise DeliveryFailed(refused[0].said, permanent=is_final, refused=tuple(refused)) from refusal
        except smtplib.SMTPResponseException as refusal:
            self._hang_up()
            raise DeliveryFailed(_words(refusal.smtp_error), permanent=refusal.smtp_code >= 500) from refusal
        except smtplib.SMTPNotSupportedError as refusal:
            raise DeliveryFailed(str(refusal), permanent=True) from refusal
        except (OSError, smtplib.SMTPException) as broken:
            # Perhaps the mail was taken and only the answer got lost: it will be sent again under the same id.
            self._hang_up()
            raise DeliveryFailed(f"the line broke ({trouble.words_of(broken)})", permanent=False) from broken

    def may_send_from(self, address: str) -> None:
        """Go as far as naming the sender, and send nothing; raises `DeliveryFailed` when that is not possible."""
        line = self._line or self._call()
        self._line = line
        try:
            line.ehlo_or_helo_if_needed()
            code, said = line.mail(address)
            line.rset()
        except (OSError, smtplib.SMTPException) as broken:
            raise NobodyHome(trouble.words_of(broken), trouble.tell(broken)) from broken
        if code >= 400:
            raise DeliveryFailed(_words(said), permanent=code >= 500, kind="no_sender")

    def _call(self) -> smtplib.SMTP:
        server = self._server
        try:
            return self._open(server)
        except smtplib.SMTPAuthenticationError as refusal:
            # A password that is not taken today may be mended tomorrow: the mail waits.
            raise NobodyHome(_words(refusal.smtp_error), "consent" if server.token else "sign_in") from refusal
        except smtplib.SMTPNotSupportedError as refusal:
            kind: trouble.Kind = "no_starttls" if server.security == "starttls" else "sign_in"
            raise NobodyHome(trouble.words_of(refusal), kind) from refusal
        except (OSError, smtplib.SMTPException) as broken:
            words = f"{server.host}:{server.port} cannot be used ({trouble.words_of(broken)})"
            raise NobodyHome(words, trouble.tell(broken)) from broken

    def _open(self, server: Server) -> smtplib.SMTP:
        plain, sealed = (egress.Smtp, egress.SmtpTls) if server.is_typed else (smtplib.SMTP, smtplib.SMTP_SSL)
        if server.security == "tls":
            line: smtplib.SMTP = sealed(server.host, server.port, timeout=self._patience, context=self._tls)
        else:
            line = plain(server.host, server.port, timeout=self._patience)
        try:
            if server.security == "starttls":
                line.starttls(context=self._tls)
            if server.token:
                _sign_in_with_token(line, server)
            elif server.user:
                line.login(server.user, server.password)
        except BaseException:
            line.close()
            raise
        return line

    def _hang_up(self) -> None:
        if self._line is not None:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                self._line.quit()
            self._line = None


def _refused(answers: Mapping[str, tuple[int, bytes]]) -> list[Refused]:
    return [Refused(address, _words(said), code >= 500) for address, (code, said) in answers.items()]


def _words(said: bytes | str) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else said


def _sign_in_with_token(line: smtplib.SMTP, server: Server) -> None:
    line.ehlo_or_helo_if_needed()
    offered = line.esmtp_features.get("auth", "").upper().split()
    speech: type[sasl.Speech] = sasl.OAuthBearer if sasl.OAuthBearer.name in offered else sasl.XOAuth2
    said = speech(user=server.user, token=server.token, host=server.host, port=server.port)
    try:
        line.auth(said.name, said.answer_smtp)
    except smtplib.SMTPAuthenticationError as refusal:
        raise smtplib.SMTPAuthenticationError(refusal.smtp_code, said.refusal or refusal.smtp_error) from refusal
