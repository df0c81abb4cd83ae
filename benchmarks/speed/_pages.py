"""What the inbox and a case cost as the number of cases grows, beside a bare Django page."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from benchmarks.speed._cpu import Meter
from benchmarks.speed._fill import RARE_WORD, add_messages, fill
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
from wortel.cases.models import Case, Status
from wortel.cases.queries import VIEWS, list_view

WINDOWS = 5
TURNS = 40
FEW_MESSAGES, MANY_MESSAGES = 20, 10_000
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
    """Fill up to each size and measure there; at the largest also a case of which there is no end."""
    agent = hire()
    pages: list[Page] = []

    def add(name: str, address: str, size: int) -> None:
        pages.append(_measure_page(name, address, size, agent))
        say(f"{size:,} cases, {name}: {pages[-1].milliseconds:.2f} ms, floor {pages[-1].floor:.2f} ms")

    for size in sizes:
        fill(size)
        newest = Case.objects.order_by("-latest_at")[0]
        add_messages(newest, FEW_MESSAGES)
        add("inbox", "/inbox/open/", size)
        add(f"case, {FEW_MESSAGES} messages", f"/cases/{newest.pk}/", size)
        add("search, common word", "/command/?q=bestelling", size)
        add("search, rare word", f"/command/?q={RARE_WORD}", size)
    add_messages(newest, MANY_MESSAGES)
    add(f"case, {MANY_MESSAGES:,} messages", f"/cases/{newest.pk}/", size)
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
