"""What a trusted mail server found out about the sender (RFC 8601), and only that server."""

import re

from wortel.channels.email.mime.tree import Part
from wortel.channels.interface import Authentication

_COMMENT = re.compile(r"\([^()]{0,500}\)")
_RESULT = re.compile(r"^\s*(dmarc|spf|dkim)\s*=\s*(\w+)", re.IGNORECASE)
_DOMAIN = re.compile(
    r"\b(?:header\.d|header\.i|smtp\.mailfrom|header\.from)\s*=\s*\"?(?:[^\s;@\"]*@)?([\w.-]{1,255})", re.IGNORECASE
)
_MAX_LENGTH = 10_000


def read_authentication(root: Part, *, trusted_authserv: str, sender_domain: str) -> Authentication:
    """Judge by the headers of the trusted server; where nobody is trusted, nothing is known.

    A DMARC result decides. Without one, only a passed check for the sender's own domain counts for it.
    """
    if not trusted_authserv:
        return "unknown"
    results = [result for raw in root.every("authentication-results") for result in _results(raw, trusted_authserv)]
    dmarc = {verdict for method, verdict, _ in results if method == "dmarc"}
    if "fail" in dmarc:
        return "fail"
    if "pass" in dmarc:
        return "pass"
    aligned = [
        verdict for method, verdict, domain in results if method != "dmarc" and _is_aligned(domain, sender_domain)
    ]
    if "pass" in aligned:
        return "pass"
    return "fail" if "fail" in aligned else "unknown"


def _results(raw: bytes, trusted: str) -> list[tuple[str, str, str]]:
    text = _COMMENT.sub(" ", raw[:_MAX_LENGTH].decode("utf-8", "replace"))
    server, _, rest = text.partition(";")
    if not server.split() or server.split()[0].lower() != trusted.strip().lower():
        return []
    found: list[tuple[str, str, str]] = []
    for clause in rest.split(";"):
        match = _RESULT.match(clause)
        if match is not None:
            domain = _DOMAIN.search(clause)
            found.append((match[1].lower(), match[2].lower(), domain[1].lower() if domain else ""))
    return found


def _is_aligned(domain: str, sender_domain: str) -> bool:
    return bool(domain) and (domain == sender_domain or (sender_domain.endswith("." + domain) and "." in domain))
