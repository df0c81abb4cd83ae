"""A small version of `./wortel bench kill`."""

from pathlib import Path

import pytest
from benchmarks.faults.kill import storm

PARTS = ("mail", "postgres", "worker", "imap line", "parser")


@pytest.mark.slow
def test_no_mail_is_lost_or_stored_twice_whatever_dies(tmp_path: Path) -> None:
    (toll,) = storm(tmp_path, rounds=1, mails=60, kills=5, seed=7, parts=PARTS)
    assert toll.killed == dict.fromkeys(PARTS, 1)
    assert toll.is_clean, toll.books
    assert (toll.books.lost, toll.books.twice, toll.books.answers_lost) == (0, 0, 0)
