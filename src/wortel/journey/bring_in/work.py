"""What was done for contacts away from the customer: minutes that belong to what a contact cost."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache

from wortel.accounts.models import Team
from wortel.contacts.models import Contact
from wortel.journey.bring_in.change import CODE_LENGTH, Change, find_or_make, put, with_others
from wortel.journey.bring_in.table import BadRow, Row
from wortel.journey.bring_in.values import moment, needed, number, others, words
from wortel.problems import queries
from wortel.problems.models import WorkBehind

REQUIRED = ("work", "contact_id", "minutes")
COLUMNS = frozenset((*REQUIRED, "done_at", "agent_team", "what"))
TEAM_LENGTH = 120
WHAT_LENGTH = 300
DEAREST = Decimal(10**6)


type FindRate = Callable[[Team | None, date], Decimal | None]


@dataclass(frozen=True, slots=True)
class Incoming:
    """One piece of work, by the number that whoever sends it gave it; None where nothing was said of it."""

    key: str
    contact: str
    minutes: Decimal
    done_at: datetime | None
    team: str | None
    what: str | None
    extra: dict[str, str]


def read(row: Row) -> Incoming:
    minutes = number(row, "minutes", places=3)
    if not minutes:
        raise BadRow("minutes: is empty" if minutes is None else "minutes: is less than a thousandth")
    return Incoming(
        key=needed(row, "work", most=CODE_LENGTH),
        contact=needed(row, "contact_id", most=CODE_LENGTH),
        minutes=minutes,
        done_at=moment(row, "done_at"),
        team=words(row, "agent_team", most=TEAM_LENGTH) if "agent_team" in row.values else None,
        what=words(row, "what", most=WHAT_LENGTH) if "what" in row.values else None,
        extra=others(row, COLUMNS),
    )


def write(items: Sequence[Incoming], now: datetime) -> list[Change]:
    """At the rate of the team on the day of the work; a contact or a rate that is not known yet is told."""
    contacts = {one.code: one for one in Contact.objects.filter(code__in=[item.contact for item in items])}
    done = WorkBehind.objects.filter(code__in=[item.key for item in items]).select_related("contact", "team")
    known = {one.code: one for one in done}
    teams = find_or_make(Team, "name", (item.team or "" for item in items))
    rate = cache(queries.find_rate)
    return [_write(item, contacts.get(item.contact), known.get(item.key), teams, rate) for item in items]


def _write(
    item: Incoming, contact: Contact | None, known: WorkBehind | None, teams: Mapping[str, int], rate: FindRate
) -> Change:
    if contact is None:
        return Change(refused=f"contact_id: {item.contact!r} is not a contact we know; bring in contacts first")
    work = known or WorkBehind(code=item.key, at=contact.ended_at or contact.started_at)
    before = known.contact.started_at if known else contact.started_at
    values = {
        "contact_id": contact.pk,
        "minutes": item.minutes,
        "at": item.done_at or work.at,
        "team_id": work.team_id if item.team is None else teams.get(item.team),
        "what": work.what if item.what is None else item.what,
        "attributes": with_others(work.attributes, item.extra),
    }
    fields = put(work, values)
    price = rate(work.team, queries.today(work.at))
    if price is None or price >= DEAREST:
        return Change(refused=f"done_at: nobody set what a minute costs on {queries.today(work.at)}")
    fields |= put(work, {"eur_per_minute": price})
    if fields:
        work.save()
    return Change(work, (before, contact.started_at), is_new=known is None, fields=fields)
