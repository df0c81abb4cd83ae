"""The process register: which process, who answers for it, who stands in, and which cost centre pays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.forms.models import model_to_dict

from wortel.accounts.models import Agent
from wortel.events import actions as events
from wortel.partners.models import Partner
from wortel.problems.models import Absence, Accountable, Agreement, Process, ProcessOwner, Step


@transaction.atomic
def add_owner(
    *,
    name: str,
    cost_centre: str = "",
    ledger_code: str = "",
    partner: Partner | None = None,
    has_wink: bool | None = None,
) -> ProcessOwner:
    owner = ProcessOwner.objects.create(
        name=name, cost_centre=cost_centre, ledger_code=ledger_code, partner=partner, has_wink=has_wink
    )
    events.record("owner.added", about=owner)
    return owner


@transaction.atomic
def edit_owner(
    *,
    owner: ProcessOwner,
    name: str,
    cost_centre: str,
    ledger_code: str = "",
    partner: Partner | None,
    has_wink: bool | None,
) -> ProcessOwner:
    """The event keeps what changed, from what and into what."""
    was = _said_of(owner)
    owner.name, owner.cost_centre, owner.ledger_code = name, cost_centre, ledger_code
    owner.partner, owner.has_wink = partner, has_wink
    owner.save()
    events.record("owner.edited", about=owner, changed=_changes(was, _said_of(owner)))
    return owner


@transaction.atomic
def appoint(
    *,
    owner: ProcessOwner,
    part: Accountable.Part,
    name: str,
    email: str = "",
    agent: Agent | None = None,
    language: str = "",
) -> Accountable:
    """Say who answers for an owner's processes, or stands in; whoever did before no longer does."""
    person, _ = Accountable.objects.update_or_create(
        owner=owner, part=part, defaults={"name": name, "email": email, "agent": agent, "language": language}
    )
    events.record("owner.appointed", about=owner, part=part, name=name)
    return person


@transaction.atomic
def dismiss(*, person: Accountable) -> None:
    """Nobody has this part any more; links sent to this person stop working."""
    events.record("owner.dismissed", about=person.owner, part=person.part, name=person.name)
    person.delete()


@transaction.atomic
def add_process(*, name_nl: str, name_en: str = "", owner: ProcessOwner) -> Process:
    process = Process.objects.create(name_nl=name_nl, name_en=name_en, owner=owner)
    events.record("process.added", about=process)
    return process


@transaction.atomic
def edit_process(*, process: Process, name_nl: str, name_en: str, owner: ProcessOwner) -> Process:
    was = {"name_nl": process.name_nl, "name_en": process.name_en, "owner": process.owner.name}
    process.name_nl, process.name_en, process.owner = name_nl, name_en, owner
    process.save()
    now = {"name_nl": name_nl, "name_en": name_en, "owner": owner.name}
    events.record("process.edited", about=process, changed=_changes(was, now))
    return process


@dataclass(frozen=True)
class GivenStep:
    """A step as it is to be; without a number it is new."""

    number: int | None
    name_nl: str
    name_en: str = ""
    owner: ProcessOwner | None = None


@transaction.atomic
def set_steps(*, process: Process, steps: Sequence[GivenStep]) -> list[Step]:
    """These are the steps, in this order. A step that is not among them goes; causes that named it keep the process."""
    known = {step.pk: step for step in Step.objects.select_for_update(of=("self",)).filter(process=process)}
    was = [step.name_nl for step in known.values()]
    kept = {given.number for given in steps if given.number in known}
    Step.objects.filter(process=process).exclude(pk__in=kept).delete()
    made = [_set_step(process, place, given, known.get(given.number or 0)) for place, given in enumerate(steps, 1)]
    if was != (now := [step.name_nl for step in made]) or kept:
        events.record(
            "process.steps_set", about=process, changed=_changes({"steps": ", ".join(was)}, {"steps": ", ".join(now)})
        )
    return made


def _set_step(process: Process, place: int, given: GivenStep, known: Step | None) -> Step:
    step = known or Step(process=process)
    step.place, step.name_nl, step.name_en, step.owner = place, given.name_nl, given.name_en, given.owner
    step.save()
    return step


@transaction.atomic
def announce_absence(*, person: Accountable, from_on: date, until_on: date) -> Absence:
    """From when until when somebody is away; what was announced before for later days gives way."""
    Absence.objects.filter(person=person, until_on__gte=from_on).delete()
    absence = Absence.objects.create(person=person, from_on=from_on, until_on=until_on)
    events.record("owner.absent", about=person.owner, name=person.name, from_on=str(from_on), until_on=str(until_on))
    return absence


@transaction.atomic
def cancel_absence(*, person: Accountable) -> None:
    """Whoever was going to be away is not."""
    gone, _ = Absence.objects.filter(person=person).delete()
    if gone:
        events.record("owner.present", about=person.owner, name=person.name)


@transaction.atomic
def agree(*, agreement: Agreement) -> Agreement:
    """What is agreed with owners from now on; what was asked before keeps its day."""
    agreement.pk = 1
    agreement.save()
    terms = {name: value for name, value in model_to_dict(agreement).items() if name != "id"}
    events.record("owners.agreed", about=agreement, **terms)
    return agreement


def _said_of(owner: ProcessOwner) -> dict[str, object]:
    partner = owner.partner.name if owner.partner else ""
    named = {"name": owner.name, "cost_centre": owner.cost_centre, "ledger_code": owner.ledger_code}
    return {**named, "partner": partner, "has_wink": owner.has_wink}


def _changes(was: Mapping[str, object], now: Mapping[str, object]) -> dict[str, list[object]]:
    return {name: [was[name], now[name]] for name in was if was[name] != now[name]}
