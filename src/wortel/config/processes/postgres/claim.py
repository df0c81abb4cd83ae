"""The claim of `wortel run` on the cluster: other commands let go of it first, and may use it after."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from wortel.config.home import Home
from wortel.config.processes.locks import FileLock
from wortel.config.processes.postgres.cluster import is_ready
from wortel.config.processes.postgres.sharing import start_lock, users_lock

LOOK_SECONDS = 0.1
# A keeper leaves a moment after the last command. What is up after that belongs to nobody; the start clears it.
KEEPER_SECONDS = 10.0


@dataclass(frozen=True)
class Claim:
    users: FileLock
    start: FileLock

    def let_others_in(self) -> None:
        self.users.share()
        self.start.release()

    def keep_others_out(self) -> None:
        self.start.hold()


@contextmanager
def claimed(home: Home, *, on_wait: Callable[[], None]) -> Iterator[Claim]:
    """Yield once nobody else uses the cluster; nobody can start or stop it until `let_others_in`."""
    with FileLock(users_lock(home)) as users, FileLock(start_lock(home)) as start:
        claim = Claim(users, start)
        if not _is_free(home, claim):
            on_wait()
            _wait_until_free(home, claim)
        yield claim


def _is_free(home: Home, claim: Claim) -> bool:
    """Hold both locks when nobody uses the cluster and it is down, else neither."""
    claim.start.hold()
    if claim.users.is_held() and not is_ready(home.postgres, home.socket_dir):
        return True
    claim.users.release()
    claim.start.release()
    return False


def _wait_until_free(home: Home, claim: Claim) -> None:
    unused_since = time.monotonic()
    while not _is_free(home, claim):
        time.sleep(LOOK_SECONDS)
        if not claim.users.is_held():
            unused_since = time.monotonic()
        elif time.monotonic() - unused_since > KEEPER_SECONDS:
            claim.start.hold()
            return
        else:
            claim.users.release()
