"""What is the verdict on the fix, and how many contacts did it spare?"""

from dataclasses import dataclass
from math import exp, isfinite
from typing import Literal

from wortel.analysis.effect.ratio import Ratio, compare_counts, compare_series
from wortel.analysis.effect.series import WeeklySeries
from wortel.analysis.intervals import LEVEL, exact_count, student_quantile

type Verdict = Literal["works", "worse", "no_effect", "too_early"]

FEWEST_BEFORE = 12
FEWEST_AFTER = 4
FEW_CONTACTS = 30
NEARLY_ONE = (0.90, 1.10)
POWER = 0.80


@dataclass(frozen=True, slots=True)
class Avoided:
    """Contacts that did not come because of the fix; negative when more came."""

    contacts: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Effect:
    """The verdict with everything it rests on. `topic` is the plain ratio, `headline` the one that counts."""

    verdict: Verdict
    topic: Ratio | None = None
    control: Ratio | None = None
    controlled: Ratio | None = None
    avoided: Avoided | None = None
    mde: float | None = None
    level: float = LEVEL

    @property
    def headline(self) -> Ratio | None:
        return self.controlled or self.topic

    @property
    def is_certain(self) -> bool:
        return self.verdict != "too_early"

    def as_json(self) -> dict[str, float | str | None]:
        """The answer of `wortel effect`."""
        return {
            "rr": _number(self.topic, "ratio"),
            "rr_low": _number(self.topic, "low"),
            "rr_high": _number(self.topic, "high"),
            "control_rr": _number(self.control, "ratio"),
            "controlled_rr": _number(self.controlled, "ratio"),
            "controlled_low": _number(self.controlled, "low"),
            "controlled_high": _number(self.controlled, "high"),
            "avoided": _number(self.avoided, "contacts"),
            "avoided_low": _number(self.avoided, "low"),
            "avoided_high": _number(self.avoided, "high"),
            "phi": _number(self.topic, "phi"),
            "rho": _number(self.topic, "rho"),
            "verdict": self.verdict,
            "mde": self.mde,
        }


def compare_weeks(series: WeeklySeries, *, level: float = LEVEL) -> Effect:
    """Compare the weeks after the fix with those before it, held against the untreated topics where there are any.

    A finished measurement is judged at the plain level; a look before its end at that of `look_level`.
    """
    before, after = sum(series.topic_pre), sum(series.topic_post)
    orders_before, orders_after = sum(series.orders_pre), sum(series.orders_post)
    if not (before and orders_before and orders_after):
        return Effect("too_early", level=level)
    control = _compare_control(series, level)
    if min(before, after) < FEW_CONTACTS:
        topic = compare_counts(round(before), round(after), orders_before, orders_after, level)
        controlled = None
    else:
        topic = compare_series(series.topic_pre, series.topic_post, series.orders_pre, series.orders_post, level)
        controlled = topic.held_against(control, level) if control else None
    headline = controlled or topic
    return Effect(
        _judge(headline, series),
        topic,
        control,
        controlled,
        _count_avoided(before, after, orders_after / orders_before, headline, level),
        _smallest_visible(headline, level),
        level,
    )


def _compare_control(series: WeeklySeries, level: float) -> Ratio | None:
    if not series.has_control:
        return None
    return compare_series(series.control_pre, series.control_post, series.orders_pre, series.orders_post, level)


def _judge(headline: Ratio, series: WeeklySeries) -> Verdict:
    low, high = headline.low, headline.high
    too_short = len(series.topic_pre) < FEWEST_BEFORE or len(series.topic_post) < FEWEST_AFTER
    if too_short or low is None or high is None:
        return "too_early"
    if high < 1:
        return "works"
    if low > 1:
        return "worse"
    return "no_effect" if NEARLY_ONE[0] <= low and high <= NEARLY_ONE[1] else "too_early"


def _count_avoided(before: float, after: float, growth: float, headline: Ratio, level: float) -> Avoided:
    """What would have come at the old rate, less what came. When nothing came, all of the old rate was avoided."""
    if not after:
        fewest, most = exact_count(round(before), level)
        return Avoided(before * growth, fewest * growth, most * growth)
    low, high = headline.low, headline.high
    return Avoided(
        after * (1 / headline.ratio - 1),
        after * (1 / high - 1) if high else None,
        after * (1 / low - 1) if low else None,
    )


def _smallest_visible(headline: Ratio, level: float) -> float | None:
    """The smallest reduction that would have been seen four times out of five."""
    if headline.se is None:
        return None
    reach = student_quantile(0.5 + level / 2, headline.freedom) + student_quantile(POWER, headline.freedom)
    return 1 - exp(-reach * headline.se)


def _number(part: Ratio | Avoided | None, name: str) -> float | None:
    """A number of a part that may be absent. JSON knows no infinity: a limit that is not there is null."""
    number: float | None = getattr(part, name, None)
    return number if number is not None and isfinite(number) else None
