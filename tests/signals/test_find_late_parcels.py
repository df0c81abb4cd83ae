"""The sweep for parcels that came too late reads the latest days only, however many parcels there ever were."""

from datetime import timedelta

import pytest
from django.db import connection
from tests import cast, make

from wortel.orders.models import Order, Parcel
from wortel.signals import queries

pytestmark = pytest.mark.django_db

MANY = 20_000
SPAN = timedelta(days=730)


@pytest.mark.parametrize("is_analysed", [True, False])
def test_late_parcels_are_found_along_the_promised_moment(is_analysed: bool) -> None:
    order = make.make_order(cast.marijke(), "2025-1", at=make.NOW - SPAN)
    Order.objects.filter(pk=order.pk).update(placed_at=make.NOW - SPAN)
    Parcel.objects.bulk_create(
        Parcel(order=order, code=str(n), promised_to=(at := make.NOW - SPAN * n / MANY), delivered_at=at)
        for n in range(1, MANY)
    )
    late = make.make_parcel(order, "late", carrier=cast.carrier(), at=make.NOW - timedelta(days=2))
    if is_analysed:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE orders_parcel")
    found = queries.list_late_parcels(since=make.NOW - timedelta(days=14), now=make.NOW)
    assert list(found) == [late]
    assert "parcel_promised" in found.order_by("promised_to")[:1_000].explain()
