"""Causes that are gone, customers who suffered from them, and somebody who may tell them so."""

from datetime import timedelta

from tests import cast, make
from tests.cast import DAY, NOW

from wortel.accounts.models import Agent, Role
from wortel.cases.models import Case, Status
from wortel.channels.models import Delivery, Kind
from wortel.customers.models import AddressKind, Customer
from wortel.problems.actions import telling as actions
from wortel.problems.models import Effect, Fix, Problem, Telling, Verdict

LONG_AGO = NOW - 100 * DAY


def cause(code: str = "P1", title: str = "Servicekosten op de factuur") -> Problem:
    cast.shop()
    cast.mailbox()
    return make.make_problem(code, title, at=LONG_AGO)


def prove(
    problem: Problem, *, verdict: str = Verdict.WORKS, is_final: bool = True, weeks: int = 12, days_ago: int = 1
) -> Effect:
    fix = problem.fixes.first() or Fix.objects.create(
        problem=problem, what="Uitleg op de factuur", on=(NOW - 90 * DAY).date(), registered_at=LONG_AGO
    )
    return Effect.objects.create(
        fix=fix,
        measured_at=NOW - timedelta(days=days_ago),
        weeks_measured=weeks,
        is_final=is_final,
        verdict=verdict,
        numbers={"rr": 0.4, "controlled_rr": 0.41, "weeks_before": 26, "weeks_after": weeks},
    )


def suffer(
    problem: Problem,
    name: str,
    *,
    email: str = "",
    phone: str = "",
    channel: str = Kind.EMAIL,
    times: int = 1,
    language: str = "nl",
    days_ago: int = 60,
    status: str = Status.CLOSED,
) -> Customer:
    """A customer who made contact about it, in a case that is settled."""
    customer = make.make_customer(name, email=email)
    if language != "nl":
        customer.language = language
        customer.save()
    if phone:
        make.make_address(customer, AddressKind.PHONE, phone)
    for n in range(times):
        complain(problem, customer, channel=channel, days_ago=days_ago + n, status=status)
    return customer


def complain(
    problem: Problem, customer: Customer, *, channel: str = Kind.EMAIL, days_ago: int = 60, status: str = Status.CLOSED
) -> Case:
    case = make.make_case(
        customer, "Factuur", "Waar komt dit bedrag vandaan?", at=NOW - days_ago * DAY, channel=channel, status=status
    )
    make.make_flag(make.find_contact(case), problem)
    return case


def sender(role: Role = Role.MANAGER) -> Agent:
    return make.make_agent(f"Iemand {role.value.title()}", role)


def proposed(problem: Problem) -> Telling:
    return actions.propose(problem=problem, kind=Telling.Kind.GONE, customers=None, agent=sender(Role.AGENT), now=NOW)


def approved(problem: Problem) -> Telling:
    return actions.approve(telling=proposed(problem), agent=sender(), now=NOW)


def gone(*names: str) -> tuple[Problem, Telling]:
    """A cause that is gone, and a message on its way to these customers."""
    problem = cause()
    prove(problem)
    for name in names:
        suffer(problem, name, email=f"{name.split()[0].lower()}@post.example")
    return problem, approved(problem)


def mails() -> list[str]:
    """What stands in the outbox, oldest first."""
    return [bytes(one.raw).decode() for one in Delivery.objects.order_by("pk")]
