"""The evidence about a shipment on paper: numbered pages, who made it, and the fingerprint of its content."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from json import dumps
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wortel.accounts.models import Agent
from wortel.accounts.queries import find_organisation
from wortel.channels.models import Kind
from wortel.contacts.actions import keep_readable
from wortel.insight.paper import Row, Words, print_sheet
from wortel.orders.models import Parcel, ParcelStep
from wortel.problems import queries
from wortel.problems.actions import Wanted
from wortel.problems.queries import Shipment, fingerprint
from wortel.problems.queries.packs import Telling, contacts_about, read_originals
from wortel.ui import numbers

PAIR = (55, 115)
STEP = (60, 60, 50)
INDEX = (40, 40, 30, 60)


@dataclass(frozen=True)
class Entry:
    """What the index says of a pack."""

    order: str
    parcel: str
    cents: int
    content_hash: str


@dataclass(frozen=True)
class Printed:
    """A pack: the paper, the content itself, and the mails of the parcel where they were asked for, read at the end."""

    name: str
    shipment: Shipment
    content_hash: str
    paper: bytes
    originals: Parcel | None = None

    @property
    def entry(self) -> Entry:
        return Entry(self.shipment.order, self.shipment.parcel, self.shipment.cents, self.content_hash)

    def as_zip(self) -> bytes:
        return zip_up(self.files())

    def files(self, folder: str = "") -> Iterator[tuple[str, bytes]]:
        yield f"{folder}{self.name}.pdf", self.paper
        yield f"{folder}content.json", canonical(self.shipment)
        for contact, raw in read_originals(self.originals) if self.originals else ():
            yield f"{folder}mails/{contact}.eml", raw


def print_pack(parcel: Parcel, wanted: Wanted, *, agent: Agent | None, now: datetime) -> Printed:
    """Everything about this parcel that may be told, in the language of the organisation."""
    organisation = find_organisation()
    keep_readable(contacts=list(contacts_about(parcel)), now=now)
    with translation.override(organisation.language):
        shipment = queries.collect_shipment(
            parcel,
            is_redacted=wanted.is_redacted,
            has_originals=wanted.has_originals,
            name_mask=_("[name]"),
            ours=_("customer service"),
            now=now,
        )
        mark = fingerprint(shipment.as_json())
        made_by = agent.name if agent else organisation.name
        foot = _("%(organisation)s · made %(day)s by %(who)s · SHA-256 %(hash)s…") % {
            "organisation": organisation.name,
            "day": numbers.short_day(now),
            "who": made_by,
            "hash": mark[:16],
        }
        sheet = list(_lay_out(shipment, mark, wanted, organisation.name, made_by, now))
        paper = print_sheet(sheet, foot)
    return Printed(_name(parcel), shipment, mark, paper, parcel if wanted.has_originals else None)


def canonical(shipment: Shipment) -> bytes:
    """The very bytes of which the fingerprint was taken."""
    return dumps(shipment.as_json(), sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def zip_up(files: Iterable[tuple[str, bytes]]) -> bytes:
    held = BytesIO()
    write_zip(held, files)
    return held.getvalue()


def write_zip(into: IO[bytes], files: Iterable[tuple[str, bytes]]) -> None:
    """Each file is written when it comes, so that only one of them is in memory."""
    with ZipFile(into, "w", ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)


def print_index(title: str, packs: Iterable[Entry], now: datetime) -> bytes:
    """One line for each pack of a problem, with its fingerprint."""
    organisation = find_organisation()
    with translation.override(organisation.language):
        rows = list(packs)
        sheet: list[Words | Row] = [Words(organisation.name, size=10), Words(title, size=16, is_bold=True)]
        cents = sum(one.cents for one in rows)
        count = ngettext("%(n)s shipment", "%(n)s shipments", len(rows)) % {"n": numbers.number(len(rows))}
        sheet.append(Words(f"{count} · {numbers.euros(cents)} · {numbers.long_day(now)}"))
        sheet.append(Row((_("Order"), _("Parcel"), _("Cost"), "SHA-256"), INDEX, is_bold=True))
        for one in rows:
            cells = (one.order, one.parcel, numbers.euros(one.cents), f"{one.content_hash[:16]}…")
            sheet.append(Row(cells, INDEX))
        return print_sheet(sheet, f"{organisation.name} · {numbers.short_day(now)}")


def _name(parcel: Parcel) -> str:
    told = "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in f"{parcel.order}-{parcel.code}")
    return f"pack-{told.strip('-')[:80]}"


def _lay_out(
    shipment: Shipment, mark: str, wanted: Wanted, organisation: str, made_by: str, now: datetime
) -> Iterator[Words | Row]:
    yield Words(organisation, size=10)
    yield Words(_("Evidence about a shipment"), size=18, is_bold=True)
    yield from _facts(shipment)
    yield Words("")
    yield Words(_("What happened to the parcel"), size=13, is_bold=True)
    kinds = {str(kind.value): str(kind.label) for kind in ParcelStep.Kind}
    for step in shipment.steps:
        yield Row((_moment(step.at), kinds.get(step.kind, step.kind), step.place), STEP, left=3)
    if not shipment.steps:
        yield Words(_("No steps are known of this parcel."), size=10)
    yield Words("")
    yield Words(_("What was said"), size=13, is_bold=True)
    for telling in shipment.tellings:
        yield from _said(telling)
    if not shipment.tellings:
        yield Words(_("Nobody contacted us about this order."), size=10)
    yield Words("")
    yield Words(_("How this was made"), size=13, is_bold=True)
    yield from _making(wanted, mark, made_by, now)


def _facts(shipment: Shipment) -> Iterator[Row]:
    promised = " – ".join(_moment(at) for at in (shipment.promised_from, shipment.promised_to) if at)
    late = shipment.hours_late
    told = [
        (_("Order"), f"{shipment.order} {shipment.what}".strip()),
        (_("Ordered"), _moment(shipment.placed_at)),
        (_("Parcel"), shipment.parcel),
        (_("Carrier"), shipment.carrier),
        (_("Promised"), promised or _("nothing was promised")),
        (_("Delivered"), _moment(shipment.delivered_at) or _("not delivered, as far as we know")),
        (_("Hours after the promise"), "" if late is None else numbers.number(late, 1)),
        (_("Customer"), shipment.customer),
        *((_("Address"), address) for address in shipment.addresses),
        (_("Contacts"), numbers.number(sum(not one.is_ours for one in shipment.tellings))),
        (_("What they cost us"), numbers.euros(shipment.cents)),
    ]
    for name, value in told:
        if value:
            yield Row((name, value), PAIR)


def _said(telling: Telling) -> Iterator[Words]:
    channels = {str(kind.value): str(kind.label) for kind in Kind}
    parts = [_moment(telling.at), telling.who, channels.get(telling.channel, telling.channel)]
    if telling.cents is not None:
        parts.append(numbers.euros(telling.cents))
    if telling.files:
        parts.append(ngettext("%(n)s file", "%(n)s files", telling.files) % {"n": telling.files})
    yield Words(" · ".join(part for part in parts if part), size=9, is_bold=True)
    yield Words(telling.text or _("(no words given)"), size=10)
    if telling.original:
        yield Words(f"{telling.original.name} · SHA-256 {telling.original.sha256}", size=8)


def _making(wanted: Wanted, mark: str, made_by: str, now: datetime) -> Iterator[Words]:
    made = _("Made by %(who)s on %(moment)s.") % {
        "who": made_by,
        "moment": f"{numbers.long_day(now)} {numbers.clock(now)}",
    }
    if wanted.is_redacted:
        names = _("Names, addresses and numbers that point to a person are masked.")
    else:
        names = _("Names and addresses are shown, because: %(why)s") % {"why": wanted.why}
    left_out = _("Words that are too personal, and those of who does not want them read, are left out.")
    yield Words(f"{made} {names} {left_out}", size=10)
    yield Words(_("Cost: minutes times the rate of that day, plus the fee of the channel."), size=10)
    yield Words(_("SHA-256 of the content (content.json, sorted keys, UTF-8):"), size=10)
    yield Words(mark, size=9)


def _moment(at: str) -> str:
    if not at:
        return ""
    when = datetime.fromisoformat(at)
    return f"{numbers.long_day(when)} {numbers.clock(when)}"
