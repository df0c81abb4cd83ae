"""A disk that is nearly full: mail is refused while there is still room for everything else."""

import shutil
from collections import namedtuple
from pathlib import Path

import pytest

from tests.letters import letter
from wortel.channels.email.spool import Full
from wortel.channels.models import Arrival
from wortel.config.processes.mail.front import Front
from wortel.config.processes.postgres.cluster import SMALLEST_DISK_BYTES

pytestmark = pytest.mark.django_db
Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def free(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """What the disk has left; a test may change it."""
    left = [SMALLEST_DISK_BYTES]
    monkeypatch.setattr(shutil, "disk_usage", lambda place: Usage(0, 0, left[0]))
    monkeypatch.setattr(Path, "exists", lambda place: True)
    return left


def test_without_room_mail_is_refused_and_nothing_is_kept(free: list[int]) -> None:
    front = Front()
    free[0] = SMALLEST_DISK_BYTES - 1
    with pytest.raises(Full, match="make room"):
        front.take(letter(), "test")
    assert not Arrival.objects.exists()


def test_with_room_again_it_goes_on_by_itself(free: list[int]) -> None:
    front = Front()
    free[0] = 0
    with pytest.raises(Full):
        front.require_room()
    free[0] = SMALLEST_DISK_BYTES
    front.require_room()


def test_a_database_of_ones_own_has_a_disk_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "exists", lambda place: False)
    monkeypatch.setattr(shutil, "disk_usage", lambda place: Usage(0, 0, 0))
    Front().require_room()
