"""The other side may be away, busy, strange or evil: we get words, or a reason why not."""

import json
import socket
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.channels.certificates import certify
from tests.fakes.completions import KEY, MODEL, Completions, Mind

from wortel.assist import endpoint
from wortel.assist.endpoint import Answer, Endpoint, NoAnswer, complete
from wortel.assist.models import Trouble

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
MESSAGES = [{"role": "system", "content": "Help."}, {"role": "user", "content": "[1] klant\n1| Waar is het?"}]


def ask(address: str, key: str = KEY, model: str = MODEL) -> Answer:
    return complete(Endpoint(address, model, key, 300), MESSAGES, now=NOW)


def trouble(address: str, key: str = KEY, model: str = MODEL) -> NoAnswer:
    with pytest.raises(NoAnswer) as refused:
        ask(address, key, model)
    return refused.value


def test_words_come_back_and_nothing_but_words_is_asked_for(address: str, mind: Mind) -> None:
    assert ask(address) == Answer("Dag [naam], morgen komt het [1].", is_cut=False, tokens=102)
    assert mind.asked == [{"model": MODEL, "messages": MESSAGES, "max_tokens": 300, "stream": False}]


@pytest.mark.parametrize("tail", ["", "/", "/chat/completions"])
def test_the_address_may_be_given_with_or_without_its_end(address: str, tail: str) -> None:
    assert ask(address + tail).text
    assert ask(address.removesuffix("/v1")).text


def test_a_newer_model_takes_the_limit_under_its_other_name(address: str, mind: Mind) -> None:
    mind.limit = "max_completion_tokens"
    assert ask(address).text
    assert "max_tokens" not in mind.asked[-1]


def test_an_answer_at_the_limit_is_known_to_be_cut(address: str, mind: Mind) -> None:
    mind.finish = "length"
    assert ask(address).is_cut


def test_what_an_administrator_can_mend_is_told_apart(address: str) -> None:
    assert trouble(address, key="anders").trouble == Trouble.KEY
    wrong = trouble(address, model="groot-model")
    assert (wrong.trouble, "does not exist" in wrong.said) == (Trouble.REFUSED, True)
    assert trouble(f"{address}/elders").trouble == Trouble.REFUSED


@pytest.mark.parametrize(
    ("asked", "wait"),
    [("", 0), ("40", 40), ("99999999999", 3600), ("Sun, 22 Nov 2026 12:02:00 GMT", 120), ("morgen", 0), ("-5", 0)],
)
def test_who_is_busy_says_for_how_long(address: str, mind: Mind, asked: str, wait: int) -> None:
    mind.status, mind.headers = 429, {"Retry-After": asked}
    assert (trouble(address).trouble, trouble(address).wait) == (Trouble.BUSY, wait)
    mind.status = 503
    assert trouble(address).trouble == Trouble.BUSY


@pytest.mark.parametrize(
    "message",
    [
        {"tool_calls": [{"id": "1", "type": "function", "function": {"name": "x", "arguments": "{}"}}]},
        {"content": "Goed.", "tool_calls": [{"id": "1"}]},
        {"content": "Goed.", "function_call": {"name": "x", "arguments": "{}"}},
    ],
)
def test_who_wants_to_act_is_not_heard(address: str, mind: Mind, message: dict[str, object]) -> None:
    mind.message = message
    assert trouble(address).trouble == Trouble.ACTED


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"null", b"[]", b"{}", b"<html>", b'{"choices": []}', b'{"choices": [{}]}', b'{"choices": {"0": 1}}',
        b'{"choices": [{"message": {"content": ["a"]}}]}', b'{"choices": [{"message": "a"}]}', b"\xff\xfe{",
        b"[" * 100_000, b'{"a":' * 40_000, b"9" * 5_000, b'{"choices": [{"message": {"content": 7}}]}',
        b'{"choices": [{"message": {"content": "' + b"a" * 10_000_000 + b'"}}]}',
    ],
    ids=lambda raw: f"{raw[:24]!r} of {len(raw)}",
)  # fmt: skip
def test_what_is_no_answer_is_not_read(address: str, mind: Mind, raw: bytes) -> None:
    mind.raw = raw
    assert trouble(address).trouble in {Trouble.UNREADABLE, Trouble.EMPTY}


def test_a_refusal_is_no_answer(address: str, mind: Mind) -> None:
    mind.message = {"content": None, "refusal": "I will not."}
    assert (trouble(address).trouble, trouble(address).said) == (Trouble.EMPTY, "I will not.")


def test_an_answer_that_drips_for_ever_is_cut(address: str, mind: Mind, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoint, "ANSWER_SECONDS", 0.5)
    mind.drips = True
    began = time.monotonic()
    assert trouble(address).trouble == Trouble.AWAY
    assert time.monotonic() - began < 10


def test_nobody_there_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORTEL_INSIDE_HOSTS", "127.0.0.1")
    assert trouble("http://127.0.0.1:1/v1").trouble == Trouble.AWAY


def test_our_own_network_is_closed_until_opened(address: str, mind: Mind, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WORTEL_INSIDE_HOSTS")
    assert trouble(address).trouble == Trouble.CLOSED
    assert trouble("http://169.254.169.254/latest/").trouble == Trouble.CLOSED
    assert mind.asked == []


def test_the_line_is_sealed_for_the_name_that_was_typed(
    tmp_path: Path, mind: Mind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORTEL_INSIDE_HOSTS", "127.0.0.1, localhost")
    certificate = certify(tmp_path)
    with Completions(mind, certificate) as server:
        sealed = Endpoint(server.address, MODEL, KEY, 300)
        assert complete(sealed, MESSAGES, now=NOW, tls=certificate.for_clients()).text
        other = replace(sealed, address=server.address.replace("localhost", "127.0.0.1"))
        with pytest.raises(NoAnswer, match="certificate"):
            complete(other, MESSAGES, now=NOW, tls=certificate.for_clients())
        assert trouble(server.address).trouble == Trouble.AWAY
    assert len(mind.asked) == 1


def test_outside_our_own_network_nothing_leaves_unsealed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The gate looked and let it through; what it opened leads outside."""
    inside, outside = socket.socketpair()
    monkeypatch.setattr(endpoint, "open_line", lambda host, port, seconds: inside)
    monkeypatch.setattr(endpoint, "is_outside", lambda address: True)
    monkeypatch.setattr(socket.socket, "getpeername", lambda line: ("203.0.113.7", 80))
    assert trouble("http://models.example/v1").trouble == Trouble.CLOSED
    assert outside.recv(100) == b""


def test_a_redirect_is_not_followed(address: str, mind: Mind) -> None:
    mind.status, mind.headers = 307, {"Location": address.replace("/v1", "/elsewhere")}
    assert trouble(address).trouble == Trouble.REFUSED
    assert len(mind.asked) == 1


@pytest.mark.parametrize("wrong", ["http://127.0.0.1:99999/v1", "http://[::1/v1", "http:///v1", "http://a b/v1"])
def test_an_address_that_is_none_is_no_crash(wrong: str) -> None:
    assert trouble(wrong).trouble in {Trouble.REFUSED, Trouble.CLOSED, Trouble.AWAY}


def test_a_key_with_strange_letters_is_no_crash(address: str) -> None:
    assert trouble(address, key="sleutel\r\nX-Evil: 1").trouble == Trouble.REFUSED
    assert trouble(address, key="sleutel\u20ac").trouble == Trouble.REFUSED


def test_the_question_is_one_plain_object(address: str, mind: Mind) -> None:
    ask(address)
    assert set(json.loads(json.dumps(mind.asked[0]))) == {"model", "messages", "max_tokens", "stream"}
