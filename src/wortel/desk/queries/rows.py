"""What a row of the inbox shows beside the case itself: one statement for a whole page."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from wortel.accounts.models import Agent
from wortel.cases.models import Case, Status
from wortel.store.actions import ask

# Of the case itself.
NEEDED = (
    "subject", "who", "status", "opened_at", "snoozed_until", "is_unread", "latest_at", "latest_channel", "latest_words"
)  # fmt: skip
LOOKS_FOR = timedelta(seconds=45)
REPEATS_WITHIN = timedelta(days=28)

MARKS = """
SELECT d.case_id, 'draft', a.name, d.saved_at
FROM cases_draft d JOIN accounts_agent a ON a.id = d.agent_id
WHERE d.case_id = ANY(%(ids)s) AND d.text <> ''
UNION ALL
SELECT case_id, 'promise', kind, due_at FROM cases_promise
WHERE case_id = ANY(%(ids)s) AND kept_at IS NULL AND broken_at IS NULL
UNION ALL
SELECT p.case_id, CASE WHEN p.is_writing THEN 'writing' ELSE 'looking' END, a.name, p.seen_at
FROM cases_presence p JOIN accounts_agent a ON a.id = p.agent_id
WHERE p.case_id = ANY(%(ids)s) AND p.seen_at > %(seen)s AND p.agent_id <> %(agent)s
UNION ALL
SELECT p.case_id, 'files', count(*)::text, min(c.started_at)
FROM cases_part p JOIN contacts_contact c ON c.conversation_id = p.conversation_id
JOIN contacts_attachment f ON f.contact_id = c.id AND NOT f.is_inline
WHERE p.case_id = ANY(%(ids)s) GROUP BY p.case_id
UNION ALL
SELECT l.case_id, 'times', count(*)::text, min(c.started_at)
FROM latest l
JOIN contacts_contact c ON c.customer_id = l.customer_id AND c.started_at > %(since)s AND c.started_at <= l.started_at
JOIN reasons_givenreason g ON g.contact_id = c.id AND g.reason_id = l.reason_id
WHERE c.direction = 'in' AND NOT c.asked_by_us AND NOT c.is_spam AND NOT c.is_automatic
GROUP BY l.case_id HAVING count(*) > 1
UNION ALL
SELECT l.case_id, 'cause', coalesce(nullif({title}, ''), pr.title_nl), pr.opened_at
FROM latest l
JOIN LATERAL (
  SELECT q.* FROM problems_problem q
  WHERE q.closed_at IS NULL AND q.merged_into_id IS NULL AND (
    q.id IN (SELECT f.problem_id FROM problems_flag f WHERE f.contact_id = l.contact_id)
    OR q.id IN (SELECT r.problem_id FROM problems_rule r WHERE r.reason_id = l.reason_id
                AND r.not_first_channel <> l.channel))
  ORDER BY q.opened_at LIMIT 1
) pr ON true
"""

LATEST = """
WITH latest AS (
  SELECT k.id AS case_id, c.id AS contact_id, c.customer_id, c.channel, c.started_at, g.reason_id
  FROM unnest(%(ids)s::bigint[]) AS k(id)
  JOIN LATERAL (
    SELECT c.* FROM cases_part p JOIN contacts_contact c ON c.conversation_id = p.conversation_id
    WHERE p.case_id = k.id AND c.direction = 'in' ORDER BY c.started_at DESC, c.id DESC LIMIT 1
  ) c ON true
  LEFT JOIN reasons_givenreason g ON g.contact_id = c.id
)
"""
STATEMENTS = {lang: LATEST + MARKS.format(title=f"pr.title_{lang}") for lang in ("nl", "en")}

type Marks = Mapping[str, tuple[str, datetime]]


@dataclass(frozen=True)
class Row:
    """A case as the list shows it."""

    case: Case
    draft: tuple[str, datetime] | None = None
    promised_at: datetime | None = None
    times: int = 1
    cause: str = ""
    files: int = 0
    looking: str = ""
    writing: str = ""

    @property
    def is_later(self) -> bool:
        return self.case.snoozed_until is not None

    @property
    def is_elsewhere(self) -> bool:
        return self.case.status == Status.ELSEWHERE

    @property
    def has_chips(self) -> bool:
        shown = (self.draft, self.promised_at, self.times > 1, self.cause, self.files, self.looking, self.writing)
        return any(shown) or self.is_later or self.is_elsewhere


def list_rows(cases: Sequence[Case], *, agent: Agent, now: datetime, lang: str) -> list[Row]:
    marks = _list_marks([case.pk for case in cases], agent, now, lang) if cases else {}
    return [_row(case, marks.get(case.pk, {})) for case in cases]


def _list_marks(ids: list[int], agent: Agent, now: datetime, lang: str) -> Mapping[int, Marks]:
    values: dict[str, Any] = {"ids": ids, "agent": agent.pk, "seen": now - LOOKS_FOR, "since": now - REPEATS_WITHIN}
    found: defaultdict[int, dict[str, tuple[str, datetime]]] = defaultdict(dict)
    for case, kind, words, at in ask(STATEMENTS["en" if lang == "en" else "nl"], values):
        kept = found[case].get(kind)
        if kept is None or at < kept[1]:
            found[case][kind] = (words, at)
    return found


def _row(case: Case, marks: Marks) -> Row:
    return Row(
        case=case,
        draft=marks.get("draft"),
        promised_at=marks["promise"][1] if "promise" in marks else None,
        times=_count(marks, "times", 1),
        cause=marks["cause"][0] if "cause" in marks else "",
        files=_count(marks, "files", 0),
        looking=marks["looking"][0] if "looking" in marks else "",
        writing=marks["writing"][0] if "writing" in marks else "",
    )


def _count(marks: Marks, kind: str, otherwise: int) -> int:
    return int(marks[kind][0]) if kind in marks else otherwise
