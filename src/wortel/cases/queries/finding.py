import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import cast

from django.db import connection
from django.db.models import Q, QuerySet

from wortel.accounts.models import Agent
from wortel.cases.models import Case, Part, Status
from wortel.contacts.models import Contact, Conversation
from wortel.customers.models import Customer
from wortel.customers.queries import list_family
from wortel.orders.models import Order
from wortel.store.actions import fetch

NUMBER = re.compile(r"^\s*#?\s*(?:\d{2}-)?0*(\d{1,18})\s*$")
MENTION = re.compile(r"(?<![\w-])(\d{2})-(\d{5,12})(?![\w-])")
MANY = 500
LONGEST_CHAIN = 20
# A parcel that was settled a season ago does not come back.
SAME_PARCEL = timedelta(days=90)
# The newest messages with these words first, and no more than we look at: a common word is said in half of them.
MENTIONED = """
SELECT k.id FROM cases_case k
WHERE k.merged_into_id IS NULL AND k.id IN (
    SELECT p.case_id FROM cases_part p WHERE p.conversation_id IN (
        SELECT c.conversation_id FROM contacts_contact c
        WHERE c.words @@ websearch_to_tsquery('dutch', %s) ORDER BY c.id DESC LIMIT %s)
    UNION ALL SELECT o.id FROM cases_case o WHERE o.customer_id = ANY(%s::bigint[]))
ORDER BY k.latest_at DESC, k.id DESC LIMIT %s
"""
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


def find_standing(agent: Agent, pk: int) -> Case:
    """The case, or the one that it became part of."""
    found = find_case(agent, pk)
    for _ in range(LONGEST_CHAIN):
        if found.merged_into_id is None:
            break
        found = find_case(agent, found.merged_into_id)
    return found


def find_case_of(conversation: Conversation) -> Case | None:
    return Case.objects.filter(parts__conversation=conversation).first()


def find_by_number(agent: Agent, text: str) -> Case | None:
    """The case that people call by this number."""
    found = NUMBER.match(text)
    return Case.objects.visible_to(agent).filter(pk=int(found[1])).first() if found else None


def find_by_mention(subject: str) -> Case | None:
    """The standing case whose whole number, such as 26-00012, is written in a subject."""
    found = MENTION.search(subject)
    case = Case.objects.select_related("merged_into").filter(pk=int(found[2])).first() if found else None
    if case is None or found is None or case.number != f"{found[1]}-{found[2]}":
        return None
    return case.merged_into or case


def list_cases_of(customer: Customer) -> QuerySet[Case]:
    """All cases of this person or in which they speak, also from before a merge, newest first."""
    family = list_family(customer)
    spoken = Part.objects.filter(conversation__customer__in=family).values("case")
    cases = Case.objects.filter(Q(customer__in=family) | Q(pk__in=spoken))
    return cases.standing().order_by("-latest_at", "-id")


def find_running_about(order: Order, customer: Customer, now: datetime) -> Case | None:
    """The case in which this person speaks about this order and that is not settled."""
    about = Contact.objects.filter(order=order, customer__in=list_family(customer)).values("conversation__part__case")
    running = Case.objects.standing().filter(pk__in=about, latest_at__gte=now - SAME_PARCEL)
    return running.exclude(status=Status.CLOSED).order_by("-latest_at").first()


def search_cases(agent: Agent, text: str, people: Sequence[Customer] = (), limit: int = 50) -> list[Case]:
    """Cases in which these words were said, or of these people; newest first."""
    numbered = find_by_number(agent, text)
    with connection.cursor() as cursor:
        cursor.execute(MENTIONED, [text, MANY, [person.pk for person in people], limit])
        found = [number for (number,) in cursor.fetchall()]
    cases = Case.objects.visible_to(agent).filter(pk__in=found).select_related("agent", "customer")
    newest_first = cases.order_by("-latest_at", "-id")
    return [*([numbered] if numbered else []), *(case for case in newest_first if case != numbered)][:limit]
