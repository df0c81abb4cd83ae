"""The first word to an owner: what goes wrong, what it costs, and a link with three buttons."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from wortel.channels.models import Delivery
from wortel.events import actions as events
from wortel.problems import queries
from wortel.problems.actions.entrances import Entrance, open_entrance
from wortel.problems.actions.mailing import address_of, words_of, write
from wortel.problems.actions.ownership import assign_owner, pass_on
from wortel.problems.models import Accountable, OwnerAnswer, OwnerLink, Problem, ProcessOwner, Reopening


@dataclass(frozen=True)
class Invitation:
    """The link as it was made; `address` is known only now. Without a mail a colleague hands it over."""

    link: OwnerLink
    address: str
    delivery: Delivery | None


@transaction.atomic
def hand_over(*, problem: Problem, owner: ProcessOwner, is_invited: bool, now: datetime) -> Invitation | None:
    """Give the problem to an owner, and invite whoever answers for it."""
    assign_owner(problem=problem, owner=owner, now=now)
    person = queries.find_on_duty(owner, queries.today(now))
    if not is_invited or person is None or not person.email:
        return None
    return invite(problem=problem, owner=owner, person=person, now=now)


@transaction.atomic
def hand_on(*, answer: OwnerAnswer, to: ProcessOwner, now: datetime) -> Invitation | None:
    """Whoever said "not mine" named the right owner: give it to them, and tell them from whom it comes."""
    pass_on(answer=answer, to=to, now=now)
    person = queries.find_on_duty(to, queries.today(now))
    if person is None or not person.email:
        return None
    made = as_invitation(open_entrance(problem=answer.problem, owner=to, person=person, now=now))
    delivery = _mail(made, "passed_on", {"giver": answer}, now)
    return Invitation(made.link, made.address, delivery)


@transaction.atomic
def invite(*, problem: Problem, owner: ProcessOwner, person: Accountable | None, now: datetime) -> Invitation:
    """Make a link and mail it, when there is an address to mail to and a mailbox to mail from."""
    made = as_invitation(open_entrance(problem=problem, owner=owner, person=person, now=now))
    delivery = _mail(made, "invitation", {}, now)
    if delivery is None:
        return made
    events.record("owner.invited", about=problem, link=made.link.pk, delivery=delivery.pk)
    return Invitation(made.link, made.address, delivery)


def as_invitation(entrance: Entrance) -> Invitation:
    """A link that a colleague hands over, without a mail."""
    return Invitation(entrance.link, address_of(entrance), None)


@transaction.atomic
def tell_owners(*, reopening: Reopening, now: datetime) -> list[Delivery]:
    """Tell whoever answers for a problem that it is back, with a fresh link."""
    owned = reopening.problem.ownerships.filter(until=None).select_related("owner")
    told: list[Delivery] = []
    for ownership in owned:
        person = queries.find_on_duty(ownership.owner, queries.today(now))
        if person is None or not person.email:
            continue
        made = as_invitation(open_entrance(problem=reopening.problem, owner=ownership.owner, person=person, now=now))
        delivery = _mail(made, "back", {"reopening": reopening}, now)
        told += [delivery] if delivery else []
    events.record("owners.told", about=reopening.problem, mails=[delivery.pk for delivery in told])
    return told


def _mail(made: Invitation, kind: str, words: dict[str, object], now: datetime) -> Delivery | None:
    if made.link.person is None:
        return None
    known = {**words_of(made.link, now), "address": made.address, **words}
    return write(person=made.link.person, kind=kind, words=known, now=now)
