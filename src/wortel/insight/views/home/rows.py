"""The lists of Home: promises, causes and alarms, ready to print."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from wortel.cases.models import Promise
from wortel.insight.queries import doing
from wortel.insight.views.reading import name_reasons
from wortel.metrics import queries as metrics
from wortel.metrics.models import StoredAlarm
from wortel.problems.models import Problem
from wortel.ui import numbers
from wortel.ui.charts.spark import spark

KINDS = {"call_back": "phone", "answer": "mail", "deliver": "package"}


@dataclass(frozen=True)
class Row:
    """A line of a list, ready to print."""

    at: datetime
    icon: str
    what: str
    about: str
    is_late: bool
    when: str
    href: str


def show_promise(one: Promise, now: datetime) -> Row:
    who = str(one.case.customer or one.case.who or one.case)
    sentences = {
        "call_back": _("Call %(who)s back"),
        "answer": _("Answer %(who)s"),
        "deliver": _("Deliver to %(who)s"),
    }
    by = _("Promised by %(who)s") % {"who": one.agent.name} if one.agent else ""
    about = " · ".join(words for words in (one.case.subject, by) if words)
    return Row(
        at=one.due_at.astimezone(now.tzinfo),
        icon=KINDS.get(one.kind, "clock"),
        what=sentences[one.kind] % {"who": who},
        about=about,
        is_late=one.due_at < now,
        when=_when(one.due_at, now),
        href=reverse("case", args=[one.case_id]),
    )


def _when(due: datetime, now: datetime) -> str:
    if due < now:
        return _("%(age)s too late") % {"age": numbers.age(due, now)}
    minutes = int((due - now).total_seconds() // 60)
    if minutes < 60:
        return _("in %(n)s min") % {"n": minutes}
    return _("this afternoon") if due.astimezone(now.tzinfo).hour < 18 else _("this evening")


def show_cause(one: doing.Cause, causes: list[doing.Cause]) -> dict[str, Any]:
    top = max((max(cause.weeks, default=0) for cause in causes), default=0)
    is_new = one.weeks[-1] > 0 and not any(one.weeks[:-2])
    return {
        "problem": one.problem,
        "owners": ", ".join(one.owners) or _("no owner"),
        "is_unowned": not one.owners,
        "spark": spark(one.weeks, "rt", top=top),
        "contacts": one.contacts,
        "cents": one.cents,
        "is_new": is_new,
    }


def show_alarms(first: date, day: date) -> list[dict[str, Any]]:
    """Reasons that suddenly come up more often and have no open cause yet."""
    names = name_reasons()
    known = set(Problem.objects.open().exclude(reason=None).values_list("reason__code", flat=True))
    alarms: list[StoredAlarm] = [one for one in metrics.list_alarms(on=day) if one.reason not in known]
    return [_alarm(one, names.get(one.reason, one.reason), first, day) for one in alarms[:2]]


def _alarm(one: StoredAlarm, label: str, first: date, day: date) -> dict[str, Any]:
    contacts, cents = doing.count_reason(one.reason, first, day)
    return {"label": label, "spark": spark(one.days[-14:], "rt"), "contacts": contacts, "cents": cents}
