"""Which files are mails, and how they are cut out of mailboxes."""

from pathlib import Path

from tests.channels.email.mails import mail
from wortel.channels.email.parse import read
from wortel.channels.email.sources import Skipped, Source, walk

MAIL = mail("Subject: Pakket", "Message-ID: <1@k.example>", "Date: Mon, 8 Sep 2025 10:00:00 +0200")
MBOX = (
    b"From m@k.example Mon Sep  8 10:00:00 2025\nSubject: Een\n\nHallo\n>From hier\n\n"
    b"From m@k.example Mon Sep  8 11:00:00 2025\nSubject: Twee\n\nFrom nu af\n\n"
)


def found(*paths: Path) -> list[str]:
    return [Path(entry.path).name for entry in walk(paths) if isinstance(entry, Source)]


def skipped(*paths: Path) -> dict[str, str]:
    return {Path(entry.path).name: entry.reason for entry in walk(paths) if isinstance(entry, Skipped)}


def test_folders_are_walked_by_name_and_other_files_are_named(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "2.eml").write_bytes(MAIL)
    (tmp_path / "a.eml").write_bytes(b"kapot")
    (tmp_path / "c.msg").write_bytes(MAIL)
    (tmp_path / "d.txt").write_bytes(MAIL)
    (tmp_path / "README.md").write_text("# lees mij")
    (tmp_path / "e.txt").write_text("Van: niemand\n\nGewone tekst")
    (tmp_path / "f.txt").write_text("From: A\nSent: Monday\nTo: B\nSubject: C\n\nQuoted mail")
    (tmp_path / "g.msg").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"x")
    assert found(tmp_path) == ["a.eml", "2.eml", "c.msg", "d.txt"]
    assert skipped(tmp_path) == {
        "README.md": "not a mail file",
        "e.txt": "not a mail",
        "f.txt": "not a mail",
        "g.msg": "an Outlook file, not an RFC 5322 mail",
    }


def test_a_mailbox_file_is_cut_into_its_mails(tmp_path: Path) -> None:
    (tmp_path / "post").write_bytes(MBOX)
    sources = [entry for entry in walk([tmp_path]) if isinstance(entry, Source)]
    assert [source.path.rpartition("#")[2] for source in sources] == ["1", "2"]
    first, second = (read(source.raw) for source in sources)
    assert (first.subject, first.text) == ("Een", "Hallo\nFrom hier\n")
    assert (second.subject, second.text) == ("Twee", "From nu af\n")


def test_every_file_of_a_maildir_is_a_mail(tmp_path: Path) -> None:
    for name in ("cur", "new", "tmp"):
        (tmp_path / name).mkdir()
    (tmp_path / "cur" / "1.host:2,S").write_bytes(MAIL)
    (tmp_path / "new" / "2.host").write_bytes(b"kapot")
    (tmp_path / "tmp" / "3.host").write_bytes(MAIL)
    (tmp_path / "dovecot-uidlist").write_text("3 V1 N1")
    assert found(tmp_path) == ["1.host:2,S", "2.host"]
    assert list(skipped(tmp_path)) == ["dovecot-uidlist"]


def test_the_same_mail_from_a_mailbox_and_from_a_folder_has_one_key(tmp_path: Path) -> None:
    (tmp_path / "a.mbox").write_bytes(b"From m@k.example Mon Sep  8 10:00:00 2025\n" + MAIL + b"\n\n")
    (tmp_path / "b.eml").write_bytes(MAIL)
    first, second = (read(entry.raw).key for entry in walk([tmp_path]) if isinstance(entry, Source))
    assert first == second


def test_a_path_that_is_absent_is_named(tmp_path: Path) -> None:
    assert skipped(tmp_path / "weg.eml") == {"weg.eml": "does not exist"}
