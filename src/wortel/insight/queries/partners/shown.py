"""A scorecard as people read it: the figures with their n, the pictures, the points to improve."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wortel.accounts.models import Agent
from wortel.analysis.case_mix import (
    Counted,
    Expected,
    count_whole,
    estimate_shrunk,
    estimate_spread,
    find_limits,
    is_outside,
)
from wortel.analysis.redact import MASKS, redact
from wortel.insight.queries.partners.comparing import FEWEST_FOR_A_PARTNER, Row, hold_against_others, list_kinds
from wortel.insight.queries.partners.counting import Span, Tally, read_span, read_trend, whole_year
from wortel.insight.queries.partners.improving import Point, Punctuality, judge_punctuality, list_points
from wortel.partners.models import Partner
from wortel.reasons.models import Reason
from wortel.ui import numbers
from wortel.ui.charts import funnel, line
from wortel.ui.charts.chart import Chart

SHOW_FROM, SURE_FROM = 5, 20
REASONS = 6
# With two, each is its own yardstick; and a curve needs so many points along its width.
FEWEST_IN_FUNNEL, POINTS = 3, 24
# Among fewer, one that stands out makes the spread by which it would be excused.
SPREAD_FROM = 10


@dataclass(frozen=True)
class Told:
    """One figure: `figure` names its definition."""

    figure: str
    label: str
    value: str
    note: str
    is_thin: bool = False
    href: str = ""


@dataclass(frozen=True)
class ReasonLine:
    code: str
    label: str
    contacts: int
    solved: Told


@dataclass(frozen=True)
class Held:
    """Observed beside expected, in words."""

    expected: Expected
    sentence: str
    between: str


@dataclass(frozen=True)
class Card:
    """Everything on a partner's page."""

    tally: Tally
    span: Span
    period: str
    figures: Sequence[Told]
    reasons: Sequence[ReasonLine]
    trend: Chart | None
    held: Held | None
    is_alone: bool
    kinds: Sequence[tuple[str, str, str, str]]
    has_kinds: bool
    points: Sequence[Point]
    punctuality: Punctuality

    @property
    def partner(self) -> Partner:
        return self.tally.partner


def draw_card(
    partner: Partner, span: Span, *, now: datetime, for_partner: bool, only: Collection[int] | None = None
) -> Card:
    """The page of one partner. For its own eyes nothing of another partner or of a colleague stands on it.

    `only` are the problems somebody may see who came in by a link.
    """
    everybody = read_span(span, Partner.objects.order_by("name"))
    tally = next(one for one in everybody if one.partner == partner)
    carrying = [one for one in everybody if one.parcels]
    may_hold = not for_partner or len(carrying) >= FEWEST_FOR_A_PARTNER
    kinds = list_kinds(tally, carrying) if tally.parcels and may_hold else []
    points = list_points(tally, only=only)
    expected = hold_against_others(tally, everybody) if may_hold else None
    return Card(
        tally=tally,
        span=span,
        period=name_span(span),
        figures=list_figures(tally),
        reasons=_reasons(tally),
        trend=draw_trend(partner, span),
        held=_hold(expected) if expected else None,
        is_alone=len(carrying) < 2,
        kinds=[_kind(row) for row in kinds],
        has_kinds=any(any(row.kind) for row in kinds),
        points=[_for_partner(point, partner) for point in points] if for_partner else points,
        punctuality=judge_punctuality(partner, span, now),
    )


def list_figures(tally: Tally) -> list[Told]:
    parcels = numbers.number(tally.parcels)
    rate, each = tally.per_thousand, tally.cents_per_parcel
    counted = _("%(contacts)s contacts on %(parcels)s parcels · counted") % {
        "contacts": numbers.number(tally.contacts),
        "parcels": parcels,
    }
    told = [
        _or_too_few(
            Told("partner_rate", _("Caused contacts per 1,000 parcels"), numbers.number(rate or 0, 2), counted),
            tally.parcels,
        ),
        _or_too_few(
            Told(
                "partner_eur_per_parcel",
                _("Euros per parcel"),
                numbers.euros(each or 0, 4),
                _("%(eur)s in all · counted") % {"eur": numbers.euros(tally.cents)},
            ),
            tally.parcels,
        ),
        Told(
            "partner_customers", _("Customers hit"), numbers.number(tally.customers), _("once a month each · counted")
        ),
    ]
    return [
        *told,
        _share(tally, "on_time", _("Delivered as promised")),
        _share(tally, "csat", _("Satisfied, of who answered about it")),
        _share(tally, "friendliness", _("Friendly, of who answered about it")),
    ]


def _share(tally: Tally, name: str, label: str) -> Told:
    found = tally.share(name)
    words = {
        "on_time": ngettext("%(n)s parcel with a promise", "%(n)s parcels with a promise", found.n),
        "csat": ngettext("%(n)s answer", "%(n)s answers", found.n),
        "friendliness": ngettext("%(n)s answer", "%(n)s answers", found.n),
    }
    n = words[name] % {"n": numbers.number(found.n)}
    if found.value is None or found.low is None or found.high is None or found.n < SHOW_FROM:
        return Told(f"partner_{name}", label, _("too little data"), n, is_thin=True)
    between = numbers.between(numbers.per_hundred(found.low), numbers.per_hundred(found.high))
    value = numbers.percent(found.value)
    return Told(f"partner_{name}", label, value, f"{between} · {n}", is_thin=found.n < SURE_FROM)


def _or_too_few(told: Told, n: int) -> Told:
    return told if n >= SHOW_FROM else replace(told, value=_("too little data"), is_thin=True)


def _reasons(tally: Tally) -> list[ReasonLine]:
    """What it was about, largest first: reasons may be sorted by volume, partners may not."""
    names = {reason.code: reason.label for reason in Reason.objects.filter(code__in=tally.reasons)}
    ordered = sorted(tally.reasons.items(), key=lambda pair: (-pair[1].contacts, pair[0]))
    return [
        ReasonLine(
            code, names.get(code, code) or _("No reason yet"), count.contacts, _solved(tally.solved_at_once[code])
        )
        for code, count in ordered[:REASONS]
    ]


def _solved(counted: Counted) -> Told:
    n = ngettext("%(n)s chain", "%(n)s chains", counted.n) % {"n": numbers.number(counted.n)}
    if counted.n < SHOW_FROM or counted.share is None:
        return Told("partner_fcr", "", _("too little data"), n, is_thin=True)
    return Told("partner_fcr", "", numbers.percent(counted.share, 2), n, is_thin=counted.n < SURE_FROM)


def draw_trend(partner: Partner, span: Span) -> Chart | None:
    """The year up to the end of the span."""
    rates = read_trend(whole_year(span.months[-1]), partner)
    if sum(rate is not None for _month, rate in rates) < 2:
        return None
    while rates and rates[0][1] is None:
        rates.pop(0)
    short = numbers.SHORT_MONTHS[numbers.language()]
    moments = tuple(line.Moment(short[int(month[5:]) - 1], rate) for month, rate in rates)
    drawn = line.Line(moments, _("caused contacts per 1,000 parcels"), tone="s-root")
    return line.draw(drawn, _("Caused contacts per 1,000 parcels, month by month"))


def _hold(expected: Expected) -> Held:
    return Held(expected, say_held(expected), _between_changes(expected))


def say_held(expected: Expected) -> str:
    """What may be concluded, in one sentence; never a change whose interval holds none."""
    if expected.ratio is None:
        return _("too little data")
    if not expected.differs:
        return _("About what these parcels explain")
    if expected.ratio < 1:
        return _("Less trouble than these parcels explain")
    return _("More trouble than these parcels explain")


def _between_changes(expected: Expected) -> str:
    if expected.ratio is None or expected.low is None or expected.high is None:
        return ""
    words = numbers.between(numbers.number(expected.low, 2), numbers.number(expected.high, 2))
    return _("%(ratio)s times what was expected, %(between)s") % {
        "ratio": numbers.number(expected.ratio, 2),
        "between": words,
    }


def _kind(row: Row) -> tuple[str, str, str, str]:
    return (
        name_kind(row.kind),
        numbers.number(row.first.n),
        say_share(row.first),
        say_share(row.second),
    )


def name_kind(kind: Sequence[str]) -> str:
    return " · ".join(part for part in kind if part) or _("not told in the order")


def say_share(counted: Counted) -> str:
    """Parcels with trouble for every 1,000."""
    if counted.n < SHOW_FROM or counted.share is None:
        return _("too little data")
    return numbers.number(1000 * counted.share, 1)


def name_span(span: Span) -> str:
    """One month by its name, several by the first and the last."""
    last = numbers.month(span.last)
    if len(span.months) == 1:
        return last
    return _("%(first)s up to and including %(last)s") % {"first": numbers.month(span.first), "last": last}


def month_name(month: str) -> str:
    return numbers.month(date.fromisoformat(f"{month}-01"))


def draw_funnel(tallies: Sequence[Tally]) -> Chart | None:
    """Which partners lie outside what chance and their usual spread allow, with their parcels held alike."""
    units = _adjusted(tallies)
    target = _target(tallies)
    if len(units) < FEWEST_IN_FUNNEL or not target or target >= 1:
        return None
    phi = estimate_spread(target, units.values()) if len(units) >= SPREAD_FROM else 1.0
    most = max(counted.n for counted in units.values())
    steps = sorted({max(round(most * (at / POINTS) ** 2), SHOW_FROM) for at in range(1, POINTS + 1)})
    limits = [find_limits(target, n, phi) for n in steps]
    drawn = funnel.Funnel(
        units=tuple(
            funnel.Unit(
                one.name, counted.n, counted.share or 0, is_outside(counted, find_limits(target, counted.n, phi))
            )
            for one, counted in units.items()
        ),
        limits=tuple(
            funnel.Limit(limit.n, limit.inner_low, limit.inner_high, limit.outer_low, limit.outer_high)
            for limit in limits
        ),
        target=target,
        measure=_("parcels with trouble"),
        counted=_("parcels"),
    )
    return funnel.draw(drawn, _("Partners against what chance allows"))


def draw_together(tallies: Sequence[Tally]) -> dict[int, str]:
    """Each partner's share of parcels with trouble, drawn to the mean by as much as its own data leave open."""
    units = _adjusted(tallies)
    shrunk = estimate_shrunk(list(units.values()))
    if not shrunk.is_certain:
        return {}
    return {one.pk: numbers.number(1000 * share, 1) for one, share in zip(units, shrunk.shares, strict=True)}


def _adjusted(tallies: Sequence[Tally]) -> dict[Partner, Counted]:
    """Each partner's parcels, with the trouble it would have had if they were like everybody's."""
    target = _target(tallies) or 0.0
    found: dict[Partner, Counted] = {}
    for tally in tallies:
        expected = hold_against_others(tally, tallies)
        if expected is not None and expected.ratio is not None:
            n = count_whole(tally.mix).n
            found[tally.partner] = Counted(min(round(expected.ratio * target * n), n), n)
    return found


def _target(tallies: Sequence[Tally]) -> float | None:
    return sum((count_whole(one.mix) for one in tallies), Counted()).share


def _for_partner(point: Point, partner: Partner) -> Point:
    """Customers name whom they spoke and who would have done better; a partner need know neither."""
    names = [*Agent.objects.values_list("name", flat=True)]
    names += Partner.objects.exclude(pk=partner.pk).values_list("name", flat=True)
    masks = {**MASKS, "name": _("[name]")}
    return replace(point, quotes=[replace(one, text=redact(one.text, names, masks)) for one in point.quotes])
