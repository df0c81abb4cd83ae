"""A real IMAP server for a test: Dovecot in a folder of its own, on free ports, with one mailbox.

It stands on this machine, which mailboxes may not reach by themselves; whoever starts it opens that.
"""

import grp
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest

from tests.channels.certificates import Certificate, certify
from wortel.channels.egress import SETTING

USER, PASSWORD = "hallo", "geheim"
PROGRAM = shutil.which("dovecot") or "/usr/sbin/dovecot"
SECONDS = 20


class Dovecot:
    """`with Dovecot(folder) as server:`; skips by name where it is not installed."""

    def __init__(
        self, folder: Path, *, tokens_at: str = "", more: str = "", certificate: Certificate | None = None
    ) -> None:
        if not Path(PROGRAM).exists():
            pytest.skip("dovecot-imapd is not installed")
        self.folder = folder
        self.maildir = folder / "mail"
        self.certificate = certificate or certify(folder / "tls")
        self._tokens_at, self._more = tokens_at, more
        with socket.create_server(("127.0.0.1", 0)) as free, socket.create_server(("127.0.0.1", 0)) as other:
            self.port, self.tls_port = free.getsockname()[1], other.getsockname()[1]

    def __enter__(self) -> Self:
        self._opened = os.environ.get(SETTING)
        # The names of its sockets are long, and so are those of folders of tests: together too long.
        self._run = Path(tempfile.mkdtemp(prefix="dovecot-"))
        self._run.chmod(0o755)
        os.environ[SETTING] = "127.0.0.1,localhost"
        for name in ("mail/new", "mail/cur", "mail/tmp"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        settings = self.folder / "dovecot.conf"
        settings.write_text(self._settings())
        self._open_up()
        try:
            self.start()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        shutil.rmtree(self._run, ignore_errors=True)
        del os.environ[SETTING]
        if self._opened is not None:
            os.environ[SETTING] = self._opened

    def start(self) -> None:
        """Begin, or come back."""
        with (self.folder / "err").open("a") as said:
            self._process = subprocess.Popen(
                [PROGRAM, "-F", "-c", str(self.folder / "dovecot.conf")], stdout=subprocess.DEVNULL, stderr=said
            )
        self._wait()

    def stop(self) -> None:
        """Be away."""
        self._process.terminate()
        self._process.wait(timeout=SECONDS)

    def put_many(self, raw: bytes, names: Iterable[str]) -> None:
        """Deliver the same mail so many times that a copy each would take long."""
        folder = self.maildir / "new"
        for name in names:
            path = folder / name
            path.write_bytes(raw)
            self._give(path)

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
base_dir = {self._run}
state_dir = {self._run}
log_path = {self.folder}/log
ssl = yes
ssl_cert = <{self.certificate.chain}
ssl_key = <{self.certificate.key}
disable_plaintext_auth = no
auth_mechanisms = plain login{" xoauth2 oauthbearer" if self._tokens_at else ""}
default_login_user = {user}
default_internal_user = {user}
default_internal_group = {group}
mail_location = maildir:{self.maildir}
first_valid_uid = 1
first_valid_gid = 1
{self._tokens()}
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
    port = {self.tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
{self._more}
"""

    def _tokens(self) -> str:
        """Let a provider say whose token it is."""
        if not self._tokens_at:
            return ""
        settings = self.folder / "oauth2.conf"
        settings.write_text(f"tokeninfo_url = {self._tokens_at}\nusername_attribute = user\n")
        return f"passdb {{\n  driver = oauth2\n  mechanisms = xoauth2 oauthbearer\n  args = {settings}\n}}"

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
