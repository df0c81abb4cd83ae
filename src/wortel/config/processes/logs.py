"""What the processes say, as one JSON object a line, in files that do not grow for ever."""

import json
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

LARGEST_BYTES = 10 * 1024 * 1024
LONGEST_LINE = 64 * 1024
LEVELS = {"LOG:": "info", "WARNING:": "warning", "ERROR:": "error", "FATAL:": "error", "PANIC:": "critical"}


class Logs:
    """One file per process in one folder; the file before it is kept as `.1`."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder = folder
        self._files: dict[str, IO[str]] = {}
        self.latest: dict[str, str] = {}

    def write(self, process: str, line: str, *, now: datetime | None = None) -> None:
        """Keep a line as it came when it is JSON already, else wrap it."""
        if not line.strip():
            return
        self.latest[process] = line
        entry = _read_json(line) or {"level": _level(line), "message": line}
        entry = {"at": (now or datetime.now(UTC)).isoformat(timespec="milliseconds"), "process": process} | entry
        try:
            file = self._open(process)
            file.write(json.dumps(entry, ensure_ascii=False) + "\n")
            file.flush()
        except OSError:
            # A full disk must not stop the processes that can still work.
            _abandon(self._files.pop(process, None))

    def close(self) -> None:
        for file in self._files.values():
            _abandon(file)

    def _open(self, process: str) -> IO[str]:
        path = self._folder / f"{process}.log"
        file = self._files.get(process)
        if file is not None and file.tell() > LARGEST_BYTES:
            file.close()
            path.replace(path.with_suffix(".log.1"))
            file = None
        if file is None:
            file = self._files[process] = path.open("a", encoding="utf-8", errors="replace")
        return file


def _abandon(file: IO[str] | None) -> None:
    """Close it; what it still held cannot be written on a full disk."""
    if file is not None:
        with suppress(OSError):
            file.close()


class Lines:
    """Cuts what arrives in pieces into lines."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, piece: bytes) -> list[str]:
        *whole, self._rest = (self._rest + piece).split(b"\n")
        if len(self._rest) > LONGEST_LINE:
            whole, self._rest = [*whole, self._rest], b""
        return [line.decode(errors="replace").rstrip("\r") for line in whole]

    def finish(self) -> list[str]:
        return self.feed(b"\n") if self._rest else []


def _read_json(line: str) -> dict[str, object] | None:
    if not line.startswith("{"):
        return None
    try:
        entry = json.loads(line)
    except ValueError:
        return None
    return entry if isinstance(entry, dict) else None


def _level(line: str) -> str:
    return next((level for word, level in LEVELS.items() if word in line[:200]), "info")
