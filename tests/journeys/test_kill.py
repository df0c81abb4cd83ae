"""A small version of `./wortel bench kill`."""

from pathlib import Path

import pytest
from benchmarks.faults.kill import storm


@pytest.mark.slow
def test_no_mail_is_lost_or_stored_twice_whatever_dies(tmp_path: Path) -> None:
    toll = storm(tmp_path / "home", mails=60, kills=6, seed=7, parts=("mail", "postgres", "worker"))
    assert toll.killed == {"mail": 2, "postgres": 2, "worker": 2}
    assert (toll.lost, toll.twice, toll.changed, toll.loose) == (0, 0, 0, 0)
