"""Things found by their names, for the command bar and the composer."""

from dataclasses import dataclass

from django.db.models import F, Q

from wortel.knowledge.models import Article
from wortel.problems.models import Ownership, Problem

MANY = 12


@dataclass(frozen=True)
class Cause:
    id: int
    title: str
    owner: str


@dataclass(frozen=True)
class Words:
    """An article as it goes into an answer."""

    slug: str
    title: str
    words: str


def list_causes(words: str, *, lang: str, limit: int) -> list[Cause]:
    """Open causes whose title has these words; those still going on first."""
    fits = Q(title_nl__icontains=words) | Q(title_en__icontains=words) | Q(code__icontains=words)
    found = (
        Problem.objects.standing().filter(fits).order_by(F("closed_at").desc(nulls_first=True), "-opened_at")[:limit]
    )
    owners = dict(
        Ownership.objects.filter(problem__in=[one.pk for one in found], until=None).values_list(
            "problem", "owner__name"
        )
    )
    return [Cause(one.pk, one.title, owners.get(one.pk, "")) for one in found]


def list_articles(words: str, *, lang: str) -> list[Words]:
    title, body = ("title_en", "body_en") if lang.startswith("en") else ("title_nl", "body_nl")
    articles = Article.objects.all()
    for word in words.split():
        articles = articles.filter(Q(**{f"{title}__icontains": word}) | Q(**{f"{body}__icontains": word}))
    return [Words(*row) for row in articles.order_by("-used_count", title).values_list("slug", title, body)[:MANY]]
