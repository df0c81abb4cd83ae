"""What customers answered about the steps where things go wrong, and about what was done: before it and after it.

Joined through the contact that was judged: answer → contact → cause → step, and cause → what was done about it. An
answer counts where its contact started, so a survey that came back late does not move to the better days.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from operator import attrgetter

from django.db.models import Count, Q, QuerySet

from wortel.analysis.intervals import Estimate
from wortel.analysis.voices import Answers, Voice, compare_shares, tell_voice
from wortel.problems.models import Action, Caused, Fix, Lever, Problem, Process, Reply, Step, Telling
from wortel.problems.queries.evidence import Period
from wortel.problems.queries.fixes import find_together
from wortel.problems.queries.weeks import WEEK, today
from wortel.problems.rules.telling import still_bothered

HEARD_WEEKS = 26
FIX = "fix"


@dataclass(frozen=True)
class Told:
    """What those who heard "what troubled you is gone" answered to the one question."""

    bothered: Estimate
    asked: int


@dataclass(frozen=True)
class StepVoice:
    """One step of a process; `step` is None for causes that name only the process."""

    process: Process
    step: Step | None
    causes: int
    voice: Voice
    told: Told


@dataclass(frozen=True)
class DeedVoice:
    """Something that was done about a cause: who was satisfied before it and after it, and the difference."""

    problem: Problem
    what: str
    kind: str
    on: date
    before: Voice
    after: Voice
    told: Told | None

    @property
    def kind_words(self) -> str:
        """The lever that was pulled; a change that is measured has no lever of its own."""
        return "" if self.kind == FIX else str(Lever(self.kind).label)

    @property
    def change(self) -> Estimate:
        return compare_shares(self.before.csat, self.after.csat)


@dataclass(frozen=True)
class _Deed:
    """Something done on a day, with the days that are held against each other."""

    problem: Problem
    what: str
    kind: str
    on: date
    before: Period
    after: Period
    fix: Fix | None = None


def heard_days(now: datetime) -> Period:
    """Half a year up to yesterday: few answer, so a month says nothing about one step."""
    here = today(now)
    return Period(here - HEARD_WEEKS * WEEK, here)


def find_voice(problem: Problem, period: Period | None = None) -> Voice:
    """What customers of one cause answered."""
    rows = Caused.objects.filter(problem=problem)
    if period:
        rows = rows.filter(period.holds("contact__started_at"))
    return tell_voice(_count(rows))


def list_step_voices(period: Period, process: Process | None = None) -> list[StepVoice]:
    """Every step that has a cause, in the order of its process; a contact with two causes in one step counts once."""
    problems = Problem.objects.standing().exclude(process=None)
    problems = problems.filter(process=process) if process else problems
    places = problems.order_by().values_list("process", "step").annotate(n=Count("pk"))
    causes = {(process_id, step_id): n for process_id, step_id, n in places}
    found = _count_by(Caused.objects.filter(period.holds("contact__started_at"), problem__in=problems))
    told = _told_by_place(period)
    processes = Process.objects.select_related("owner").in_bulk({pair[0] for pair in causes})
    steps = Step.objects.in_bulk({pair[1] for pair in causes if pair[1]})
    voices = [
        StepVoice(
            process=processes[pair[0]],
            step=steps.get(pair[1]) if pair[1] else None,
            causes=n,
            voice=tell_voice(found.get(pair, {})),
            told=told.get(pair, Told(still_bothered(0, 0), 0)),
        )
        for pair, n in causes.items()
        if pair[0]
    ]
    return sorted(voices, key=lambda one: (str(one.process), one.step.place if one.step else 10_000))


def list_deed_voices(now: datetime, problem: Problem | None = None) -> list[DeedVoice]:
    """Everything that was done, latest first: changes with their registered weeks, other actions with half a year."""
    deeds = sorted([*_fixes(now, problem), *_actions(now, problem)], key=attrgetter("on"), reverse=True)
    return [_hear(deed) for deed in deeds]


def _fixes(now: datetime, problem: Problem | None) -> Iterable[_Deed]:
    """A change is held against the same weeks as its effect, so that both speak of the same days."""
    here = today(now)
    fixes = Fix.objects.filter(withdrawn_at=None, on__lte=here, problem__merged_into=None).select_related("problem")
    for fix in fixes.filter(problem=problem) if problem else fixes:
        span = find_together(fix)[0].window
        before = Period(span.pre_from, span.fix_week)
        until = min(span.post_until, here)
        yield _Deed(fix.problem, fix.what, FIX, fix.on, before, Period(span.post_from, max(until, span.post_from)), fix)


def _actions(now: datetime, problem: Problem | None) -> Iterable[_Deed]:
    """What was done without being registered as a change; the day itself is neither before nor after."""
    here, half = today(now), HEARD_WEEKS * WEEK
    done = Action.objects.filter(done_on__lte=here, problem__merged_into=None).select_related("problem")
    done = done.exclude(pk__in=Fix.objects.filter(withdrawn_at=None, action__isnull=False).values("action"))
    for action in done.filter(problem=problem) if problem else done:
        on = action.done_on
        assert on is not None
        after = on + timedelta(days=1)
        before, later = Period(on - half, on), Period(after, max(after, min(on + half, here)))
        yield _Deed(action.problem, action.what, action.lever, on, before, later)


def _hear(deed: _Deed) -> DeedVoice:
    told = None
    if deed.fix is not None:
        told = _tally(Telling.objects.filter(kind=Telling.Kind.GONE, effect__fix=deed.fix))
    return DeedVoice(
        problem=deed.problem,
        what=deed.what,
        kind=deed.kind,
        on=deed.on,
        before=find_voice(deed.problem, deed.before),
        after=find_voice(deed.problem, deed.after),
        told=told if told and told.asked else None,
    )


def _tally(tellings: QuerySet[Telling]) -> Told:
    counted = tellings.aggregate(
        asked=Count("recipients", filter=Q(recipients__state__in=["sent", "called"])),
        answered=Count("recipients__reply"),
        yes=Count("recipients__reply", filter=Q(recipients__reply__is_still_bothered=True)),
    )
    return Told(still_bothered(counted["yes"], counted["answered"]), counted["asked"])


def _told_by_place(period: Period) -> Mapping[tuple[int, int | None], Told]:
    """The one question, by the step of the cause that was told to be gone; what was told today counts too."""
    period = Period(period.start, period.until + timedelta(days=1))
    gone = Telling.objects.filter(kind=Telling.Kind.GONE, recipients__state__in=["sent", "called"])
    place = ("problem__process", "problem__step")
    asked = gone.filter(period.holds("approved_at")).order_by().values_list(*place).annotate(n=Count("recipients"))
    replies = Reply.objects.filter(period.holds("recipient__telling__approved_at"))
    replies = replies.filter(recipient__telling__kind=Telling.Kind.GONE).order_by()
    where = tuple(f"recipient__telling__{name}" for name in place)
    answered = replies.values_list(*where).annotate(yes=Count("pk", filter=Q(is_still_bothered=True)), n=Count("pk"))
    shares = {(process, step): still_bothered(yes, n) for process, step, yes, n in answered}
    return {
        (process, step): Told(shares.get((process, step), still_bothered(0, 0)), n)
        for process, step, n in asked
        if process
    }


def _count(rows: QuerySet[Caused]) -> Answers:
    found: dict[str, dict[int, int]] = {}
    asked = rows.filter(contact__answers__isnull=False).order_by()
    scores = asked.values_list("contact__answers__question", "contact__answers__score")
    for question, score, n in scores.annotate(n=Count("contact", distinct=True)):
        found.setdefault(question, {})[score] = n
    return found


def _count_by(rows: QuerySet[Caused]) -> Mapping[tuple[int, int | None], Answers]:
    """The same for every process and step at once."""
    found: dict[tuple[int, int | None], dict[str, dict[int, int]]] = {}
    asked = rows.filter(contact__answers__isnull=False).order_by()
    places = asked.values_list(
        "problem__process", "problem__step", "contact__answers__question", "contact__answers__score"
    )
    for process, step, question, score, n in places.annotate(n=Count("contact", distinct=True)):
        found.setdefault((process, step), {}).setdefault(question, {})[score] = n
    return found
