"""Hosts that somebody typed: whatever the spelling, nothing inside is called."""

import ipaddress
import socket
import threading
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from wortel.channels import egress
from wortel.channels.egress import Closed, Gate, Imap, Smtp, is_outside


class Canary:
    """Listens on every address of this machine, and counts who calls."""

    def __init__(self) -> None:
        self.calls = 0
        both = socket.has_dualstack_ipv6()
        self._listener = (
            socket.create_server(("::", 0), family=socket.AF_INET6, dualstack_ipv6=True)
            if both
            else socket.create_server(("0.0.0.0", 0))
        )
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                line, _ = self._listener.accept()
            except OSError:
                return
            self.calls += 1
            line.sendall(b"* OK [CAPABILITY IMAP4rev1] here\r\n")
            line.close()

    def close(self) -> None:
        self._listener.close()


@pytest.fixture
def canary() -> Iterator[Canary]:
    listening = Canary()
    yield listening
    listening.close()


SPELLINGS = [
    "127.0.0.1", "127.1", "127.0.1", "0x7f.1", "0x7f000001", "0X7F.0.0.1", "2130706433", "017700000001", "0177.0.0.1",
    "00000177.0.0.1", "127.0.0.1.", "127.127.127.127", "0.0.0.0", "0", "localhost", "LOCALHOST", "localhost.",
    " localhost ", "ip6-localhost", "::1", "[::1]", "0:0:0:0:0:0:0:1", "::", "[::]", "::ffff:127.0.0.1",
    "[::ffff:7f00:1]", "::ffff:0:127.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::127.0.0.1",
    "2002:7f00:1::", "2001:0:7f00:1::80ff:fffe", "fe80::1%lo", "fe80::1", "fec0::1", "fc00::1", "fd12:3456::1",
    "１２７.０.０.１", "127。0。0。1", "①②⑦.⓪.⓪.①", "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ", "169.254.169.254", "0xa9fea9fe", "10.0.0.1", "10.1",
    "172.16.0.1", "192.168.1.1", "100.64.0.1", "192.0.0.1", "198.18.0.1", "203.0.113.5", "224.0.0.1", "ff02::1",
    "240.0.0.1", "255.255.255.255", "2001:db8::1", "user@127.0.0.1", "127.0.0.1/x", "127.0.0.1#x", "127.0.0.1\n",
    "127.0.0.1\x00.shop.example", "127.0.0.1 imap.shop.example", "", ".", "..", "a" * 300,
]  # fmt: skip


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_no_spelling_reaches_what_is_inside(spelling: str, canary: Canary) -> None:
    gate = Gate(ports=frozenset({canary.port}))
    with pytest.raises((Closed, socket.gaierror)):
        gate.open(spelling, canary.port, seconds=2).close()
    assert canary.calls == 0


def _always(*addresses: str) -> Any:
    def resolve(host: str, port: int, **_: object) -> Sequence[tuple[Any, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    return resolve


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.7", "169.254.169.254", "::ffff:127.0.0.1", "fd00::1"])
def test_a_name_that_leads_inside_is_not_followed(address: str, canary: Canary) -> None:
    gate = Gate(ports=frozenset({canary.port}), resolve=_always(address))
    with pytest.raises(Closed):
        gate.open("mail.shop.example", canary.port, seconds=2)
    assert canary.calls == 0


class Rebinding:
    """A name server that says something harmless first, and something inside after that."""

    def __init__(self, *answers: str) -> None:
        self.answers, self.asked = list(answers), 0

    def __call__(self, host: str, port: int, **_: object) -> Sequence[tuple[Any, ...]]:
        self.asked += 1
        address = self.answers[min(self.asked, len(self.answers)) - 1]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]


def test_a_name_is_looked_up_once_and_that_address_is_called(canary: Canary, monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[tuple[str, int]] = []

    def call(address: tuple[str, int], timeout: float | None) -> socket.socket:
        called.append(address)
        raise TimeoutError("far away")

    monkeypatch.setattr(socket, "create_connection", call)
    names = Rebinding("93.184.215.14", "127.0.0.1")
    gate = Gate(ports=frozenset({canary.port}), resolve=names)
    with pytest.raises(TimeoutError):
        gate.open("rebind.elders.example", canary.port, seconds=1)
    assert called == [("93.184.215.14", canary.port)]
    assert names.asked == 1
    with pytest.raises(Closed):
        gate.open("rebind.elders.example", canary.port, seconds=1)
    assert canary.calls == 0


def test_of_several_addresses_only_those_outside_are_called(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[str] = []

    def call(address: tuple[str, int], timeout: float | None) -> socket.socket:
        called.append(address[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", call)
    gate = Gate(resolve=_always("127.0.0.1", "93.184.215.14", "10.0.0.1", "93.184.215.15"))
    with pytest.raises(ConnectionRefusedError):
        gate.open("mail.shop.example", 993, seconds=1)
    assert called == ["93.184.215.14", "93.184.215.15"]


@pytest.mark.parametrize("port", [1, 22, 80, 3306, 5432, 6379, 8080, 9200, 11211])
def test_a_port_of_another_service_is_closed(port: int) -> None:
    with pytest.raises(Closed, match=str(port)):
        Gate(resolve=_always("93.184.215.14")).open("mail.shop.example", port, seconds=1)


def test_an_address_of_this_machine_is_its_own_however_public() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("127.0.0.5", 9))
        assert egress._is_own(ipaddress.ip_address("127.0.0.1"))
    assert not is_outside(ipaddress.ip_address("127.0.0.1"))
    assert is_outside(ipaddress.ip_address("93.184.215.14"))
    assert is_outside(ipaddress.ip_address("2606:2800:220:1::1"))


@pytest.mark.parametrize("opened", ["127.0.0.1", "127.0.0.0/8", "localhost", "10.0.0.0/8, LocalHost", "::1, 127.0.0.1"])
def test_what_the_operator_opened_can_be_called_on_any_port(opened: str, canary: Canary) -> None:
    gate = Gate.read(opened)
    gate.open("localhost", canary.port, seconds=2).close()


def test_opening_one_name_opens_no_other(canary: Canary) -> None:
    gate = Gate.read("mail.inside.example")
    with pytest.raises(Closed):
        gate.open("127.0.0.1", canary.port, seconds=2)
    assert canary.calls == 0


def test_the_refusal_says_what_would_open_it() -> None:
    with pytest.raises(Closed, match="WORTEL_INSIDE_HOSTS"):
        Gate().open("127.0.0.1", 993, seconds=1)


@pytest.mark.parametrize("kind", [Imap, Smtp])
def test_the_lines_for_mail_go_through_the_gate(kind: Any, canary: Canary, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORTEL_INSIDE_HOSTS", "")
    with pytest.raises(Closed):
        kind("127.0.0.1", canary.port, timeout=2)
    assert canary.calls == 0
