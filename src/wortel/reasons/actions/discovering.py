"""Searching for drivers in what customers said. Takes much memory: only for jobs of the queue for texts."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import batched

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from wortel.accounts.models import Agent
from wortel.analysis.topics import Change, Topic, Topics, compare_topics, find_topics
from wortel.events import actions as events
from wortel.jobs.actions import StopAsked, advance, begin_progress, finish_progress
from wortel.jobs.models import Progress
from wortel.reasons.models import (
    Assignment,
    Discovery,
    Driver,
    Encoder,
    Level,
    Placed,
    Proposal,
    ProposedPart,
    pack_keys,
)
from wortel.reasons.queries.corpus import Corpus, read_corpus
from wortel.reasons.rules import LEAST_SURE

LOOKED_BACK = timedelta(days=365)
# Of fewer texts nobody can say what they have in common.
FEWEST_TEXTS = 200
# What fewer customers say is no driver: it is counted with what stands apart.
FEWEST = 8
FEWEST_TO_PROPOSE = 20
AT_ONCE = 5_000
STEPS = 4
# Earlier and lately, for what fades away.
LATELY, BEFORE = timedelta(days=28), timedelta(days=84)
FADED, FEWEST_BEFORE = 0.1, 30


def discover(*, encoder: Encoder, agent: Agent | None, now: datetime) -> Discovery:
    """Find drivers in the words of a year. The first ones are taken as they are; later every change is proposed."""
    progress = begin_progress(
        name="discovery", label_nl="Zoeken waarover klanten contact opnemen", label_en="Finding what customers ask",
        total=STEPS, now=now,
    )  # fmt: skip
    run = Discovery.objects.create(agent=agent, encoder=encoder, started_at=now)
    with suppress(StopAsked):
        corpus = read_corpus(encoder=encoder, since=now - LOOKED_BACK)
        advance(progress=progress, done=1)
        if len(corpus.contacts) < FEWEST_TEXTS:
            _end(run, len(corpus.contacts), is_too_few=True)
        else:
            _search(run, corpus, progress, now)
    finish_progress(progress=progress, now=timezone.now())
    return run


def _search(run: Discovery, corpus: Corpus, progress: Progress, now: datetime) -> None:
    known = _list_known(corpus.contacts)
    found = find_topics(corpus.words, languages=corpus.spoken, embedders=[corpus], known=known if any(known) else None)
    advance(progress=progress, done=3)
    _keep(run, corpus, found, now)


def _list_known(contacts: Sequence[int]) -> list[int | None]:
    """The driver of each, where it has one that still stands."""
    known: dict[int, int | None] = {}
    for some in batched(contacts, AT_ONCE):
        rows = Assignment.objects.filter(contact__in=some, driver__retired_at=None)
        known |= dict(rows.values_list("contact", "driver"))
    return [known.get(pk) for pk in contacts]


@transaction.atomic
def _keep(run: Discovery, corpus: Corpus, found: Topics, now: datetime) -> None:
    if Driver.objects.standing().exists():
        proposed = _propose(run, corpus, found, now)
    else:
        _take_all(corpus, found, now)
        proposed = 0
    _end(run, len(corpus.contacts), found=len(found.of_level("driver")), proposed=proposed)


def _end(run: Discovery, texts: int, **figures: int) -> None:
    drivers = Driver.objects.standing().filter(level=Level.DRIVER).count()
    run.texts, run.ended_at, run.figures = texts, timezone.now(), {"drivers": drivers, **figures}
    run.save(update_fields=["texts", "ended_at", "figures"])
    events.record("drivers.searched", about=run, texts=run.texts, **run.figures)


def _take_all(corpus: Corpus, found: Topics, now: datetime) -> None:
    """There was nothing yet, so there is nothing to protect."""
    rows: dict[int, Driver] = {}
    for topic in found.topics:
        if topic.size < FEWEST or (topic.parent is not None and topic.parent not in rows):
            continue
        rows[topic.number] = Driver.objects.create(
            level=topic.level,
            parent=rows[topic.parent] if topic.parent is not None else None,
            words=list(topic.words),
            examples=[corpus.contacts[at] for at in topic.examples],
            since=now,
        )
    for some in batched(range(len(corpus.contacts)), AT_ONCE):
        Assignment.objects.bulk_create((_assign(at, corpus, found, rows, now) for at in some), ignore_conflicts=True)


def _assign(at: int, corpus: Corpus, found: Topics, rows: dict[int, Driver], now: datetime) -> Assignment:
    driver = rows.get(int(found.drivers[at])) if found.confidence[at] >= LEAST_SURE else None
    return Assignment(
        contact_id=corpus.contacts[at],
        driver=driver,
        variant=rows.get(int(found.variants[at])) if driver else None,
        confidence=float(found.confidence[at]),
        by=Placed.FOUND,
        at=now,
    )


def _propose(run: Discovery, corpus: Corpus, found: Topics, now: datetime) -> int:
    """What this search would change, for a person to accept; what was refused or still waits is not said again."""
    known = {pk: driver for pk, driver in zip(corpus.contacts, _list_known(corpus.contacts), strict=True) if driver}
    after = dict(zip(corpus.contacts, found.drivers.tolist(), strict=True))
    told = [*_read_changes(known, after, found.topics, corpus), *_find_fading(now)]
    return sum(_propose_one(run, one, now) for one in told)


@dataclass(frozen=True, slots=True)
class _Part:
    """One of the drivers there would be; `driver` when it is one that stands already."""

    driver: int | None
    words: Sequence[str]
    examples: Sequence[int]
    members: Sequence[int]


@dataclass(frozen=True, slots=True)
class _Told:
    kind: Proposal.Kind
    drivers: Sequence[int]
    parts: Sequence[_Part]

    @property
    def mark(self) -> str:
        of_parts = sorted(str(part.driver or "+".join(sorted(part.words[:2]))) for part in self.parts)
        return f"{self.kind} {'-'.join(map(str, sorted(self.drivers)))} {'/'.join(of_parts)}"[:120]


def _read_changes(
    before: dict[int, int], after: dict[int, int], topics: Sequence[Topic], corpus: Corpus
) -> Iterator[_Told]:
    """The changes large enough to bother somebody with."""
    changes = compare_topics(before, after)
    heirs = {change.after[0]: change.before[0] for change in changes if change.kind == "kept"}
    by_flow: defaultdict[tuple[int | None, int], list[int]] = defaultdict(list)
    for pk, number in after.items():
        by_flow[before.get(pk), number].append(pk)
    for change in changes:
        parts = list(_part_out(change, by_flow, topics, corpus, heirs))
        if change.kind == "split" and len(parts) > 1:
            yield _Told(Proposal.Kind.SPLIT, change.before, parts)
        elif change.kind == "merged" and parts:
            yield _Told(Proposal.Kind.MERGE, change.before, parts)
        elif change.kind == "new" and parts:
            yield _Told(Proposal.Kind.NEW, (), parts)


def _part_out(
    change: Change,
    by_flow: dict[tuple[int | None, int], list[int]],
    topics: Sequence[Topic],
    corpus: Corpus,
    heirs: dict[int, int],
) -> Iterator[_Part]:
    sizes = {number: [pk for old in change.before for pk in by_flow.get((old, number), [])] for number in change.after}
    if change.kind == "new":
        sizes = {n: [pk for (_, number), pks in by_flow.items() if number == n for pk in pks] for n in change.after}
    largest = max(sizes, key=lambda number: len(sizes[number]))
    for number, members in sizes.items():
        if len(members) < FEWEST_TO_PROPOSE:
            continue
        stays = _largest_of(change.before, by_flow, number) if change.before and number == largest else None
        topic = topics[number]
        examples = [corpus.contacts[at] for at in topic.examples]
        yield _Part(stays or heirs.get(number), topic.words, examples, members)


def _largest_of(drivers: Sequence[int], by_flow: dict[tuple[int | None, int], list[int]], number: int) -> int:
    return max(drivers, key=lambda driver: len(by_flow.get((driver, number), [])))


def _find_fading(now: datetime) -> Iterator[_Told]:
    """Drivers of which hardly anything was heard lately, while there was enough to hear before."""
    by_driver = Assignment.objects.filter(driver__retired_at=None).order_by().values_list("driver")
    at = "contact__started_at"
    lately = Count("pk", filter=Q(**{f"{at}__gte": now - LATELY, f"{at}__lt": now}))
    earlier = Count("pk", filter=Q(**{f"{at}__gte": now - LATELY - BEFORE, f"{at}__lt": now - LATELY}))
    for driver, few, many in by_driver.annotate(few=lately, many=earlier):
        if driver and many >= FEWEST_BEFORE and few < FADED * many * (LATELY / BEFORE):
            yield _Told(Proposal.Kind.FADING, (driver,), ())


def _propose_one(run: Discovery, told: _Told, now: datetime) -> bool:
    if Proposal.objects.filter(mark=told.mark).exists():
        return False
    proposal = Proposal.objects.create(discovery=run, kind=told.kind, mark=told.mark, at=now)
    proposal.drivers.set(told.drivers)
    ProposedPart.objects.bulk_create(
        ProposedPart(
            proposal=proposal,
            driver_id=part.driver,
            words=list(part.words),
            examples=list(part.examples),
            contacts=len(part.members),
            members=pack_keys(list(part.members)),
        )
        for part in told.parts
    )
    events.record("drivers.proposed", about=proposal, change=told.kind)
    return True
