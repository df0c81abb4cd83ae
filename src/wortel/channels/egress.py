"""The one way out to a host that somebody typed into a page, such as the server of a mailbox.

A name is looked up once and the address found is the one that is called, so that a name cannot mean one thing when it
is checked and another when it is used. Addresses of our own machine and of networks inside are closed, unless whoever
runs Wortel opened them.
"""

import imaplib
import ipaddress
import os
import smtplib
import socket
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Self

SETTING = "WORTEL_INSIDE_HOSTS"
PORTS = frozenset({25, 143, 443, 465, 587, 993, 2525})
_GLOBAL_V6 = ipaddress.ip_network("2000::/3")
_NAT64 = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))
_OLD_V4_IN_V6 = ipaddress.ip_network("::/96")

type Address = ipaddress.IPv4Address | ipaddress.IPv6Address
type Network = ipaddress.IPv4Network | ipaddress.IPv6Network
type Resolve = Callable[..., Sequence[tuple[Any, ...]]]


class Closed(OSError):
    """This host may not be called; the message says why and what would open it."""


@dataclass(frozen=True)
class Gate:
    """Where a connection may go: outside on the usual ports, and inside where that was opened."""

    names: frozenset[str] = frozenset()
    networks: tuple[Network, ...] = ()
    ports: frozenset[int] = PORTS
    resolve: Resolve = socket.getaddrinfo

    @classmethod
    def read(cls, opened: str) -> Self:
        """What whoever runs Wortel opened: names, addresses and networks, with commas between them."""
        words = [word.strip().lower() for word in opened.split(",") if word.strip()]
        networks = {word: network for word in words if (network := _network(word)) is not None}
        return cls(names=frozenset(words) - networks.keys(), networks=tuple(networks.values()))

    def open(self, host: str, port: int, *, seconds: float | None) -> socket.socket:
        """Call this host; `Closed` when it may not be called, another `OSError` when it does not answer."""
        name = _plain(host)
        trouble: OSError | None = None
        for address in self._find(name, port):
            try:
                return socket.create_connection((str(address), port), timeout=seconds)
            except OSError as refusal:
                trouble = refusal
        raise trouble or Closed(f"{host} has no address")

    def _find(self, name: str, port: int) -> list[Address]:
        """The addresses of this name that may be called: looked up once, and nothing is looked up after this."""
        found = self.resolve(name, port, type=socket.SOCK_STREAM)
        # A zone ("fe80::1%eth0") names a line of our own machine, so such an address is inside in any case.
        addresses = dict.fromkeys(ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found)
        is_opened = name in self.names
        inside = [each for each in addresses if is_opened or any(each in network for network in self.networks)]
        if inside:
            return inside
        outside = [each for each in addresses if is_outside(each)]
        if not outside:
            raise Closed(f"{name} stands inside your own network: name it in {SETTING} to allow it")
        if port not in self.ports:
            raise Closed(f"port {port} is open to no host outside: only those of mail and https are")
        return outside


def is_outside(address: Address) -> bool:
    """An address that everybody on the internet can call, and not one of this machine."""
    inner = _unwrapped(address)
    if inner.version == 6 and inner not in _GLOBAL_V6:
        return False
    return inner.is_global and not inner.is_multicast and not _is_own(inner)


def open_line(host: str, port: int, *, seconds: float | None) -> socket.socket:
    """Call a host that somebody typed."""
    return Gate.read(os.environ.get("WORTEL_INSIDE_HOSTS", "")).open(host, port, seconds=seconds)


class Imap(imaplib.IMAP4):
    """An IMAP line that goes through the gate."""

    def _create_socket(self, timeout: float | None) -> socket.socket:
        return open_line(self.host, self.port, seconds=timeout)


class ImapTls(imaplib.IMAP4_SSL):
    """The same, sealed from the first letter; the certificate must be for the name that was typed."""

    def _create_socket(self, timeout: float | None) -> socket.socket:
        return _sealed(open_line(self.host, self.port, seconds=timeout), self.ssl_context, self.host)


class Smtp(smtplib.SMTP):
    """An SMTP line that goes through the gate."""

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        return open_line(host, port, seconds=timeout)


class SmtpTls(smtplib.SMTP_SSL):
    """The same, sealed from the first letter."""

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        return _sealed(open_line(host, port, seconds=timeout), self.context, host)


def _sealed(line: socket.socket, context: ssl.SSLContext, host: str) -> socket.socket:
    try:
        return context.wrap_socket(line, server_hostname=host)
    except BaseException:
        line.close()
        raise


def _plain(host: str) -> str:
    """The name as it is looked up and compared; what is no name of a host is refused before anybody looks."""
    name = host.strip().lower()
    if name.startswith("[") and name.endswith("]"):
        name = name[1:-1]
    if not name or not name.isprintable() or set(name) & set(" /\\@?#[]<>\"'"):
        raise Closed(f"{host!r} is no name of a host")
    try:
        return name if ":" in name else name.encode("idna").decode("ascii").rstrip(".")
    except UnicodeError:
        raise Closed(f"{host!r} is no name of a host") from None


def _network(word: str) -> Network | None:
    try:
        return ipaddress.ip_network(word, strict=False)
    except ValueError:
        return None


def _unwrapped(address: Address) -> Address:
    """The older address that stands inside a newer one, for which a gateway would call it."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    wrapped = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
    if wrapped is None and any(address in network for network in (*_NAT64, _OLD_V4_IN_V6)):
        wrapped = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return wrapped or address


def _is_own(address: Address) -> bool:
    """Whether a call to this address would stay on this machine; nothing is sent to find out."""
    kind = socket.AF_INET if address.version == 4 else socket.AF_INET6
    with socket.socket(kind, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((str(address), 9))
        except OSError:
            return False
        return str(probe.getsockname()[0]) == str(address)
