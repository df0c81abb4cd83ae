"""Installs Wortel's packages beside the checkout. Runs before any of them is there: only Python's own library.

Called by `./wortel` as: bootstrap.py VENV STAMP REQUIREMENTS…
"""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


class CannotInstall(Exception):
    """Says what went wrong and what to do."""


def main(venv: Path, stamp: str, requirements: list[Path]) -> int:
    try:
        with _only_one(venv):
            # Another start may have done it while this one waited.
            if _read_stamp(venv) != stamp or not _runs(venv / "bin" / "python"):
                _install(venv, requirements)
                _write_stamp(venv, stamp)
    except CannotInstall as problem:
        print(f"wortel: {problem}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("wortel: The installation was stopped; the next start goes on with it.", file=sys.stderr)
        return 130
    return 0


def _install(venv: Path, requirements: list[Path]) -> None:
    print(f"Installing Wortel in {venv}. This happens once and takes about a minute.", file=sys.stderr)
    (venv / "wortel.stamp").unlink(missing_ok=True)
    if not _runs(venv / "bin" / "python"):
        shutil.rmtree(venv, ignore_errors=True)
        _run([sys.executable, "-m", "venv", str(venv)], "The folder for packages was not made")
    _install_packages(venv, requirements)


def _install_packages(venv: Path, requirements: list[Path]) -> None:
    python = str(venv / "bin" / "python")
    files = [part for path in requirements for part in ("-r", str(path))]
    uv = shutil.which("uv") or _own_uv(venv)
    if uv:
        command = [uv, "pip", "install", "--quiet", "--python", python, "--require-hashes", *files]
        if subprocess.run(command, check=False, env=os.environ | {"UV_LINK_MODE": "copy"}).returncode == 0:
            return
        print("uv could not install the packages; trying again with pip, which is slower.", file=sys.stderr)
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", *files]
    _run(pip, "The packages were not installed")


def _own_uv(venv: Path) -> str | None:
    """A fast installer in the folder itself; without it pip does the work."""
    own = venv / "bin" / "uv"
    if not own.exists():
        lock = ROOT / "requirements-uv.lock"
        pip = [str(venv / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "--require-hashes", "-r", str(lock)], check=False)
    return str(own) if own.exists() else None


def _run(command: list[str], problem: str) -> None:
    done = subprocess.run(command, check=False, stderr=subprocess.PIPE, text=True)
    if done.returncode != 0:
        lines = [line.strip() for line in done.stderr.splitlines() if line.strip()]
        sys.stderr.write(done.stderr)
        raise CannotInstall(
            f"{problem} ({lines[-1] if lines else command[0]}). Check the network and the disk, then start again."
        )


def _runs(python: Path) -> bool:
    if not python.exists():
        return False
    probe = [str(python), "-c", "import sys; sys.exit(not (3, 12) <= sys.version_info < (3, 15))"]
    try:
        return subprocess.run(probe, check=False, capture_output=True).returncode == 0
    except OSError:
        return False


@contextmanager
def _only_one(venv: Path) -> Iterator[None]:
    """Two starts at once install once."""
    lock = venv.with_name(f"{venv.name}.lock")
    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise CannotInstall(
            f"{lock.parent} cannot be written ({error.strerror}): set WORTEL_VENV to a folder of your own."
        ) from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _read_stamp(venv: Path) -> str:
    try:
        return (venv / "wortel.stamp").read_text().strip()
    except OSError:
        return ""


def _write_stamp(venv: Path, stamp: str) -> None:
    fresh = venv / "wortel.stamp.new"
    fresh.write_text(stamp + "\n")
    fresh.replace(venv / "wortel.stamp")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2], [Path(word) for word in sys.argv[3:]]))
