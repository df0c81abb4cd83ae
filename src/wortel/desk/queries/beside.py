"""What stands beside an answer that is being written: its files, who may get a copy, and from where it may leave."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wortel.accounts.models import Agent
from wortel.cases.models import Case
from wortel.journey.route import Route
from wortel.store.actions import ask

BESIDE = """
SELECT
  (SELECT json_agg(json_build_object('key', f.key, 'name', f.name, 'size', f.size) ORDER BY f.id)
   FROM cases_draftfile f WHERE f.case_id = %(case)s AND f.agent_id = %(agent)s),
  (SELECT json_agg(p.value ORDER BY p.id) FROM contacts_participant p
   WHERE p.conversation_id = %(thread)s AND p.kind = 'email' AND p.is_verified AND p.value <> %(to)s),
  (SELECT json_agg(json_build_object('id', m.id, 'address', m.address)
                   ORDER BY m.id IS NOT DISTINCT FROM v.mailbox_id DESC, m.is_default DESC, m.id)
   FROM wortel_channels_mailbox m LEFT JOIN contacts_conversation v ON v.id = %(thread)s)
"""


@dataclass(frozen=True)
class Beside:
    """The files; the others who take part; our addresses, the one it leaves from by itself first."""

    files: list[Mapping[str, Any]]
    others: list[str]
    senders: list[Mapping[str, Any]]


def find_beside(case: Case, agent: Agent, route: Route) -> Beside:
    """One question for all three: the case pane is opened more often than anything else."""
    values = {"case": case.pk, "agent": agent.pk, "thread": route.thread, "to": route.to.value if route.to else ""}
    files, others, senders = ask(BESIDE, values)[0]
    return Beside(files or [], others or [], senders or [])
