"""How far our reading of a mail agrees, field by field, with what two other parsers expect of it."""

import json
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from tests.outside import SHARED
from wortel.channels.email.mime.body import select
from wortel.channels.email.mime.charsets import decode, decode_html
from wortel.channels.email.mime.tree import Part, read_tree, walk
from wortel.channels.email.parse import read
from wortel.channels.interface import Inbound, Party

# Where we differ on purpose or the mail leaves no right answer; every other difference fails the test.
KNOWN = {
    "malformed/000": "parts that are only a header: we keep four empty ones",
    "malformed/002": "a multipart without a delimiter: we show its words, the other calls them a file",
    "malformed/004": "a delimiter that only begins like the boundary: for us it is none",
    "malformed/006": "a mail cut off inside two multiparts: we show its words, the other calls them a file",
    "malformed/008": "the same, with two texts: we show both",
    "malformed/012": "unclosed multiparts with embedded mails: we find each",
    "malformed/016": "inner delimiters after the outer part has ended: words for us",
    "malformed/020": "two Content-Types in one header: the first counts for us",
    "rfc/003": "text/richtext beside plain text is another form, no file",
    "thirdparty/005.crlf": "UTF-16 whose line ends were rewritten",
    "thirdparty/007": "a sender without @ is no address for us",
    "thirdparty/015": "three embedded mails: the other swallows two",
    "testmsgs/malformedHeader-": "a line that is no header: the other has two settings, we follow the second",
    "testmsgs/very-very-long-boundary": "a boundary with a space at its end, which the standard forbids",
}

PUBLISHED = Path(__file__).resolve().parents[3] / "docs/explanation/how-mail-is-read.md"
_BEGINS, _ENDS = "<!-- measured -->", "<!-- until here -->"
_UNREADABLE = re.compile("\ufffd+")


@dataclass
class Tally:
    """Counts what agrees, and keeps what does not."""

    asked: int = 0
    differing: list[str] = field(default_factory=list)

    def compare(self, where: str, ours: object, theirs: object) -> None:
        self.asked += 1
        if ours != theirs:
            self.differing.append(f"{where}: ours {str(ours)[:150]!r}, theirs {str(theirs)[:150]!r}")

    def compare_text(self, where: str, ours: str, theirs: str) -> None:
        """Where the other parser gave up on a letter (U+FFFD), ours may read it."""
        if "\ufffd" in theirs:
            pattern = _UNREADABLE.sub(lambda _: ".{1,3}", re.escape(theirs))
            theirs = ours if re.fullmatch(pattern, ours, re.DOTALL) else theirs
        self.compare(where, ours, theirs)

    @property
    def share(self) -> float:
        return 1 - len(self.differing) / max(1, self.asked)

    def unexplained(self) -> list[str]:
        return [line for line in self.differing if not line.startswith(tuple(KNOWN))]


def tally_stalwart(folder: Path) -> Tally:
    """Each mail twice, as its project does: with line feeds, and with carriage returns before them."""
    tally = Tally()
    for mail in sorted(folder.glob("*/*.eml")):
        lines = mail.read_bytes().replace(b"\r\n", b"\n")
        compare_with_stalwart(mail, mail.with_suffix(".json"), lines, tally)
        compare_with_stalwart(mail, mail.with_suffix(".crlf.json"), lines.replace(b"\n", b"\r\n"), tally)
    return tally


def tally_mime4j(folder: Path) -> Tally:
    tally = Tally()
    for mail in sorted(folder.glob("*/*.msg")):
        compare_with_mime4j(mail, tally)
    return tally


def table() -> str:
    """What we measure, as it stands in the documentation."""
    mails = SHARED / "data/mail"
    sets = {
        "stalwart": ("headers, parts, bytes, choice of shown parts", tally_stalwart(mails / "stalwart")),
        "mime4j": ("header names, tree of parts, kinds", tally_mime4j(mails / "mime4j")),
    }
    lines = ["| set | compared | fields | agree | differ | share |", "|---|---|---|---|---|---|"]
    for name, (what, tally) in sets.items():
        differ = len(tally.differing)
        share = f"{tally.share:.1%}"
        lines.append(f"| {name} | {what} | {tally.asked} | {tally.asked - differ} | {differ} | {share} |")
    lines += ["", "| mail | fields that differ | why |", "|---|---|---|"]
    differing = [line for _, tally in sets.values() for line in tally.differing]
    for start, why in KNOWN.items():
        if count := sum(line.startswith(start) for line in differing):
            lines.append(f"| {start} | {count} | {why} |")
    return "\n".join(lines)


def publish() -> None:
    """Write the table where people read it."""
    text = PUBLISHED.read_text("utf-8")
    before, after = text.partition(_BEGINS)[0], text.partition(_ENDS)[2]
    PUBLISHED.write_text(f"{before}{_BEGINS}\n{table()}\n{_ENDS}{after}", "utf-8")


def compare_with_stalwart(mail: Path, expected: Path, raw: bytes, tally: Tally) -> None:
    """Compare headers, the list of parts with their content, and which parts are shown or files."""
    theirs = json.loads(expected.read_text("utf-8"))
    where = f"{mail.parent.name}/{expected.name}"
    _compare_headers(where, read(raw), _headers(theirs), tally)
    _compare_message(where, read_tree(raw), theirs, tally)


def _headers(message: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for header in message["parts"][0]["headers"]:
        name = header["name"]
        if isinstance(name, str):
            found.setdefault(name, header["value"])
    return found


def _compare_headers(where: str, ours: Inbound, theirs: dict[str, Any], tally: Tally) -> None:
    if "subject" in theirs:
        tally.compare_text(f"{where} subject", _squeeze(ours.subject), _squeeze(_text(theirs["subject"])))
    if "from" in theirs:
        senders = _addresses(theirs["from"])
        address, name = senders[0] if senders else (None, "")
        tally.compare(f"{where} from", ours.sender.value if ours.sender else None, address)
        tally.compare(f"{where} name", _squeeze(ours.sender_name), _squeeze(name))
    for key, parties in (("to", ours.to), ("cc", ours.cc)):
        if key in theirs:
            expected = [address for address, _ in _addresses(theirs[key]) if address]
            tally.compare(f"{where} {key}", _values(parties), list(dict.fromkeys(expected)))
    for key, ids in (
        ("message_id", (ours.message_id,) if ours.message_id else ()),
        ("in_reply_to", ours.in_reply_to),
        ("references", ours.references),
    ):
        if key in theirs:
            tally.compare(f"{where} {key}", list(ids), _ids(theirs[key]))
    if "date" in theirs:
        tally.compare(f"{where} date", ours.moment, _moment(theirs["date"]))


def _compare_message(where: str, root: Part, theirs: dict[str, Any], tally: Tally) -> None:
    ours = walk(root)
    tally.compare(f"{where} parts", len(ours), len(theirs["parts"]))
    if len(ours) != len(theirs["parts"]):
        return
    for number, (part, other) in enumerate(zip(ours, theirs["parts"], strict=True)):
        _compare_part(f"{where} part {number}", part, other["body"], tally)
    chosen = select(root)
    numbers = {id(part): number for number, part in enumerate(ours)}
    # JMAP counts inline images among the shown parts; for us they are files.
    shown_text = [number for number in theirs["text_body"] if "InlineBinary" not in theirs["parts"][number]["body"]]
    shown_html = [number for number in theirs["html_body"] if "InlineBinary" not in theirs["parts"][number]["body"]]
    files = {*theirs["attachments"], *theirs["text_body"], *theirs["html_body"]} - {*shown_text, *shown_html}
    tally.compare(f"{where} text", [numbers[id(part)] for part in chosen.text], shown_text)
    tally.compare(f"{where} html", [numbers[id(part)] for part in chosen.html], shown_html)
    tally.compare(f"{where} files", sorted(numbers[id(part)] for part in chosen.files), sorted(files))


def _compare_part(where: str, part: Part, body: dict[str, Any], tally: Tally) -> None:
    kind, content = next(iter(body.items()))
    match kind:
        case "Multipart":
            tally.compare(f"{where} kind", part.is_multipart, True)
        case "Message":
            tally.compare(f"{where} kind", part.type, "message/rfc822")
            _compare_message(where, read_tree(part.content()), content, tally)
        case "Text":
            tally.compare_text(f"{where} text", _lines(decode(_undecoded_uu(part), part.charset)), _lines(content))
        case "Html":
            tally.compare_text(f"{where} html", _lines(decode_html(part.content(), part.charset)), _lines(content))
        case _:
            tally.compare(f"{where} bytes", _undecoded_uu(part), bytes(content))


def _undecoded_uu(part: Part) -> bytes:
    """The other parser leaves uuencoded files as they stand; ours decodes them."""
    if part.encoding.startswith(("x-uu", "uu")):
        return part.source[part.span.start : part.span.end]
    return part.content()


def _text(value: Any) -> str:
    return "" if value == "Empty" else str(value.get("Text", ""))


def _addresses(value: Any) -> list[tuple[str | None, str]]:
    if value == "Empty":
        return []
    found = value["Address"]
    entries = found.get("List") or [entry for group in found.get("Group", []) for entry in group["addresses"]]
    return [((entry.get("address") or "").lower() or None, entry.get("name") or "") for entry in entries]


def _values(parties: tuple[Party, ...]) -> list[str]:
    return [party.value for party in parties]


def _ids(value: Any) -> list[str]:
    if value == "Empty":
        return []
    return list(value["TextList"]) if "TextList" in value else [value["Text"]]


def _moment(value: Any) -> datetime | None:
    if value == "Empty":
        return None
    found = value["DateTime"]
    offset = timedelta(hours=found["tz_hour"], minutes=found["tz_minute"])
    zone = timezone(-offset if found["tz_before_gmt"] else offset) if offset else UTC
    try:
        return datetime(*(found[key] for key in ("year", "month", "day", "hour", "minute", "second")), tzinfo=zone)
    except ValueError:
        return None


def _squeeze(text: str) -> str:
    return " ".join(text.split())


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def compare_with_mime4j(mail: Path, tally: Tally) -> None:
    """Compare the tree of parts, the type of each and the decoded bytes, embedded messages included."""
    expected = mail.with_name(f"{mail.stem}_decoded.xml")
    root = ET.fromstring(re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", expected.read_text("latin-1")))
    _compare_tree(f"{mail.parent.name}/{mail.name}", read_tree(mail.read_bytes()), root, tally)


def _compare_tree(where: str, part: Part, node: ET.Element, tally: Tally) -> None:
    header = node.find("header")
    names = [(entry.text or "").partition(":")[0].strip().lower() for entry in ([] if header is None else header)]
    tally.compare(f"{where} header names", [entry.name for entry in part.fields], names)
    body = next((child for child in node if child.tag != "header"), None)
    if body is None:
        return
    if body.tag == "multipart":
        children = [child for child in body if child.tag == "body-part"]
        tally.compare(f"{where} parts", len(part.children), len(children))
        if len(part.children) == len(children):
            for number, (child, other) in enumerate(zip(part.children, children, strict=True), start=1):
                _compare_tree(f"{where}/{number}", child, other, tally)
    elif body.tag == "message":
        tally.compare(f"{where} kind", part.type, "message/rfc822")
        _compare_tree(f"{where}/message", read_tree(part.content()), body, tally)
    else:
        tally.compare(f"{where} kind", body.tag, "text-body" if part.type.startswith("text/") else "binary-body")


if __name__ == "__main__":
    publish()
