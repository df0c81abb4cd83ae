import re
from typing import cast

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q, QuerySet

from wortel.accounts.models import Agent
from wortel.cases.models import Case
from wortel.contacts.models import Contact, Conversation
from wortel.customers.models import Customer
from wortel.customers.queries import list_family, search_customers
from wortel.store.actions import fetch

NUMBER = re.compile(r"^\s*#?\s*(?:\d{2}-)?0*(\d{1,18})\s*$")
MANY = 500
WHOLE = """
SELECT {k}, {c}, {a} FROM cases_case k
LEFT JOIN customers_customer c ON c.id = k.customer_id
LEFT JOIN accounts_agent a ON a.id = k.agent_id
WHERE k.id = %s
"""


def find_case(agent: Agent, pk: int) -> Case:
    """The case with its customer and its agent; `Case.DoesNotExist` when this agent may not see it."""
    for case, customer, holder in fetch(WHOLE, [pk], k=Case, c=Customer, a=Agent):
        if case.is_visible_to(agent):
            case.customer, case.agent = customer, holder
            return cast("Case", case)
    raise Case.DoesNotExist


def find_case_of(conversation: Conversation) -> Case | None:
    return Case.objects.filter(parts__conversation=conversation).first()


def find_by_number(agent: Agent, text: str) -> Case | None:
    """The case that people call by this number."""
    found = NUMBER.match(text)
    return Case.objects.visible_to(agent).filter(pk=int(found[1])).first() if found else None


def list_cases_of(customer: Customer) -> QuerySet[Case]:
    """All cases of this person, also from before a merge, newest first."""
    return Case.objects.filter(customer__in=list_family(customer)).standing().order_by("-latest_at", "-id")


def search_cases(agent: Agent, text: str, limit: int = 50) -> list[Case]:
    """Cases in which these words were said, or of people who are called like this; newest first."""
    numbered = find_by_number(agent, text)
    spoken = (
        Contact.objects.visible_to(agent)
        .filter(words=SearchQuery(text, config="dutch", search_type="websearch"))
        .order_by("-id")
        .values_list("conversation_id", flat=True)[:MANY]
    )
    people = [person.pk for person in search_customers(text, limit)]
    found = (
        Case.objects.visible_to(agent)
        .standing()
        .filter(Q(parts__conversation__in=list(spoken)) | Q(customer__in=people))
        .select_related("agent", "customer")
        .order_by("-latest_at", "-id")
        .distinct()[:limit]
    )
    return [*([numbered] if numbered else []), *(case for case in found if case != numbered)][:limit]
