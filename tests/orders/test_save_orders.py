import pytest
from tests import cast

from wortel.events.models import Event
from wortel.orders import actions as orders
from wortel.orders.models import ParcelStep

pytestmark = pytest.mark.django_db


def test_saying_it_twice_changes_nothing() -> None:
    first = orders.save_order(code="VW-1", customer=cast.marijke(), placed_at=cast.NOW, amount_cents=4995)
    again = orders.save_order(code="VW-1", customer=cast.marijke(), placed_at=cast.NOW, amount_cents=4995)
    assert (first.change, again.change, again.row) == ("new", "same", first.row)
    assert Event.objects.filter(kind__startswith="order.").count() == 1


def test_what_changed_is_said() -> None:
    orders.save_order(code="VW-1", customer=cast.marijke(), placed_at=cast.NOW)
    assert (
        orders.save_order(code="VW-1", customer=cast.marijke(), placed_at=cast.NOW, status="sent").change == "changed"
    )
    assert Event.objects.get(kind="order.changed").details["fields"] == ["status"]


def test_a_parcel_takes_each_step_once() -> None:
    order = orders.save_order(code="VW-1", customer=None, placed_at=None).row
    parcel = orders.save_parcel(order=order, carrier=cast.carrier()).row
    for _ in range(2):
        orders.add_step(parcel=parcel, kind=ParcelStep.Kind.DEPOT, at=cast.NOW)
    assert parcel.steps.count() == 1
