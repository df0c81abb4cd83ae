"""Folders as data folders are: the database's own user can come there, which it cannot in those of pytest."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.config.machine import processes_in, wait_for


@pytest.fixture
def folder() -> Iterator[Path]:
    with open_folder() as folder:
        yield folder


@pytest.fixture(scope="module")
def shared_folder() -> Iterator[Path]:
    """One for all tests of a file."""
    with open_folder() as folder:
        yield folder


@contextmanager
def open_folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="wortel-test-"))
    folder.chmod(0o711)
    try:
        yield folder
        wait_for(lambda: processes_in(folder) == [])
    finally:
        shutil.rmtree(folder, ignore_errors=True)
