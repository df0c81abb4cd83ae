"""The six figures of Home: what we helped with, and what we learned."""

from datetime import date, datetime

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from wortel.accounts.models import Agent
from wortel.insight.months import latest_whole
from wortel.insight.queries import doing
from wortel.insight.templatetags.insight import defined
from wortel.metrics import queries as metrics
from wortel.ui import figures, marks, numbers
from wortel.ui.figures import Figure, Weight

DOTS = 15


def list_helped(agent: Agent, now: datetime) -> list[Figure]:
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


def list_learned(now: datetime) -> list[Figure]:
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
