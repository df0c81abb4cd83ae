"""The contacts behind a partner's figures."""

from django.db.models import Exists, OuterRef

from wortel.accounts.models import Agent
from wortel.contacts.models import Contact, ContactQuerySet
from wortel.insight.queries.partners.counting import Span, days_of
from wortel.partners.models import Partner
from wortel.problems.models import Caused
from wortel.problems.queries import Period
from wortel.reasons.models import Reason
from wortel.reasons.queries import list_below


def list_caused(
    agent: Agent, partner: Partner, span: Span, *, reason: str | None = None, problem: str = ""
) -> ContactQuerySet:
    """Contacts of causes that this partner answers for, latest first."""
    causes = Caused.objects.filter(
        contact=OuterRef("pk"),
        problem__ownerships__owner__partner=partner,
        problem__ownerships__until=None,
    )
    if problem:
        causes = causes.filter(problem__code=problem)
    found = Contact.objects.visible_to(agent).filter(Exists(causes), Period(*days_of(span)).holds("started_at"))
    if reason == "":
        found = found.filter(given_reason=None)
    elif reason is not None:
        below = list_below(Reason.objects.filter(code=reason).values_list("pk", flat=True))
        found = found.filter(given_reason__reason__in=below)
    return found.order_by("-started_at", "-pk")
