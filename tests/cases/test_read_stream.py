import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import cast, make

from wortel.cases import actions as cases
from wortel.cases.models import Promise
from wortel.cases.queries import list_stream
from wortel.contacts.models import Contact
from wortel.customers import actions as customers
from wortel.orders import actions as orders
from wortel.orders.models import ParcelStep

pytestmark = pytest.mark.django_db


def test_the_stream_holds_all_channels_cases_orders_and_promises_in_order() -> None:
    marijke = cast.marijke()
    order = orders.save_order(code="VW-1", customer=marijke, placed_at=cast.NOW - cast.DAY).row
    parcel = orders.save_parcel(order=order, carrier=cast.carrier()).row
    orders.add_step(parcel=parcel, kind=ParcelStep.Kind.MISSED, at=cast.NOW - cast.HOUR)
    make.make_case(marijke, "Eerder", at=cast.NOW - 3 * cast.DAY, channel="phone")
    case = make.make_case(marijke, "Nu", at=cast.NOW)
    make.make_note(case, "Even nabellen", agent=cast.noor(), at=cast.NOW + cast.MINUTE)
    cases.promise(case=case, kind=Promise.Kind.CALL_BACK, due_at=cast.NOW + cast.HOUR, agent=cast.noor())
    kinds = [item.kind for item in list_stream(marijke, case)]
    assert [kind for kind in kinds if kind != "case_opened"] == [
        "contact",
        "order",
        "parcel_step",
        "contact",
        "note",
        "promise",
    ]


def test_a_merged_customer_brings_their_past_along() -> None:
    old, kept = make.make_customer("Oude naam"), cast.marijke()
    make.make_case(old, "Van vroeger", text="Vroeger")
    customers.merge(kept=kept, absorbed=old, now=cast.NOW)
    assert "Vroeger" in {item.row.text for item in list_stream(kept) if isinstance(item.row, Contact)}


def test_older_things_come_page_by_page() -> None:
    marijke = cast.marijke()
    case = make.make_case(marijke)
    thread = case.parts.get().conversation
    for n in range(1, 30):
        make.make_contact(thread, f"bericht {n}", at=cast.NOW + n * cast.MINUTE)
    newest = list_stream(marijke, case, limit=10)
    older = list_stream(marijke, case, before=newest[0].at, limit=10)
    assert newest[-1].at == cast.NOW + 29 * cast.MINUTE
    assert older[-1].at < newest[0].at


def test_a_long_stream_costs_no_more_queries_than_a_short_one() -> None:
    marijke = cast.marijke()
    case = make.make_case(marijke)
    thread = case.parts.get().conversation
    costs = []
    for amount in (1, 40):
        for n in range(amount):
            make.make_contact(thread, f"bericht {n}", at=cast.NOW + n * cast.MINUTE)
        with CaptureQueriesContext(connection) as queries:
            list_stream(marijke, case)
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 11
