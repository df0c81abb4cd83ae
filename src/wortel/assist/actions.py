"""Everything that can happen with words from elsewhere: they are asked for, sent for, taken in and forgotten."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from wortel.accounts.models import Agent
from wortel.assist import rules
from wortel.assist.endpoint import Answer, Endpoint, NoAnswer
from wortel.assist.models import Errand, Kind, Supplier, Trouble
from wortel.assist.queries import count_today, find_sources, list_messages
from wortel.cases.models import Case
from wortel.channels.actions import WrongKey, seal, unseal
from wortel.contacts.actions import keep_readable
from wortel.contacts.models import ContactQuerySet
from wortel.events import actions as events
from wortel.reasons.actions.changing import propose_name
from wortel.reasons.models import Assignment, Driver

# Whoever asks can wait so long; what was asked and sent is kept for so long.
PATIENCE, KEPT = timedelta(hours=1), timedelta(days=7)
PASSING = {Trouble.AWAY, Trouble.BUSY}
# Another of these is another agreement, so it has to be switched on again.
AGREED = ("name", "place", "purpose", "agreed_on", "address")


class NotAllowed(Exception):
    """Nobody switched this on."""


class TooMany(Exception):
    """So much was asked today that no more may leave."""


@dataclass(frozen=True)
class Question:
    """What is about to leave, and to whom."""

    endpoint: Endpoint
    messages: list[dict[str, str]]
    sources: list[rules.Source]


@transaction.atomic
def describe_supplier(
    *,
    name: str,
    place: str,
    purpose: str,
    agreed_on: date,
    address: str,
    model: str,
    key: str,
    drafts: bool,
    summarises: bool,
    names: bool,
    a_day: int,
    longest: int,
) -> Supplier:
    """Say who writes for us and what may be asked; an empty key leaves the kept one, unless the address is another."""
    supplier = Supplier.objects.select_for_update().first() or Supplier(pk=1)
    said = {"name": name, "place": place, "purpose": purpose, "agreed_on": agreed_on, "address": address}
    changed = [field for field in AGREED if getattr(supplier, field) != said[field]]
    if "address" in changed:
        supplier.secret = None
    if key:
        supplier.secret = seal(key, settings.SECRET_KEY)
    may = {"model": model, "drafts": drafts, "summarises": summarises, "names": names, "a_day": a_day}
    for field, value in {**said, **may, "longest": longest, "failures": 0, "rests_until": None}.items():
        setattr(supplier, field, value)
    was_on, supplier.on_since = supplier.on_since, None if changed else supplier.on_since
    supplier.save()
    events.record("assist.described", about=supplier, name=name, place=place, address=address, **may)
    if was_on and changed:
        events.record("assist.switched_off", about=supplier, changed=changed)
    return supplier


@transaction.atomic
def switch_on(*, supplier: Supplier, now: datetime) -> None:
    supplier.on_since = now
    supplier.save(update_fields=["on_since"])
    events.record("assist.switched_on", about=supplier, name=supplier.name, place=supplier.place)


@transaction.atomic
def switch_off(*, supplier: Supplier) -> None:
    supplier.on_since = None
    supplier.save(update_fields=["on_since"])
    events.record("assist.switched_off", about=supplier)


@transaction.atomic
def ask(
    *, kind: str, agent: Agent, language: str, now: datetime, case: Case | None = None, driver: Driver | None = None
) -> Errand:
    """Want a text; what the same colleague waits for already is not asked twice. Raises `NotAllowed` or `TooMany`."""
    supplier = Supplier.objects.select_for_update().first()
    if supplier is None or not supplier.may(kind):
        raise NotAllowed
    wanted: dict[str, Any] = {"kind": kind, "agent": agent, "case": case, "driver": driver}
    waiting = Errand.objects.filter(**wanted, ended_at=None, asked_at__gt=now - PATIENCE).first()
    if waiting:
        return waiting
    if count_today(now) >= supplier.a_day:
        raise TooMany
    return Errand.objects.create(**wanted, language=language, asked_at=now)


@transaction.atomic
def send(*, errand: Errand, now: datetime) -> Question | int:
    """Write down what leaves; instead of that, the seconds to wait while the other side rests, or 0 when it is over."""
    supplier = Supplier.objects.first()
    if errand.ended_at:
        return 0
    if supplier is None or not supplier.may(errand.kind):
        return _fail(errand, Trouble.WITHDRAWN, now)
    if supplier.rests_until and supplier.rests_until > now and errand.kind != Kind.TRIAL:
        return _wait(errand, supplier.rests_until, now)
    sources = find_sources(errand) if _may_be_read(errand, now) else []
    if not sources:
        return _fail(errand, Trouble.NOTHING, now)
    try:
        key = unseal(bytes(supplier.secret), settings.SECRET_KEY) if supplier.secret else ""
    except WrongKey:
        return _fail(errand, Trouble.KEY, now)
    errand.sent = rules.write_messages(errand.kind, errand.language, sources)
    errand.sources = [one.label for one in sources]
    errand.sent_to = str(supplier)
    errand.save(update_fields=["sent", "sources", "sent_to"])
    letters = sum(len(one["content"]) for one in errand.sent)
    events.record(
        "assist.sent", about=errand, what=errand.kind, **_about(errand), to=errand.sent_to,
        model=supplier.model, sources=len(sources), letters=letters,
    )  # fmt: skip
    return Question(Endpoint(supplier.address, supplier.model, key, supplier.longest), errand.sent, sources)


@transaction.atomic
def take_in(*, errand: Errand, answer: Answer, sources: Sequence[rules.Source], now: datetime) -> None:
    """Keep the words as words. A name of a topic becomes a proposal, on which a person decides."""
    Supplier.objects.exclude(failures=0).update(failures=0, rests_until=None)
    errand.text = rules.take_in(answer.text, errand.language, sources)
    errand.is_cut = answer.is_cut
    if not errand.text:
        _fail(errand, Trouble.EMPTY, now)
        return
    if errand.driver:
        names = rules.read_names(errand.text)
        if names is None:
            _fail(errand, Trouble.UNREADABLE, now)
            return
        errand.proposal = propose_name(driver=errand.driver, name_nl=names[0], name_en=names[1], now=now)
    errand.ended_at = now
    errand.save(update_fields=["text", "is_cut", "proposal", "ended_at"])
    events.record("assist.answered", about=errand, what=errand.kind, letters=len(errand.text), tokens=answer.tokens)


@transaction.atomic
def note_silence(*, errand: Errand, silence: NoAnswer, now: datetime) -> int:
    """No words came: what passes is tried again after the seconds given, and meanwhile nobody else asks either."""
    supplier = Supplier.objects.select_for_update().get()
    errand.text = rules.plain(silence.said, 300)
    if silence.trouble not in PASSING or errand.kind == Kind.TRIAL:
        return _fail(errand, silence.trouble, now)
    supplier.failures += 1
    supplier.rests_until = now + timedelta(seconds=rules.rest_seconds(supplier.failures, silence.wait))
    supplier.save(update_fields=["failures", "rests_until"])
    return _wait(errand, supplier.rests_until, now, silence.trouble)


@transaction.atomic
def forget_old(*, now: datetime) -> int:
    """What was asked, sent and answered is for the work of the day."""
    return Errand.objects.filter(asked_at__lt=now - KEPT).delete()[0]


@transaction.atomic
def forget_texts(*, contacts: ContactQuerySet) -> None:
    """What was sent and came back about their cases, and about the topics they stood in."""
    stood = Assignment.objects.filter(contact__in=contacts).values_list("driver", "variant", "driver__parent")
    topics = set(chain.from_iterable(stood))
    about = Q(case__parts__conversation__contacts__in=contacts) | Q(driver__in=topics - {None})
    ended = Errand.objects.filter(about, ended_at__isnull=False)
    Errand.objects.filter(pk__in=ended.values("pk")).delete()


def _may_be_read(errand: Errand, now: datetime) -> bool:
    """One message of somebody who objects, or that is too personal, keeps the whole case here."""
    messages = list_messages(errand.case) if errand.case else []
    return len(keep_readable(contacts=messages, now=now)) == len(messages)


def _wait(errand: Errand, until: datetime, now: datetime, trouble: Trouble = Trouble.AWAY) -> int:
    if until - errand.asked_at > PATIENCE:
        return _fail(errand, trouble, now)
    return int((until - now).total_seconds()) + 1


def _fail(errand: Errand, trouble: Trouble, now: datetime) -> int:
    errand.trouble, errand.ended_at = trouble, now
    errand.save(update_fields=["text", "trouble", "ended_at"])
    events.record("assist.failed", about=errand, what=errand.kind, trouble=trouble)
    return 0


def _about(errand: Errand) -> Mapping[str, object]:
    return {"number": errand.case.number} if errand.case else {"driver": errand.driver_id} if errand.driver else {}
