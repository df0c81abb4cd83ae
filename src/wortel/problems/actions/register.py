"""The process register: which process, who answers for it, who stands in, and which cost centre pays."""

from django.db import transaction

from wortel.accounts.models import Agent
from wortel.events import actions as events
from wortel.partners.models import Partner
from wortel.problems.models import Accountable, Process, ProcessOwner


@transaction.atomic
def add_owner(
    *, name: str, cost_centre: str = "", partner: Partner | None = None, has_wink: bool | None = None
) -> ProcessOwner:
    owner = ProcessOwner.objects.create(name=name, cost_centre=cost_centre, partner=partner, has_wink=has_wink)
    events.record("owner.added", about=owner)
    return owner


@transaction.atomic
def edit_owner(
    *, owner: ProcessOwner, name: str, cost_centre: str, partner: Partner | None, has_wink: bool | None
) -> ProcessOwner:
    owner.name, owner.cost_centre, owner.partner, owner.has_wink = name, cost_centre, partner, has_wink
    owner.save()
    events.record("owner.edited", about=owner)
    return owner


@transaction.atomic
def appoint(
    *, owner: ProcessOwner, part: Accountable.Part, name: str, email: str = "", agent: Agent | None = None
) -> Accountable:
    """Say who answers for an owner's processes, or stands in; whoever did before no longer does."""
    person, _ = Accountable.objects.update_or_create(
        owner=owner, part=part, defaults={"name": name, "email": email, "agent": agent}
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
    process.name_nl, process.name_en, process.owner = name_nl, name_en, owner
    process.save()
    events.record("process.edited", about=process)
    return process
