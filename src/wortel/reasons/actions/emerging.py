"""Seeing what rises: drivers heard of more than usual, and strange contacts of which more and more are alike.

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
from wortel.analysis.topics.gathering import gather_alike
from wortel.analysis.topics.naming import Naming, name_all, read_terms
from wortel.contacts.models import Contact
from wortel.events import actions as events
from wortel.metrics.actions import keep_alarms
from wortel.metrics.models import StoredAlarm
from wortel.orders.models import Order
from wortel.reasons.actions.placing import open_placer
from wortel.reasons.models import Encoder, Proposal, ProposedPart, pack_keys
from wortel.reasons.queries.corpus import read_contacts

# Strange contacts are held together for so long, and so many at most.
POOL_DAYS, POOL = timedelta(days=28), 5_000
FEWEST = 5
# Two groups are the same when they share at least half of the smaller one.
SAME = 0.5
# As for the alarms on reasons: 63 days before the first day that is judged, and two weeks to tell what is new.
DAYS, SHOWN = 63 + 14, 70
COUNTRY = "NL"


@dataclass(frozen=True, slots=True)
class _Group:
    """Strange contacts that say the same."""

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
    placer = open_placer(encoder)
    strange = Contact.objects.counted().filter(assignment__driver=None, assignment__isnull=False)
    pool = strange.filter(started_at__gt=now - POOL_DAYS, started_at__lte=now).order_by("-started_at")
    corpus = read_contacts(list(pool.values_list("pk", flat=True)[:POOL]), encoder=encoder)
    if placer is None or len(corpus.contacts) < FEWEST:
        return
    vectors = placer.meaning.read(corpus.words, corpus.spoken, [corpus.vectors])
    labels = gather_alike(vectors, placer.likeness)
    terms = [read_terms(text, language) for text, language in zip(corpus.words, corpus.spoken, strict=True)]
    for label, naming in enumerate(name_all(corpus.words, terms, vectors, labels)):
        members = [corpus.contacts[at] for at in np.flatnonzero(labels == label).tolist()]
        if len(members) >= FEWEST and is_new_topic(_said(members), on=now.astimezone(find_time_zone()).date()):
            yield _Group(members, Naming(naming.words, tuple(corpus.contacts[at] for at in naming.examples)))


def _said(members: Sequence[int]) -> list[tuple[date, object]]:
    """Day and customer of each; whoever is not known is nobody else."""
    zone = find_time_zone()
    rows = Contact.objects.filter(pk__in=members).values_list("started_at", "customer", "pk")
    return [(at.astimezone(zone).date(), customer or f"contact {pk}") for at, customer, pk in rows]


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
    part.words, part.examples = list(group.naming.words), list(group.naming.examples)
    part.contacts, part.members = len(group.members), pack_keys(list(group.members))
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
