"""What a new data folder gets: the demo organisation, or an empty one that waits for its administrator."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.urls import reverse

from wortel.accounts import actions as accounts
from wortel.accounts.models import Agent, Organisation, Role
from wortel.accounts.queries import list_demo_agents

NAME = "Wortel"
ADDRESS = "{address}"  # filled in by whoever knows where the pages are


@dataclass(frozen=True)
class Found:
    """What the start found or made, and what to tell the person who started it."""

    is_demo: bool
    say: list[str]


def prepare(*, is_empty: bool, today: date | None, seed: int, now: datetime) -> Found:
    """Make the organisation when there is none yet; an existing one stays what it is."""
    organisation = Organisation.objects.first()
    if organisation is None and is_empty:
        organisation = accounts.found_organisation(name=NAME)
    if organisation is None or organisation.is_demo:
        return _prepare_demo(organisation, today, seed, now)
    return Found(is_demo=False, say=[])


def ways_in(now: datetime) -> list[str]:
    """As long as nobody administers this organisation, a link that makes the first administrator."""
    if Agent.objects.filter(role=Role.ADMIN, is_active=True).exists():
        return []
    return [f"Make yourself the first administrator, within one hour: {admin_link(now)}"]


def admin_link(now: datetime) -> str:
    return ADDRESS + reverse("start", args=[accounts.make_admin_link(now=now)])


def _prepare_demo(organisation: Organisation | None, today: date | None, seed: int, now: datetime) -> Found:
    # Loaded only here: an empty organisation never needs the demo.
    from wortel.demo import actions as demo

    if organisation is None:
        zone = ZoneInfo(Organisation().time_zone)
        demo.begin(today=today or now.astimezone(zone).date(), seed=seed)
    else:
        demo.catch_up(today=today or now.astimezone(ZoneInfo(organisation.time_zone)).date())
    return Found(is_demo=True, say=_colleagues())


def _colleagues() -> list[str]:
    """Nobody needs a password in the demo: the first page lets people in as one of these."""
    names = [f"{agent.name} ({Role(agent.role).value})" for agent in list_demo_agents()]
    return [f"Come in there as one of the made-up colleagues: {', '.join(names)}"] if names else []
