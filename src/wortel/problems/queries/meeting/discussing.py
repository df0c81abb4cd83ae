"""One cause as the meeting looks at it: what is so in one line each, the picture, and what can be decided now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wortel.problems.models import Decision, Effect, OwnerAnswer, Part, Verdict
from wortel.problems.queries import shown
from wortel.problems.queries.evidence import latest_days, list_quotes
from wortel.problems.queries.lost import Lost, count_lost
from wortel.problems.queries.meeting.items import Item
from wortel.problems.queries.meeting.minutes import Since
from wortel.problems.queries.seeing import list_hunches
from wortel.problems.queries.weeks import today
from wortel.ui import numbers
from wortel.ui.charts.chart import Chart

KIND = Decision.Kind
DECISIONS: tuple[str, ...] = tuple(KIND.values)


@dataclass(frozen=True)
class Fact:
    """One line; `is_grave` when it is why the cause stands on the agenda."""

    icon: str
    words: str
    is_grave: bool = False
    href: str = ""


@dataclass(frozen=True)
class Discussed:
    """Everything the right half of the screen shows."""

    facts: list[Fact]
    quotes: list[shown.Quote]
    weeks: Chart | None
    effect: shown.Shown | None
    lost: Lost
    hunches: list[str]
    choices: list[str]
    first: str


def show_item(item: Item, now: datetime) -> Discussed:
    measured = item.card.effect
    effect = shown.show_effect(Effect.objects.get(pk=measured.pk)) if measured and _is_told(item) else None
    choices = _choices(item)
    return Discussed(
        facts=list(_facts(item, now)),
        quotes=[shown.quote(contact) for contact in list_quotes(item.problem, 2)],
        weeks=shown.draw_weeks(item.problem, now) if effect is None else None,
        effect=effect,
        lost=count_lost(item.problem, latest_days(now, 7)),
        hunches=list_hunches(item.problem, 3),
        choices=choices,
        first=_first(item, choices),
    )


def _is_told(item: Item) -> bool:
    return item.part == Part.MEASURED or (item.card.effect is not None and item.card.effect.verdict == Verdict.WORKS)


def _choices(item: Item) -> list[str]:
    """What can be decided about it at once, in the order of the keys."""
    choices = [KIND.ASSIGN, KIND.PLAN, KIND.ASK, KIND.RISK, KIND.PARK]
    if item.problem.is_open:
        choices.insert(3, KIND.MERGE)
        if item.card.effect is not None and item.card.effect.verdict == Verdict.WORKS:
            choices.insert(0, KIND.CLOSE)
    return [str(one.value) for one in choices]


def _first(item: Item, choices: list[str]) -> str:
    """The one that the part asks for; it has the one filled button."""
    if KIND.CLOSE in choices:
        return KIND.CLOSE
    if item.twin is not None and item.part == Part.TO_DECIDE:
        return KIND.MERGE
    if item.facts.is_review_due:
        return KIND.RISK
    return KIND.PLAN if item.card.has_owner and not item.facts.is_refused else KIND.ASSIGN


# ── facts ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _facts(item: Item, now: datetime) -> Iterator[Fact]:
    yield from _about_owner(item, now)
    yield _about_age(item, now)
    if "action" in item.facts.lacks:
        yield Fact("triangle-alert", _("Nothing has been done about it."), is_grave=True)
    if item.objection is not None:
        words = _("%(by)s objects to the charge: %(why)s") % {"by": item.objection.by, "why": item.objection.why}
        href = reverse("objection", args=[item.objection.pk])
        yield Fact("receipt-text", shown.shorten(words, 160), is_grave=True, href=href)
    if item.overdue is not None:
        promised = {"owner": item.overdue.owner.name, "day": numbers.short_day(item.overdue.due_on)}
        yield Fact("clock", _("%(owner)s owes an answer since %(day)s.") % promised, is_grave=True)
    if item.twin is not None:
        yield Fact("merge", _("Looks like “%(title)s”.") % {"title": item.twin.title}, is_grave=True)
    if item.closure is not None and item.facts.is_review_due and item.closure.review_on:
        day = numbers.short_day(item.closure.review_on)
        yield Fact(
            "triangle-alert",
            _("The risk was accepted until %(day)s: %(why)s") % {"day": day, "why": item.closure.why},
            is_grave=True,
        )
    seen = item.problem.sightings.count()
    reporters = item.problem.flags.exclude(agent=None).values("agent").distinct().count()
    if reporters:
        words = ngettext("%(n)s colleague reported it.", "%(n)s colleagues reported it.", reporters)
        yield Fact("users", words % {"n": numbers.number(reporters)})
    if seen:
        words = ngettext(
            "Seen %(n)s time without a customer saying it.", "Seen %(n)s times without a customer saying it.", seen
        )
        yield Fact("eye", words % {"n": numbers.number(seen)})


def _about_owner(item: Item, now: datetime) -> Iterator[Fact]:
    if item.facts.owned_since is None:
        yield Fact("user-plus", _("Nobody answers for it."), is_grave=True)
        return
    owner = ", ".join(one.owner.name for one in item.card.owners)
    waited = (now - item.facts.owned_since).days
    days = _days(waited)
    if item.facts.is_refused and item.answer is not None:
        whose = _("Of: %(whose)s.") % {"whose": item.answer.whose} if item.answer.whose else ""
        said = _("%(owner)s says it is somebody else's.") % {"owner": owner}
        yield Fact("user-plus", f"{said} {whose}".strip(), is_grave=True)
    elif item.card.effect is not None:
        yield Fact("check", _("%(owner)s answers for it.") % {"owner": owner})
    elif item.facts.answered_at is None:
        silent = _("%(owner)s has said nothing for %(days)s.") % {"owner": owner, "days": days}
        asked = _("%(owner)s was asked today.") % {"owner": owner}
        yield Fact("clock", silent if waited else asked, is_grave=item.part == Part.AGEING)
    elif item.answer is not None and item.answer.kind == OwnerAnswer.Kind.PLANNED and item.answer.planned_on:
        day = numbers.short_day(item.answer.planned_on)
        late = item.answer.planned_on < today(now)
        words = _("%(owner)s planned it for %(day)s.") % {"owner": owner, "day": day}
        yield Fact("calendar", words, is_grave=late)
    else:
        yield Fact("check", _("%(owner)s takes it on.") % {"owner": owner})


def _about_age(item: Item, now: datetime) -> Fact:
    days = _days((now - item.problem.opened_at).days)
    if item.part == Part.AGEING:
        moved = item.facts.moved_at
        since = _days((now - moved).days) if moved else days
        return Fact(
            "hourglass", _("Open for %(days)s; nothing moved for %(since)s.") % {"days": days, "since": since}, True
        )
    return Fact("hourglass", _("Open for %(days)s.") % {"days": days})


def _days(n: int) -> str:
    return ngettext("%(n)s day", "%(n)s days", n) % {"n": numbers.number(n)}


# ── what came of it ─────────────────────────────────────────────────────────────────────────────────────────────


def say_state(one: Since) -> str:
    """What became of a decision, in a few words."""
    day = numbers.short_day(one.on) if one.on else ""
    words = {
        "accepted": _("takes it on"),
        "silent": _("no answer yet"),
        "planned": _("planned for %(day)s") % {"day": day} if day else _("planned"),
        "not_mine": _("says it is somebody else's"),
        "answered": _("answered"),
        "owes": _("owes an answer since %(day)s") % {"day": day},
        "passed_on": _("somebody else answers for it now"),
        "dropped": _("taken off the list"),
        "done": _("done on %(day)s") % {"day": day},
        "late": _("planned for %(day)s, and late") % {"day": day},
        "undated": _("no day yet"),
        "closed": _("closed"),
        "accepted_risk": _("we look again on %(day)s") % {"day": day},
        "back": _("open again"),
        "merged": _("one cause now"),
        "apart": _("two causes again"),
        "again": _("on the agenda again"),
    }
    return words[one.state]
