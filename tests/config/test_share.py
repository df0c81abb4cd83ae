"""Commands share one cluster, and nobody leaves one behind."""

import os
import signal
import stat
import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from tests.config.machine import processes_in, wait_for
from wortel.config.home import LONGEST_SOCKET, Home, short_socket_dir
from wortel.config.processes.postgres.cluster import is_ready
from wortel.config.processes.postgres.settings import Purpose
from wortel.config.processes.postgres.sharing import shared_cluster


@pytest.fixture
def home(folder: Path) -> Home:
    return Home(folder / "home")


def ask(url: str, question: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(question).fetchone()
    return row[0] if row else None


def postmaster(home: Home) -> int | None:
    """None in the moment between two starts."""
    try:
        return int((home.postgres / "postmaster.pid").read_text().split()[0])
    except FileNotFoundError:
        return None


def test_many_at_once_start_one(home: Home) -> None:
    together = threading.Barrier(4)

    def start(_: int) -> object:
        with shared_cluster(home, Purpose.TEST) as url:
            together.wait(60)
            return ask(
                url, "SELECT system_identifier::text || pg_postmaster_start_time()::text FROM pg_control_system()"
            )

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(start, range(4)))) == 1


def test_it_ends_after_its_last_user(home: Home) -> None:
    with shared_cluster(home):
        assert is_ready(home.postgres, home.socket_dir)
    wait_for(lambda: processes_in(home.path) == [])


def test_what_was_written_is_there_the_next_time(home: Home) -> None:
    with shared_cluster(home) as url, psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    with shared_cluster(home) as url:
        assert ask(url, "SELECT answer FROM kept") == 42


def test_a_killed_database_is_started_again(home: Home) -> None:
    with shared_cluster(home, Purpose.TEST) as url:
        first = postmaster(home)
        os.kill(first, signal.SIGKILL)
        wait_for(lambda: postmaster(home) != first and is_ready(home.postgres, home.socket_dir))
        assert ask(url, "SELECT 1") == 1


def test_a_pid_of_somebody_else_does_not_block(home: Home) -> None:
    with shared_cluster(home):
        pass
    wait_for(lambda: processes_in(home.path) == [])
    sleeper = subprocess.Popen(["sleep", "60"])
    (home.postgres / "postmaster.pid").write_text(f"{sleeper.pid}\n{home.postgres}\n1\n5432\n\n\n 1 1\nready\n")
    with shared_cluster(home) as url:
        assert ask(url, "SELECT 1") == 1
    assert sleeper.poll() is None
    sleeper.kill()
    sleeper.wait()


def test_it_keeps_its_promises(home: Home) -> None:
    with shared_cluster(home, Purpose.MEASURE) as url:
        for setting in ("fsync", "synchronous_commit", "full_page_writes", "data_checksums"):
            assert ask(url, f"SHOW {setting}") == "on"
        assert ask(url, "SHOW listen_addresses") == ""
        assert ask(url, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False


def test_nobody_else_reaches_the_socket(home: Home) -> None:
    with shared_cluster(home, Purpose.TEST):
        assert stat.S_IMODE(home.socket_dir.stat().st_mode) == 0o700


def test_a_closed_parent_stays_closed(folder: Path) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    home = Home(closed / "home")
    with shared_cluster(home, Purpose.TEST) as url:
        assert ask(url, "SELECT 1") == 1
        # Only root runs the database as another user, who cannot enter.
        assert home.postgres.is_relative_to(closed) is (os.geteuid() != 0)
        elsewhere = home.postgres.parent
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    wait_for(lambda: not home.path.exists())
    wait_for(lambda: not elsewhere.exists())


def test_a_long_path_gets_a_short_socket(tmp_path: Path) -> None:
    assert short_socket_dir(Path("/srv/wortel")) == Path("/srv/wortel/run")
    short = short_socket_dir(tmp_path / ("long" * 30))
    assert len(str(short / ".s.PGSQL.5432.lock")) <= LONGEST_SOCKET


def test_a_curly_quote_is_no_letter(home: Home) -> None:
    with shared_cluster(home, Purpose.TEST) as url:
        assert ask(url, "SELECT to_tsvector('simple', '“Pakket” – café')::text") == "'café':2 'pakket':1"
