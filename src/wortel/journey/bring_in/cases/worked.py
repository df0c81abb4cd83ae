"""In which cases have people worked?"""

from collections.abc import Collection

from wortel.contacts.models import Contact


def find_worked_in(cases: Collection[int]) -> set[int]:
    """Of these cases those with a contact that came in by itself or was written here.

    Asked apart and not for each row: within one large transaction the database cannot know how many rows there are,
    and would look at every contact for every case.
    """
    written = Contact.objects.filter(conversation__part__case__in=cases, code=None)
    return set(written.values_list("conversation__part__case", flat=True))
