"""What a client says to sign in with a token instead of a password (SASL XOAUTH2, and OAUTHBEARER of RFC 7628)."""

import json
from abc import ABC, abstractmethod
from typing import ClassVar


class Speech(ABC):
    """One conversation: the first answer is the token, and a challenge after it is the reason of a refusal."""

    name: ClassVar[str]
    _end: ClassVar[bytes]

    def __init__(self, *, user: str, token: str, host: str, port: int) -> None:
        self._user, self._token, self._host, self._port = user, token, host, port
        self.refusal = ""

    def answer(self, challenge: bytes) -> bytes:
        """Answer what the server says; IMAP begins with an empty challenge."""
        if not challenge:
            return self._opening().encode()
        self.refusal = _reason(challenge)
        return self._end

    def answer_smtp(self, challenge: bytes | None = None) -> str:
        """The same for SMTP, where the first answer comes unasked."""
        return self.answer(challenge or b"").decode()

    @abstractmethod
    def _opening(self) -> str:
        """The token, as this way of speaking wraps it."""


class XOAuth2(Speech):
    """As Google and Microsoft speak it."""

    name = "XOAUTH2"
    _end = b""

    def _opening(self) -> str:
        return f"user={self._user}\x01auth=Bearer {self._token}\x01\x01"


class OAuthBearer(Speech):
    """As RFC 7628 has it; a client ends a refusal with a single control-A."""

    name = "OAUTHBEARER"
    _end = b"\x01"

    def _opening(self) -> str:
        user = self._user.replace("=", "=3D").replace(",", "=2C")
        return f"n,a={user},\x01host={self._host}\x01port={self._port}\x01auth=Bearer {self._token}\x01\x01"


def _reason(challenge: bytes) -> str:
    """Servers explain a refusal in JSON; whatever else they say is shown as it is."""
    try:
        said = json.loads(challenge)
        return f"{said.get('status', '')} {said.get('scope', '')}".strip()[:200]
    except (ValueError, AttributeError):
        return challenge.decode("utf-8", "replace")[:200]
