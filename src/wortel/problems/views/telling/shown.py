"""What a page shows of a message: real examples before it leaves, and what came of it after."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from wortel.problems.models import Recipient, Restraint, Telling
from wortel.problems.queries import telling as queries
from wortel.problems.queries.telling import Letter
from wortel.ui import figures

NOWHERE = "example"


def show_examples(telling: Telling, many: int) -> list[tuple[Recipient, Letter]]:
    """Letters to customers who were really chosen, in each language there is; their links lead nowhere yet."""
    chosen = telling.recipients.filter(way="mail").select_related("customer", "order").order_by("pk")
    first = list(chosen[:many])
    other = chosen.exclude(customer__language=first[0].customer.language).first() if first else None
    if other is not None and other not in first:
        first = [*first[: many - 1], other]
    return [(one, _letter(telling, one)) for one in first]


def _letter(telling: Telling, one: Recipient) -> Letter:
    order = one.order.code if one.order else ""
    return queries.write_letter(telling, one.customer, latest_at=one.latest_at, order=order, token=NOWHERE)


def show_results(telling: Telling, restraint: Restraint, now: datetime) -> dict[str, Any]:
    tally = queries.tally_replies(telling.recipients.all(), restraint)
    return {
        "tally": tally,
        "bothered": show_share(tally) if telling.is_gone else None,
        "remarks": queries.list_remarks(telling),
        "lost": queries.list_lost(telling),
        "calls": queries.list_calls(telling),
        "spared": queries.measure_spared(telling, now) if not telling.is_gone else None,
    }


def show_share(tally: queries.Tally) -> figures.Figure:
    """The share that is still bothered, or that there is too little to say so."""
    label, share = _("Still bothered"), tally.share
    if share.value is None or share.low is None or share.high is None:
        return figures.too_few(label, count=0)
    return figures.rate(label, share=share.value, low=share.low, high=share.high, count=share.n, decimals=0)
