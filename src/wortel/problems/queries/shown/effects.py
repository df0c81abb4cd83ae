"""A measured effect in words: what it did, how sure that is, and why the bare figure does not count."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from wortel.analysis.effect import FEWEST_AFTER
from wortel.analysis.intervals import Estimate
from wortel.analysis.voices import compare_shares
from wortel.problems.models import Effect, Verdict, Yardstick
from wortel.problems.queries.controls import Why
from wortel.problems.queries.shown.drawings import draw_effect
from wortel.problems.queries.shown.gains import Gain, list_gains, say_avoided, say_saved
from wortel.problems.queries.weeks import today
from wortel.ui import numbers
from wortel.ui.charts.chart import Chart

VERDICTS = {
    Verdict.WORKS: "works",
    Verdict.WORSE: "worse",
    Verdict.NO_EFFECT: "none",
    Verdict.TOO_EARLY: "early",
}
HIGHEST_LEVEL = 0.999


@dataclass(frozen=True)
class Compared:
    """A share of customers before and after, each with its interval and number, and the difference."""

    label: str
    before: Estimate
    after: Estimate
    noun: str

    @property
    def change(self) -> Estimate:
        return compare_shares(self.before, self.after)


@dataclass(frozen=True)
class Shown:
    """A measured effect as the page says it."""

    effect: Effect
    chart: Chart
    verdict: str
    headline: str
    between: str
    avoided: str
    saved: str
    gains: list[Gain]
    raw: str
    raw_why: str
    beneath: str
    look: str

    @property
    def numbers(self) -> dict[str, Any]:
        numbers_kept: dict[str, Any] = self.effect.numbers
        return numbers_kept

    @property
    def level(self) -> str:
        """How sure the limits of a look are; no rounding makes it certain."""
        level = self.numbers.get("level")
        if level is None or self.effect.is_final:
            return ""
        if level > HIGHEST_LEVEL:
            return _("more than %(level)s") % {"level": numbers.percent(HIGHEST_LEVEL)}
        return numbers.percent(level)

    @property
    def beside(self) -> list[Compared]:
        """How the same customers fared; nothing where nobody was asked or called, or no week is in yet."""
        if not self.numbers["weeks_after"]:
            return []
        kept = self.numbers.get("beside") or {}
        names = {
            "satisfied": _("Satisfied customers"),
            "abandoned": _("Hung up before an answer"),
            "phone": _("Hung up, over all reasons"),
        }
        pairs = [(name, label, kept.get(f"{name}_before"), kept.get(f"{name}_after")) for name, label in names.items()]
        return [
            Compared(label, Estimate(**one), Estimate(**two), "answers" if name == "satisfied" else "calls")
            for name, label, one, two in pairs
            if one and two and one["n"]
        ]

    @property
    def per_driver(self) -> str:
        """What the rates are a thousand of."""
        words = {
            Yardstick.ORDERS: _("Contacts per 1,000 orders"),
            Yardstick.PARCELS: _("Contacts per 1,000 parcels"),
            Yardstick.INVOICES: _("Contacts per 1,000 invoices"),
            Yardstick.NONE: _("Contacts per 1,000 weeks"),
        }
        return words[Yardstick(self.effect.fix.exposure)]

    @property
    def together(self) -> str:
        """The earlier changes this verdict is about as well."""
        return ", ".join(self.numbers.get("together_with") or [])

    @property
    def average_cents(self) -> float | None:
        each = self.numbers["average_eur"]
        return None if each is None else 100 * each


def show_effect(measured: Effect) -> Shown:
    kept = measured.numbers
    is_controlled = kept["controlled_rr"] is not None
    ratio = kept["controlled_rr"] if is_controlled else kept["rr"]
    low, high = _limits(kept, "controlled" if is_controlled else "rr")
    return Shown(
        effect=measured,
        chart=draw_effect(measured),
        verdict=VERDICTS[Verdict(measured.verdict)],
        headline=_headline(measured, ratio),
        between=_between_changes(low, high, _compared(measured, is_controlled=is_controlled)),
        avoided=say_avoided(measured),
        saved=say_saved(measured),
        gains=list_gains(measured),
        raw="" if kept["raw_ratio"] is None else numbers.change(kept["raw_ratio"]),
        raw_why=_why_raw_does_not_count(kept, measured.fix.exposure),
        beneath=numbers.change(kept["rr"]) if is_controlled else "",
        look=_look(measured),
    )


def _limits(kept: dict[str, Any], name: str) -> tuple[float | None, float | None]:
    """Those of the look; a measurement from before there were looks has the plain ones. None before anything counts."""
    if kept["weeks_after"] < FEWEST_AFTER:
        return None, None
    return kept.get("low", kept[f"{name}_low"]), kept.get("high", kept[f"{name}_high"])


def _look(measured: Effect) -> str:
    """Why the interval is wider than it will be at the end."""
    if measured.is_final or measured.weeks_measured < FEWEST_AFTER:
        return ""
    words = _(
        "Week %(seen)s of %(planned)s. Until the last week is in we ask for more certainty,"
        " so that looking every week does not find what is not there."
    )
    return words % {"seen": measured.weeks_measured, "planned": measured.fix.weeks_after}


def _headline(measured: Effect, ratio: float | None) -> str:
    if not measured.numbers["weeks_after"]:
        if measured.fix.on > today(measured.measured_at):
            return _("To be changed on %(day)s") % {"day": numbers.long_day(measured.fix.on)}
        return _("No whole week to compare yet")
    if ratio is None:
        return _("No contacts to compare yet")
    if measured.verdict == Verdict.NO_EFFECT:
        return _("About as many contacts as before")
    if measured.verdict == Verdict.TOO_EARLY:
        # A change whose interval holds nought would be read as one.
        return _("No difference to be seen yet")
    return _("%(change)s contacts") % {"change": numbers.change(ratio)}


def _compared(measured: Effect, *, is_controlled: bool) -> str:
    if is_controlled:
        return _("compared with other topics")
    if measured.fix.exposure == Yardstick.NONE:
        return _("by weeks, without topics to compare with")
    driver = Yardstick(measured.fix.exposure).label
    return _("by %(driver)s, without topics to compare with") % {"driver": driver}


def _between_changes(low: float | None, high: float | None, compared: str) -> str:
    if low is None or high is None:
        return ""
    if high < 1:
        words = numbers.between(numbers.per_hundred(1 - high), numbers.change(low))
    elif low > 1:
        words = numbers.between(numbers.per_hundred(low - 1), numbers.change(high))
    else:
        words = numbers.between(numbers.change(low), numbers.change(high))
    return f"{words}, {compared}"


def _why_raw_does_not_count(kept: dict[str, Any], exposure: str) -> str:
    """The plain weekly means mislead: say by what."""
    if not kept["orders_before"] or not kept["weeks_before"] or not kept["weeks_after"]:
        return ""
    before, after = kept["orders_before"] / kept["weeks_before"], kept["orders_after"] / kept["weeks_after"]
    driver = Yardstick(exposure).label
    if after > 1.02 * before:
        return _("does not count: there were more %(driver)s") % {"driver": driver}
    if after < 0.98 * before:
        return _("does not count: there were fewer %(driver)s") % {"driver": driver}
    return _("does not count: other topics moved too")


def say_why(why: str) -> str:
    """Why a topic is not compared with, in words."""
    words = {
        Why.OWN: _("the change is about it"),
        Why.PROCESS: _("shares the process"),
        Why.OWNER: _("shares the owner"),
        Why.FIXING: _("is being changed itself in these weeks"),
        Why.CAUSE: _("has an open cause of its own"),
        Why.FAILURE: _("is failure demand, which other changes touch"),
        Why.FEW: _("has too few contacts"),
        Why.APART: _("moved differently before"),
    }
    return words.get(Why(why), "") if why else _("was not chosen")
