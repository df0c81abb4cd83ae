"""What the drivers are, and what stands behind them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from wortel.reasons.models import Assignment, Discovery, Driver, Level, Proposal, Rearrangement


@dataclass(frozen=True)
class Branch:
    """A driver with those right below it."""

    driver: Driver
    below: Sequence[Driver]


def list_drivers() -> list[Branch]:
    """Every driver that stands, with its variants."""
    return _branches(Level.DRIVER)


def list_themes() -> list[Branch]:
    """Every theme that stands, with its drivers."""
    return _branches(Level.THEME)


def _branches(level: Level) -> list[Branch]:
    below: defaultdict[int | None, list[Driver]] = defaultdict(list)
    standing = list(Driver.objects.standing().order_by("pk"))
    for driver in standing:
        below[driver.parent_id].append(driver)
    return [Branch(driver, below[driver.pk]) for driver in standing if driver.level == level]


def list_proposals() -> QuerySet[Proposal]:
    """What waits for somebody's word, the largest first."""
    waiting = Proposal.objects.filter(decided_at=None)
    return waiting.prefetch_related("drivers", "parts__driver").order_by("-at", "pk")


def find_latest_search() -> Discovery | None:
    return Discovery.objects.exclude(ended_at=None).order_by("-pk").first()


def list_changes(limit: int) -> QuerySet[Rearrangement]:
    """What was changed, the latest first."""
    return Rearrangement.objects.select_related("driver", "agent").order_by("-pk")[:limit]


def find_assignment(contact: int) -> Assignment | None:
    return Assignment.objects.select_related("driver", "variant").filter(pk=contact).first()


def has_strange(*, since: datetime) -> bool:
    """Whether a contact was placed nowhere since then."""
    return Assignment.objects.filter(driver=None, at__gte=since).exists()
