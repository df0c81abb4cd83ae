"""Whatever happens between us and a real Dovecot: every mail once, and no more asked than needed."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests import cast
from tests.channels.certificates import certify
from tests.channels.dovecot import PASSWORD, USER, Dovecot
from tests.faults_proxy import FaultProxy, Spoil
from tests.letters import InProcess, letter
from wortel.channels.email.imap import Account, CannotFetch, Folder, open_folder
from wortel.channels.models import Arrival, Cursor
from wortel.channels.queries import find_own_addresses
from wortel.config.processes.mail.loops import LONGEST_WAIT, Patience
from wortel.contacts.models import Contact
from wortel.journey.fetch import fetch

pytestmark = pytest.mark.django_db

OFFSETS = 40
MANY = 100_000
IDLE_BYTES = 2_000


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Dovecot]:
    with Dovecot(tmp_path) as dovecot:
        yield dovecot


def account(port: int, **wishes: object) -> Account:
    return Account("127.0.0.1", port, USER, PASSWORD, **{"security": "none", **wishes})  # type: ignore[arg-type]  # the wishes are those of Account


def take_from(folder: Folder) -> int:
    return fetch(
        mailbox=cast.mailbox(),
        folder=folder,
        reader=InProcess(),
        mailboxes=find_own_addresses(),
        clock=lambda: cast.NOW,
    )


def take(port: int, **wishes: object) -> int:
    cast.shop()
    cast.care()
    with open_folder(account(port, **wishes)) as folder:
        return take_from(folder)


def trouble(attempt: Callable[[], object]) -> str:
    with pytest.raises(CannotFetch) as refusal:
        attempt()
    return refusal.value.kind


def put(server: Dovecot, *names: str) -> None:
    for name in names:
        server.put(letter(f"{name} " + "x" * 600), name)


def test_a_line_cut_at_any_of_forty_places_loses_and_doubles_nothing(server: Dovecot) -> None:
    with FaultProxy(server.port) as proxy:
        put(server, "first0", "first1", "first2")
        take(proxy.port)
        whole = proxy.from_server
        broken = 0
        for place in range(OFFSETS):
            put(server, *(f"mail{place}-{number}" for number in range(3)))
            proxy.spoil = Spoil(cut_after=whole * (place + 1) // (OFFSETS + 1))
            with suppress(CannotFetch):
                take(proxy.port)
                broken -= 1
            broken += 1
            proxy.spoil = Spoil()
            take(proxy.port)
            assert Contact.objects.count() == Arrival.objects.count() == 3 * (place + 2)
    assert broken == OFFSETS
    assert Cursor.objects.get().uid == 3 * (OFFSETS + 1)


def test_a_mail_that_was_delivered_twice_is_filed_once(server: Dovecot) -> None:
    raw = letter("twee keer")
    server.put(raw, "mail0")
    server.put(raw, "mail1")
    assert take(server.port) == 2
    assert Arrival.objects.count() == Contact.objects.count() == 1
    assert Cursor.objects.get().uid == 2


def test_a_folder_that_was_moved_is_told_and_read_from_its_new_place_without_doubling(server: Dovecot) -> None:
    put(server, "mail0", "mail1")
    with open_folder(account(server.port)) as owner:
        client = owner._box.client
        client.create("Klanten")
        client.uid("COPY", "1:*", "Klanten")
    take(server.port, folder="Klanten")
    with open_folder(account(server.port)) as owner:
        owner._box.client.rename("Klanten", "Klantenservice")
    assert trouble(lambda: take(server.port, folder="Klanten")) == "no_folder"
    Cursor.objects.all().delete()  # what naming another folder does
    assert take(server.port, folder="Klantenservice") == 2
    assert Contact.objects.count() == 2


def test_a_folder_that_is_made_anew_while_it_is_read_is_noticed(server: Dovecot) -> None:
    put(server, "mail0")
    take(server.port)
    with open_folder(account(server.port)) as folder:
        folder._box.client.untagged_responses["UIDVALIDITY"] = [b"424242"]
        assert trouble(lambda: take_from(folder)) == "cut"
    put(server, "mail1")
    server.number_anew()
    assert take(server.port) == 2
    assert Contact.objects.count() == 2


def test_in_a_box_of_a_hundred_thousand_only_what_is_new_is_asked_for(server: Dovecot) -> None:
    server.put_many(letter("oud"), (f"old{number:06}" for number in range(MANY)))
    with open_folder(account(server.port)) as folder:
        Cursor.objects.create(mailbox=cast.mailbox(), uid_validity=folder.uid_validity, uid=MANY)
        highest = folder._box.client.uid("SEARCH", f"UID {MANY}:*")[1][0]
    assert highest == str(MANY).encode()

    with FaultProxy(server.port) as proxy:
        cast.shop()
        cast.care()
        with open_folder(account(proxy.port)) as folder:
            assert take_from(folder) == 0
            before = proxy.from_server + proxy.from_client
            assert take_from(folder) == 0
            assert proxy.from_server + proxy.from_client - before < 200
        whole = proxy.from_server + proxy.from_client
        assert whole < IDLE_BYTES  # signing in and opening the folder included

        put(server, "new0", "new1")
        assert take(proxy.port) == 2
        assert proxy.from_server + proxy.from_client - whole < 2 * IDLE_BYTES + 2 * 1_000
    assert Contact.objects.count() == 2


def test_old_mail_stays_out_also_when_the_folder_is_numbered_anew(server: Dovecot) -> None:
    put(server, "old0", "old1", "new0")
    long_ago = time.time() - 400 * 86_400
    for path in (server.maildir / "new").glob("old*"):
        os.utime(path, (long_ago, long_ago))
    since = (datetime.now(UTC) - timedelta(days=2)).date()
    assert take(server.port, since=since) == 1
    server.number_anew()
    assert take(server.port, since=since) == 1
    assert Contact.objects.count() == 1


def test_a_mail_is_told_the_moment_it_comes(server: Dovecot) -> None:
    with open_folder(account(server.port)) as folder:
        assert folder.can_tell
        threading.Timer(1.5, put, args=(server, "mail0")).start()
        begun = time.monotonic()
        folder.wait(60)
        assert time.monotonic() - begun < 30
        cast.shop()
        cast.care()
        assert take_from(folder) == 1


def test_listening_costs_nothing_while_nothing_comes(server: Dovecot) -> None:
    with FaultProxy(server.port) as proxy, open_folder(account(proxy.port)) as folder:
        before = proxy.from_server + proxy.from_client
        folder.wait(3)
        assert proxy.from_server + proxy.from_client - before < 200


def test_listening_ends_when_it_is_over(server: Dovecot) -> None:
    with open_folder(account(server.port)) as folder:
        begun = time.monotonic()
        folder.wait(300, lambda: True)
        assert time.monotonic() - begun < 30
        assert folder._box.client.noop()[0] == "OK"


def test_a_line_that_breaks_while_we_listen_is_noticed(server: Dovecot) -> None:
    with FaultProxy(server.port) as proxy, open_folder(account(proxy.port)) as folder:
        threading.Timer(1, proxy.cut).start()
        assert trouble(lambda: folder.wait(60)) == "cut"


def test_a_server_that_cannot_tell_is_asked_now_and_then(tmp_path: Path) -> None:
    with Dovecot(tmp_path, more="imap_capability = IMAP4rev1 UIDPLUS") as server:
        with open_folder(account(server.port)) as folder:
            assert not folder.can_tell
        put(server, "mail0")
        assert take(server.port) == 1


def test_a_certificate_of_a_known_authority_for_the_right_name_is_taken(server: Dovecot) -> None:
    good = Account("localhost", server.tls_port, USER, PASSWORD, security="tls")
    with open_folder(good, tls=server.certificate.for_clients()) as folder:
        assert list(folder.fetch_after(0)) == []
    begun_plain = Account("localhost", server.port, USER, PASSWORD, security="starttls")
    with open_folder(begun_plain, tls=server.certificate.for_clients()) as folder:
        assert list(folder.fetch_after(0)) == []


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_no_password_is_told_to_a_server_whose_certificate_is_wrong(server: Dovecot, security: str) -> None:
    port = server.tls_port if security == "tls" else server.port
    with FaultProxy(port) as proxy:

        def attempt(host: str, *, is_known: bool) -> str:
            tls = server.certificate.for_clients() if is_known else None
            wanted = Account(host, proxy.port, USER, PASSWORD, security=security)
            return trouble(lambda: open_folder(wanted, tls=tls).__enter__())

        assert attempt("localhost", is_known=False) == "untrusted"
        assert attempt("127.0.0.1", is_known=True) == "wrong_name"


def test_a_certificate_that_has_run_out_is_told(tmp_path: Path) -> None:
    with Dovecot(tmp_path / "server") as server:
        server.stop()
        server.certificate = certify(tmp_path / "server" / "tls", is_expired=True)
        server.start()
        wanted = Account("localhost", server.tls_port, USER, PASSWORD, security="tls")
        tls = server.certificate.for_clients()
        assert trouble(lambda: open_folder(wanted, tls=tls).__enter__()) == "expired"


def test_what_an_administrator_may_have_filled_in_wrong_is_told_apart(server: Dovecot) -> None:
    def attempt(host: str = "127.0.0.1", port: int = 0, patience: float = 5, **wishes: str) -> str:
        said = {"user": USER, "password": PASSWORD, "security": "none", **wishes}
        wanted = Account(host, port or server.port, **said)  # type: ignore[arg-type]  # words of Account
        return trouble(lambda: open_folder(wanted, patience=patience).__enter__())

    assert attempt(folder="Nergens") == "no_folder"
    assert attempt(security="tls") == "no_tls"
    assert attempt("nergens.invalid") == "unknown_host"
    assert attempt(port=1) == "refused"
    assert attempt("10.255.255.1") == "forbidden_host"
    assert attempt(password="fout") == "sign_in"
    assert attempt(password="fóút", patience=60) == "sign_in"


def test_a_server_that_offers_no_starttls_gets_no_password(tmp_path: Path) -> None:
    with Dovecot(tmp_path, more="ssl = no") as server:
        wanted = Account("localhost", server.port, USER, PASSWORD, security="starttls")
        assert trouble(lambda: open_folder(wanted).__enter__()) == "no_starttls"


def test_in_an_hour_of_silence_a_server_is_tried_a_few_times_and_at_once_after_success() -> None:
    patience, passed, tries = Patience(), 0.0, 0
    while passed < 3_600:
        wait = patience.grow()
        assert wait <= LONGEST_WAIT
        passed, tries = passed + wait, tries + 1
    assert 8 <= tries <= 20
    patience.reset()
    assert patience.grow() <= 2


def test_after_an_hour_away_everything_that_came_meanwhile_is_fetched(server: Dovecot) -> None:
    put(server, "before")
    take(server.port)
    server.stop()
    patience, passed = Patience(), 0.0
    while passed < 3_600:
        assert trouble(lambda: take(server.port)) == "refused"
        passed += patience.grow()
    put(server, *(f"meanwhile{number}" for number in range(5)))
    server.start()
    assert take(server.port) == 5
    assert Contact.objects.count() == 6
    with suppress(CannotFetch):
        assert take(server.port) == 0
