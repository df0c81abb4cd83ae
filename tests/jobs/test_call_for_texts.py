"""Work that needs models of language is done in a process of its own, which comes when it is called."""

import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.config.machine import environment, wait_for, wortel
from wortel.jobs import tasks
from wortel.jobs.actions import TEXT, enqueue, job, list_queues
from wortel.jobs.queries import has_due


@job(queue=TEXT)
def read_a_poem() -> None:
    """Something that would load a model."""


@job()
def count_the_pages() -> None:
    """Something that loads nothing."""


@pytest.fixture
def door(settings: Any) -> Iterator[socket.socket]:
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as listener:
        settings.TEXT_SOCKET = f"{folder}/t.sock"
        listener.bind(settings.TEXT_SOCKET)
        listener.listen()
        listener.settimeout(0.2)
        yield listener


def is_called(door: socket.socket) -> bool:
    try:
        door.accept()[0].close()
    except TimeoutError:
        return False
    return True


@pytest.mark.django_db
def test_a_text_that_waits_is_told_at_once(door: socket.socket, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        enqueue(read_a_poem)
    assert is_called(door)


@pytest.mark.django_db
def test_other_work_calls_nobody(door: socket.socket, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        enqueue(count_the_pages)
    assert not is_called(door)


@pytest.mark.django_db
def test_a_call_that_nobody_heard_is_repeated(
    door: socket.socket, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    heard, settings.TEXT_SOCKET = settings.TEXT_SOCKET, "/nowhere/t.sock"
    with django_capture_on_commit_callbacks(execute=True):
        assert enqueue(read_a_poem)
    settings.TEXT_SOCKET = heard
    tasks.call_for_texts(timestamp=0)
    assert is_called(door)


@pytest.mark.django_db
def test_work_for_later_does_not_wait_yet() -> None:
    enqueue(read_a_poem, after_seconds=3600)
    assert not has_due(TEXT)


def test_the_general_worker_leaves_texts_alone() -> None:
    assert TEXT not in list_queues()
    assert {"default", "housekeeping"} <= set(list_queues())


def test_the_process_for_texts_leaves_when_nobody_calls(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "t.sock"))
        listener.listen()
        words = wortel("text", "--fd", str(listener.fileno()), "--idle", "1", "--home", str(tmp_path / "home"))
        process = subprocess.Popen(words, env=environment(), cwd="/", pass_fds=[listener.fileno()])
        wait_for(lambda: process.poll() is not None)
    assert process.returncode == 0
