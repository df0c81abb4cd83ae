"""What the inbox and a case cost as the number of cases grows, beside a bare Django page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import median

from benchmarks.speed._cpu import Meter
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import path

from wortel.accounts.actions import add_agent
from wortel.accounts.models import Agent, Role
from wortel.accounts.queries import find_first_team
from wortel.cases.models import Case, Part, Status
from wortel.cases.queries import VIEWS, list_view
from wortel.channels.models import Kind
from wortel.contacts.models import Contact, Conversation
from wortel.customers.models import Customer

WINDOWS = 5
TURNS = 20
BATCH = 5_000
MESSAGES = 20
NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
BARE = "<!doctype html><title>{{ user }}</title><ul>{% for case in cases %}<li>{{ case.subject }}{% endfor %}</ul>"
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]


@dataclass(frozen=True)
class Page:
    """Milliseconds of processor time a page, its queries, and the bare page measured at the same moment."""

    name: str
    cases: int
    milliseconds: float
    queries: int
    floor: float


def bare(request: HttpRequest) -> HttpResponse:
    """A page as Django's tutorial makes it: session, user, fifty rows, a template."""
    user = request.user
    assert not isinstance(user, AnonymousUser)
    cases = Case.objects.filter(status=Status.OPEN).order_by("-latest_at", "-id")[:50]
    return HttpResponse(engines["django"].from_string(BARE).render({"user": user, "cases": cases}, request))


urlpatterns = [path("bare/", bare)]


def measure(sizes: list[int], say: Callable[[str], None]) -> list[Page]:
    """Fill up to each size and measure there."""
    agent = hire()
    pages: list[Page] = []
    for size in sizes:
        fill(size)
        busiest = Case.objects.order_by("id").first()
        assert busiest is not None
        for name, address in (("inbox", "/inbox/open/"), (f"case, {MESSAGES} messages", f"/cases/{busiest.pk}/")):
            pages.append(_measure_page(name, address, size, agent))
            say(f"{size:,} cases, {name}: {pages[-1].milliseconds:.2f} ms, floor {pages[-1].floor:.2f} ms")
    return pages


def hire() -> Agent:
    """Whoever looks at the pages."""
    return add_agent(email="noor@winkel.example", name="Noor", role=Role.AGENT, team=find_first_team())


def find_sorts(agent_email: str = "noor@winkel.example") -> list[str]:
    """The standard views whose plan sorts: there should be none."""
    agent = Agent.objects.get(email=agent_email)
    return [name for name in VIEWS if "Sort" in list_view(name, agent).explain()]


def _measure_page(name: str, address: str, size: int, agent: Agent) -> Page:
    meter, client, plain = Meter(), Client(SERVER_NAME="127.0.0.1"), Client(SERVER_NAME="127.0.0.1")
    for each in (client, plain):
        each.force_login(agent, backend="allauth.account.auth_backends.AuthenticationBackend")
    _get(client, address)
    with CaptureQueriesContext(connection) as queries:
        _get(client, address)
    asked = len(queries)  # the next request forgets them
    costs, floors = [], []
    for _ in range(WINDOWS):
        with meter.measuring() as spent:
            for _ in range(TURNS):
                _get(client, address)
        costs.append(spent.seconds)
        with override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=MIDDLEWARE):
            plain.handler.load_middleware()
            _get(plain, "/bare/")
            with meter.measuring() as least:
                for _ in range(TURNS):
                    _get(plain, "/bare/")
        floors.append(least.seconds)
    to_ms = 1_000 / TURNS
    return Page(name, size, median(costs) * to_ms, asked, median(floors) * to_ms)


def _get(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200, f"{address} answered {response.status_code}"


def fill(size: int) -> None:
    """Cases as a year leaves them: a tenth waits for us, a tenth for the customer, the others are settled."""
    start = Case.objects.count()
    team = find_first_team()
    for first in range(start, size, BATCH):
        numbers = range(first, min(first + BATCH, size))
        people = Customer.objects.bulk_create(Customer(name=f"Klant {n}") for n in numbers)
        threads = Conversation.objects.bulk_create(
            Conversation(channel=Kind.EMAIL, customer=who, reply_key=f"{n:032x}", subject=f"Zaak {n}", started_at=NOW)
            for n, who in zip(numbers, people, strict=True)
        )
        cases = Case.objects.bulk_create(_case(n, who, team) for n, who in zip(numbers, people, strict=True))
        Part.objects.bulk_create(
            Part(case=case, conversation=thread) for case, thread in zip(cases, threads, strict=True)
        )
        Contact.objects.bulk_create(
            Contact(
                conversation=thread,
                customer=who,
                channel=Kind.EMAIL,
                direction="in",
                started_at=NOW - timedelta(minutes=n + turn),
                ended_at=NOW,
                text="Ik wacht al vijf dagen op mijn bestelling.",
                reply_text="Ik wacht al vijf dagen op mijn bestelling.",
            )
            for n, who, thread in zip(numbers, people, threads, strict=True)
            for turn in range(MESSAGES if n == 0 else 1)
        )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _case(n: int, who: Customer, team: object) -> Case:
    status = {0: Status.OPEN, 1: Status.WAITING}.get(n % 10, Status.CLOSED)
    return Case(
        customer=who,
        subject=f"Zaak {n}",
        status=status,
        team=team,
        opened_at=NOW - timedelta(minutes=n),
        closed_at=NOW if status == Status.CLOSED else None,
        waiting_since=NOW - timedelta(minutes=n) if status == Status.OPEN else None,
        latest_at=NOW - timedelta(minutes=n),
        latest_channel=Kind.EMAIL,
        latest_words="Ik wacht al vijf dagen op mijn bestelling.",
        who=who.name,
        contact_count=1,
    )
