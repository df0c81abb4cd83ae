"""How many orders and contacts a day brings: the year's wave, the rhythm of the week, the planted causes.

Weekly noise comes in pairs of consecutive weeks, up as much as down. So the weeks differ as real weeks do, while a
window of whole pairs keeps its planted rate: the verdict on a planted fix does not hang on one lucky draw.
"""

import math
import random
from dataclasses import dataclass
from datetime import date, timedelta

from wortel.demo.world.plan import EMERGING, EMERGING_DAYS, WEEK, Calendar
from wortel.demo.world.topics import TOPICS, Topic

ORDERS_A_WEEK = 940
ORDER_RHYTHM = (1.15, 1.05, 1.0, 1.0, 1.0, 0.9, 0.9)
CONTACT_RHYTHM = (1.3, 1.15, 1.05, 1.0, 1.0, 0.5, 0.12)
NOISE = 0.1
EMERGING_COUNTS = (3, 5, 6, 8, 9, 11)


@dataclass(frozen=True)
class Season:
    seed: int
    calendar: Calendar

    def orders_on(self, day: date) -> int:
        """A busy first half of the year, a quiet second half and a little recovery at the end."""
        share = ORDER_RHYTHM[day.weekday()] / sum(ORDER_RHYTHM)
        return round(ORDERS_A_WEEK * self._wave(day) * share)

    def contacts_on(self, topic: Topic, day: date) -> int:
        """Contacts of one topic on one day; a week's days add up to the week's own number."""
        if topic.code == EMERGING:
            return self._emerging_on(day)
        if topic.since_weeks is not None and day < self.calendar.this_monday - topic.since_weeks * WEEK:
            return 0
        monday = day - timedelta(days=day.weekday())
        before = self._cumulative(topic, monday, day.weekday())
        return self._cumulative(topic, monday, day.weekday() + 1) - before

    def _cumulative(self, topic: Topic, monday: date, days: int) -> int:
        total = self._expected_in_week(topic, monday)
        return round(total * sum(CONTACT_RHYTHM[:days]) / sum(CONTACT_RHYTHM))

    def _expected_in_week(self, topic: Topic, monday: date) -> int:
        orders = sum(self.orders_on(monday + timedelta(days=k)) for k in range(7))
        rate = topic.per_week / ORDERS_A_WEEK * self.calendar.true_ratio(topic.code, monday)
        return round(rate * orders * (1 + self._noise(topic, monday)))

    def _noise(self, topic: Topic, monday: date) -> float:
        """Weeks are paired counting back from this Monday, so that windows that end before it hold whole pairs."""
        weeks_ago = (self.calendar.this_monday - monday).days // 7
        pair, is_later = divmod(weeks_ago - 1, 2)
        size = random.Random(f"{self.seed} noise {topic.code} {pair}").uniform(-NOISE, NOISE)
        return size if is_later else -size

    def _emerging_on(self, day: date) -> int:
        since = (day - self.calendar.emerging_from).days
        if since >= 0:
            return EMERGING_COUNTS[min(since, EMERGING_DAYS - 1)]
        draw = random.Random(f"{self.seed} {EMERGING} {day}").random()
        return 1 if draw < 0.25 else 0

    def _wave(self, day: date) -> float:
        age = (day - self.calendar.start).days / 364
        slope = 1.22 - 0.42 * age if age < 0.86 else 0.86 + 0.4 * (age - 0.86)
        return slope + 0.02 * math.sin(2 * math.pi * 6.5 * age)


def topics_on(season: Season, day: date) -> dict[str, int]:
    return {topic.code: season.contacts_on(topic, day) for topic in TOPICS}
