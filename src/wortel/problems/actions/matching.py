"""Counting contacts to a problem by its rule, where nobody said what caused them."""

from django.db import transaction

from wortel.problems import queries
from wortel.problems.models import Match

AT_ONCE = 5000


@transaction.atomic
def match_contacts() -> int:
    """Work out anew which contacts the rules count to which problem; returns how many rows changed."""
    wanted = queries.find_matches()
    known = dict(Match.objects.select_for_update().values_list("contact", "problem"))
    gone = [contact for contact, problem in known.items() if wanted.get(contact) != problem]
    fresh = [(contact, problem) for contact, problem in wanted.items() if known.get(contact) != problem]
    for start in range(0, len(gone), AT_ONCE):
        Match.objects.filter(contact__in=gone[start : start + AT_ONCE]).delete()
    rows = [Match(contact_id=contact, problem_id=problem) for contact, problem in fresh]
    Match.objects.bulk_create(rows, batch_size=AT_ONCE)
    return len(gone) + len(fresh)
