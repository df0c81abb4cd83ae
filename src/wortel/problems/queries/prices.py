"""What does a minute cost on a day?"""

from datetime import date
from decimal import Decimal

from django.db.models import F

from wortel.accounts.models import Team
from wortel.problems.models import Budget, Rate

MILLIONTH = Decimal("0.000001")


def find_rate(team: Team | None, day: date) -> Decimal | None:
    """The team's rate, else that of everybody, else what the budget of the month makes of a minute."""
    known = Rate.objects.filter(valid_from__lte=day, team__in=[team] if team else [])
    known |= Rate.objects.filter(valid_from__lte=day, team=None)
    rate = known.order_by(F("team").asc(nulls_last=True), "-valid_from").first()
    if rate is not None:
        return rate.eur_per_minute
    budget = Budget.objects.filter(month=f"{day:%Y-%m}", practical_minutes__gt=0).first()
    return (budget.cost_eur / budget.practical_minutes).quantize(MILLIONTH) if budget else None


def next_quarter(day: date) -> date:
    """The first day of the quarter after this one."""
    months = day.year * 12 + (day.month - 1) // 3 * 3 + 3
    return date(months // 12, months % 12 + 1, 1)
