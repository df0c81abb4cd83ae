"""One command starts everything, keeps it alive, and stops it."""

import os
import pwd
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.config.machine import Machine, answers, command, processes_in, running, wait_for
from wortel.config.home import Home

PARTS = ("web", "push", "worker", "mail")


@pytest.fixture(scope="module")
def machine(shared_folder: Path) -> Iterator[Machine]:
    """A path with spaces, and too long for a socket."""
    folder = shared_folder / "a 'quoted' folder, with spaces" / ("long " * 20)
    folder.mkdir(parents=True)
    with running(folder / "home") as machine:
        yield machine


def become(name: str) -> list[str]:
    """Without any right but reading, which it needs when our Python stands in root's own folder."""
    user, rights = pwd.getpwnam(name), "-all,+dac_read_search"
    ids = [f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
    return ["setpriv", *ids, f"--inh-caps={rights}", "--ambient-caps=+dac_read_search", f"--bounding-set={rights}"]


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)


def test_it_says_where_it_answers(machine: Machine) -> None:
    wait_for(lambda: "Make yourself the first administrator" in machine.said.read_text())
    said = machine.said.read_text()
    assert f"Wortel is ready at {machine.address}\n" in said
    assert "Mail is accepted at smtp://127.0.0.1:" in said
    assert answers(f"{machine.address}/health/live")


def test_the_process_for_texts_comes_when_somebody_knocks(machine: Machine) -> None:
    assert "text" not in machine.children()
    with socket.socket(socket.AF_UNIX) as knock:
        knock.connect(str(Home(machine.home).text_socket))
    wait_for(lambda: "text" in machine.children())


def test_a_second_start_on_the_same_folder_is_refused(machine: Machine) -> None:
    second = command("run", "--home", str(machine.home), "--port", "0")
    assert second.returncode == 3
    assert "already runs on the data folder" in second.stderr
    assert machine.address in second.stderr
    assert machine.is_ready()


def test_a_busy_port_is_named(machine: Machine, folder: Path) -> None:
    port = machine.address.rpartition(":")[2]
    refused = command("run", "--home", str(folder / "other"), "--port", port)
    assert refused.returncode == 2
    assert refused.stderr == (
        f"wortel: Port {port} is in use by another program: choose another with --port N (--port 0: a free one).\n"
    )
    assert not (folder / "other" / "postgres").exists()


def test_other_commands_use_the_running_database(machine: Machine) -> None:
    link = command("admin-link", "--home", str(machine.home))
    assert link.stdout.startswith(f"{machine.address}/start/")
    assert answers(link.stdout.strip())


@pytest.mark.parametrize("part", PARTS)
def test_a_part_holds_no_lock_of_the_whole(machine: Machine, part: str) -> None:
    wait_for(lambda: part in machine.children())
    held = [str(link.readlink()) for link in Path(f"/proc/{machine.children()[part]}/fd").iterdir()]
    assert [name for name in held if name.endswith((".lock", ".users", ".start"))] == []


@pytest.mark.parametrize("part", PARTS)
def test_a_killed_part_comes_back(machine: Machine, part: str) -> None:
    wait_for(lambda: part in machine.children())
    before = machine.children()[part]
    kill(before)
    wait_for(lambda: machine.children().get(part, before) != before)
    assert machine.is_ready()


def takes_connections(url: str) -> bool:
    """A page may still be ready for a moment after the database was killed under it."""
    try:
        psycopg.connect(url).close()
    except psycopg.OperationalError:
        return False
    return True


def test_a_killed_database_comes_back_with_what_was_committed(machine: Machine) -> None:
    url = machine.database_url
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE kept_by_test AS SELECT 42 AS answer")
        kill(machine.children()["postgres"])
    wait_for(lambda: takes_connections(url) and machine.is_ready())
    with psycopg.connect(url, autocommit=True) as connection:
        assert connection.execute("SELECT answer FROM kept_by_test").fetchone() == (42,)
        connection.execute("DROP TABLE kept_by_test")


def test_a_killed_backend_does_not_block_the_database(machine: Machine) -> None:
    wait_for(lambda: takes_connections(machine.database_url))
    with psycopg.connect(machine.database_url, autocommit=True) as connection:
        kill(connection.info.backend_pid)
    wait_for(lambda: takes_connections(machine.database_url) and machine.is_ready())


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_in_order(folder: Path, sign: signal.Signals) -> None:
    with running(folder / "home") as machine:
        children = set(machine.children().values())
        assert machine.stop(sign) == 0
    assert machine.said.read_text().endswith("Wortel has stopped.\n")
    assert processes_in(folder) == []
    assert not any(Path(f"/proc/{pid}").exists() for pid in children)
    assert not (folder / "home" / "running.json").exists()
    log = (folder / "home" / "logs" / "postgres.log").read_text()
    assert "database system is shut down" in log


def test_its_children_die_with_it_and_the_next_start_recovers(folder: Path) -> None:
    home = folder / "home"
    with running(home) as machine:
        children = set(machine.children().values())
        machine.stop(signal.SIGKILL)
    with running(home) as machine:
        assert machine.is_ready()
        assert not children & set(machine.children().values())
    wait_for(lambda: not any(is_alive(pid) for pid in children))


def is_alive(pid: int) -> bool:
    """One that has ended stays in the table until its new parent has asked how it ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_an_ordinary_user_can_run_it(folder: Path) -> None:
    is_root = os.geteuid() == 0
    ordinary = pwd.getpwnam("nobody") if is_root else pwd.getpwuid(os.geteuid())
    os.chown(folder, ordinary.pw_uid, ordinary.pw_gid)
    with running(folder / "home", before=become("nobody") if is_root else ()) as machine:
        assert machine.is_ready()
        assert (folder / "home" / "postgres").stat().st_uid == ordinary.pw_uid
        assert machine.stop() == 0


def test_the_database_never_runs_as_root(machine: Machine) -> None:
    user = Path(f"/proc/{machine.children()['postgres']}").stat().st_uid
    assert user != 0
    assert os.geteuid() in {0, user}
