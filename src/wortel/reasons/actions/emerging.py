"""Seeing what rises: drivers heard of more than usual, and what several customers say that nobody said before.

Only for jobs of the queue for texts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import holidays
import numpy as np
from django.db import transaction
from django.db.models import Count
from django.db.models.functions import TruncDate

from wortel.accounts.queries import find_time_zone
from wortel.analysis.bursts import find_bursts, is_new_topic, read_days
from wortel.analysis.embedding import find_centre
from wortel.analysis.topics import find_newcomers
from wortel.analysis.topics.naming import Naming, name_all, read_terms
from wortel.contacts.models import Contact
from wortel.events import actions as events
from wortel.metrics.actions import keep_alarms
from wortel.metrics.models import StoredAlarm
from wortel.orders.models import Order
from wortel.reasons.models import Encoder, Proposal, ProposedPart, Rearrangement, pack_keys
from wortel.reasons.queries.corpus import read_contacts, thin
from wortel.reasons.queries.texts import list_vectors
from wortel.reasons.rules import LATELY, LOOKED_BACK, SAME

# Of more than so many an even choice.
MOST_LATE, MOST_BEFORE = 8_000, 24_000
# Beside them the words of a new topic stand out.
OTHERS = 400
# As for the alarms on reasons: 63 days before the first day that is judged, and two weeks to tell what is new.
DAYS, SHOWN = 63 + 14, 70
COUNTRY = "NL"
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Group:
    """Contacts that say the same, which nobody said before."""

    members: Sequence[int]
    naming: Naming

    def is_in(self, keys: Sequence[int]) -> bool:
        return len({*self.members} & {*keys}) >= SAME * min(len(self.members), len(keys))


def see_new_topics(*, encoder: Encoder, now: datetime) -> int:
    """Propose a driver for what nobody said before and more and more customers say now."""
    groups = list(_gather(encoder, now))
    known = list(ProposedPart.objects.filter(proposal__kind=Proposal.Kind.NEW).select_related("proposal"))
    return sum(_see(group, known, now) for group in groups)


def _gather(encoder: Encoder, now: datetime) -> Iterator[_Group]:
    came = _list_came(encoder, now)
    read = list_vectors(came, encoder=encoder)
    if not read.contacts:
        return
    vectors = find_centre(read.vectors, read.languages).apply(read.vectors, read.languages)
    ages = np.array([(now - came[pk].at) / DAY for pk in read.contacts])
    customers = np.unique([came[pk].customer for pk in read.contacts], return_inverse=True)[1]
    late = [read.contacts[at] for at in np.flatnonzero(ages < LATELY / DAY).tolist()]
    zone = find_time_zone()
    for group in find_newcomers(vectors, ages, customers):
        members = [read.contacts[at] for at in group.tolist()]
        said = [(came[pk].at.astimezone(zone).date(), came[pk].customer) for pk in members]
        if is_new_topic(said, on=now.astimezone(zone).date()):
            yield _Group(members, _name(members, late, encoder))


@dataclass(frozen=True, slots=True)
class _Came:
    """When a contact came in, and from whom: whoever is not known is nobody else."""

    at: datetime
    customer: int


def _list_came(encoder: Encoder, now: datetime) -> dict[int, _Came]:
    """What came in lately and before that; what stands in a driver that was added meanwhile is told already."""
    added = Rearrangement.objects.filter(kind=Rearrangement.Kind.ADDED, undone_at=None, at__gt=now - LOOKED_BACK)
    counted = Contact.objects.counted().filter(vectors__encoder=encoder, started_at__gt=now - LOOKED_BACK)
    others = counted.filter(started_at__lte=now).exclude(assignment__driver__in=added.values("driver"))
    rows = list(others.order_by("started_at").values_list("pk", "started_at", "customer"))
    late = [row for row in rows if row[1] > now - LATELY]
    before = rows[: len(rows) - len(late)]
    chosen = [*thin(before, MOST_BEFORE), *thin(late, MOST_LATE)]
    return {pk: _Came(at, customer or -pk) for pk, at, customer in chosen}


def _name(members: Sequence[int], late: Sequence[int], encoder: Encoder) -> Naming:
    """What sets them apart from what else came in."""
    others = [pk for pk in late if pk not in {*members}][-OTHERS:]
    corpus = read_contacts([*members, *others], encoder=encoder)
    terms = [read_terms(text, language) for text, language in zip(corpus.words, corpus.spoken, strict=True)]
    labels = np.repeat([0, 1], [len(members), len(others)])
    naming = name_all(corpus.words, terms, corpus.vectors, labels)[0]
    return Naming(naming.words, tuple(corpus.contacts[at] for at in naming.examples))


@transaction.atomic
def _see(group: _Group, known: Sequence[ProposedPart], now: datetime) -> bool:
    """One proposal for each topic: it grows while it waits, and what was decided is not asked again."""
    for part in known:
        if group.is_in(part.list_members()):
            if part.proposal.decided_at is None:
                _fill(part, group).save()
            return False
    mark = f"{Proposal.Kind.NEW} {'+'.join(group.naming.words[:2])}"[:120]
    proposal = Proposal.objects.create(kind=Proposal.Kind.NEW, mark=mark, at=now)
    _fill(ProposedPart(proposal=proposal), group).save()
    events.record("topic.emerged", about=proposal, contacts=len(group.members))
    return True


def _fill(part: ProposedPart, group: _Group) -> ProposedPart:
    """With whom it had already."""
    members = list(dict.fromkeys([*(part.list_members() if part.pk else []), *group.members]))
    part.words, part.examples = list(group.naming.words), list(group.naming.examples)
    part.contacts, part.members = len(members), pack_keys(members)
    return part


def see_rising_drivers(*, on: date) -> int:
    """Keep which drivers and variants were heard of more on this day than chance allows."""
    first = on - timedelta(days=DAYS - 1)
    counts = _count_days(first, on)
    whole = [(first, "", 0), (on, "", 0)]  # days without any contact are days too
    found = find_bursts(read_days([*whole, *counts], _count_orders(first, on)), holidays=_list_holidays(first, on))
    by_day = {(topic, day): n for day, topic, n in counts}
    shown = [on - timedelta(days=SHOWN - 1 - n) for n in range(SHOWN)]
    alarms: list[dict[str, Any]] = [
        alarm.as_json() | {"days": [by_day.get((alarm.topic, day), 0) for day in shown]}
        for alarm in found
        if alarm.day == on and alarm.topic
    ]
    return keep_alarms(on=on, alarms=alarms, kind=StoredAlarm.Kind.DRIVER)


def _count_days(first: date, last: date) -> list[tuple[date, str, int]]:
    """By day, for each driver and each variant."""
    zone = find_time_zone()
    counted = Contact.objects.counted().filter(
        started_at__gte=datetime.combine(first, time.min, zone),
        started_at__lt=datetime.combine(last + timedelta(days=1), time.min, zone),
    )
    rows: list[tuple[date, str, int]] = []
    for name in ("assignment__driver", "assignment__variant"):
        days = counted.exclude(**{name: None}).annotate(day=TruncDate("started_at", tzinfo=zone)).order_by()
        found = days.values_list("day", name).annotate(n=Count("pk"))
        rows += [(day, str(driver), n) for day, driver, n in found]
    return rows


def _count_orders(first: date, last: date) -> dict[date, float]:
    zone = find_time_zone()
    since = datetime.combine(first, time.min, zone).astimezone(UTC)
    placed = Order.objects.filter(placed_at__gte=since, placed_at__lt=since + timedelta(days=(last - first).days + 2))
    days = placed.annotate(day=TruncDate("placed_at", tzinfo=zone)).order_by().values_list("day")
    return {day: float(n) for day, n in days.annotate(n=Count("pk")) if first <= day <= last}


def _list_holidays(first: date, last: date) -> set[date]:
    return set(holidays.country_holidays(COUNTRY, years=range(first.year, last.year + 1)).keys())
