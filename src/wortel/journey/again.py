"""Sending something once more: the customer is helped, and in the same step the cause can be looked for."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from wortel.accounts.models import Agent
from wortel.orders.models import Order
from wortel.problems import actions as problems
from wortel.problems import queries
from wortel.problems.actions import Reported
from wortel.signals import actions as signals
from wortel.signals.models import Signal


@dataclass(frozen=True)
class SentAgain:
    """What one step did, and so what undo takes back."""

    signal: Signal
    reported: Reported | None = None


@transaction.atomic
def send_again(*, order: Order, is_cause_sought: bool, agent: Agent, now: datetime) -> SentAgain:
    """Note that the order goes out once more, and report its cause unless somebody left that out."""
    contact = queries.find_contact_about(order, now)
    signal = signals.note_sent_again(order=order, contact=contact, agent=agent, now=now)
    return SentAgain(signal, problems.report_order(order=order, agent=agent, now=now) if is_cause_sought else None)


@transaction.atomic
def undo_sent_again(*, sent: SentAgain, now: datetime) -> None:
    signals.undo(signal=sent.signal, now=now)
    if sent.reported is not None:
        undo_report(reported=sent.reported)


def undo_report(*, reported: Reported) -> None:
    if reported.flag is not None:
        problems.unflag(flag=reported.flag)
    if reported.sighting is not None:
        problems.unsee(sighting=reported.sighting)
