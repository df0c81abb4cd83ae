"""Reporting a cause without a customer's words: at an order, at the counter, at the depot. One key, no form, undo."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from wortel.accounts.models import Agent
from wortel.contacts.models import Contact
from wortel.events import actions as events
from wortel.orders.models import Order, ParcelStep
from wortel.partners.models import Partner
from wortel.problems import queries
from wortel.problems.actions.causes import make_problem, report_cause
from wortel.problems.models import Flag, Hunch, Ownership, Problem, Process, Sighting


@dataclass(frozen=True)
class Reported:
    """What a report on an order became: a flag on what the customer said about it, or a sighting without words."""

    flag: Flag | None = None
    sighting: Sighting | None = None

    @property
    def problem(self) -> Problem:
        found = self.flag or self.sighting
        assert found is not None
        return found.problem


@transaction.atomic
def report_order(*, order: Order, agent: Agent, now: datetime) -> Reported:
    """Report the cause behind trouble with an order, under the proposed problem or a fresh one."""
    contact = queries.find_contact_about(order, now)
    if contact is not None:
        return Reported(flag=report_cause(contact=contact, agent=agent, now=now))
    carrier = queries.find_carrier(order)
    if carrier is not None:
        # Two who report the same new trouble at once meet in one problem, so the second waits and looks.
        Partner.objects.select_for_update(no_key=True).get(pk=carrier.pk)
    problem = queries.propose_for_order(order, now) or _make_for(order, carrier, now)
    return Reported(sighting=see_cause(problem=problem, order=order, agent=agent, now=now))


def _make_for(order: Order, carrier: Partner | None, now: datetime) -> Problem:
    """A cause named after what happened to the parcel and who carried it."""
    step = ParcelStep.objects.filter(parcel__order=order).order_by("-at", "-pk").first()
    titles = {}
    for language in ("nl", "en"):
        with translation.override(language):
            what = str(ParcelStep.Kind(step.kind).label) if step else _("Order goes wrong")
            titles[language] = f"{what}: {carrier}" if carrier else what
    process = Process.objects.filter(owner__partner=carrier).order_by("pk").first() if carrier else None
    problem = make_problem(title_nl=titles["nl"], title_en=titles["en"], process=process, now=now)
    if process is not None:
        Ownership.objects.create(problem=problem, owner=process.owner, since=now)
    return problem


@transaction.atomic
def see_cause(*, problem: Problem, agent: Agent, now: datetime, order: Order | None = None) -> Sighting:
    """Say that this cause was at work; saying it twice of one order changes nothing."""
    standing = queries.find_standing(problem)
    if order is None:
        sighting, is_new = Sighting.objects.create(problem=standing, agent=agent, at=now), True
    else:
        sighting, is_new = Sighting.objects.get_or_create(
            problem=standing, order=order, defaults={"agent": agent, "at": now}
        )
    if is_new:
        events.record("cause.seen", about=standing, sighting=sighting.pk, order=order.pk if order else None)
    return sighting


@transaction.atomic
def see_new_cause(*, what: str, language: str, agent: Agent, now: datetime, order: Order | None = None) -> Sighting:
    """Something that is not among the causes we know."""
    title = what.strip()[:300]
    made = make_problem(title_en=title, now=now) if language == "en" else make_problem(title_nl=title, now=now)
    return see_cause(problem=made, agent=agent, now=now, order=order)


@transaction.atomic
def unsee(*, sighting: Sighting) -> None:
    """Take it back; a problem that only this made goes with it."""
    problem = sighting.problem
    is_own = problem.opened_at == sighting.at and not problem.sightings.exclude(pk=sighting.pk).exists()
    touched = (problem.flags, problem.links, problem.answers, problem.actions, problem.fixes, problem.closures)
    events.record("cause.unseen", about=problem, sighting=sighting.pk, order=sighting.order_id)
    sighting.delete()
    if is_own and not any(rows.exists() for rows in touched):
        events.record("problem.forgotten", about=problem, code=problem.code, title=problem.title)
        problem.delete()


@transaction.atomic
def say_why(
    *, text: str, agent: Agent, now: datetime, contact: Contact | None = None, sighting: Sighting | None = None
) -> Hunch | None:
    """One line on why it happens, beside a report. Empty takes it back; a second line replaces the first."""
    words = " ".join(text.split())[:300]
    key = {"sighting": sighting} if sighting is not None else {"contact": contact, "agent": agent}
    if not words:
        Hunch.objects.filter(**key).delete()
        return None
    hunch, _is_new = Hunch.objects.update_or_create(**key, defaults={"agent": agent, "text": words, "at": now})
    events.record("cause.guessed", about=hunch, contact=contact.pk if contact else None)
    return hunch
