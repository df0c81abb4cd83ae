"""What stands in the settled months, and how far the facts have moved away from it."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal

from wortel.metrics import queries as metrics
from wortel.metrics.models import StoredLine, StoredMonth
from wortel.problems.models import Entry, Objection, Posting, ProcessOwner
from wortel.problems.queries.weeks import starts_at
from wortel.problems.rules.charging import Charge, Difference, Key, cut_down, find_differences, reading_order

SHARE = Decimal("0.000001")


def ends_at(month: str) -> datetime:
    """The first moment after a month, on the organisation's wall."""
    return starts_at((date.fromisoformat(f"{month}-01") + timedelta(days=32)).replace(day=1))


def find_closing(month: str) -> Posting | None:
    return Posting.objects.filter(month=month, kind=Posting.Kind.CLOSING).first()


def list_closed() -> set[str]:
    return set(Posting.objects.filter(kind=Posting.Kind.CLOSING).values_list("month", flat=True))


def list_corrections(month: str) -> list[Posting]:
    """Why a closed month reads differently now, oldest first."""
    found = Posting.objects.filter(month=month, kind=Posting.Kind.CORRECTION)
    return list(found.prefetch_related("entries__owner"))


def list_standing(month: str) -> list[Entry]:
    """The entries that stand: not reversed, and no reversal themselves."""
    entries = Entry.objects.filter(posting__month=month, reverses=None, reversed_by=None)
    return sorted(entries.select_related("owner", "posting"), key=lambda one: reading_order(as_charge(one)))


def list_due(month: str) -> list[Charge]:
    """What should stand: what the facts say today, less what objections took off."""
    owners = dict(ProcessOwner.objects.values_list("name", "pk"))
    charges = [_as_due(line, owners) for line in metrics.read_ledger(month)]
    upheld = Objection.objects.filter(statement__month=month, outcome=Objection.Outcome.CORRECTED, withdrawn_at=None)
    for objection in upheld.select_related("statement", "problem__merged_into").order_by("decided_at"):
        charges = cut_down(charges, line_of(objection), objection.share_right or Decimal(1))
    return charges


def line_of(objection: Objection) -> Key:
    """The line an objection is about; a problem that was merged has the line of the one it became."""
    problem = objection.problem.merged_into or objection.problem
    return objection.statement.owner_id, problem.code


def list_differences(month: str) -> list[Difference]:
    """How what stands differs from what the facts say today; nothing for a month that is not closed."""
    standing = [as_charge(one) for one in list_standing(month)]
    return find_differences(standing, list_due(month)) if standing else []


def find_closable(now: datetime) -> str | None:
    """The oldest month that is over, counted since, and not closed; none before the first one that was closed."""
    closed = list_closed()
    first = min(closed, default="")
    kept = StoredMonth.objects.filter(month__gte=first).exclude(month__in=closed).order_by("-month")
    ready = [one.month for one in kept if is_over(one, now) and _has_contacts(one.month)]
    # Before anything was closed the latest month is where to begin; afterwards none is skipped.
    return (ready[-1] if closed else ready[0]) if ready else None


def is_over(kept: StoredMonth, now: datetime) -> bool:
    """The month has ended, and was counted after it had."""
    end = ends_at(kept.month)
    return end <= now and end <= kept.as_of


def _has_contacts(month: str) -> bool:
    return StoredLine.objects.filter(month=month, charged_to="total", contacts__gt=0).exists()


def as_charge(entry: Entry) -> Charge:
    return Charge(entry.charged_to, entry.line, entry.contacts, entry.minutes, entry.cents, entry.share, entry.owner_id)


def _as_due(line: StoredLine, owners: Mapping[str, int]) -> Charge:
    return Charge(
        charged_to=line.charged_to,
        line=line.line,
        contacts=line.contacts,
        minutes=line.minutes,
        cents=line.cents,
        share=Decimal(repr(line.share)).quantize(SHARE),
        owner=owners.get(line.charged_to),
    )


def list_latest_charges(code: str, most: int) -> list[tuple[str, Charge, datetime]]:
    """The latest lines of one cause by month, as they stand, and since when; newest first."""
    entries = Entry.objects.filter(line=code, reverses=None, reversed_by=None).select_related("posting")
    closed = Posting.objects.filter(kind=Posting.Kind.CLOSING).order_by().values("month")
    stored = StoredLine.objects.filter(line=code).exclude(month__in=closed).order_by("-month", "charged_to")
    found = [(one.posting.month, as_charge(one), one.posting.at) for one in entries.order_by("-posting__month")[:most]]
    found += [(line.month, _as_due(line, {}), line.as_of) for line in stored[:most]]
    return sorted(found, key=lambda one: (one[0], one[1].charged_to), reverse=True)[:most]
