import hashlib
import secrets
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F

from wortel.accounts.models import Agent, EntryLink, Mandate, Organisation, Role, Team
from wortel.events import actions as events

LINK_LASTS = timedelta(hours=1)


class LastAdministrator(Exception):
    """Somebody must stay who can change the settings."""


class LinkNotValid(Exception):
    """The link is unknown, used or too old."""


@transaction.atomic
def found_organisation(*, name: str, time_zone: str = "Europe/Amsterdam", language: str = "nl") -> Organisation:
    """Make the one organisation of this database with its first team, or give the one that is there."""
    organisation, is_new = Organisation.objects.get_or_create(
        id=1, defaults={"name": name, "time_zone": time_zone, "language": language}
    )
    if is_new:
        Team.objects.get_or_create(name="Klantenservice" if language == "nl" else "Customer service")
        events.record("organisation.founded", about=organisation)
    return organisation


@transaction.atomic
def make_demo(*, organisation: Organisation, seed: int, today: date) -> Organisation:
    """Say that this organisation is a fictional one, and which: the same seed and day give the same world."""
    organisation.is_demo, organisation.seed, organisation.started_on = True, seed, today
    organisation.save(update_fields=["is_demo", "seed", "started_on"])
    events.record("organisation.made_demo", about=organisation, seed=seed)
    return organisation


@transaction.atomic
def grant_mandate(*, text_nl: str, text_en: str, limit_cents: int | None = None, team: Team | None = None) -> Mandate:
    """Say what a contact specialist may grant alone."""
    mandate = Mandate.objects.create(text_nl=text_nl, text_en=text_en, limit_cents=limit_cents, team=team)
    events.record("mandate.granted", about=mandate)
    return mandate


@transaction.atomic
def add_agent(
    *, email: str, name: str, role: Role, password: str | None = None, team: Team | None = None, is_demo: bool = False
) -> Agent:
    agent = Agent(email=email.lower(), name=name, role=role, team=team, is_demo=is_demo)
    agent.set_password(password)
    agent.save()
    events.record("agent.added", about=agent, role=role)
    return agent


@transaction.atomic
def edit_agent(*, agent: Agent, name: str, role: Role, team: Team | None, is_active: bool) -> Agent:
    """Change who somebody is here. Whoever leaves keeps their name on what they said."""
    if agent.role == Role.ADMIN and (role != Role.ADMIN or not is_active):
        _refuse_last_administrator(agent)
    agent.name, agent.role, agent.team, agent.is_active = name, role, team, is_active
    agent.save(update_fields=["name", "role", "team", "is_active"])
    events.record("agent.edited", about=agent, role=role, is_active=is_active)
    return agent


@transaction.atomic
def give_password(*, agent: Agent, password: str) -> Agent:
    """A new password, given by an administrator; every open session of this person ends."""
    agent.set_password(password)
    agent.save(update_fields=["password"])
    events.record("agent.given_password", about=agent)
    return agent


def _refuse_last_administrator(agent: Agent) -> None:
    if not Agent.objects.filter(role=Role.ADMIN, is_active=True).exclude(pk=agent.pk).exists():
        raise LastAdministrator


@transaction.atomic
def add_team(*, name: str) -> Team:
    team = Team.objects.create(name=name)
    events.record("team.added", about=team)
    return team


@transaction.atomic
def rename_team(*, team: Team, name: str) -> Team:
    team.name = name
    team.save(update_fields=["name"])
    events.record("team.renamed", about=team)
    return team


@transaction.atomic
def edit_mandate(
    *, mandate: Mandate, text_nl: str, text_en: str, limit_cents: int | None, team: Team | None
) -> Mandate:
    mandate.text_nl, mandate.text_en, mandate.limit_cents, mandate.team = text_nl, text_en, limit_cents, team
    mandate.save()
    events.record("mandate.edited", about=mandate)
    return mandate


@transaction.atomic
def withdraw_mandate(*, mandate: Mandate) -> None:
    events.record("mandate.withdrawn", about=mandate, text=mandate.text_nl)
    mandate.delete()


@transaction.atomic
def describe_organisation(
    *,
    organisation: Organisation,
    name: str,
    time_zone: str,
    language: str,
    repeat_window_hours: int,
    has_wink: bool,
    works_council_agreed_on: date | None = None,
    customer_value_cents: int | None = None,
    undo_seconds: int = 10,
) -> Organisation:
    """The choices that hold for everybody. Without the day the works council agreed, nothing is read for tone."""
    organisation.name, organisation.time_zone, organisation.language = name, time_zone, language
    organisation.repeat_window_hours, organisation.has_wink = repeat_window_hours, has_wink
    organisation.works_council_agreed_on = works_council_agreed_on
    organisation.customer_value_cents = customer_value_cents
    organisation.undo_seconds = undo_seconds
    organisation.save()
    events.record("organisation.described", about=organisation)
    return organisation


@transaction.atomic
def make_admin_link(*, now: datetime) -> str:
    """A token that makes one administrator within the hour; only its hash is kept."""
    token = secrets.token_urlsafe(32)
    link = EntryLink.objects.create(token_hash=_hashed(token), made_at=now, expires_at=now + LINK_LASTS)
    events.record("entry_link.made", about=link)
    return token


@transaction.atomic
def become_admin(*, token: str, name: str, email: str, password: str, now: datetime) -> Agent:
    """Use the link up and make its administrator."""
    link = find_entry_link(token=token, now=now, for_use=True)
    link.used_at = now
    link.save(update_fields=["used_at"])
    return add_agent(email=email, name=name, role=Role.ADMIN, password=password)


def find_entry_link(*, token: str, now: datetime, for_use: bool = False) -> EntryLink:
    links = EntryLink.objects.select_for_update() if for_use else EntryLink.objects.all()
    link = links.filter(token_hash=_hashed(token), used_at=None, expires_at__gt=now).first()
    if link is None:
        raise LinkNotValid
    return link


@transaction.atomic
def count_sign_in(*, agent: Agent) -> int:
    """How often this person has come in by now."""
    Agent.objects.filter(pk=agent.pk).update(sign_ins=F("sign_ins") + 1)
    agent.refresh_from_db(fields=["sign_ins"])
    events.record("agent.signed_in", about=agent)
    return agent.sign_ins


@transaction.atomic
def choose_appearance(*, agent: Agent, language: str, theme: str, single_keys: bool) -> Agent:
    agent.language, agent.theme, agent.single_keys = language, theme, single_keys
    agent.save(update_fields=["language", "theme", "single_keys"])
    events.record("agent.appearance_chosen", about=agent)
    return agent


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
