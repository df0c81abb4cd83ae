"""A cluster for as long as somebody needs it: the first command starts it, it ends after the last."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wortel.config.home import DATABASE, Home, socket_url
from wortel.config.processes.child import SOURCE
from wortel.config.processes.locks import FileLock, held
from wortel.config.processes.postgres.cluster import is_ready
from wortel.config.processes.postgres.place import make_home
from wortel.config.processes.postgres.settings import Purpose
from wortel.config.refusal import CannotGoOn


@contextmanager
def shared_cluster(home: Home, purpose: Purpose = Purpose.KEEP) -> Iterator[str]:
    """Yield the address of this folder's database: the one that runs, or one started for the occasion.

    The folder of a cluster that is not kept is removed after its last user.
    """
    make_home(home)
    with FileLock(users_lock(home)) as users:
        with held(start_lock(home)):
            # Counting users by their locks survives a command that is killed.
            users.share()
            if not is_ready(home.postgres, home.socket_dir):
                _start_keeper(home, purpose)
        yield socket_url(home.socket_dir, DATABASE)


def users_lock(home: Home) -> Path:
    """Shared by everyone who uses the cluster."""
    return home.path / "postgres.users"


def start_lock(home: Home) -> Path:
    """Held while the cluster is being started or stopped."""
    return home.path / "postgres.start"


def _start_keeper(home: Home, purpose: Purpose) -> None:
    keeper = subprocess.Popen(
        [sys.executable, "-m", "wortel.config.processes.postgres.keeper", str(home.path), purpose],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        cwd="/",
        env=os.environ | {"PYTHONPATH": str(SOURCE)},
        start_new_session=True,  # Ctrl-C is meant for the command, the database leaves after it
        text=True,
    )
    with keeper.stdout or sys.stdin as said:
        answer = said.readline().strip()
    if answer != "ready":
        raise CannotGoOn(answer or f"The database in {home.path} did not start; see {home.logs / 'postgres.log'}.")
