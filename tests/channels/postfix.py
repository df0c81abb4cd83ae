"""A real mail server for a test: Postfix in a folder of its own, on a free port.

It delivers mail for our domain to Wortel over LMTP, hands everything else to one other server, and says no to some.
"""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest

from tests.channels.certificates import certify

PROGRAM = shutil.which("postfix") or "/usr/sbin/postfix"
DAEMONS = Path("/usr/lib/postfix/sbin")
SECONDS = 90
SERVICES = """
{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port


class Postfix:
    """`with Postfix(folder, lmtp_port=…, next_port=…) as server:`; skips by name where it cannot run."""

    def __init__(self, folder: Path, *, domain: str, lmtp_port: int, next_port: int) -> None:
        if not Path(PROGRAM).exists():
            pytest.skip("postfix is not installed")
        if os.geteuid() != 0:
            pytest.skip("postfix runs for root only")
        self.folder = folder
        self.port = free_port()
        self.certificate = certify(folder / "tls")
        self._domain, self._lmtp_port, self._next_port = domain, lmtp_port, next_port

    def __enter__(self) -> Self:
        for name in ("etc", "queue", "data"):
            (self.folder / name).mkdir(parents=True)
        shutil.chown(self.folder / "data", "postfix")
        for place in (self.folder, *self.folder.parents):
            if place == Path("/tmp"):
                break
            place.chmod(place.stat().st_mode | 0o111)
        (self.folder / "etc/main.cf").write_text(self._settings())
        (self.folder / "etc/master.cf").write_text(SERVICES.format(port=f"127.0.0.1:{self.port}"))
        self._run("check")
        self._process = subprocess.Popen(
            [DAEMONS / "master", "-c", self.folder / "etc", "-d"],
            stdout=subprocess.DEVNULL,
            stderr=(self.folder / "err").open("w"),
            env={**os.environ, "MAIL_CONFIG": str(self.folder / "etc")},
        )
        try:
            self._wait_for_greeting()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.wait(timeout=SECONDS)

    def try_again(self) -> None:
        """Look at everything that waits, as it does by itself after some minutes."""
        subprocess.run(
            ["/usr/sbin/postqueue", "-c", self.folder / "etc", "-f"], check=True, capture_output=True, timeout=SECONDS
        )

    def count_waiting(self) -> int:
        folders = (self.folder / "queue" / name for name in ("deferred", "active", "incoming"))
        return sum(path.is_file() for folder in folders for path in folder.rglob("*"))

    @property
    def log(self) -> str:
        path = self.folder / "log"
        return path.read_text() if path.exists() else ""

    def _settings(self) -> str:
        """Inside one machine, without the DNS, and quick to try again."""
        return f"""
compatibility_level = 3.6
queue_directory = {self.folder}/queue
data_directory = {self.folder}/data
command_directory = /usr/sbin
daemon_directory = {DAEMONS}
maillog_file = {self.folder}/log
maillog_file_prefixes = /tmp, /var
mail_owner = postfix
setgid_group = postdrop
myhostname = mx.shop.example
mydestination =
alias_maps =
alias_database =
local_transport = error:nobody lives here
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
relay_domains = {self._domain}
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_recipient_restrictions = check_recipient_access inline:{{
    {{later@post.example = 451 4.7.1 Greylisted}},
    {{nobody@post.example = 550 5.1.1 No such user}} }},
  permit_mynetworks, reject
transport_maps = inline:{{ {{{self._domain} = lmtp:inet:127.0.0.1:{self._lmtp_port}}} }}
relayhost = [127.0.0.1]:{self._next_port}
disable_dns_lookups = yes
smtp_dns_support_level = disabled
recipient_delimiter = +
minimal_backoff_time = 1s
maximal_backoff_time = 2s
queue_run_delay = 1s
message_size_limit = 80000000
smtpd_tls_security_level = may
smtpd_tls_chain_files = {self.certificate.key}, {self.certificate.chain}
smtp_tls_security_level = none
"""

    def _run(self, what: str) -> None:
        done = subprocess.run(
            [PROGRAM, "-c", self.folder / "etc", what], capture_output=True, text=True, timeout=SECONDS, check=False
        )
        if done.returncode:
            raise RuntimeError(f"postfix {what}: {done.stderr[-2000:]} {self.log[-2000:]}")

    def _wait_for_greeting(self) -> None:
        def greets() -> bool:
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=10) as line:
                    return line.recv(3) == b"220"
            except OSError:
                return False

        if not wait_until(greets):
            raise RuntimeError(f"Postfix does not answer: {(self.folder / 'err').read_text()} {self.log[-2000:]}")


def wait_until(is_so: Callable[[], object], seconds: float = SECONDS) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if is_so():
            return True
        time.sleep(0.1)
    return bool(is_so())
