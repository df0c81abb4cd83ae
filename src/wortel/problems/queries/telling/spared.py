"""How many contacts did a message in advance spare? Only by comparison with those who were told nothing."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from wortel.analysis.deflection import Deflection, compare_groups
from wortel.customers.queries import list_standings
from wortel.problems.models import Exposure, Telling
from wortel.problems.queries.telling.exposed import list_called
from wortel.problems.rules.telling import is_comparable


@dataclass(frozen=True)
class Spared:
    """Both groups as they were drawn, whatever became of each message afterwards."""

    people_told: int
    people_held: int
    contacts_told: int
    contacts_held: int
    until: datetime
    is_over: bool
    deflection: Deflection

    @property
    def is_enough(self) -> bool:
        return is_comparable(self.contacts_held, self.contacts_told)

    @property
    def per_thousand_told(self) -> float | None:
        return 1000 * self.contacts_told / self.people_told if self.people_told else None

    @property
    def per_thousand_held(self) -> float | None:
        return 1000 * self.contacts_held / self.people_held if self.people_held else None


def measure_spared(telling: Telling, now: datetime) -> Spared | None:
    """Contacts about it since the draw, among those to be told and those to be left; None before the draw."""
    exposure = Exposure.objects.filter(problem=telling.problem_id).first()
    if telling.approved_at is None or exposure is None:
        return None
    groups = _groups_of(telling)
    until = telling.approved_at + timedelta(days=telling.watch_days)
    called = list_called(exposure, groups["told"] | groups["held"], since=telling.approved_at, until=until)
    told, held = (sum(called.get(who, 0) for who in groups[group]) for group in ("told", "held"))
    found = compare_groups(
        contacts_without=held, people_without=len(groups["held"]), contacts_with=told, people_with=len(groups["told"])
    )
    return Spared(len(groups["told"]), len(groups["held"]), told, held, until, until <= now, found)


def _groups_of(telling: Telling) -> dict[str, set[int]]:
    """Who was drawn for what. Whoever was in both, and turned out to be one person, is in neither."""
    standing = list_standings()
    groups: dict[str, set[int]] = {"told": set(), "held": set()}
    for customer, drawn in telling.recipients.exclude(drawn="").values_list("customer", "drawn"):
        groups[drawn].add(standing.get(customer, customer))
    both = groups["told"] & groups["held"]
    return {name: people - both for name, people in groups.items()}
