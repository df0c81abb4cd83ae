"""The one folder in which everything of one organisation stands."""

import hashlib
import os
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from urllib.parse import quote

DATABASE = "wortel"
LONGEST_SOCKET = 100  # sun_path holds 108 bytes on Linux and 104 elsewhere, the closing zero included


@dataclass(frozen=True)
class Home:
    """Names every place in the data folder, and makes nothing until asked."""

    path: Path

    @classmethod
    def from_environment(cls) -> Self:
        """The folder of WORTEL_HOME, or `var` in the checkout, or `var` in the working folder."""
        named = os.environ.get("WORTEL_HOME")
        return cls(Path(named).expanduser().absolute() if named else _default_path())

    def database_url(self) -> str:
        """Where the database answers: DATABASE_URL, or the socket of the embedded cluster."""
        return os.environ.get("DATABASE_URL") or socket_url(self.socket_dir, DATABASE)

    def secret_key(self) -> str:
        """The signing key of this folder, made on first use and readable by its owner only."""
        try:
            return self.secret_key_file.read_text().strip()
        except FileNotFoundError:
            return _make_secret_key(self)

    @property
    def postgres(self) -> Path:
        """The database cluster; a note says where it stands when this folder could not hold it."""
        return _noted(self.postgres_place_note, self.path / "postgres")

    @property
    def postgres_place_note(self) -> Path:
        return self.path / "postgres.place"

    @property
    def socket_note(self) -> Path:
        return self.path / "postgres.socket"

    @property
    def socket_dir(self) -> Path:
        return _noted(self.socket_note, short_socket_dir(self.path))

    @property
    def secret_key_file(self) -> Path:
        return self.path / "secret.key"

    @property
    def logs(self) -> Path:
        return self.path / "logs"

    @property
    def files(self) -> Path:
        return self.path / "files"

    @property
    def facts(self) -> Path:
        """The monthly Parquet files."""
        return self.path / "facts"

    @property
    def backups(self) -> Path:
        return self.path / "backups"

    @property
    def truth(self) -> Path:
        return self.path / "truth.json"

    @property
    def figures_socket(self) -> Path:
        return self.socket_dir / "figures.sock"

    @property
    def text_socket(self) -> Path:
        return self.socket_dir / "text.sock"

    @property
    def lock(self) -> Path:
        return self.path / "running.lock"

    @property
    def address_note(self) -> Path:
        """What the running `wortel run` listens on, for other commands and for a refused second start."""
        return self.path / "running.json"


def socket_url(socket_dir: Path, database: str) -> str:
    return f"postgresql://{DATABASE}@/{database}?host={quote(str(socket_dir), safe='')}"


def short_socket_dir(path: Path) -> Path:
    """A folder for sockets: inside `path` when its name fits, else a short one of this user."""
    mark = hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
    short = Path(f"wortel-{os.getuid()}-{mark}")
    candidates = (path / "run", tempfile.gettempdir() / short, "/tmp" / short)  # noqa: S108 (its owner is checked)
    return next((folder for folder in candidates if _fits_socket(folder)), candidates[-1])


def _fits_socket(folder: Path) -> bool:
    return len(os.fsencode(folder / ".s.PGSQL.5432.lock")) <= LONGEST_SOCKET


def _make_secret_key(home: Home) -> str:
    home.path.mkdir(mode=0o711, parents=True, exist_ok=True)
    fresh = home.secret_key_file.with_name(f"secret.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(48))
        file.flush()
        os.fsync(file.fileno())
    try:
        # A link never replaces: of two starting processes both keep the key of the first.
        os.link(fresh, home.secret_key_file)
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
    return home.secret_key_file.read_text().strip()


def _default_path() -> Path:
    checkout = Path(__file__).resolve().parents[3]
    return (checkout if (checkout / "pyproject.toml").exists() else Path.cwd()) / "var"


def _noted(note: Path, otherwise: Path) -> Path:
    try:
        return Path(note.read_text().strip())
    except OSError:
        return otherwise
