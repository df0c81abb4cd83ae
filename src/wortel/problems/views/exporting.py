"""The board as a file for a spreadsheet."""

from django.http import StreamingHttpResponse

from wortel.accounts.models import Agent
from wortel.problems import queries
from wortel.problems.queries.board import Card
from wortel.problems.queries.places import say_place
from wortel.problems.queries.states import STATES
from wortel.problems.views.files import as_csv

COLUMNS = (
    "place", "code", "title", "state", "since", "why", "owners", "process", "reason", "opened_at", "latest_step",
    "contacts_7_days", "eur_7_days", "trend", "priority", "explained", "running_eur_a_week", "review_on",
)  # fmt: skip


def as_file(cards: list[Card], agent: Agent) -> StreamingHttpResponse:
    """The rows in the order of the board; an owner or partner reads no names of other owners."""
    own = None if agent.is_staff_member else queries.owners_of(agent)
    return as_csv("causes", COLUMNS, (_row(place, card, own) for place, card in enumerate(cards, 1)))


def _row(place: int, card: Card, own: set[int] | None) -> list[object]:
    problem, state, closure = card.problem, card.state, card.closure
    owners = [one.owner.name for one in card.owners if own is None or one.owner_id in own]
    running = closure.running_cents_per_week if closure and closure.running_cents_per_week is not None else None
    return [
        place,
        problem.code,
        problem.title,
        str(STATES[state.state]) if state else "",
        state.at.date().isoformat() if state else "",
        state.why if state else "",
        ", ".join(owners),
        str(problem.process or ""),
        problem.reason.label if problem.reason else "",
        problem.opened_at.date().isoformat(),
        card.moved_at.date().isoformat() if card.moved_at else "",
        card.contacts,
        f"{card.eur:.2f}",
        f"{card.priority.trend:.2f}",
        f"{card.priority.score:.2f}",
        say_place(card),
        f"{running / 100:.2f}" if running is not None else "",
        closure.review_on.isoformat() if closure and closure.review_on else "",
    ]
