"""Which weeks are compared?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

PEAK = 1.25


class UnevenWeeks(ValueError):
    """Each week needs its orders and its contacts, and neither can be negative."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklySeries:
    """Contacts of the problem, orders, and contacts of untreated topics, a number a week; the washout is left out."""

    orders_pre: Sequence[float]
    topic_pre: Sequence[float]
    orders_post: Sequence[float]
    topic_post: Sequence[float]
    control_pre: Sequence[float] = ()
    control_post: Sequence[float] = ()

    def __post_init__(self) -> None:
        for period in ("pre", "post"):
            orders, topic, control = (getattr(self, f"{name}_{period}") for name in ("orders", "topic", "control"))
            if len(orders) != len(topic) or len(control) not in (0, len(orders)):
                raise UnevenWeeks(f"{period}: {len(orders)} orders, {len(topic)} topic, {len(control)} control")
            if any(not number >= 0 for number in (*orders, *topic, *control)):
                raise UnevenWeeks(f"{period}: a week cannot have fewer than no orders or contacts")

    @classmethod
    def from_json(cls, series: Mapping[str, Sequence[float]]) -> "WeeklySeries":
        """The six lists as `wortel effect` reads them; the control may be missing or empty."""
        return cls(
            orders_pre=series["orders_pre"],
            topic_pre=series["topic_pre"],
            orders_post=series["orders_post"],
            topic_post=series["topic_post"],
            control_pre=series.get("control_pre") or (),
            control_post=series.get("control_post") or (),
        )

    @property
    def has_control(self) -> bool:
        return sum(self.control_pre) > 0 and sum(self.control_post) > 0


def without_peaks(series: WeeklySeries, above: float = PEAK) -> WeeklySeries:
    """The same comparison without the weeks whose orders exceed `above` times the median week.

    >>> calm = without_peaks(WeeklySeries(
    ...     orders_pre=[100, 110, 90], topic_pre=[5, 6, 4], orders_post=[100, 200], topic_post=[3, 9]))
    >>> calm.orders_post, calm.topic_post
    ([100], [3])
    """
    limit = above * median([*series.orders_pre, *series.orders_post])
    kept = {
        f"{name}_{period}": [
            value
            for value, orders in zip(
                getattr(series, f"{name}_{period}"), getattr(series, f"orders_{period}"), strict=False
            )
            if orders <= limit
        ]
        for name in ("orders", "topic", "control")
        for period in ("pre", "post")
    }
    return replace(series, **kept)
