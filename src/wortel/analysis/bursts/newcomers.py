"""Is a topic that was not there before worth saying?"""

from collections.abc import Collection
from datetime import date, timedelta

YOUNG = timedelta(days=14)
WINDOW = timedelta(days=7)
FEWEST_CUSTOMERS = 5


def is_new_topic(said: Collection[tuple[date, object]], *, on: date) -> bool:
    """Whether it was first said less than two weeks ago, and by five different customers in the latest seven days.

    `said` is the day and the customer of each contact. A topic that is older has a history to be held against.

    >>> five = [(date(2026, 3, 2), customer) for customer in "abcde"]
    >>> is_new_topic(five, on=date(2026, 3, 4)), is_new_topic(five[:4], on=date(2026, 3, 4))
    (True, False)
    >>> is_new_topic([(date(2026, 2, 1), "a"), *five], on=date(2026, 3, 4))
    False
    """
    known = [(day, customer) for day, customer in said if day <= on]
    lately = {customer for day, customer in known if day > on - WINDOW}
    return len(lately) >= FEWEST_CUSTOMERS and min(day for day, _ in known) > on - YOUNG
