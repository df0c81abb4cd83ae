"""What went wrong between us and a mail server, told apart so that whoever reads it knows what to do."""

import socket
import ssl
from typing import Literal

from wortel.channels.egress import Closed

type Kind = Literal[
    "unknown_host",
    "forbidden_host",
    "refused",
    "silent",
    "wrong_name",
    "untrusted",
    "expired",
    "no_tls",
    "no_starttls",
    "sign_in",
    "consent",
    "no_folder",
    "no_sender",
    "wrong_key",
    "cut",
    "other",
]

_EXPIRED, _WRONG_NAME, _WRONG_ADDRESS = 10, 62, 64  # X509_V_ERR_… of OpenSSL


def tell(trouble: BaseException) -> Kind:
    """This will name what an error on the line means; `other` where only the server's own words can tell."""
    match trouble:
        case Closed():
            return "forbidden_host"
        case ssl.SSLCertVerificationError(verify_code=code):
            return {_EXPIRED: "expired", _WRONG_NAME: "wrong_name", _WRONG_ADDRESS: "wrong_name"}.get(code, "untrusted")  # type: ignore[return-value]  # each of them is one
        case ssl.SSLError():
            return "no_tls"
        case socket.gaierror():
            return "unknown_host"
        case ConnectionRefusedError():
            return "refused"
        case TimeoutError():
            return "silent"
        case OSError() | EOFError():
            return "cut"
        case _:
            return "other"


def words_of(trouble: BaseException) -> str:
    """What was said, without the quotes and marks of programs."""
    said = str(trouble).strip()
    if said.startswith(("b'", 'b"')) and said.endswith(said[1]):
        said = said[2:-1]
    return said[:280] or type(trouble).__name__
