"""What owners said against a line, and what the sample tells of it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, QuerySet

from wortel.analysis.intervals import Estimate, estimate_share
from wortel.contacts.models import Contact
from wortel.problems.models import Caused, Launch, Objection, Problem, Sampled, Statement
from wortel.problems.queries.evidence import month_of
from wortel.problems.queries.weeks import starts_at, today


@dataclass(frozen=True)
class Sample:
    """The judged part of a sample. The interval is that of the share of the whole line."""

    total: int
    judged: int
    right: int
    estimate: Estimate

    @property
    def is_complete(self) -> bool:
        return self.judged == self.total

    @property
    def wrong(self) -> int:
        return self.judged - self.right


def read_sample(objection: Objection) -> Sample:
    answers = list(objection.sample.values_list("is_right", flat=True))
    judged, right = sum(one is not None for one in answers), sum(one is True for one in answers)
    return Sample(len(answers), judged, right, estimate_share(right, judged))


def list_sample(objection: Objection) -> QuerySet[Sampled]:
    """What is looked at, each with whether its words may be shown here."""
    told = Contact.objects.with_readable().select_related("customer", "conversation__part")
    return objection.sample.prefetch_related(Prefetch("contact", told.defer("words")))


def list_objections(month: str) -> list[Objection]:
    """Those of a month that stand, newest first."""
    found = Objection.objects.filter(statement__month=month, withdrawn_at=None)
    return list(found.select_related("statement__owner", "problem"))


def list_overdue_objections(now: datetime) -> list[Objection]:
    """Those of which the promised day has passed without a decision."""
    late = Objection.objects.filter(decided_at=None, withdrawn_at=None, due_on__lt=today(now))
    return list(late.select_related("statement__owner", "problem").order_by("due_on"))


def find_objection(statement: Statement, problem: Problem) -> Objection | None:
    return statement.objections.filter(problem=problem, withdrawn_at=None).first()


def find_next(objection: Objection) -> Sampled | None:
    """The first contact that nobody judged yet."""
    return objection.sample.filter(is_right=None).first()


def list_charged(problem: Problem, month: str) -> list[int]:
    """The contacts behind a line, by number: all that the problem caused in the month outside agreed windows."""
    period = month_of(date.fromisoformat(f"{month}-01"))
    caused = Caused.objects.filter(period.holds("contact__started_at"), problem__in=[problem, *problem.absorbed.all()])
    contacts = Contact.objects.filter(pk__in=caused.values("contact"))
    for launch in Launch.objects.filter(problem=problem, withdrawn_at=None):
        after = starts_at(date.fromordinal(launch.last_on.toordinal() + 1))
        contacts = contacts.exclude(started_at__gte=starts_at(launch.first_on), started_at__lt=after)
    return sorted(contacts.values_list("pk", flat=True))
