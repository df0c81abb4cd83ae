"""What mail servers found out about the sender (RFC 8601), each server by its own name.

Anybody can write such a header, so a result counts only for whoever trusts the server that it names, and only the
newest results of that server count: what stands below the line by which it took the mail in came along with the mail.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from wortel.channels.email.mime.addresses import read_mailboxes
from wortel.channels.email.mime.tree import Part
from wortel.channels.interface import Authentication

_METHODS = frozenset({"dmarc", "spf", "dkim"})
_SAYS_FOR_WHOM = {
    "dmarc": ("header.from",),
    "dkim": ("header.d", "header.i"),
    "spf": ("smtp.mailfrom",),
}
_MAX_LENGTH = 10_000
_MAX_HEADERS = 100


@dataclass(frozen=True, slots=True)
class _Result:
    method: str
    verdict: str
    domain: str


def read_verdicts(root: Part, *, sender_domain: str) -> dict[str, Authentication]:
    """What each server says that left a result, the newest server first."""
    results = _list_results(root)
    if len(root.every("from")) > 1:
        # One program reads the first of them, another the last: nobody who means well writes two.
        return dict.fromkeys(results, "fail")
    is_one = _has_one_sender(root)
    return {server: _judge(found, sender_domain, is_one=is_one) for server, found in results.items()}


def choose_verdict(verdicts: Mapping[str, Authentication], trusted: str) -> Authentication:
    """What the trusted server says; where nobody is trusted, nothing is known."""
    return verdicts.get(trusted.strip().lower(), "unknown") if trusted.strip() else "unknown"


def _judge(results: list[_Result], sender_domain: str, *, is_one: bool) -> Authentication:
    """A DMARC result decides. Without one, only a passed check for the sender's own domain counts for it."""
    verdicts = {_of_dmarc(each, sender_domain) for each in results if each.method == "dmarc"}
    if not verdicts & {"pass", "fail"}:
        verdicts = {
            each.verdict
            for each in results
            if each.method != "dmarc" and is_aligned(each.domain, sender_domain) and each.verdict in {"pass", "fail"}
        }
        verdicts = {"pass"} if "pass" in verdicts else verdicts
    if "fail" in verdicts:
        return "fail"
    return "pass" if "pass" in verdicts and is_one else "unknown"


def _of_dmarc(result: _Result, sender_domain: str) -> str:
    """A result about another sender than the one we read: one of the two was shown a different From."""
    if result.verdict != "pass" or result.domain in {"", sender_domain}:
        return result.verdict
    return "unknown" if is_aligned(result.domain, sender_domain) else "fail"


def is_aligned(domain: str, sender_domain: str) -> bool:
    """Whether this is the sender's domain, or the one above it."""
    return bool(domain) and (domain == sender_domain or (sender_domain.endswith("." + domain) and "." in domain))


def _has_one_sender(root: Part) -> bool:
    """With several senders, or none, it is not said which of them a result is about."""
    fields = root.every("from")
    return len(fields) == 1 and sum(1 for box in read_mailboxes(fields[0][:_MAX_LENGTH]) if box.address) == 1


def _list_results(root: Part) -> dict[str, list[_Result]]:
    """Per server the results of the last time it saw the mail: those between the same two Received lines."""
    found: dict[str, list[_Result]] = {}
    seen_at: dict[str, int] = {}
    hop = headers = 0
    for entry in root.fields:
        if entry.name == "received":
            hop += 1
        elif entry.name == "authentication-results" and headers < _MAX_HEADERS:
            headers += 1
            server, results = _read(entry.value[:_MAX_LENGTH].decode("utf-8", "replace"))
            if server and seen_at.setdefault(server, hop) == hop:
                found.setdefault(server, []).extend(results)
    return found


def _read(text: str) -> tuple[str, list[_Result]]:
    (head, *clauses) = _split(text)
    results = (_read_result(words) for words in clauses)
    return (head[0].lower() if head else ""), [result for result in results if result is not None]


def _read_result(words: list[str]) -> _Result | None:
    pairs = dict(reversed([(name.lower(), value) for name, _, value in (word.partition("=") for word in words)]))
    method, _, verdict = words[0].partition("=") if words else ("", "", "")
    method = method.partition("/")[0].lower()
    if method not in _METHODS:
        return None
    named = next((pairs[name] for name in _SAYS_FOR_WHOM[method] if pairs.get(name)), "")
    return _Result(method, verdict.lower(), named.rpartition("@")[2].lower().rstrip("."))


def _split(text: str) -> list[list[str]]:
    """The clauses between semicolons, each as its words; what is quoted or in brackets parts nothing."""
    clauses: list[list[str]] = [[]]
    word: list[str] = []
    for mark in _marks(text):
        if mark in {" ", ";"}:
            if word:
                clauses[-1].append("".join(word))
                word = []
            if mark == ";":
                clauses.append([])
        else:
            word.append(mark)
    if word:
        clauses[-1].append("".join(word))
    return [_pair(words) for words in clauses]


def _pair(words: list[str]) -> list[str]:
    """`dmarc = pass` is one word as well."""
    paired: list[str] = []
    for word in words:
        if paired and (paired[-1].endswith("=") or (word.startswith("=") and "=" not in paired[-1])):
            paired[-1] += word
        else:
            paired.append(word)
    return paired


def _marks(text: str) -> Iterator[str]:
    """Letter by letter: a blank between words, a semicolon between clauses; what never closes ends the reading."""
    depth, is_quoted, is_escaped = 0, False, False
    for mark in text:
        if is_escaped:
            is_escaped = False
            if is_quoted:
                yield mark if mark not in {" ", ";"} else "_"
        elif mark == "\\" and (is_quoted or depth):
            is_escaped = True
        elif is_quoted:
            if mark == '"':
                is_quoted = False
            else:
                yield "_" if mark.isspace() or mark == ";" else mark
        elif mark == "(":
            depth += 1
            yield " "
        elif depth:
            depth -= mark == ")"
        elif mark == '"':
            is_quoted = True
        else:
            yield " " if mark.isspace() else mark
