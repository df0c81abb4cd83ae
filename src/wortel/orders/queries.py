import re
from collections.abc import Iterable

from django.db.models import QuerySet

from wortel.orders.models import Order

WORD = re.compile(r"(?<![\w-])[A-Za-z0-9][A-Za-z0-9-]{3,39}(?![\w-])")
LONGEST, MANY = 20_000, 40


def list_orders(customers: Iterable[int]) -> QuerySet[Order]:
    """The orders of these customers, newest first, each with its parcels and their steps."""
    return (
        Order.objects.filter(customer__in=customers)
        .order_by("-placed_at", "-id")
        .prefetch_related("parcels__steps", "parcels__carrier")
    )


def find_meant(text: str, customers: Iterable[int]) -> Order | None:
    """The order that these words name: one of these customers by its number, or anybody's by the number of its parcel.

    The number of a parcel is known to who sends and who receives it; the number of an order is easily guessed.
    """
    codes = [
        code for word in WORD.findall(text[:LONGEST]) if any(map(str.isdigit, word)) for code in (word, word.upper())
    ]
    if not codes:
        return None
    numbers = list(dict.fromkeys(codes))[:MANY]
    own = Order.objects.filter(code__in=numbers, customer__in=list(customers)).order_by("-placed_at", "-id").first()
    return own or Order.objects.filter(parcels__code__in=numbers).order_by("-placed_at", "-id").first()


def find_order(code: str) -> Order | None:
    return Order.objects.filter(code=code).first()
