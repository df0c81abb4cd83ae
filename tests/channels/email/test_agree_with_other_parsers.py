"""Outside mails, compared with what two other parsers expect of them; and a floor for what we reach."""

from pathlib import Path

import pytest

from tests.channels.email.agreement import Tally, compare_with_mime4j, compare_with_stalwart
from tests.outside import shared
from wortel.channels.email.as_json import describe
from wortel.channels.email.folding import fold_text
from wortel.channels.email.parse import read, read_attachment
from wortel.channels.email.reader import Reader
from wortel.channels.email.sources import Source, walk

pytestmark = pytest.mark.outside

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


def unexplained(tally: Tally) -> list[str]:
    return [line for line in tally.differing if not line.startswith(tuple(KNOWN))]


def test_fields_and_parts_agree_with_stalwart() -> None:
    tally = Tally()
    for mail in sorted(shared("data/mail/stalwart").glob("*/*.eml")):
        lines = mail.read_bytes().replace(b"\r\n", b"\n")
        compare_with_stalwart(mail, mail.with_suffix(".json"), lines, tally)
        compare_with_stalwart(mail, mail.with_suffix(".crlf.json"), lines.replace(b"\n", b"\r\n"), tally)
    assert unexplained(tally) == []
    assert tally.asked > 1_200
    assert tally.share >= 0.97


def test_the_tree_of_parts_agrees_with_mime4j() -> None:
    tally = Tally()
    for mail in sorted(shared("data/mail/mime4j").glob("*/*.msg")):
        compare_with_mime4j(mail, tally)
    assert unexplained(tally) == []
    assert tally.asked > 250
    assert tally.share >= 0.99


def test_every_outside_mail_is_read_storable_and_the_same_twice() -> None:
    count = 0
    with Reader() as reader:
        for source in walk([shared("data/mail")]):
            if isinstance(source, Source):
                count += 1
                described = describe(source.path, source.raw, read=reader.read)
                assert "\x00" not in str(described)
                str(described).encode()
                assert described["outcome"] != "quarantined", source.path
                assert reader.read(source.raw) == read(source.raw)
    assert count == 170


def test_every_outside_attachment_can_be_read_again() -> None:
    count = 0
    for source in walk([shared("data/mail")]):
        if isinstance(source, Source):
            for file in read(source.raw).attachments:
                count += 1
                assert len(read_attachment(source.raw, file.part)) == file.size
    assert count > 100


@pytest.mark.parametrize("name", ["crisp", "github-reply", "mail-parser-reply"])
def test_no_reply_of_the_other_sets_is_emptied_or_loses_a_word(name: str) -> None:
    for path in sorted(Path(shared(f"data/mail/{name}")).glob("*.txt")):
        text = path.read_text("utf-8")
        folded = fold_text(text)
        assert folded.reply.strip(), path.name
        kept = f"{folded.reply}\n{folded.quoted}\n{folded.signature}".split()
        assert sorted(kept) == sorted(text.split()), path.name
