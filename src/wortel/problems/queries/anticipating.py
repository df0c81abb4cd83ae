"""Which question comes next after this one, and what do we say to spare it?"""

from datetime import datetime, timedelta

from django.db.models import Count, QuerySet

from wortel.analysis.successors import Successor, Visit, find_successors
from wortel.contacts.models import Contact
from wortel.customers.queries import list_standings
from wortel.problems.models import NextIssue

LEARNED_FROM = timedelta(weeks=26)


def learn_successors(now: datetime) -> list[Successor]:
    """From half a year of counted contacts with a reason, by the customer they turned out to be."""
    standing = list_standings()
    known = Contact.objects.counted().filter(
        started_at__gt=now - LEARNED_FROM, started_at__lte=now, customer__isnull=False, given_reason__isnull=False
    )
    rows = known.order_by().values_list("customer", "given_reason__reason", "started_at")
    visits = (Visit(standing.get(who, who), reason, at) for who, reason, at in rows if who is not None)
    return find_successors(visits)


def find_next_issue(contact: Contact) -> NextIssue | None:
    """The likeliest next question of this contact for which somebody wrote a sentence."""
    return (
        NextIssue.objects.filter(reason__given__contact=contact)
        .exclude(text_nl="", text_en="")
        .select_related("next_reason")
        .order_by("-share", "pk")
        .first()
    )


def list_next_issues() -> QuerySet[NextIssue]:
    """All of them with how often each was shown, taken over and passed by."""
    counts = {
        "shown": Count("suggestions"),
        "accepted": Count("suggestions__accepted_at"),
        "ignored": Count("suggestions__ignored_at"),
    }
    return NextIssue.objects.select_related("reason", "next_reason").annotate(**counts).order_by("-times", "pk")
