"""Where the cluster and its socket stand: in the data folder, or elsewhere when its user cannot come there."""

import os
import re
import secrets
import stat
import tempfile
from pathlib import Path

from wortel.config.home import Home, short_socket_dir
from wortel.config.processes.postgres.account import Account
from wortel.config.refusal import CannotGoOn

OUTSIDE = Path("/var/lib/wortel")


def settle(home: Home, account: Account) -> Path:
    """Choose once where the cluster stands, note it when that is elsewhere, and return its place."""
    make_home(home)
    if not account.is_own and not home.postgres.exists():
        _open_own_folder(home.path, account)
        if not account.can_enter(home.path):
            _note(home.postgres_place_note, _outside_place(home))
    return home.postgres


def make_home(home: Home) -> None:
    try:
        home.path.mkdir(mode=0o711, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=home.path):
            pass  # it can be written
    except OSError as error:
        raise CannotGoOn(
            f"The data folder {home.path} cannot be written ({error.strerror}): "
            "choose another with --home DIR or WORTEL_HOME, or change its owner."
        ) from error


def settle_socket(home: Home, account: Account) -> Path:
    """Make the folder of the socket, only for the database's user, with a name short enough for a socket."""
    folder = short_socket_dir(home.postgres.parent)
    if not _is_safe(folder, account):
        folder = Path(tempfile.mkdtemp(prefix="wortel-", dir=folder.parent))
    os.chown(folder, account.uid, account.gid)
    folder.chmod(0o700)
    if folder == short_socket_dir(home.path):
        home.socket_note.unlink(missing_ok=True)
    else:
        _note(home.socket_note, folder)
    return folder


def _open_own_folder(folder: Path, account: Account) -> None:
    """Let the database's group pass through the data folder itself; the folders above it are not ours to open."""
    details = folder.stat()
    if details.st_uid != os.geteuid() or details.st_mode & stat.S_IXOTH or details.st_gid not in (0, account.gid):
        return
    os.chown(folder, -1, account.gid)
    folder.chmod((stat.S_IMODE(details.st_mode) & ~0o070) | stat.S_IXGRP)


def _outside_place(home: Home) -> Path:
    name = re.sub(r"[^A-Za-z0-9.-]+", "-", home.path.name)[:40] or "home"
    OUTSIDE.mkdir(mode=0o711, parents=True, exist_ok=True)
    return OUTSIDE / f"{name}-{secrets.token_hex(4)}" / "postgres"


def _is_safe(folder: Path, account: Account) -> bool:
    """True when the folder is now there and nobody else could have put something in its place."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    details = folder.lstat()
    return stat.S_ISDIR(details.st_mode) and details.st_uid in (os.geteuid(), account.uid)


def _note(file: Path, place: Path) -> None:
    fresh = file.with_name(file.name + ".new")
    fresh.write_text(f"{place}\n")
    fresh.replace(file)
