"""The time a cause took from customers: talking to us, and waiting before that. Beside the cost, never added to it."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Sum

from wortel.channels.models import Kind as Channel
from wortel.problems.models import Caused, Problem
from wortel.problems.queries.evidence import Period

# Where a customer is there for as long as we are: nobody listens while a mail or a chat is being answered.
THERE = (Channel.PHONE, Channel.COUNTER)


@dataclass(frozen=True)
class Lost:
    """Hours of customers. Letters and mails take time too, but nobody measures that, so it is not in here."""

    talked_hours: float
    waited_hours: float
    contacts: int

    @property
    def hours(self) -> float:
        return self.talked_hours + self.waited_hours


def count_lost(problem: Problem, period: Period | None = None) -> Lost:
    """Of one problem, over a period or as long as it has been there; of contacts where customers are there as long."""
    rows = Caused.objects.filter(problem=problem, contact__channel__in=THERE)
    if period:
        rows = rows.filter(period.holds("contact__started_at"))
    found = rows.order_by().aggregate(
        talked=Sum("contact__price__minutes"),
        waited=Sum("contact__wait_seconds"),
        contacts=Count("*"),
    )
    return Lost(float(found["talked"] or Decimal(0)) / 60, (found["waited"] or 0) / 3600, found["contacts"])
