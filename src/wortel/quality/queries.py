"""What were customers answered who asked the same?"""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Case, Exists, F, Max, OuterRef, Prefetch, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from wortel.accounts.models import Agent
from wortel.analysis.intervals import Estimate
from wortel.analysis.words import guess_language
from wortel.cases.models import Part
from wortel.contacts.models import Contact, ContactQuerySet, Direction
from wortel.knowledge.models import Article
from wortel.quality import rules
from wortel.quality.models import Conflict, Ruling, Sameness
from wortel.quality.rules import Given
from wortel.reasons.models import GivenReason
from wortel.reasons.queries import find_latest_search

MOST = 2_000


def list_given(asked: ContactQuerySet, since: datetime, limit: int = MOST) -> list[Given]:
    """The first answer of ours to each of these contacts that may be read, if given since then, latest first."""
    readable = asked.readable().order_by().values("pk")
    answers = _list_answers(asked, since).annotate(to=_find_asked())
    pairs = answers.filter(to__in=readable).order_by("started_at", "pk")
    first: dict[int, int] = {}
    for contact, answer in pairs.values_list("to", "pk"):
        first.setdefault(contact, answer)
    chosen = list(first.values())[-limit:]
    rows = pairs.filter(pk__in=chosen).annotate(
        reason=Subquery(GivenReason.objects.filter(contact=OuterRef("to")).values("reason")),
        name=F("customer__name"),
        speaks=F("customer__language"),
        writer=F("agent__name"),
    )
    found = rows.order_by("-started_at", "-pk").values_list(
        "reply_text", "text", "speaks", "name", "writer", "reason", "agent", "started_at"
    )
    return [
        Given(
            reply or text,
            guess_language(reply or text, speaks or "nl"),
            tuple(name for name in (customer, writer) if name),
            reason,
            by,
            at,
        )
        for reply, text, speaks, customer, writer, reason, by, at in found
        if (reply or text).strip()
    ]


def _list_answers(asked: ContactQuerySet, since: datetime) -> QuerySet[Contact]:
    """What we answered since then in the conversations of these contacts, and beside them in their cases.

    What came by file may quote whatever was said in its case, so nothing in that may be too personal.
    """
    beside = Part.objects.filter(case__in=asked.order_by().values("conversation__part__case"))
    around = asked.order_by().values("conversation").union(beside.values("conversation"))
    answers = Contact.objects.readable().filter(
        direction=Direction.OUT, is_automatic=False, started_at__gte=since, conversation__in=around
    )
    too_personal = Part.objects.filter(conversation__contacts__withheld__isnull=False).values("case")
    return answers.exclude(code__isnull=False, conversation__part__case__in=too_personal)


def _find_asked() -> Coalesce:
    """The contact that an answer went to: what was said last in its conversation.

    What came by file has a conversation of its own, and goes to what was said last in its case.
    """
    said = Contact.objects.filter(
        direction=Direction.IN, is_automatic=False, started_at__lte=OuterRef("started_at")
    ).order_by("-started_at", "-pk")
    here = said.filter(conversation=OuterRef("conversation")).values("pk")[:1]
    in_case = said.filter(conversation__part__case=OuterRef("conversation__part__case")).values("pk")[:1]
    return Coalesce(Subquery(here), Case(When(code__isnull=False, then=Subquery(in_case))))


def has_new_drivers() -> bool:
    """Whether drivers were searched after the answers were last compared."""
    search, compared = find_latest_search(), Sameness.objects.aggregate(at=Max("looked_at"))["at"]
    return bool(search and search.ended_at and compared and search.ended_at > compared)


def list_samenesses() -> QuerySet[Sameness]:
    """What was found last; where customers surely hear different things stands first."""
    found = Sameness.objects.select_related("driver", "reason")
    return found.order_by(F("low").desc(nulls_last=True), "-answers", "pk")


def list_samenesses_of(codes: Iterable[str]) -> QuerySet[Sameness]:
    """Of the questions that one article answers."""
    return list_samenesses().filter(reason__code__in=list(codes))


def estimate_of(one: Sameness) -> Estimate:
    """The chance that two customers hear something different."""
    return Estimate(one.different, one.low, one.high, one.answers)


def list_conflicts() -> QuerySet[Conflict]:
    """Contradictions that are found today, the open ones first, and of those the largest chance."""
    ruled = Exists(_standing().filter(conflict=OuterRef("pk")))
    found = Conflict.objects.filter(gone_at=None).select_related("driver", "reason")
    found = found.prefetch_related(Prefetch("rulings", _standing(), to_attr="standing"))
    return found.annotate(is_ruled=ruled).order_by("is_ruled", "-different", "pk")


def group_conflicts(conflicts: Iterable[Conflict]) -> list[list[Conflict]]:
    """Those that are one to whoever decides: the same promises about one thing, in answers with one reason."""
    groups: list[list[Conflict]] = []
    for one in conflicts:
        group = next((group for group in groups if _is_one(group[0], one)), None)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    return groups


def _is_one(one: Conflict, other: Conflict) -> bool:
    return (
        one.reason_id is not None
        and _traits(one) == _traits(other)
        and rules.is_one_subject(set(one.about), set(other.about))
    )


def _traits(conflict: Conflict) -> tuple[object, ...]:
    ruled = [(ruling.choice, ruling.right, ruling.why) for ruling in conflict.standing]  # type: ignore[attr-defined]  # fetched along by list_conflicts
    return conflict.reason_id, conflict.language, conflict.kind, {value["value"] for value in conflict.values}, ruled


def list_conflicts_of(codes: Iterable[str]) -> QuerySet[Conflict]:
    """About the questions that one article answers."""
    return list_conflicts().filter(reason__code__in=list(codes))


def list_undecided_for(agent: Agent) -> QuerySet[Conflict]:
    """What waits for a word of whoever owns an article about it."""
    codes = {code for article in Article.objects.filter(owner=agent) for code in article.reason_codes}
    return list_conflicts_of(codes).filter(~Exists(_standing().filter(conflict=OuterRef("pk"))))


def _standing() -> QuerySet[Ruling]:
    return Ruling.objects.filter(ended_at=None).select_related("agent")
