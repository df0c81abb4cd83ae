"""Outside mails, compared with what two other parsers expect of them; and a floor for what we reach."""

import os
from pathlib import Path

import pytest

from tests.channels.email.agreement import PUBLISHED, table, tally_mime4j, tally_stalwart
from tests.outside import shared
from wortel.channels.email.as_json import describe
from wortel.channels.email.folding import fold_text
from wortel.channels.email.parse import read, read_attachment
from wortel.channels.email.reader import Reader
from wortel.channels.email.sources import Source, walk

pytestmark = pytest.mark.outside


def test_fields_and_parts_agree_with_stalwart() -> None:
    tally = tally_stalwart(shared("data/mail/stalwart"))
    assert tally.unexplained() == []
    assert tally.asked > 1_200
    assert tally.share >= 0.97


def test_the_tree_of_parts_agrees_with_mime4j() -> None:
    tally = tally_mime4j(shared("data/mail/mime4j"))
    assert tally.unexplained() == []
    assert tally.asked > 250
    assert tally.share >= 0.97


def test_the_published_table_is_what_we_measure() -> None:
    """`python -m tests.channels.email.agreement` writes it anew."""
    shared("data/mail/stalwart")
    assert table() in PUBLISHED.read_text("utf-8")


def test_every_outside_mail_is_read_storable_and_the_same_twice() -> None:
    count, before = 0, 0.0
    with Reader() as reader:
        for source in walk([shared("data/mail")]):
            if isinstance(source, Source):
                count += 1
                described = describe(source.path, source.raw, read=reader.read)
                assert "\x00" not in str(described)
                str(described).encode()
                assert described["outcome"] != "quarantined", source.path
                assert reader.read(source.raw) == read(source.raw)
                worked, peak = spent_by(reader)
                assert worked - before < 5, source.path
                assert peak < 512 * 1024 * 1024, source.path
                before = worked
    assert count == 170


def spent_by(reader: Reader) -> tuple[float, int]:
    """The seconds its child worked so far, and the most memory it ever had."""
    assert reader._process is not None
    about = Path(f"/proc/{reader._process.pid}")
    fields = (about / "stat").read_text().rpartition(")")[2].split()
    peak = (about / "status").read_text().partition("VmHWM:")[2].split()[0]
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK"), int(peak) * 1024


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
