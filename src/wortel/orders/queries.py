from collections.abc import Iterable

from django.db.models import QuerySet

from wortel.orders.models import Order


def list_orders(customers: Iterable[int]) -> QuerySet[Order]:
    """The orders of these customers, newest first, each with its parcels and their steps."""
    return (
        Order.objects.filter(customer__in=customers)
        .order_by("-placed_at", "-id")
        .prefetch_related("parcels__steps", "parcels__carrier")
    )


def find_order(code: str) -> Order | None:
    return Order.objects.filter(code=code).first()
