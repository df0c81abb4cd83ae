"""Home: above the ground we help, below the ground we learn, and neither half weighs more."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_safe

from wortel.accounts.access import open_to
from wortel.accounts.models import Agent, Role
from wortel.accounts.queries import find_now, find_time_zone
from wortel.cases.models import Promise
from wortel.insight.months import latest_whole
from wortel.insight.queries import doing, today
from wortel.insight.queries.beginning import list_first_steps
from wortel.insight.queries.deciding import list_to_decide
from wortel.insight.queries.today import QUARTERS, Span
from wortel.insight.rules import judge_day
from wortel.insight.templatetags.insight import defined
from wortel.insight.views.reading import agent_of, name_reasons
from wortel.metrics import queries as metrics
from wortel.metrics.models import StoredAlarm
from wortel.problems.models import Problem
from wortel.problems.queries import count_unheard
from wortel.ui import figures, marks, numbers
from wortel.ui.charts import ground, ground_days
from wortel.ui.charts.chart import Chart
from wortel.ui.charts.spark import spark
from wortel.ui.figures import Figure, Weight

DOTS = 15
SPANS: tuple[Span, ...] = ("day", "week", "month")


@open_to(*Role)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    agent = agent_of(request)
    if not agent.is_staff_member:
        return redirect("sightings" if agent.role == Role.SHOP else "problems")
    now = find_now(timezone.now()).astimezone(find_time_zone())
    asked = request.GET.get("span", "day")
    span: Span = next((one for one in SPANS if one == asked), "day")
    return render(request, "insight/home.html", _context(agent, now, span))


def _context(agent: Agent, now: datetime, span: Span) -> dict[str, Any]:
    day = now.date()
    counted, chart = _ground(now, span)
    promised = doing.list_promised(agent, day)
    causes = doing.list_causes(today.first_day(span, day), day)
    return {
        "steps": list_first_steps(agent),
        "status": _status(agent, counted if span == "day" else today.count_quarters([day]), now),
        "greeting": _greet(now),
        "first_name": agent.name.split()[0],
        "now": now,
        "span": span,
        "spans": _spans(),
        "current": _address(span),
        "counted": counted,
        "chart": chart,
        "helped": _helped(agent, now),
        "learned": _learned(now),
        "unheard": count_unheard(now),
        "promised": [_promise(one, now) for one in promised[: doing.SHOWN]],
        "promises": promised.count(),
        "causes": [_cause(one, causes) for one in causes],
        "decisions": list_to_decide(agent, now),
        "alarms": _alarms(today.first_day(span, day), day),
    }


def _status(agent: Agent, counted: today.Ground, now: datetime) -> dict[str, Any]:
    """The day in a word and a colour; green only when nothing is late and no open cause sent anybody."""
    late = (
        doing.count_waiting(agent, now.date()).late
        + doing.list_promised(agent, now.date()).filter(due_at__lt=now).count()
    )
    kind = judge_day(open_cause_contacts=counted.open_causes, late=late)
    words = {
        "causes": _("Causes are open"),
        "late": ngettext("%(n)s case or promise is late", "%(n)s cases and promises are late", late)
        % {"n": numbers.number(late)},
        "quiet": _("Nothing is late, and no open cause sent anybody"),
    }
    tones = {"causes": ("rt", "sprout"), "late": ("bt", "clock"), "quiet": ("lf", "check")}
    return {"kind": kind, "words": words[kind], "tone": tones[kind][0], "icon": tones[kind][1]}


def _greet(now: datetime) -> str:
    if now.hour < 12:
        return _("Good morning")
    return _("Good afternoon") if now.hour < 18 else _("Good evening")


def _spans() -> list[tuple[str, str]]:
    names = {"day": _("Today"), "week": _("Week"), "month": _("Month")}
    return [(_address(span), names[span]) for span in SPANS]


def _address(span: Span) -> str:
    return reverse("home") + ("" if span == "day" else f"?span={span}")


# ── the ground ──────────────────────────────────────────────────────────────────────────────────────────────────


def _ground(now: datetime, span: Span) -> tuple[today.Ground, Chart]:
    day = now.date()
    if span == "day":
        return _ground_of_today(now)
    first = today.first_day(span, day)
    counted = today.count_days(first, day)
    length = 7 if span == "week" else ((first + timedelta(days=32)).replace(day=1) - first).days
    past = range((day - first).days + 1)
    above, below = (tuple(counts.get(place, 0) for place in past) for counts in (counted.above, counted.below))
    return counted, ground_days.draw(ground_days.Days(first, above, below, length))


def _ground_of_today(now: datetime) -> tuple[today.Ground, Chart]:
    counted = today.count_quarters([now.date()])
    expected_above, expected_below = today.expect_quarters(now.date())
    busy = [*counted.above, *counted.below, *expected_above, *expected_below]
    opens = min([today.OPENS * QUARTERS, *busy]) // QUARTERS
    closes = max([today.CLOSES * QUARTERS - 1, *busy]) // QUARTERS + 1
    here = now.hour * QUARTERS + now.minute // 15 + 1
    past = range(opens * QUARTERS, max(min(here, closes * QUARTERS), opens * QUARTERS))
    coming = range(past.stop, closes * QUARTERS)
    chart = ground.draw(
        ground.Day(
            opens=opens,
            above=tuple(counted.above.get(quarter, 0) for quarter in past),
            below=tuple(counted.below.get(quarter, 0) for quarter in past),
            expected_above=tuple(expected_above.get(quarter, 0) for quarter in coming),
            expected_below=tuple(expected_below.get(quarter, 0) for quarter in coming),
            now=numbers.clock(now) if past and coming else "",
        )
    )
    return counted, chart


# ── helped ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _helped(agent: Agent, now: datetime) -> list[Figure]:
    month = metrics.read_month(latest_whole(metrics.list_months()))
    return [_waiting(agent, now), _resolved(month), _satisfied(month)]


def _waiting(agent: Agent, now: datetime) -> Figure:
    waiting = doing.count_waiting(agent, now.date())
    note = _("nothing waits")
    if waiting.longest and waiting.longest.waiting_since:
        note = format_html(
            _("waiting longest: {}, {}"),
            format_html("<b>{}</b>", numbers.age(waiting.longest.waiting_since, now)),
            waiting.longest.get_latest_channel_display(),
        )
    more = waiting.cases > doing.COUNTED_TO
    shown = min(waiting.cases, DOTS)
    return Figure(
        label=_("Waiting for us now"),
        value=f"{numbers.number(min(waiting.cases, doing.COUNTED_TO))}{'+' if more else ''}",
        note=note,
        mark=marks.dots(shown, min(waiting.late, shown)),
    )


def _resolved(month: metrics.MonthFigures | None) -> Figure:
    label = _("Solved at once")
    found = month.find("fcr_chain") if month else None
    if month is None or found is None or not found.n or found.value is None:
        return _not_yet(label, "fcr_chain")
    words = ngettext("%(n)s chain, %(month)s", "%(n)s chains, %(month)s", found.n) % _of(found.n, month)
    if found.low is None or found.high is None:
        return _not_yet(label, "fcr_chain")
    return figures.rate(
        label,
        share=found.value,
        low=found.low,
        high=found.high,
        count=found.n,
        axis=(0.6, 1) if found.low >= 0.6 else (0, 1),
        tone="lf",
        definition=defined("fcr_chain", words),
    )


def _satisfied(month: metrics.MonthFigures | None) -> Figure:
    label = _("Satisfied")
    found = month.find("csat") if month else None
    if month is None or found is None or found.value is None or found.low is None or found.high is None:
        return _not_yet(label, "csat")
    hollow = month.find("hollow_sat")
    extra = ""
    if hollow and hollow.value:
        extra = _("for %(share)s the cause remained") % {"share": numbers.percent(hollow.value, 0)}
    n = found.n or 0
    words = ngettext("%(n)s answer, %(month)s", "%(n)s answers, %(month)s", n) % _of(n, month)
    return figures.rate(
        label,
        share=found.value,
        low=found.low,
        high=found.high,
        count=n,
        axis=(0.6, 1) if found.low >= 0.6 else (0, 1),
        decimals=0,
        tone="lf",
        definition=defined("csat", words),
        extra=defined("hollow_sat", extra) if extra else "",
    )


# ── learned ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _learned(now: datetime) -> list[Figure]:
    month = metrics.read_month(latest_whole(metrics.list_months()))
    return [_failure(month), _unowned(now), _avoided()]


def _failure(month: metrics.MonthFigures | None) -> Figure:
    label = _("Failure demand")
    found = month.find("failure_share") if month else None
    if month is None or found is None or not found.n or found.value is None:
        return _not_yet(label, "failure_share")
    counted = pgettext("contacts", "counted, %(month)s") % {"month": _month_name(month)}
    return figures.counted_share(
        label, part=round(found.value * found.n), whole=found.n, definition=defined("failure_share", counted)
    )


def _unowned(now: datetime) -> Figure:
    n, oldest = doing.count_unowned()
    note: str = _("every cause has an owner")
    if oldest:
        days = (now - oldest).days
        waits = ngettext("%(n)s day", "%(n)s days", days) % {"n": numbers.number(days)}
        note = format_html(_("the oldest waits {} for a name"), format_html("<b>{}</b>", waits))
    return Figure(
        label=_("Without owner"),
        value=numbers.number(n),
        note=note,
        href=f"{reverse('problems')}?shelf=unowned",
        mark=marks.dots(min(n, DOTS), min(n, DOTS), "rt"),
    )


def _avoided() -> Figure:
    label, avoided = _("Contacts avoided"), doing.sum_avoided()
    if avoided is None:
        return Figure(
            label=label,
            value=_("not measured yet"),
            note=_("A fix with a day and an effect shows it here."),
            definition=defined("avoided", _("what counts")),
            weight=Weight.TOO_FEW,
        )
    n = len(avoided.effects)
    by = avoided.effects[0].fix.what if n == 1 else ngettext("by %(n)s fix", "by %(n)s fixes", n) % {"n": n}
    return figures.estimate(
        label,
        value=avoided.contacts,
        low=avoided.low,
        high=avoided.high,
        axis=(min(0.0, avoided.low), avoided.high * 1.25),
        definition=defined("avoided", by),
    )


def _not_yet(label: str, figure: str) -> Figure:
    return Figure(
        label=label,
        value=_("too little data"),
        note=_("The first whole month shows it."),
        definition=defined(figure, _("what counts")),
        weight=Weight.TOO_FEW,
    )


def _of(n: int, month: metrics.MonthFigures) -> dict[str, str]:
    return {"n": numbers.number(n), "month": _month_name(month)}


def _month_name(month: metrics.MonthFigures) -> str:
    """September, not September 2025: the page is about now."""
    return numbers.month(date.fromisoformat(f"{month.month}-01")).split()[0]


# ── lists ───────────────────────────────────────────────────────────────────────────────────────────────────────

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


def _promise(one: Promise, now: datetime) -> Row:
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


def _cause(one: doing.Cause, causes: list[doing.Cause]) -> dict[str, Any]:
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


def _alarms(first: date, day: date) -> list[dict[str, Any]]:
    """Reasons that suddenly come up more often and have no open cause yet."""
    names = name_reasons()
    known = set(Problem.objects.open().exclude(reason=None).values_list("reason__code", flat=True))
    alarms: list[StoredAlarm] = [one for one in metrics.list_alarms(on=day) if one.reason not in known]
    return [_alarm(one, names.get(one.reason, one.reason), first, day) for one in alarms[:2]]


def _alarm(one: StoredAlarm, label: str, first: date, day: date) -> dict[str, Any]:
    contacts, cents = doing.count_reason(one.reason, first, day)
    return {"label": label, "spark": spark(one.days[-14:], "rt"), "contacts": contacts, "cents": cents}
