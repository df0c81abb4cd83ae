from datetime import datetime

from django.db import transaction

from wortel.accounts.models import Agent, Team
from wortel.cases.actions.changing import Change, change, lock
from wortel.cases.models import Case
from wortel.contacts.actions import give_to as give_conversation_to
from wortel.contacts.models import Conversation
from wortel.customers.models import Customer


@transaction.atomic
def take(*, case: Case, agent: Agent, version: int | None = None) -> Change:
    """This one is mine."""
    case = lock(case, version)
    return change(case, "case.taken", {"agent_id": agent.pk, "team_id": agent.team_id or case.team_id})


@transaction.atomic
def assign(*, case: Case, agent: Agent | None, team: Team | None = None, version: int | None = None) -> Change:
    """Give the case to a colleague, to a team, or (with neither) back to whoever takes it."""
    case = lock(case, version)
    own_team = team.pk if team else agent.team_id if agent else None
    return change(case, "case.assigned", {"agent_id": agent.pk if agent else None, "team_id": own_team or case.team_id})


@transaction.atomic
def give_to(*, case: Case, customer: Customer | None, now: datetime) -> Change:
    """Say whose case this is; its conversations go along."""
    case = lock(case)
    for conversation in Conversation.objects.filter(part__case=case):
        give_conversation_to(conversation=conversation, customer=customer)
    who = customer.name or case.who if customer else case.who
    return change(case, "case.given_to", {"customer_id": customer.pk if customer else None, "who": who[:200]})
