"""The database made ready, in a process of its own, so that the supervisor stays small.

What a start found is remembered beside the database: the next start of the same version serves pages first and
looks at the rest meanwhile.
"""

import hashlib
import json
import subprocess
import tempfile
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from wortel.config.home import Home
from wortel.config.processes.bond import die_with_parent
from wortel.config.processes.child import SOURCE, wortel
from wortel.config.processes.supervisor import Supervisor
from wortel.config.refusal import CannotGoOn

LONGEST_SECONDS = 1800.0  # an upgrade of a large database may take its time
WITH_TABLES = ("django", "django-allauth", "procrastinate")


def prepare(supervisor: Supervisor, common: dict[str, str], words: list[str]) -> dict[str, Any]:
    """Do it while everything else goes on; return what was found, or nothing when we are told to stop."""
    with tempfile.TemporaryFile() as answer, tempfile.TemporaryFile() as complaint:
        process = subprocess.Popen(
            wortel("prepare", *words),
            stdin=subprocess.DEVNULL,
            stdout=answer,
            stderr=complaint,
            cwd="/",
            env=common,
            start_new_session=True,
            preexec_fn=die_with_parent(),
        )
        if not supervisor.run_until(lambda: process.poll() is not None, LONGEST_SECONDS):
            process.terminate()
            process.wait()
            return {}
        complaint.seek(0)
        said = [line for line in complaint.read().decode(errors="replace").splitlines() if line.strip()]
        for line in said:
            supervisor.logs.write("prepare", line)
        if process.returncode != 0:
            raise CannotGoOn(_reason((said or ["it said nothing"])[-1], home=common["WORTEL_HOME"]))
        answer.seek(0)
        return dict(json.loads(answer.read()))


def remember(home: Home, found: dict[str, Any]) -> None:
    """Only of the embedded database: another server may be another one tomorrow."""
    if home.postgres.exists():
        note = home.postgres / "wortel.prepared"
        note.write_text(json.dumps({"tables": _fingerprint(), "is_demo": found["is_demo"]}))


def remembered(home: Home) -> dict[str, Any] | None:
    try:
        note = json.loads((home.postgres / "wortel.prepared").read_text())
    except (OSError, ValueError):
        return None
    return note if isinstance(note, dict) and note.get("tables") == _fingerprint() else None


def _fingerprint() -> str:
    """Differs as soon as there may be other tables: it names all migrations and the packages that bring some."""
    names = sorted(str(path.relative_to(SOURCE)) for path in SOURCE.glob("wortel/*/migrations/*.py"))
    return hashlib.sha256("\n".join([*names, *map(_version, WITH_TABLES)]).encode()).hexdigest()


def _version(package: str) -> str:
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return package


def _reason(latest: str, *, home: str) -> str:
    """The refusal in its own words; anything else is a fault of ours, with its details in the log."""
    refusal = latest.removeprefix("wortel: ")
    return refusal if refusal != latest else f"Wortel could not start ({latest}); see {home}/logs/prepare.log."
