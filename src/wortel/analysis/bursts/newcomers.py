"""Is a topic that was not there before worth saying?"""

from collections.abc import Collection
from datetime import date, timedelta

WINDOW = timedelta(days=7)
FEWEST_CUSTOMERS = 5


def is_new_topic(said: Collection[tuple[date, object]], *, on: date) -> bool:
    """Whether five different customers said it in the latest seven days, of a topic without a history of its own.

    `said` is the day and the customer of each contact. A topic that was found more than two weeks ago is held against
    its own past instead (`find_bursts`).

    >>> five = [(date(2026, 3, 2), customer) for customer in "abcde"]
    >>> is_new_topic(five, on=date(2026, 3, 4)), is_new_topic(five[:4], on=date(2026, 3, 4))
    (True, False)
    >>> is_new_topic([*five[:4], (date(2026, 2, 20), "e")], on=date(2026, 3, 4))
    False
    """
    return len({customer for day, customer in said if on - WINDOW < day <= on}) >= FEWEST_CUSTOMERS
