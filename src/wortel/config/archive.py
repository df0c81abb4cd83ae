"""A whole organisation in one file: the database, the files, and the key that its links are signed with."""

import io
import json
import os
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from wortel.config.home import Home
from wortel.config.processes.postgres.binaries import find_binaries
from wortel.config.processes.postgres.cluster import latest_words
from wortel.config.refusal import CannotGoOn

KIND = "wortel-backup"
FORMAT = 1
MANIFEST, DUMP = "wortel.json", "database.dump"


def write_archive(home: Home, database_url: str, target: Path, *, now: datetime) -> int:
    """Write everything to `target`, whole or not at all; return its size in bytes."""
    if target.exists():
        raise CannotGoOn(f"{target} is there already: name another file.")
    partial = target.with_name(target.name + ".partial")
    try:
        partial.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=partial.parent, prefix=".wortel-backup-") as folder:
            # The database first: what it refers to is then among the files that follow.
            dump = Path(folder) / DUMP
            _dump(database_url, dump)
            _pack(home, dump, partial, now)
        partial.replace(target)
    except OSError as error:
        raise CannotGoOn(f"The backup {target} was not made ({error.strerror}). Nothing was left behind.") from error
    finally:
        partial.unlink(missing_ok=True)
    return target.stat().st_size


@contextmanager
def opened_archive(source: Path) -> Iterator[tarfile.TarFile]:
    """Open a backup after making sure that it is one."""
    try:
        with tarfile.open(source) as archive:
            first = archive.extractfile(MANIFEST)
            manifest = json.loads(first.read()) if first else {}
            if manifest.get("kind") != KIND:
                raise CannotGoOn(f"{source} is not a backup of Wortel.")
            if manifest["format"] > FORMAT:
                raise CannotGoOn(f"{source} was made by a newer Wortel: upgrade this one first.")
            yield archive
    except (OSError, KeyError, ValueError, tarfile.TarError) as error:
        raise CannotGoOn(f"{source} cannot be read as a backup ({error}).") from error


def restore(archive: tarfile.TarFile, home: Home, database_url: str) -> None:
    """Fill an empty database and an empty folder: all of it, or nothing."""
    with tempfile.TemporaryDirectory(dir=home.path, prefix=".restore-") as name:
        folder = Path(name)
        archive.extractall(folder, filter="data")
        options = ["--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error"]
        _run("pg_restore", [*options, "--dbname", database_url, str(folder / DUMP)], "The restore was undone")
        for place in _places(home):
            part = folder / place.relative_to(home.path)
            if part.exists():
                part.replace(place)


def _places(home: Home) -> tuple[Path, ...]:
    """All that belongs to the organisation and does not stand in the database."""
    return (home.secret_key_file, home.truth, home.files, home.facts)


def _dump(database_url: str, target: Path) -> None:
    options = ["--format=custom", "--compress=gzip:6", "--no-owner", "--no-privileges", "--no-comments"]
    _run("pg_dump", [*options, "--file", str(target), "--dbname", database_url], "The database was not saved")


def _pack(home: Home, dump: Path, target: Path, now: datetime) -> None:
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        with tarfile.open(fileobj=file, mode="w") as archive:
            manifest = json.dumps({"kind": KIND, "format": FORMAT, "made_at": now.isoformat()}).encode()
            entry = tarfile.TarInfo(MANIFEST)
            entry.size, entry.mtime = len(manifest), int(now.timestamp())
            archive.addfile(entry, io.BytesIO(manifest))
            archive.add(dump, DUMP)
            for place in _places(home):
                if place.exists():
                    archive.add(place, place.relative_to(home.path))
        file.flush()
        os.fsync(file.fileno())


def _run(program: str, words: list[str], problem: str) -> None:
    done = subprocess.run([find_binaries() / program, *words], capture_output=True, check=False)
    if done.returncode != 0:
        raise CannotGoOn(f"{problem}: {latest_words(done.stderr.decode(errors='replace'))}")
