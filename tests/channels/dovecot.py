"""A real IMAP server for a test: Dovecot in a folder of its own, on a free port, with one mailbox."""

import grp
import os
import pwd
import shutil
import socket
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest

USER, PASSWORD = "hallo", "geheim"
PROGRAM = shutil.which("dovecot") or "/usr/sbin/dovecot"
SECONDS = 20


class Dovecot:
    """`with Dovecot(folder) as server:`; skips by name where it is not installed."""

    def __init__(self, folder: Path) -> None:
        if not Path(PROGRAM).exists():
            pytest.skip("dovecot-imapd is not installed")
        self.folder = folder
        self.maildir = folder / "mail"
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]

    def __enter__(self) -> Self:
        for name in ("run", "mail/new", "mail/cur", "mail/tmp"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        settings = self.folder / "dovecot.conf"
        settings.write_text(self._settings())
        self._open_up()
        self._process = subprocess.Popen(
            [PROGRAM, "-F", "-c", str(settings)], stdout=subprocess.DEVNULL, stderr=(self.folder / "err").open("w")
        )
        self._wait()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.wait(timeout=SECONDS)

    def put(self, raw: bytes, name: str) -> None:
        """Deliver a mail, as another program would."""
        fresh = self.maildir / "tmp" / name
        fresh.write_bytes(raw)
        self._give(fresh)
        fresh.rename(self.maildir / "new" / name)

    def number_anew(self) -> None:
        """Forget how the mails were numbered: the folder gets another UIDVALIDITY."""
        for path in self.maildir.glob("dovecot*"):
            path.unlink()
        (self.maildir / "dovecot-uidlist").write_text("3 V999999999 N1\n")
        self._give(self.maildir / "dovecot-uidlist")

    def _settings(self) -> str:
        uid, gid = (65534, 65534) if os.geteuid() == 0 else (os.geteuid(), os.getegid())
        user, group = pwd.getpwuid(uid).pw_name, grp.getgrgid(gid).gr_name
        return f"""
protocols = imap
listen = 127.0.0.1
base_dir = {self.folder}/run
state_dir = {self.folder}/run
log_path = {self.folder}/log
ssl = no
disable_plaintext_auth = no
default_login_user = {user}
default_internal_user = {user}
default_internal_group = {group}
mail_location = maildir:{self.maildir}
first_valid_uid = 1
first_valid_gid = 1
passdb {{
  driver = static
  args = password={PASSWORD}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={self.folder}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {self.port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""

    def _open_up(self) -> None:
        if os.geteuid() == 0:
            for place in (self.folder, *self.folder.parents):
                if place == Path("/tmp"):
                    break
                place.chmod(place.stat().st_mode | 0o111)
            for path in [self.maildir, *self.maildir.rglob("*")]:
                self._give(path)

    def _give(self, path: Path) -> None:
        if os.geteuid() == 0:
            os.chown(path, 65534, 65534)

    def _wait(self) -> None:
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=1) as line:
                    if line.recv(4) == b"* OK":
                        return
            except OSError:
                time.sleep(0.05)
        log = self.folder / "log"
        said = log.read_text() if log.exists() else (self.folder / "err").read_text()
        raise RuntimeError(f"Dovecot does not answer: {said[-2000:]}")
