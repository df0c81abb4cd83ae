"""Ways back: what the toast needs to undo an act, signed, for the one who did it, for a short while."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core import signing
from django.urls import reverse

from wortel.accounts.models import Agent
from wortel.cases import actions as cases
from wortel.cases.models import Case
from wortel.channels.actions import ask_for_pictures_from
from wortel.contacts.models import Contact
from wortel.customers import actions as customers
from wortel.customers.models import Merge
from wortel.journey.again import SentAgain, undo_report, undo_sent_again
from wortel.journey.answer import Sent, Wrapped, undo_answer, undo_wrap
from wortel.problems import actions as problems
from wortel.problems.actions import Reported
from wortel.problems.models import Flag, Sighting, WorkBehind
from wortel.reasons.models import GivenReason
from wortel.signals.actions import Stuck
from wortel.signals.models import Signal

SALT = "wortel.desk.undo"
LASTS = 15 * 60

type Way = Mapping[str, Any]


class TooLate(Exception):
    """The way back has closed: too long ago, somebody else's act, or something happened since."""


def way_back(agent: Agent, what: str, **details: object) -> str:
    """The address to post to."""
    return reverse("undo", args=[signing.dumps({"what": what, "agent": agent.pk, **details}, salt=SALT)])


def write_sent(sent: Sent) -> Way:
    return {"contact": sent.contact.pk, "change": sent.change, "wrapped": write_wrapped(sent.wrapped)}


def write_wrapped(wrapped: Wrapped | None) -> Way | None:
    if wrapped is None:
        return None
    return {
        "contact": wrapped.contact.pk,
        "flag": wrapped.flag.pk if wrapped.flag else None,
        "reason": _write_reason(wrapped.earlier_reason),
        "lacks": sorted(wrapped.earlier_lacks),
        "unsolvable": wrapped.unsolvable.pk if wrapped.unsolvable else None,
        "fed_up": wrapped.fed_up.pk if wrapped.fed_up else None,
        "stuck": [wrapped.stuck.topic, wrapped.stuck.monday.isoformat()] if wrapped.stuck else None,
    }


def write_reported(reported: Reported | None) -> dict[str, int | None]:
    return {
        "flag": reported.flag.pk if reported and reported.flag else None,
        "sighting": reported.sighting.pk if reported and reported.sighting else None,
    }


def undo(*, token: str, agent: Agent, now: datetime) -> Way:
    """Go back the way the token says; gives what was undone."""
    try:
        way: Way = signing.loads(token, salt=SALT, max_age=LASTS)
    except signing.BadSignature as reason:
        raise TooLate from reason
    if way["agent"] != agent.pk:
        raise TooLate
    WAYS[way["what"]](way, agent, now)
    return way


def _undo_answer(way: Way, agent: Agent, now: datetime) -> None:
    sent = Sent(Contact.objects.get(pk=way["contact"]), way["change"], _read_wrapped(way["wrapped"]))
    undo_answer(case=Case.objects.get(pk=way["case"]), sent=sent, agent=agent, now=now)


def _undo_wrap(way: Way, agent: Agent, now: datetime) -> None:
    wrapped = _read_wrapped(way["wrapped"])
    if wrapped is not None:
        undo_wrap(case=Case.objects.get(pk=way["case"]), wrapped=wrapped, agent=agent, now=now)


def _undo_flag(way: Way, agent: Agent, now: datetime) -> None:
    problems.unflag(flag=Flag.objects.get(pk=way["flag"]))


def _undo_report(way: Way, agent: Agent, now: datetime) -> None:
    undo_report(reported=_read_reported(way))


def _undo_resend(way: Way, agent: Agent, now: datetime) -> None:
    signal = Signal.objects.get(pk=way["signal"])
    undo_sent_again(sent=SentAgain(signal, _read_reported(way["reported"])), now=now)


def _undo_change(way: Way, agent: Agent, now: datetime) -> None:
    cases.undo(change=way["change"], now=now)


def _undo_customer_merge(way: Way, agent: Agent, now: datetime) -> None:
    customers.split(merge=Merge.objects.get(pk=way["merge"]), now=now)


def _undo_work(way: Way, agent: Agent, now: datetime) -> None:
    problems.forget_work(work=WorkBehind.objects.get(pk=way["work"]))


def _undo_pictures(way: Way, agent: Agent, now: datetime) -> None:
    ask_for_pictures_from(value=way["value"], now=now)


WAYS = {
    "answer": _undo_answer,
    "wrap": _undo_wrap,
    "flag": _undo_flag,
    "report": _undo_report,
    "resend": _undo_resend,
    "change": _undo_change,
    "customers": _undo_customer_merge,
    "work": _undo_work,
    "pictures": _undo_pictures,
}


def _write_reason(given: GivenReason | None) -> Way | None:
    if given is None:
        return None
    return {
        "reason": given.reason_id,
        "source": given.source,
        "confidence": given.confidence,
        "agent": given.agent_id,
        "at": given.at.isoformat(),
    }


def _read_reported(way: Way) -> Reported:
    flag = Flag.objects.filter(pk=way["flag"]).first() if way["flag"] else None
    sighting = Sighting.objects.filter(pk=way["sighting"]).first() if way["sighting"] else None
    return Reported(flag, sighting)


def _read_wrapped(way: Way | None) -> Wrapped | None:
    if way is None:
        return None
    contact = Contact.objects.get(pk=way["contact"])
    flag = Flag.objects.filter(pk=way["flag"]).first() if way["flag"] else None
    unsolvable, fed_up = (_read_signal(way[name]) for name in ("unsolvable", "fed_up"))
    stuck = Stuck(way["stuck"][0], date.fromisoformat(way["stuck"][1])) if way["stuck"] else None
    return Wrapped(contact, flag, _read_reason(contact, way["reason"]), set(way["lacks"]), unsolvable, fed_up, stuck)


def _read_signal(pk: int | None) -> Signal | None:
    return Signal.objects.standing().filter(pk=pk).first() if pk else None


def _read_reason(contact: Contact, way: Way | None) -> GivenReason | None:
    if way is None:
        return None
    return GivenReason(
        contact=contact,
        reason_id=way["reason"],
        source=way["source"],
        confidence=way["confidence"],
        agent_id=way["agent"],
        at=datetime.fromisoformat(way["at"]),
    )
