"""The board: what goes wrong, dearest first."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wortel.accounts.access import open_to
from wortel.accounts.models import Agent
from wortel.accounts.queries import find_now
from wortel.problems import actions, forms, queries
from wortel.problems.models import Notice, OwnerRequest
from wortel.problems.queries import SHELVES, Card, Shelf
from wortel.problems.views.reading import EVERYBODY_INSIDE, agent_of
from wortel.ui.charts.spark import spark


@open_to(*EVERYBODY_INSIDE)
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    agent, now = agent_of(request), find_now(timezone.now())
    asked = request.GET.get("shelf", "open")
    shelf: Shelf = next((one for one in SHELVES if one == asked), "open")
    cards = queries.list_board(agent, now, shelf)
    silent = queries.find_silent([card.problem.pk for card in cards], now)
    own = None if agent.is_staff_member else queries.owners_of(agent)
    highest = max((max(card.spark, default=0) for card in cards), default=0)
    return render(
        request,
        "problems/board.html",
        {
            "cards": [_as_row(card, highest, silent, own) for card in cards],
            "shelf": shelf,
            "shelves": _shelves(agent),
            "current": _address(shelf),
            "cents": sum((card.eur for card in cards), start=0) * 100,
            "contacts": sum(card.contacts for card in cards),
            "unowned": sum(not card.has_owner for card in cards),
            "alike": queries.count_look_alikes() if agent.is_staff_member else 0,
            "notices": queries.list_notices(agent) if agent.is_staff_member else [],
            "waiting": queries.list_waiting_for_us() if agent.is_staff_member else [],
            "form": forms.Beginning(),
        },
    )


def _as_row(card: Card, highest: int, silent: dict[int, OwnerRequest], own: set[int] | None) -> dict[str, object]:
    """`own` is whose eyes look: an owner or partner does not read who else answers for it."""
    request = silent.get(card.problem.pk)
    return {
        "card": card,
        "owners": [one for one in card.owners if own is None or one.owner_id in own],
        "silent": request if own is None or (request and request.owner_id in own) else None,
        "spark": spark(card.spark, "rt" if card.problem.is_open else "", top=highest),
        "cents": card.eur * 100,
        "verdict": card.effect.verdict if card.effect else "",
    }


def _shelves(agent: Agent) -> list[tuple[str, str]]:
    counts = queries.count_shelves(agent)
    names = {"open": _("Open"), "unowned": _("Without owner"), "closed": _("Closed")}
    return [(_address(shelf), f"{names[shelf]} {counts[shelf]}") for shelf in SHELVES]


def _address(shelf: str) -> str:
    return reverse("problems") + ("" if shelf == "open" else f"?shelf={shelf}")


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """A problem that somebody knows of before customers say it."""
    form = forms.Beginning(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say in a few words what goes wrong."))
        return redirect("problems")
    language = "en" if request.LANGUAGE_CODE == "en" else "nl"
    now, title = timezone.now(), form.cleaned_data["title"]
    made = (
        actions.make_problem(title_en=title, now=now)
        if language == "en"
        else actions.make_problem(title_nl=title, now=now)
    )
    return redirect("problem", made.pk)


@require_POST
def read_notices(request: HttpRequest) -> HttpResponse:
    """Seen: they need not be shown again."""
    Notice.objects.filter(agent=agent_of(request), read_at=None).update(read_at=timezone.now())
    return redirect("problems")
