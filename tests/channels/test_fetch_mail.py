"""Fetching from a real Dovecot: every mail once, whatever happens in between."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import cast
from tests.channels.dovecot import PASSWORD, USER, Dovecot
from tests.letters import InProcess, letter
from wortel.channels import actions as channels
from wortel.channels.email.imap import Account, Fetched, Folder, open_folder
from wortel.channels.models import Arrival, Cursor, Mailbox, Outcome
from wortel.channels.queries import find_own_addresses, read_password
from wortel.journey.fetch import fetch

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Dovecot]:
    with Dovecot(tmp_path) as dovecot:
        yield dovecot


def _account(server: Dovecot, port: int | None = None) -> Account:
    return Account("127.0.0.1", port or server.port, USER, PASSWORD, security="plain")


def _fetch(server: Dovecot, port: int | None = None) -> int:
    cast.shop()
    cast.care()
    with open_folder(_account(server, port)) as folder:
        return fetch(
            mailbox=cast.mailbox(),
            folder=folder,
            reader=InProcess(),
            mailboxes=find_own_addresses(),
            clock=lambda: cast.NOW,
        )


def test_what_came_is_taken_in_once_and_left_on_the_server(server: Dovecot) -> None:
    for n in range(3):
        server.put(letter(f"mail {n}"), f"mail{n}")
    assert _fetch(server) == 3
    assert _fetch(server) == 0
    server.put(letter("nog een"), "mail3")
    assert _fetch(server) == 1
    assert Arrival.objects.count() == 4
    assert Cursor.objects.get().uid == 4
    kept = [path.name for place in ("new", "cur") for path in (server.maildir / place).iterdir()]
    assert len(kept) == 4
    assert not any(name.endswith(("S", "T")) for name in kept)


def test_a_folder_that_was_numbered_anew_files_nothing_twice(server: Dovecot) -> None:
    server.put(letter("een"), "mail0")
    assert _fetch(server) == 1
    before = Cursor.objects.get().uid_validity
    server.number_anew()
    server.put(letter("twee"), "mail1")
    assert _fetch(server) == 2
    assert Cursor.objects.get().uid_validity != before
    assert Arrival.objects.count() == 2


def test_the_cursor_never_runs_ahead_of_the_mail(server: Dovecot, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(2):
        server.put(letter(f"mail {n}"), f"mail{n}")

    def stumble(**_: object) -> None:
        raise RuntimeError("killed just before the commit")

    monkeypatch.setattr(channels, "remember_cursor", stumble)
    with pytest.raises(RuntimeError):
        _fetch(server)
    assert (Arrival.objects.count(), Cursor.objects.count()) == (0, 0)
    monkeypatch.undo()
    assert _fetch(server) == 2


class _Pile(Folder):
    """A folder with one mail that is too large."""

    def __init__(self) -> None:
        self.uid_validity = 1

    def fetch_after(self, uid: int) -> Iterator[Fetched]:
        yield Fetched(7, b"Subject: groot\r\n", is_whole=False)


def test_a_mail_that_is_too_large_stands_aside_and_blocks_nobody() -> None:
    fetch(
        mailbox=cast.mailbox(),
        folder=_Pile(),
        reader=InProcess(),
        mailboxes=find_own_addresses(),
        clock=lambda: cast.NOW,
    )
    assert Arrival.objects.get().outcome == Outcome.QUARANTINED
    assert Cursor.objects.get().uid == 7


def test_the_password_is_not_in_the_database() -> None:
    box = channels.fetch_from(
        mailbox=cast.mailbox(), host="imap.example", port=993, user="x", password="geheim-woord", security="tls"
    )
    assert b"geheim-woord" not in bytes(Mailbox.objects.values_list("imap_secret", flat=True).get(pk=box.pk) or b"")
    assert read_password(box) == "geheim-woord"


def test_a_mailbox_that_fails_says_since_when_and_why() -> None:
    box = cast.mailbox()
    channels.mark_failing(mailbox=box, why="no route", now=cast.NOW)
    channels.mark_failing(mailbox=box, why="still no route", now=cast.NOW + cast.HOUR)
    box.refresh_from_db()
    assert (box.failing_since, box.failing_why) == (cast.NOW, "still no route")
    channels.mark_working(mailbox=box)
    box.refresh_from_db()
    assert box.failing_since is None


def test_what_came_in_while_we_fetched_is_not_waited_for(server: Dovecot) -> None:
    for n in range(2):
        server.put(letter(f"mail {n}"), f"mail{n}")
    looks: list[bool] = []
    with open_folder(_account(server)) as folder:
        coming = folder.fetch_after(0)
        next(coming)
        server.put(letter("meanwhile"), "mail2")
        assert len(list(coming)) == 1
        folder.wait(60, lambda: looks.append(True) is None and len(looks) > 5)
    assert len(looks) <= 5, "it would have waited for the next mail"
