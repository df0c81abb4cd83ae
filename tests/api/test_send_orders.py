"""What the shop's own system tells about orders, parcels and what happened on the way."""

from typing import Any

import pytest
from tests.api.doors import counts, key, post, send, taken

from wortel.events.models import Event
from wortel.orders.models import Order, Parcel, ParcelStep

pytestmark = pytest.mark.django_db

STEP = {"kind": "missed", "at": "2025-10-06T17:42:00+02:00", "place": "Deventer"}
PARCEL = {"parcel": "3SPKT1", "carrier": "PakketSnel", "promised_to": "2025-10-06T16:00:00+02:00", "steps": [STEP]}
ORDER: dict[str, Any] = {
    "order": "DV-88231",
    "customer": "K00042",
    "placed_at": "2025-10-01T10:00:00+02:00",
    "status": "on_route",
    "what": "Bankje Fjell",
    "amount": 289.0,
    "parcels": [PARCEL],
    "attributes": {"shop": "Deventer"},
}


def test_an_order_comes_in_with_its_parcels_and_steps() -> None:
    assert taken(send("orders", [ORDER], key())) == counts(1, new=1)
    order = Order.objects.get(code="DV-88231")
    assert (order.customer and order.customer.code, order.what, order.amount_cents) == ("K00042", "Bankje Fjell", 28900)
    assert order.attributes == {"shop": "Deventer"}
    parcel = order.parcels.get()
    assert (parcel.code, parcel.carrier and parcel.carrier.name) == ("3SPKT1", "PakketSnel")
    assert list(parcel.steps.values_list("kind", "place")) == [("missed", "Deventer")]


def test_sending_the_same_again_changes_nothing() -> None:
    secret = key()
    send("orders", [ORDER], secret)
    before = Event.objects.filter(kind__startswith="order.").count()
    assert taken(send("orders", [ORDER], secret)) == counts(1, same=1)
    assert (Order.objects.count(), Parcel.objects.count(), ParcelStep.objects.count()) == (1, 1, 1)
    assert Event.objects.filter(kind__startswith="order.").count() == before


def test_what_is_left_out_stays_and_null_clears() -> None:
    secret = key()
    send("orders", [ORDER], secret)
    assert taken(send("orders", [{"order": "DV-88231", "status": "delivered"}], secret)) == counts(1, changed=1)
    order = Order.objects.get()
    assert (order.status, order.what, order.amount_cents, order.parcels.count()) == (
        "delivered",
        "Bankje Fjell",
        28900,
        1,
    )
    send("orders", [{"order": "DV-88231", "amount": None}], secret)
    assert Order.objects.get().amount_cents is None


def test_a_new_step_changes_its_order_only() -> None:
    secret = key()
    send("orders", [ORDER, ORDER | {"order": "DV-2", "parcels": []}], secret)
    later = STEP | {"kind": "delivered", "at": "2025-10-07T11:00:00+02:00"}
    again = [ORDER | {"parcels": [PARCEL | {"steps": [STEP, later]}]}, {"order": "DV-2"}]
    assert taken(send("orders", again, secret)) == counts(2, changed=1, same=1)
    assert list(ParcelStep.objects.values_list("kind", flat=True)) == ["missed", "delivered"]
    assert Event.objects.get(kind="order.changed").details == {"fields": ["steps"]}


def test_an_order_that_stands_twice_in_one_sending_is_compared_with_itself() -> None:
    rows = [ORDER, ORDER, ORDER | {"status": "delivered"}]
    assert taken(send("orders", rows, key())) == counts(3, new=1, same=1, changed=1)
    assert Order.objects.get().status == "delivered"


def test_a_field_that_nobody_knows_refuses_the_whole_sending() -> None:
    rows = [ORDER, {"order": "DV-2", "id": 1, "parcels": [{"parcel": "A", "order_id": 7}]}]
    response = send("orders", rows, key())
    assert (response.status_code, response["Content-Type"]) == (422, "application/problem+json")
    assert [one["pointer"] for one in response.json()["errors"]] == ["/orders/1/parcels/0/order_id", "/orders/1/id"]
    assert not Order.objects.exists()


def test_a_field_beside_the_list_is_refused_too() -> None:
    response = post("orders", {"orders": [ORDER], "customer_id": 3}, key())
    assert response.status_code == 422
    assert response.json()["errors"][0]["pointer"] == "/customer_id"


def test_a_wrong_value_keeps_only_its_own_row_out() -> None:
    rows = [ORDER | {"placed_at": "2025-10-01T10:00:00"}, ORDER, {"order": "DV-3", "amount": -1}, "an order"]
    response = send("orders", rows, key())
    assert taken(response) == counts(4, new=1, bad=3)
    told = [(one["row"], one["reason"].split(":")[0]) for one in response.json()["refused"]]
    assert told == [
        (0, "placed_at"),
        (2, "amount"),
        (3, "Input should be a valid dictionary or object to extract fields from"),
    ]


def test_a_thousand_orders_come_in_at_once_and_one_more_does_not() -> None:
    secret = key()
    rows = [ORDER | {"order": f"DV-{n}", "customer": f"K{n % 90}"} for n in range(1_001)]
    refused = send("orders", rows, secret)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/orders")
    assert not Order.objects.exists()
    assert taken(send("orders", rows[:1_000], secret)) == counts(1_000, new=1_000)
    assert ParcelStep.objects.count() == 1_000


def test_a_thousand_orders_cost_as_many_queries_as_ten(django_assert_max_num_queries: Any) -> None:
    secret = key()
    with django_assert_max_num_queries(60):
        send("orders", [ORDER | {"order": f"DV-{n}"} for n in range(1_000)], secret)


def test_an_empty_sending_is_refused() -> None:
    assert send("orders", [], key()).status_code == 422


def test_the_trail_says_which_system_did_it() -> None:
    secret = key()
    send("orders", [ORDER], secret)
    made = Event.objects.get(kind="order.made")
    assert (made.actor_kind, made.actor_name) == ("api", "De winkel")
    told = Event.objects.get(kind="api.rows_taken").details
    assert told == {"what": "orders", "months": ["2025-10"], "new": 1, "same": 0, "changed": 0, "bad": 0}


def test_an_order_that_moves_names_both_months() -> None:
    secret = key()
    send("orders", [ORDER], secret)
    send("orders", [{"order": "DV-88231", "placed_at": "2025-11-30T23:30:00Z"}], secret)
    assert Event.objects.filter(kind="api.rows_taken").latest("id").details["months"] == ["2025-10", "2025-12"]


def test_a_character_that_cannot_be_kept_is_refused() -> None:
    response = send("orders", [ORDER | {"what": "Bank\x00je"}, ORDER | {"attributes": {"a": "\ud800"}}], key())
    assert taken(response) == counts(2, bad=2)
