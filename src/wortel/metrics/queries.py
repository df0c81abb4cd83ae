from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from wortel.metrics.models import StoredAlarm, StoredFigure, StoredLine, StoredMonth

# An alarm that is older is no news.
FRESH_DAYS = 7


@dataclass(frozen=True)
class MonthFigures:
    """The kept figures of a month, by name and dimensions."""

    month: str
    as_of: datetime
    figures: Mapping[tuple[str, frozenset[tuple[str, str]]], StoredFigure] = field(repr=False)

    def find(self, name: str, **dims: str) -> StoredFigure | None:
        return self.figures.get((name, frozenset(dims.items())))

    def value(self, name: str, **dims: str) -> float:
        """A count or amount; what is not there was not counted, so nothing."""
        found = self.find(name, **dims)
        return found.value if found and found.value is not None else 0

    def along(self, name: str, dim: str) -> Iterator[tuple[str, StoredFigure]]:
        """The figure along one dimension: by reason, by channel, by route."""
        for (figure, dims), row in self.figures.items():
            if figure == name and len(dims) == 1 and (found := dict(dims).get(dim)) is not None:
                yield found, row


def read_month(month: str) -> MonthFigures | None:
    """The figures of a month as they were last reckoned; None when they never were."""
    kept = StoredMonth.objects.filter(month=month).first()
    if kept is None:
        return None
    rows = StoredFigure.objects.filter(month=month)
    return MonthFigures(month, kept.as_of, {(row.figure, frozenset(row.dims.items())): row for row in rows})


def read_ledger(month: str) -> list[StoredLine]:
    """The ledger of a month as it was last reckoned, in reading order."""
    return list(StoredLine.objects.filter(month=month))


def list_months() -> list[str]:
    """The months that are kept, newest first."""
    return list(StoredMonth.objects.order_by("-month").values_list("month", flat=True))


def list_recent(*, today: date, months: int) -> list[str]:
    """The kept months of the latest year or so, and this one, newest first."""
    oldest = f"{today - timedelta(days=31 * months):%Y-%m}"
    kept = StoredMonth.objects.filter(month__gte=oldest).values_list("month", flat=True)
    return sorted({*kept, f"{today:%Y-%m}"}, reverse=True)


def list_alarms(*, on: date, kind: StoredAlarm.Kind = StoredAlarm.Kind.REASON) -> list[StoredAlarm]:
    """What came up more often than chance allows, on the latest day that was judged up to this one."""
    recent = StoredAlarm.objects.filter(kind=kind, on__lte=on, on__gt=on - timedelta(days=FRESH_DAYS))
    latest = recent.order_by("-on").values_list("on", flat=True).first()
    return list(recent.filter(on=latest)) if latest else []


def list_figures(months: Sequence[str], names: Iterable[str]) -> list[StoredFigure]:
    """These figures of several months, whatever their dimensions."""
    return list(StoredFigure.objects.filter(month__in=months, figure__in=list(names)).order_by("month", "pk"))
