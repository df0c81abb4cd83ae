"""Where does it go wrong: contacts and euros per process and step, who answers for each, and what changed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, Q

from wortel.events.models import Event
from wortel.problems.models import Absence, Accountable, Caused, Process, ProcessOwner, Step, sum_cost
from wortel.problems.queries.evidence import Period, latest_days
from wortel.problems.queries.weeks import today

COUNTED_DAYS = 28
HISTORY = 30
PARTS = (Accountable.Part.FIRST, Accountable.Part.DEPUTY, Accountable.Part.HEAD)


@dataclass
class StepTally:
    """What went wrong at one step in the days counted; `step` is None for causes that name only the process."""

    step: Step | None
    contacts: int = 0
    eur: Decimal = Decimal(0)

    @property
    def cents(self) -> int:
        return round(self.eur * 100)


@dataclass
class ProcessTally:
    """A process with its steps in order."""

    process: Process
    steps: list[StepTally] = field(default_factory=list)

    @property
    def contacts(self) -> int:
        return sum(step.contacts for step in self.steps)

    @property
    def cents(self) -> int:
        return round(sum((step.eur for step in self.steps), Decimal(0)) * 100)

    @property
    def largest(self) -> int:
        return max((step.contacts for step in self.steps), default=0)


@dataclass
class OwnerTally:
    """A department or partner with everything it answers for, also steps of others' processes, and who is away now."""

    owner: ProcessOwner
    open: int
    people: list[Accountable]
    away: Absence | None
    processes: list[ProcessTally] = field(default_factory=list)
    elsewhere: list[tuple[Process, StepTally]] = field(default_factory=list)


def counted_days(now: datetime) -> Period:
    return latest_days(now, COUNTED_DAYS)


def list_register(now: datetime) -> list[OwnerTally]:
    """Every owner by name, with processes and steps, counted over the last 28 whole days."""
    open_ones = Count(
        "ownerships",
        filter=Q(ownerships__until=None, ownerships__problem__closed_at=None, ownerships__problem__merged_into=None),
    )
    owners = ProcessOwner.objects.select_related("partner").annotate(open=open_ones).order_by("name")
    tallies = tally_processes(Process.objects.select_related("owner").order_by("name_nl"), now)
    return [
        OwnerTally(
            owner=owner,
            open=owner.open,
            people=sorted(owner.people.all(), key=lambda person: PARTS.index(Accountable.Part(person.part))),
            away=_find_absence(owner, now),
            processes=[one for one in tallies if one.process.owner_id == owner.pk],
            elsewhere=_list_elsewhere(owner, tallies),
        )
        for owner in owners.prefetch_related("people")
    ]


def _list_elsewhere(owner: ProcessOwner, tallies: Iterable[ProcessTally]) -> list[tuple[Process, StepTally]]:
    """The steps of somebody else's process that this owner answers for."""
    return [
        (one.process, line)
        for one in tallies
        if one.process.owner_id != owner.pk
        for line in one.steps
        if line.step and line.step.owner_id == owner.pk
    ]


def _find_absence(owner: ProcessOwner, now: datetime) -> Absence | None:
    here = today(now)
    found = Absence.objects.filter(person__owner=owner, person__part=Accountable.Part.FIRST, until_on__gte=here)
    return found.order_by("from_on").select_related("person").first()


def tally_processes(processes: Iterable[Process], now: datetime) -> list[ProcessTally]:
    tallies = {one.pk: ProcessTally(one) for one in processes}
    for step in Step.objects.filter(process__in=tallies).select_related("owner"):
        tallies[step.process_id].steps.append(StepTally(step))
    for process, step_pk, contacts, eur in _count(tallies, now):
        found = next((one for one in tallies[process].steps if one.step and one.step.pk == step_pk), None)
        if found is None:
            found = StepTally(None)
            tallies[process].steps.append(found)
        found.contacts, found.eur = contacts, eur or Decimal(0)
    return list(tallies.values())


def _count(processes: Iterable[int], now: datetime) -> list[tuple[int, int | None, int, Decimal | None]]:
    rows = Caused.objects.filter(counted_days(now).holds("contact__started_at"), problem__process__in=processes)
    counted = rows.order_by().values_list("problem__process", "problem__step")
    return list(counted.annotate(n=Count("*"), eur=sum_cost()))


def list_changes(process: Process) -> list[Event]:
    """What was changed in a process or in who answers for it, latest first."""
    about = Q(about_kind="process", about_id=process.pk) | Q(about_kind="processowner", about_id=process.owner_id)
    kinds = ("process.", "owner.edited", "owner.appointed", "owner.dismissed", "owner.absent", "owner.present")
    wanted = Q()
    for kind in kinds:
        wanted |= Q(kind__startswith=kind)
    return list(Event.objects.filter(about & wanted).order_by("-pk")[:HISTORY])


def list_register_rows(now: datetime) -> Iterable[list[object]]:
    """The register as a file: one row for each step, or for a process without steps, with who answers for it."""
    register = list_register(now)
    owners = {row.owner.pk: row for row in register}
    for row in register:
        for process in row.processes:
            for line in process.steps or [StepTally(None)]:
                step = line.step
                answering = owners[step.owner_id] if step and step.owner_id else row
                place, name = (step.place, str(step)) if step else ("", "")
                head = [str(process.process), place, name, answering.owner.name]
                yield [*head, *_answering(answering), line.contacts, f"{line.eur:.2f}"]


def _answering(row: OwnerTally) -> list[str]:
    """The people, the cost centre and the partner of whoever answers for a step."""
    people = {person.part: person for person in row.people}
    who = [getattr(people.get(part), name, "") for part in PARTS for name in ("name", "email")]
    partner = row.owner.partner.name if row.owner.partner else ""
    return [*who, row.owner.cost_centre, row.owner.ledger_code, partner]
