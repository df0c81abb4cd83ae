"""What was read before anybody asked whether it is too personal is looked at once, in the background."""

from collections.abc import Sequence
from datetime import datetime

import pytest
from tests import cast
from tests.cast import HOUR, NOW
from tests.journey.test_withhold import ILL, count_read, mark, say

from wortel.contacts.actions import keep_readable
from wortel.contacts.models import Contact, Withheld
from wortel.events.models import Event
from wortel.jobs.actions import ask_to_stop
from wortel.jobs.models import Progress
from wortel.journey import withhold

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _shop() -> None:
    cast.shop()


def sift() -> None:
    withhold.sift_earlier(int(NOW.timestamp()))


def test_what_was_read_in_a_text_that_is_too_personal_goes() -> None:
    ill, well = say(cast.marijke(), ILL), say(cast.youssef())
    mark(ill)
    mark(well)
    sift()
    assert [one.contact for one in Withheld.objects.all()] == [ill]
    assert count_read() == 4
    assert Event.objects.filter(kind="contact.withheld", about_id=ill.pk).count() == 1


def test_it_is_done_once() -> None:
    say(cast.marijke())
    sift()
    later = say(cast.marijke(), ILL, after=HOUR)
    sift()
    assert not Withheld.objects.filter(contact=later).exists()
    progress = Progress.objects.get(name="sift")
    assert (progress.percent, progress.finished_at) == (100, NOW)


def test_after_a_restart_it_goes_on_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    said = [say(cast.marijke()), say(cast.youssef()), say(cast.marijke(), ILL)]
    looked_at: list[Contact] = []

    def keep(*, contacts: Sequence[Contact], now: datetime) -> list[Contact]:
        if len(looked_at) == 1:
            looked_at.append(said[0])
            raise ConnectionError("the machine goes down")
        looked_at.extend(contacts)
        return keep_readable(contacts=contacts, now=now)

    monkeypatch.setattr(withhold, "AT_ONCE", 1)
    monkeypatch.setattr(withhold.contacts, "keep_readable", keep)
    with pytest.raises(ConnectionError):
        sift()
    assert Progress.objects.get(name="sift").finished_at is None
    sift()
    assert looked_at == [said[0], said[0], said[1], said[2]]
    assert Withheld.objects.get().contact == said[2]


def test_whoever_stops_it_finds_it_going_on_an_hour_later(monkeypatch: pytest.MonkeyPatch) -> None:
    ill = [say(cast.marijke(), ILL), say(cast.youssef(), ILL)]

    def keep(*, contacts: Sequence[Contact], now: datetime) -> list[Contact]:
        if not Withheld.objects.exists():
            ask_to_stop(progress=Progress.objects.get(name="sift"), now=now)
        return keep_readable(contacts=contacts, now=now)

    monkeypatch.setattr(withhold, "AT_ONCE", 1)
    monkeypatch.setattr(withhold.contacts, "keep_readable", keep)
    sift()
    assert [one.contact for one in Withheld.objects.all()] == ill[:1]
    sift()
    assert {one.contact for one in Withheld.objects.all()} == set(ill)
