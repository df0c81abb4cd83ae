"""What stands beside a ledger that can be, or was, settled: who may close it, what differs, which letters left."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from wortel.accounts.models import Agent, Role
from wortel.accounts.queries import find_now
from wortel.insight.views.reading import name_lines, name_parties
from wortel.metrics.models import StoredMonth
from wortel.problems import queries
from wortel.problems.models import Entry, Objection, Posting, ProcessOwner, Stage
from wortel.problems.queries import Charge

MANAGERS = frozenset({Role.MANAGER, Role.ADMIN})


def settled(agent: Agent, month: str, owner: ProcessOwner | None) -> dict[str, Any]:
    closing, now = queries.find_closing(month), timezone.now()
    kept = StoredMonth.objects.filter(month=month).first()
    may_manage = agent.role in MANAGERS
    letters = queries.list_statements(month)
    return {
        **(_changes(month) if closing else {}),
        "closing": closing,
        "may_manage": may_manage,
        "may_close": may_manage and closing is None and kept is not None and queries.is_over(kept, find_now(now)),
        "statements": letters,
        "sendable": [one for one in letters if one.sent_at is None and queries.find_reader(one, now)],
        "statement": next((one for one in letters if one.owner == owner), None),
        "objections": [_objection(one) for one in queries.list_objections(month)],
        "stage": queries.find_stage(),
        "is_booked": closing is not None and bool(queries.list_booked(month)),
        "stages": Stage.Kind.choices,
        "is_sent_by_itself": queries.is_sent_by_itself(),
        "owner_stage": queries.find_stage(owner) if owner else "",
    }


def _changes(month: str) -> dict[str, Any]:
    """What differs from what stands, and what was corrected, with the words of each line."""
    names = _Names(name_parties(), name_lines())
    return {
        "differences": [{**names.of(one.charge), "difference": one} for one in queries.list_differences(month)],
        "corrections": [
            {"posting": one, "rows": [{**names.of(entry), "entry": entry} for entry in _read_in_pairs(one)]}
            for one in queries.list_corrections(month)
        ],
    }


@dataclass(frozen=True)
class _Names:
    parties: Mapping[str, str]
    lines: Mapping[str, str]

    def of(self, one: Charge | Entry) -> dict[str, str]:
        line = self.lines.get(one.line, one.line) if one.line else ""
        return {"name": self.parties.get(one.charged_to, one.charged_to), "line": line}


def _read_in_pairs(posting: Posting) -> list[Entry]:
    """What was taken back stands above what came in its place."""
    return sorted(posting.entries.all(), key=lambda one: (one.line, one.charged_to, one.reverses_id is None))


def _objection(one: Objection) -> dict[str, Any]:
    is_late = one.is_open and one.due_on < queries.today(timezone.now())
    return {"objection": one, "sample": queries.read_sample(one), "is_late": is_late}
