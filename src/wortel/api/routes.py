"""The addresses of version 1. Each names the one right that opens it."""

from collections.abc import Iterable
from functools import partial
from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from wortel.accounts.queries import find_now
from wortel.api import actions, lists
from wortel.api.actions import Harvest
from wortel.api.charged import LedgerOut, StatementsOut, ledger_of, statements_of
from wortel.api.guard import opened_by, token_of
from wortel.api.lists import MOST, USUAL
from wortel.api.models import Scope
from wortel.api.reading import Refused, read_rows
from wortel.api.rows import (
    ContactRow,
    ContactsIn,
    CustomerRow,
    CustomersIn,
    OrderRow,
    OrdersIn,
    RingingIn,
    RingingOut,
    Taken,
    WorkIn,
    WorkRow,
)
from wortel.api.rules import read_cursor, write_cursor
from wortel.api.sameness import SamenessesOut, samenesses
from wortel.api.shown import (
    CaseOut,
    CasesOut,
    ContactOut,
    ContactsOut,
    EventsOut,
    MeasuredListOut,
    MonthOut,
    ProblemOut,
    ProblemsOut,
    show_event,
)
from wortel.api.voiced import ProblemVoiceOut, VoicesOut, voice_of, voices
from wortel.api.worn import FrictionOut, friction_of
from wortel.events.queries import list_settled
from wortel.journey.ring import ring
from wortel.problems.models import Problem
from wortel.problems.queries import today

router = Router()

After = Annotated[str, Query(description="The `next` of the page before; empty begins at the first.", max_length=60)]
Limit = Annotated[int, Query(ge=1, le=MOST, description="How many at a time.")]
Month = Annotated[str, Query(pattern=r"^\d{4}-(0[1-9]|1[0-2])$", description="A month like 2025-09.")]
Number = Annotated[int, Field(ge=1, lt=2**63)]


@router.post("/orders", response=Taken, **opened_by(Scope.ORDERS_WRITE))
def send_orders(request: HttpRequest, payload: OrdersIn) -> dict[str, Any]:
    """Orders with their parcels and steps. Sending the same again changes nothing; what is left out stays."""
    good, bad = read_rows(OrderRow, payload.orders, name="orders")
    harvest = actions.take_told_orders(orders=[row.told() for row in good.values()], token=token_of(request))
    return _taken(harvest, bad)


@router.post("/customers", response=Taken, **opened_by(Scope.CUSTOMERS_WRITE))
def send_customers(request: HttpRequest, payload: CustomersIn) -> dict[str, Any]:
    """Customers with their addresses. An address that is not named any more stays."""
    good, bad = read_rows(CustomerRow, payload.customers, name="customers")
    return _taken(_take(request, "customers", good.items()), bad)


@router.post("/contacts", response=Taken, **opened_by(Scope.CONTACTS_WRITE))
def send_contacts(request: HttpRequest, payload: ContactsIn) -> dict[str, Any]:
    """Contacts that another system handled, as `wortel import contacts` takes them. Nothing is sent to anybody."""
    good, bad = read_rows(ContactRow, payload.contacts, name="contacts")
    return _taken(_take(request, "contacts", good.items()), bad)


@router.post("/work", response=Taken, **opened_by(Scope.WORK_WRITE))
def send_work(request: HttpRequest, payload: WorkIn) -> dict[str, Any]:
    """Minutes that were spent for contacts away from the customer, as `wortel import work` takes them."""
    good, bad = read_rows(WorkRow, payload.work, name="work")
    return _taken(_take(request, "work", good.items()), bad)


@router.post("/calls/ringing", response=RingingOut, **opened_by(Scope.CONTACTS_WRITE))
def tell_ringing(request: HttpRequest, payload: RingingIn) -> dict[str, int]:
    """A telephone rings: the story of the caller opens on the screens of these colleagues. No contact is made."""
    return {"told": ring(number=payload.number, agents=payload.agents)}


@router.get("/contacts", response=ContactsOut, **opened_by(Scope.CONTACTS_READ))
def list_contacts(request: HttpRequest, after: After = "", limit: Limit = USUAL) -> dict[str, Any]:
    """All contacts in the order in which they came to be known."""
    return lists.page_of(lists.contacts(), lists.show_contacts, after=after, limit=limit)


@router.get("/contacts/{number}", response=ContactOut, **opened_by(Scope.CONTACTS_READ))
def find_contact(request: HttpRequest, number: Number) -> lists.Shown:
    """One contact."""
    return lists.one_of(lists.contacts(), lists.show_contacts, number)


@router.get("/cases", response=CasesOut, **opened_by(Scope.CASES_READ))
def list_cases(request: HttpRequest, after: After = "", limit: Limit = USUAL) -> dict[str, Any]:
    """All cases in the order in which they were opened."""
    return lists.page_of(lists.cases(), lists.show_cases, after=after, limit=limit)


@router.get("/cases/{number}", response=CaseOut, **opened_by(Scope.CASES_READ))
def find_case(request: HttpRequest, number: Number) -> lists.Shown:
    """One case."""
    return lists.one_of(lists.cases(), lists.show_cases, number)


@router.get("/problems", response=ProblemsOut, **opened_by(Scope.PROBLEMS_READ))
def list_problems(request: HttpRequest, after: After = "", limit: Limit = USUAL) -> dict[str, Any]:
    """All problems, with owner, contacts and euros of the last seven days, and the latest verdict."""
    show = partial(lists.show_problems, now=find_now(timezone.now()))
    return lists.page_of(lists.problems(), show, after=after, limit=limit)


@router.get("/problems/{number}", response=ProblemOut, **opened_by(Scope.PROBLEMS_READ))
def find_problem(request: HttpRequest, number: Number) -> lists.Shown:
    """One problem."""
    return lists.one_of(lists.problems(), partial(lists.show_problems, now=find_now(timezone.now())), number)


@router.get("/problems/{number}/effects", response=MeasuredListOut, **opened_by(Scope.PROBLEMS_READ))
def list_effects(request: HttpRequest, number: Number) -> dict[str, Any]:
    """What was measured of the fixes of one problem, newest first, each with its plan and its weeks."""
    return lists.effects_of(number)


@router.get("/problems/{number}/voice", response=ProblemVoiceOut, **opened_by(Scope.PROBLEMS_READ))
def read_problem_voice(request: HttpRequest, number: Number) -> dict[str, Any]:
    """What customers of one problem answered in surveys, and before and after each thing that was done about it."""
    return voice_of(get_object_or_404(Problem, pk=number), find_now(timezone.now()))


@router.get("/voices", response=VoicesOut, **opened_by(Scope.FIGURES_READ))
def read_voices(request: HttpRequest) -> dict[str, Any]:
    """Survey answers of the last half year per step of each process, and before and after everything that was done."""
    return voices(find_now(timezone.now()))


@router.get("/figures", response=MonthOut, **opened_by(Scope.FIGURES_READ))
def read_figures(request: HttpRequest, month: Month) -> dict[str, Any]:
    """Every figure of a month and its ledger, as last reckoned: those of `wortel report`, and what only pages show."""
    return lists.month_of(month)


@router.get("/friction", response=FrictionOut, **opened_by(Scope.FIGURES_READ))
def read_friction(request: HttpRequest, month: Month) -> dict[str, Any]:
    """The topics of a month that wear out customers and colleagues, most first, with what was lacking there."""
    return friction_of(month, today(find_now(timezone.now())))


@router.get("/same-answers", response=SamenessesOut, **opened_by(Scope.FIGURES_READ))
def list_same_answers(request: HttpRequest) -> dict[str, Any]:
    """For each reason the chance that two customers got different answers in the last 90 days, as seen last night."""
    return samenesses()


@router.get("/ledger", response=LedgerOut, **opened_by(Scope.FIGURES_READ))
def read_ledger(request: HttpRequest, month: Month) -> dict[str, Any]:
    """The ledger of a month as it stands, with every entry and correction once it is closed."""
    return ledger_of(month)


@router.get("/statements", response=StatementsOut, **opened_by(Scope.FIGURES_READ))
def list_statements(request: HttpRequest, month: Month) -> dict[str, Any]:
    """What each owner is told of a closed month, sent or not."""
    return statements_of(month, find_now(timezone.now()))


@router.get("/events", response=EventsOut, **opened_by(Scope.EVENTS_READ))
def list_events(request: HttpRequest, after: After = "", limit: Limit = USUAL) -> dict[str, Any]:
    """What happened, by number only. Ask again with `next`: nothing is skipped, however long a change took."""
    number = read_cursor(after)
    found = list_settled(after=number, limit=limit)
    return {"items": [show_event(one) for one in found], "next": write_cursor(found[-1].pk if found else number)}


def _take(request: HttpRequest, kind: str, rows: Iterable[tuple[int, Any]]) -> Harvest:
    texts = {place: row.texts() for place, row in rows}
    return actions.take_rows(kind=kind, rows=texts, token=token_of(request), now=timezone.now())


def _taken(harvest: Harvest, bad: list[Refused]) -> dict[str, Any]:
    refused = [*bad, *(Refused(place, reason) for place, reason in harvest.refused)]
    return {
        **harvest.counts,
        "rows": sum(harvest.counts.values()) + len(bad),
        "bad": harvest.counts["bad"] + len(bad),
        "refused": [{"row": one.row, "reason": one.reason} for one in sorted(refused, key=lambda one: one.row)],
    }
