"""As which system user the database runs: never as root."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from wortel.config.refusal import CannotGoOn

NAME = "wortel-db"


class Identity(TypedDict, total=False):
    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class Account:
    uid: int
    gid: int
    is_own: bool

    @property
    def identity(self) -> Identity:
        """What `subprocess` needs to start something as this user; nothing when it is ourselves."""
        return {} if self.is_own else {"user": self.uid, "group": self.gid, "extra_groups": []}

    def can_enter(self, folder: Path) -> bool:
        """Ask the kernel as this user, because modes, groups, lists and mounts all have a say."""
        probe = ["/bin/sh", "-c", 'cd -- "$1"', "sh", str(folder)]
        return subprocess.run(probe, capture_output=True, cwd="/", check=False, **self.identity).returncode == 0

    def can_run(self, binary: Path) -> bool:
        try:
            probe = subprocess.run(
                [binary, "--version"], capture_output=True, cwd="/", check=False, timeout=60, **self.identity
            )
        except OSError:
            return False
        return probe.returncode == 0


def find_account() -> Account:
    """Ourselves, or when we are root a user that owns nothing but the database."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), is_own=True)
    entry = _find_user(NAME) or _make_user() or _find_user("nobody")
    if entry is None:
        raise CannotGoOn(
            f"PostgreSQL never runs as root, and a user for it could not be made: run `useradd --system {NAME}` first, "
            "start Wortel as an ordinary user, or set DATABASE_URL."
        )
    return Account(entry.pw_uid, entry.pw_gid, is_own=False)


def _find_user(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _make_user() -> pwd.struct_passwd | None:
    shell = "/usr/sbin/nologin"
    attempts = (
        ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent", "--shell", shell],
        ["adduser", "-S", "-D", "-H", "-h", "/nonexistent", "-s", "/sbin/nologin"],
    )
    for attempt in attempts:
        try:
            subprocess.run([*attempt, NAME], capture_output=True, check=False, timeout=60)
        except OSError:
            continue
        if entry := _find_user(NAME):
            return entry
    return None
