from django.db import transaction

from wortel.accounts.models import Agent
from wortel.events import actions as events
from wortel.partners.models import Membership, Partner


@transaction.atomic
def make_partner(*, name: str) -> Partner:
    """Give the partner of this name, making it where it is new."""
    partner, is_new = Partner.objects.get_or_create(name=name)
    if is_new:
        events.record("partner.made", about=partner)
    return partner


@transaction.atomic
def add_member(*, partner: Partner, agent: Agent) -> Membership:
    """Let somebody sign in on behalf of a partner."""
    membership, is_new = Membership.objects.update_or_create(agent=agent, defaults={"partner": partner})
    if is_new:
        events.record("partner.member_added", about=partner, agent=agent.pk)
    return membership
