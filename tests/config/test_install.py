"""The shell script and the installation, without the packages themselves: those are installed to run this test."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Stands in for the installation: notes which Python it was given, and makes a folder that can be used.
NOTE_PYTHON = """
import pathlib, sys
venv, stamp = pathlib.Path(sys.argv[1]), sys.argv[2]
(venv / "bin").mkdir(parents=True, exist_ok=True)
program = venv / "bin" / "python"
program.write_text(f'#!/bin/sh\\nexec "{sys.executable}" "$@"\\n')
program.chmod(0o755)
(venv / "wortel.stamp").write_text(stamp)
with (venv / "installed").open("a") as log:
    log.write(sys.executable + " " + " ".join(pathlib.Path(name).name for name in sys.argv[3:]) + "\\n")
"""


@pytest.fixture
def checkout(folder: Path) -> Path:
    """A copy with a space in its path, and with an installation that needs no network."""
    checkout = folder / "a check out"
    shutil.copytree(
        ROOT / "src/wortel/config", checkout / "src/wortel/config", ignore=shutil.ignore_patterns("__pycache__")
    )
    (checkout / "src/wortel/__init__.py").touch()
    for name in ("wortel", "requirements.lock", "requirements-dev.lock", "requirements-uv.lock"):
        shutil.copy(ROOT / name, checkout / name)
    (checkout / "src/wortel/config/bootstrap.py").write_text(NOTE_PYTHON)
    return checkout


def call(checkout: Path, *words: str, script: Path | None = None, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "HOME": str(checkout), "PYTHON": sys.executable} | variables
    return subprocess.run(
        [script or checkout / "wortel", *words], env=environment, capture_output=True, text=True, cwd="/", check=False
    )


def installed(checkout: Path) -> list[str]:
    return (checkout / ".venv/installed").read_text().splitlines()


def test_it_installs_once_and_hands_over(checkout: Path) -> None:
    for _ in range(2):
        done = call(checkout, "--help")
        assert "usage: wortel" in done.stdout, done.stderr
    assert len(installed(checkout)) == 1


def test_it_can_be_called_through_a_link(checkout: Path, folder: Path) -> None:
    link = folder / "linked"
    link.symlink_to("a check out/wortel")
    assert "usage: wortel" in call(checkout, "--help", script=link).stdout


def test_a_new_lock_is_installed(checkout: Path) -> None:
    call(checkout, "--help")
    with (checkout / "requirements.lock").open("a") as lock:
        lock.write("# one more\n")
    call(checkout, "--help")
    assert len(installed(checkout)) == 2


def test_the_tools_of_the_workshop_come_with_test_only(checkout: Path) -> None:
    call(checkout, "run", "--help")
    call(checkout, "test", "--help")
    call(checkout, "run", "--help")
    assert [line.partition(" ")[2] for line in installed(checkout)] == [
        "requirements.lock",
        "requirements.lock requirements-dev.lock",
    ]


def test_a_half_finished_installation_is_finished(checkout: Path) -> None:
    (checkout / ".venv/bin").mkdir(parents=True)
    assert "usage: wortel" in call(checkout, "--help").stdout
    assert len(installed(checkout)) == 1


def test_another_place_can_be_chosen(checkout: Path, folder: Path) -> None:
    assert "usage: wortel" in call(checkout, "--help", WORTEL_VENV=str(folder / "else where")).stdout
    assert (folder / "else where/installed").exists()
    assert not (checkout / ".venv").exists()


def test_a_python_that_does_not_run_is_passed_over(checkout: Path, folder: Path) -> None:
    shims = folder / "shims"
    shims.mkdir()
    for name in ("python3.14", "python3.13"):
        (shims / name).write_text("#!/bin/sh\nexit 127\n")
        (shims / name).chmod(0o755)
    (shims / "python3.12").symlink_to(sys.executable)
    done = call(checkout, "--help", PYTHON=str(shims / "python3.14"), PATH=f"{shims}:/usr/bin:/bin")
    assert "usage: wortel" in done.stdout, done.stderr
    assert "exit" not in installed(checkout)[0]


def test_without_any_python_it_says_what_to_install(checkout: Path, folder: Path) -> None:
    tools = folder / "tools"
    tools.mkdir()
    for name in ("sh", "cat", "cut", "dirname", "readlink", "sha256sum"):
        (tools / name).symlink_to(str(shutil.which(name)))
    done = call(checkout, "--help", PYTHON="", PATH=str(tools))
    assert done.returncode == 2
    assert "Wortel needs Python 3.12, 3.13 or 3.14" in done.stderr
    assert "apt install python3" in done.stderr


def test_two_at_once_install_once(folder: Path) -> None:
    """The real installation, of no packages."""
    empty = folder / "empty.lock"
    empty.touch()
    command: list[str | Path] = [
        sys.executable,
        "-I",
        ROOT / "src/wortel/config/bootstrap.py",
        folder / "venv",
        "a stamp",
        empty,
    ]
    environment = os.environ | {"PIP_NO_INDEX": "1", "PATH": "/usr/bin:/bin"}
    both = [subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    said = [process.communicate()[1] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert sum("This happens once" in words for words in said) == 1
    assert (folder / "venv/wortel.stamp").read_text() == "a stamp\n"
    subprocess.run([folder / "venv/bin/python", "-c", "import ssl"], check=True)
