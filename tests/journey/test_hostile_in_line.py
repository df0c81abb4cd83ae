"""Mails made to hurt, between ordinary ones, through the whole front line: none is lost, none holds the others up."""

import os
import resource
from pathlib import Path

import pytest
from django.utils import timezone
from tests import cast
from tests.channels.email.hostile import HOSTILE
from tests.desk.screens import as_agent
from tests.letters import letter, new_id

from wortel.channels.email.reader import LINE_SECONDS, MEMORY_BYTES, Reader
from wortel.channels.models import Arrival, Outcome
from wortel.channels.queries import OwnAddresses, find_own_addresses
from wortel.contacts.models import Contact
from wortel.journey.receive import Receipt, receive_mail

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

NEIGHBOUR_WAITS = 5.0
"""Seconds of work, which is what a neighbour waits on a machine that has nothing else to do."""


def of_child(reader: Reader) -> tuple[int, float, int]:
    """Which child it is, the seconds it worked, and the most memory it ever had."""
    if reader._process is None or reader._process.poll() is not None:
        return 0, 0.0, 0
    pid = reader._process.pid
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    peak = int(Path(f"/proc/{pid}/status").read_text().partition("VmHWM:")[2].split()[0]) * 1024
    return pid, (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK"), peak


def bring(raw: bytes, reader: Reader, own: OwnAddresses) -> Receipt:
    return receive_mail(raw, reader=reader, mailboxes=own, now=timezone.now(), source="test")


def test_each_hostile_mail_is_filed_or_set_aside_and_its_neighbour_does_not_wait() -> None:
    cast.shop()
    cast.mailbox()
    cast.care()
    own = find_own_addresses()
    outcomes: dict[str, str] = {}
    with Reader(cpu_seconds=LINE_SECONDS) as reader:
        for name, hostile in HOSTILE.items():
            bring(letter(f"Voor {name}", subject=name), reader, own)
            child, worked, _ = of_child(reader)
            ours = resource.getrusage(resource.RUSAGE_SELF)
            outcomes[name] = bring(hostile, reader, own).outcome
            now = resource.getrusage(resource.RUSAGE_SELF)
            after, worked_after, peak = of_child(reader)
            # A child that went over its time is gone, and took all of it.
            theirs = worked_after - worked if after == child else LINE_SECONDS
            assert theirs + now.ru_utime - ours.ru_utime + now.ru_stime - ours.ru_stime < NEIGHBOUR_WAITS, name
            assert peak < MEMORY_BYTES, name
            assert after == child or outcomes[name] == Outcome.QUARANTINED, f"{name} killed the child"
            neighbour = bring(letter(f"Na {name}", message_id=new_id()), reader, own)
            assert neighbour.outcome == Outcome.FILED
    assert Arrival.objects.count() == 3 * len(HOSTILE)
    assert Contact.objects.filter(text__startswith="Na ").count() == len(HOSTILE)
    set_aside = {name for name, outcome in outcomes.items() if outcome == Outcome.QUARANTINED}
    too_many = {"20,000 parts", "5,000 uuencoded files", "100,000 files in a winmail"}
    assert too_many | {"2,000 multiparts deep", "1 MB of NUL"} <= set_aside
    _stand_in_the_desk(len(set_aside))


def _stand_in_the_desk(count: int) -> None:
    """Each with its reason, its raw bytes, and a way to try once more."""
    noor = as_agent(cast.noor())
    page = noor.get("/inbox/quarantine/").content.decode()
    assert page.count("/retries/") == count
    for arrival in Arrival.objects.filter(outcome=Outcome.QUARANTINED):
        assert f"/arrivals/{arrival.pk}/raw/" in page
        assert noor.get(f"/arrivals/{arrival.pk}/raw/").content == bytes(arrival.raw)
    assert "te veel mails in mails" in page


@pytest.mark.parametrize(
    ("limits", "why"),
    [({"cpu_seconds": 1}, "out of time"), ({"memory_bytes": 48 * 1024 * 1024}, "out of memory")],
)
def test_what_goes_over_a_limit_stands_in_the_desk_and_is_read_by_a_better_reader(
    limits: dict[str, int], why: str
) -> None:
    cast.shop()
    cast.mailbox()
    cast.care()
    own = find_own_addresses()
    heavy = HOSTILE["2,000,000 empty lines"] + b"\n" * 1_900_000
    with Reader(**limits) as reader:
        receipt = bring(heavy, reader, own)
        assert receipt.outcome == Outcome.QUARANTINED
        assert receipt.arrival is not None
        assert receipt.arrival.why == why
        assert bring(letter("Daarna"), reader, own).outcome == Outcome.FILED
    noor = as_agent(cast.noor())
    assert noor.post(f"/arrivals/{receipt.arrival.pk}/retries/").status_code == 302
    receipt.arrival.refresh_from_db()
    assert receipt.arrival.outcome == Outcome.FILED
