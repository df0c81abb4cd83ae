"""Each part starts alone, tells how it is, and stops in order."""

import re
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.config.machine import answers, environment, wait_for, wortel


@contextmanager
def started(folder: Path, *words: str) -> Iterator[str]:
    """Yield the address that the part says it answers at."""
    said = folder / "said"
    with said.open("wb") as out:
        command = wortel(*words, "--home", str(folder / "home"))
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, env=environment(), cwd="/")
    try:
        wait_for(lambda: "http://" in said.read_text() or process.poll() is not None)
        address = re.search(r"http://[^/\s]+", said.read_text())
        assert address, said.read_text()
        yield address.group()
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0, said.read_text()


PARTS = (
    ["web", "--port", "0"],
    ["push", "--port", "0"],
    ["worker", "--health-port", "0"],
    ["text", "--health-port", "0"],
    ["mail", "--port", "0", "--health-port", "0"],
)


@pytest.mark.parametrize("words", PARTS, ids=lambda words: words[0])
def test_a_part_tells_how_it_is(folder: Path, words: list[str]) -> None:
    with started(folder, *words) as address:
        wait_for(lambda: answers(f"{address}/health/ready"))
        assert answers(f"{address}/health/live")
        assert answers(f"{address}/metrics")
        assert not answers(f"{address}/health/nonsense")
