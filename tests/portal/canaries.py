"""A world in which everything that an owner must not see sings: each secret text holds the word kanarie."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone
from tests import cast, make
from tests.problems.settled import Line, keep

from wortel.accounts.models import Agent, Role
from wortel.contacts.models import Contact
from wortel.metrics.models import StoredLine
from wortel.partners.models import Membership, Partner
from wortel.problems import actions
from wortel.problems.models import Accountable, Action, ContactCost, OwnerLink, Problem, ProcessOwner

WORD = "kanarie"
SECRET_EUR = Decimal("7777.77")
AMOUNTS = ("7.777,77", "7,777.77", "7777.77", "777777")
# What is public, or that of the owner who looks; everything else sings.
PUBLIC = {"Organisation", "Mailbox"}
# The database refuses to change these; what they say is planted where they are made.
UNCHANGING = {"Event", "Posting", "Entry"}
KEPT_FIELDS = {"token_hash", "language", "theme", "time_zone", "code", "reply_key", "message_id", "password", "week"}

# Only there together with the moment at which it was said.
LATER = {"reply", "replied_by"}


@dataclass
class World:
    mine: Problem
    shared: Problem
    other: Problem
    me: ProcessOwner
    owner_login: Agent
    partner_login: Agent


def build() -> World:
    """PakketSnel looks; Facturatie, a second carrier, customers and colleagues are none of its business."""
    cast.shop()
    cast.mailbox()
    now = timezone.now()
    me, they = cast.tamar().owner, cast.ruben().owner
    logins = [
        make.make_agent(f"Inlog {role.value}", role, password=cast.PASSWORD) for role in (Role.OWNER, Role.PARTNER)
    ]
    Accountable.objects.filter(owner=me).update(agent=logins[0])
    Membership.objects.create(agent=logins[1], partner=cast.carrier())
    mine = make.make_problem("mine", "De bezorger komt niet", process=cast.delivery(), at=now)
    shared = make.make_problem("shared", "Adres staat verkeerd op het label", at=now)
    other = make.make_problem("other", "Geheim", process=cast.invoicing(), reason=make.make_reason("geheim"), at=now)
    half = Decimal("0.5")
    actions.assign_owners(problem=shared, shares={me: half, they: half}, now=now)
    for problem in (mine, shared, other):
        _talk_about(problem, now)
    _answer(other, they, now)
    _answer(shared, they, now)
    actions.ask_owner(problem=mine, owner=me, text="Vanaf welke dag?", by="Noor Vermeer", now=now)
    actions.open_whole_entrance(owner=they, person=cast.ruben(), now=now)
    StoredLine.objects.create(
        month=f"{now:%Y-%m}",
        charged_to=they.name,
        line=shared.code,
        contacts=2,
        minutes=2,
        cents=777_777,
        position=1,
        as_of=now,
    )
    _settle(they, me, now)
    _sing(World(mine, shared, other, me, *logins))
    return World(mine, shared, other, me, *logins)


def _talk_about(problem: Problem, now: Any) -> None:
    """Two customers, each with a name, an address, an order and an answer of ours."""
    for number in range(2):
        customer = make.make_customer(
            "Jan Kanarie", city="Kanariedorp", email=f"kanarie{problem.pk}{number}@post.example"
        )
        order = make.make_order(customer, f"KANARIE-{problem.pk}{number}", "Kanariekooi", at=now)
        make.make_parcel(order, f"KANARIE-P{problem.pk}{number}", carrier=cast.carrier(), at=now)
        words = (
            f"Alweer mis, zegt Kanarie. Mail kanarie{problem.pk}{number}@post.example, KANARIE-{problem.pk}{number}."
        )
        case = make.make_case(customer, "Kanarie", f"{words} Keer {number}.", at=now, agent=cast.noor())
        contact = make.find_contact(case)
        make.make_note(case, "Kanarie is boos", agent=cast.noor(), at=now)
        make.make_contact(contact.conversation, "Dag meneer Kanarie", at=now, direction="out", agent=cast.noor())
        actions.flag_cause(contact=contact, problem=problem, agent=cast.noor(), now=now)
        if problem.code == "other" and number == 0:
            nothing = {"minutes": 0, "eur_per_minute": 0, "at": now}
            ContactCost.objects.create(contact=contact, fee_eur=SECRET_EUR, **nothing)
    actions.add_action(problem=problem, lever="process", what="Vaste rit boeken", who="Noor Kanarie", now=now)


def _answer(problem: Problem, they: ProcessOwner, now: Any) -> None:
    """Everything another owner says, plans, asks and is asked."""
    link = actions.open_entrance(problem=problem, owner=they, person=cast.ruben(), now=now).link
    day = (now + timedelta(days=9)).date()
    actions.answer_as_owner(
        link=link, problem=problem, kind="planned", planned_on=day, what="Kanarieplan van Facturatie", now=now
    )
    actions.answer_as_owner(link=link, problem=problem, kind="not_mine", whose="Kanarie BV", now=now)
    actions.ask_back(link=link, problem=problem, text="Kanarievraag van Facturatie?", now=now)
    actions.ask_owner(problem=problem, owner=they, text="Kanarievraag aan Facturatie?", by="Noor Kanarie", now=now)


def _settle(they: ProcessOwner, me: ProcessOwner, now: datetime) -> None:
    """Last month is closed and sent; a line of the other owner is corrected, because they objected."""
    month = f"{(now.replace(day=1) - timedelta(days=1)):%Y-%m}"
    mine: list[Line] = [(me.name, "mine", 2, 16.0, 1_300), (me.name, "shared", 1, 8.0, 650)]
    keep([*mine, (they.name, "other", 2, 16.0, 777_777)], month=month, as_of=now)
    actions.close_month(month=month, by="Noor Kanarie", now=now)
    actions.send_statements(month=month, by="Noor Kanarie", now=now)
    keep([*mine, (they.name, "other", 1, 8.0, 650)], month=month, as_of=now)
    actions.correct_month(month=month, why="Kanariebezwaar van Facturatie", by="Noor Kanarie", now=now)


def _sing(world: World) -> None:
    """Every text of every row that is not theirs or public holds the word."""
    for model in apps.get_models():
        if model.__module__.startswith("wortel.") and model._meta.managed and model.__name__ not in PUBLIC:
            _sing_rows(model, world)


def _sing_rows(model: type[models.Model], world: World) -> None:
    for row in model._default_manager.all():
        if model.__name__ in UNCHANGING or is_theirs(row, world):
            continue
        song = {name: f"Kanarie {model.__name__} {name} {row.pk}"[:room] for name, room in texts_of(row).items()}
        model._default_manager.filter(pk=row.pk).update(**song)


def texts_of(row: models.Model) -> dict[str, int]:
    """The names of what may say anything, and how much it holds."""
    names = [field.name for field in row._meta.get_fields() if _is_text(field)]
    return {name: _room(type(row), name) for name in names if getattr(row, name) or name not in LATER}


def is_theirs(row: models.Model, world: World) -> bool:
    """What the one who looks may read: their own rows, and what they and we say about their causes."""
    if row in {world.me, world.owner_login, world.partner_login}:
        return True
    if getattr(row, "owner_id", None) == world.me.pk or getattr(row, "partner_id", None) == world.me.partner_id:
        return True
    match row:
        case Problem():
            return row != world.other
        case Action():
            return row.problem != world.other and WORD not in row.what.lower()
        case Contact():
            return row.flags.exclude(problem=world.other).exists()
        case Partner():
            return row.pk == world.me.partner_id
    return False


def _is_text(field: Any) -> bool:
    is_text = isinstance(field, models.CharField | models.TextField) and not isinstance(field, models.JSONField)
    return is_text and not field.choices and field.name not in KEPT_FIELDS and (field.max_length or 99) >= 20


def _room(model: type[models.Model], name: str) -> int:
    return getattr(model._meta.get_field(name), "max_length", None) or 200


def links_of(world: World) -> Iterator[tuple[str, OwnerLink]]:
    """The token of a link to everything, and of one to a single problem."""
    now, person = timezone.now(), cast.tamar()
    whole = actions.open_whole_entrance(owner=world.me, person=person, now=now)
    single = actions.open_entrance(problem=world.mine, owner=world.me, person=person, now=now)
    yield whole.token, whole.link
    yield single.token, single.link


def numbers() -> list[int]:
    """Numbers that somebody could ask for: the first and the last two of each kind of row."""
    wanted = {"problems", "partners", "portal", "cases", "contacts", "customers", "orders", "accounts", "knowledge"}
    found = set[int]()
    for model in apps.get_models():
        if model._meta.app_label in wanted and model._meta.managed:
            known = sorted(pk for pk in model._default_manager.values_list("pk", flat=True) if isinstance(pk, int))
            found |= {*known[:2], *known[-2:]}
    return sorted(found)
