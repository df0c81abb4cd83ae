"""Programs that only the tests need, and that do not come with Python."""

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Tool:
    """A Debian package, the programs that prove it is there, and what cannot be tested without it."""

    package: str
    programs: tuple[str, ...]
    serves: str

    def is_there(self) -> bool:
        folders = os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin:/sbin"
        return any(shutil.which(program, path=folders) for program in self.programs)


TOOLS = (
    Tool("chromium", ("chromium", "chromium-browser", "google-chrome"), "the tests in a real browser"),
    Tool("postfix", ("smtp-sink",), "handing answers over to a real mail server"),
    Tool("dovecot-imapd", ("dovecot",), "fetching mail over IMAP from a real server"),
)


def missing_tools() -> list[Tool]:
    return [tool for tool in TOOLS if not tool.is_there()]


def prepare_machine(say: Callable[[str], None]) -> None:
    """Install what is missing when we may, else name what will be skipped."""
    missing = missing_tools()
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        say(f"Installing {', '.join(tool.package for tool in missing)} …")
        _install([tool.package for tool in missing], say)
    for tool in missing_tools():
        say(f"SKIPPED: {tool.package} is not installed, so {tool.serves} will not be tested.")


def _install(packages: list[str], say: Callable[[str], None]) -> None:
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    for command in (["apt-get", "update"], install):
        done = subprocess.run(command, env=quiet, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            say(f"{' '.join(command[:2])} failed: {(done.stderr.strip() or 'no word').splitlines()[-1]}")
