"""What the meeting says beside its causes: how much of the work takes causes away, and what belongs to none yet."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from wortel.problems.models import Action, Fix, Statement
from wortel.problems.queries.lookalikes import count_look_alikes
from wortel.problems.queries.unheard import count_unheard_reasons
from wortel.problems.queries.weeks import today
from wortel.problems.rules import Work

WEEKS_OF_WORK = 13


def count_work(now: datetime) -> Work:
    """What was done about causes in the latest quarter of a year: taking them away, or easing them."""
    since = today(now) - timedelta(weeks=WEEKS_OF_WORK)
    done = Action.objects.filter(done_on__gt=since, done_on__lte=today(now))
    is_easing = Q(lever=Action.Lever.MITIGATION)
    fixes = Fix.objects.filter(withdrawn_at=None, on__gt=since, on__lte=today(now)).count()
    return Work(done.exclude(is_easing).count() + fixes, done.filter(is_easing).count())


@dataclass(frozen=True)
class Beside:
    """What belongs to no cause yet, or to none alone, and still wants somebody."""

    groups: int
    reasons: int
    statements: int

    @property
    def any(self) -> bool:
        return bool(self.groups or self.reasons or self.statements)


def count_beside(now: datetime) -> Beside:
    """Groups of reports nobody judged, failure reasons without any cause, statements that were made and not sent."""
    return Beside(
        groups=count_look_alikes(),
        reasons=count_unheard_reasons(now),
        statements=Statement.objects.filter(sent_at=None).count(),
    )
