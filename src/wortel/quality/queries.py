"""What were customers answered who asked the same?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet, Subquery

from wortel.accounts.models import Agent
from wortel.analysis.intervals import Estimate
from wortel.analysis.words import guess_language
from wortel.contacts.models import Contact, Direction
from wortel.knowledge.models import Article
from wortel.quality.models import Conflict, Ruling, Sameness
from wortel.reasons.models import Reason

MOST = 2_000


@dataclass(frozen=True)
class Given:
    """One answer, its language, when it was given, and the names that it may hold."""

    text: str
    language: str
    names: tuple[str, ...]
    at: datetime


def list_given(reason: Reason, since: datetime, limit: int = MOST) -> list[Given]:
    """The first answer of ours to each contact with this reason since then, latest first."""
    said = Contact.objects.filter(
        conversation=OuterRef("conversation"),
        direction=Direction.IN,
        is_automatic=False,
        started_at__lte=OuterRef("started_at"),
    ).order_by("-started_at", "-pk")
    answers = Contact.objects.filter(direction=Direction.OUT, is_automatic=False, started_at__gte=since)
    answers = answers.filter(conversation__contacts__given_reason__reason=reason)
    pairs = answers.annotate(asked=Subquery(said.values("pk")[:1])).order_by("started_at", "pk").distinct()
    ours = Contact.objects.filter(given_reason__reason=reason).values("pk")
    first: dict[int, int] = {}
    for asked, answer in pairs.filter(asked__in=ours).values_list("asked", "pk"):
        first.setdefault(asked, answer)
    chosen = sorted(first.values(), reverse=True)[:limit]
    rows = Contact.objects.filter(pk__in=chosen).annotate(
        name=F("customer__name"), speaks=F("customer__language"), writer=F("agent__name")
    )
    found = rows.order_by("-started_at", "-pk").values_list(
        "reply_text", "text", "speaks", "name", "writer", "started_at"
    )
    return [
        Given(
            reply or text,
            guess_language(reply or text, speaks or "nl"),
            tuple(name for name in (customer, writer) if name),
            at,
        )
        for reply, text, speaks, customer, writer, at in found
        if (reply or text).strip()
    ]


def list_samenesses() -> QuerySet[Sameness]:
    """What was found last, by reason; where customers surely hear different things stands first."""
    found = Sameness.objects.select_related("reason")
    return found.order_by(F("low").desc(nulls_last=True), "-answers", "reason__code")


def list_samenesses_of(codes: Iterable[str]) -> QuerySet[Sameness]:
    """Of the questions that one article answers."""
    return list_samenesses().filter(reason__code__in=list(codes))


def estimate_of(one: Sameness) -> Estimate:
    """The chance that two customers hear something different."""
    return Estimate(one.different, one.low, one.high, one.answers)


def list_conflicts() -> QuerySet[Conflict]:
    """Contradictions that are found today, the open ones first, and of those the largest chance."""
    ruled = Exists(_standing().filter(conflict=OuterRef("pk")))
    found = Conflict.objects.filter(gone_at=None).select_related("reason")
    found = found.prefetch_related(Prefetch("rulings", _standing(), to_attr="standing"))
    return found.annotate(is_ruled=ruled).order_by("is_ruled", "-different", "pk")


def list_conflicts_of(codes: Iterable[str]) -> QuerySet[Conflict]:
    """About the questions that one article answers."""
    return list_conflicts().filter(reason__code__in=list(codes))


def list_undecided_for(agent: Agent) -> QuerySet[Conflict]:
    """What waits for a word of whoever owns an article about it."""
    codes = {code for article in Article.objects.filter(owner=agent) for code in article.reason_codes}
    return list_conflicts_of(codes).filter(~Exists(_standing().filter(conflict=OuterRef("pk"))))


def _standing() -> QuerySet[Ruling]:
    return Ruling.objects.filter(ended_at=None).select_related("agent")
