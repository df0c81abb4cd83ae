"""Who are one customer?"""

from collections.abc import Iterable, Mapping

from wortel.customers.models import Customer

type Families = Mapping[int, int]


def find_families(customers: Iterable[int]) -> Families:
    """For these customers, and for everybody who is one with them, the one they turned out to be."""
    roots = _climb(set(customers))
    newest = set(roots.values())
    roots |= {root: root for root in newest}
    while newest:
        absorbed = Customer.objects.filter(merged_into__in=newest).exclude(pk__in=roots.keys())
        below = {pk: into for pk, into in absorbed.values_list("pk", "merged_into") if into is not None}
        roots |= {pk: roots[into] for pk, into in below.items()}
        newest = set(below)
    return roots


def _climb(customers: set[int]) -> dict[int, int]:
    """Follow each merge to its end; a circle ends where it began."""
    at = {pk: pk for pk in customers}
    seen = {pk: {pk} for pk in customers}
    climbing = set(customers)
    while climbing:
        rows = Customer.objects.filter(pk__in={at[pk] for pk in climbing}, merged_into__isnull=False)
        above = {pk: into for pk, into in rows.values_list("pk", "merged_into") if into is not None}
        climbing = {pk for pk in climbing if at[pk] in above and above[at[pk]] not in seen[pk]}
        for pk in climbing:
            at[pk] = above[at[pk]]
            seen[pk].add(at[pk])
    return at
