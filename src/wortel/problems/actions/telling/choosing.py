"""How far we go, whose orders a cause can touch, and who took a list of customers along."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction

from wortel.accounts.models import Agent
from wortel.events import actions as events
from wortel.partners.models import Partner
from wortel.problems.models import Exposure, Problem, Restraint
from wortel.reasons.models import Reason


class ExposureTooWide(ValueError):
    """A rule without a product, carrier, step or day would warn everybody; one that ends before it begins nobody."""


@dataclass(frozen=True)
class Limits:
    """How often, when and to whom at most."""

    days_between: int
    per_hour: int
    quiet_from: time
    quiet_until: time
    on_sundays: bool
    open_days: int
    held_out_share: float
    warn_share: float


@transaction.atomic
def set_restraint(*, limits: Limits, complaints: Sequence[Reason]) -> Restraint:
    restraint, _ = Restraint.objects.update_or_create(id=1, defaults=vars(limits))
    restraint.complaints.set(complaints)
    events.record("restraint.set", about=restraint, per_hour=limits.per_hour, days_between=limits.days_between)
    return restraint


@transaction.atomic
def set_exposure(
    *,
    problem: Problem,
    product: str = "",
    carrier: Partner | None = None,
    step: str = "",
    placed_from: date | None = None,
    placed_until: date | None = None,
    reason: Reason | None = None,
    agent: Agent | None,
    now: datetime,
) -> Exposure:
    """Say whose orders this cause can touch, and by which reason one sees that they made contact about it."""
    is_everybody = not (product.strip() or carrier or step or placed_from or placed_until)
    if is_everybody or (placed_from and placed_until and placed_until < placed_from):
        raise ExposureTooWide
    values: dict[str, object] = {"product": product.strip()[:200], "carrier": carrier, "step": step, "reason": reason}
    values |= {"placed_from": placed_from, "placed_until": placed_until}
    exposure, _ = Exposure.objects.update_or_create(
        problem=problem, defaults={**values, "by": agent.name if agent else "", "at": now}
    )
    events.record("exposure.set", about=problem, product=exposure.product, step=step)
    return exposure


@transaction.atomic
def drop_exposure(*, problem: Problem) -> None:
    """Nobody is warned of it any more."""
    if Exposure.objects.filter(problem=problem).delete()[0]:
        events.record("exposure.dropped", about=problem)


def note_export(*, problem: Problem, customers: int) -> None:
    """Names and addresses left the system: by whom stands in the event itself."""
    events.record("customers.exported", about=problem, customers=customers)
