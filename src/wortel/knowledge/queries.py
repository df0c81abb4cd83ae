from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Least

from wortel.knowledge.models import Article, Search

# What was looked for once may say more about somebody than about what we know.
FEWEST_IN_VAIN = 2


def list_for_reason(code: str, limit: int = 3) -> QuerySet[Article]:
    """What we know about this reason, most used first."""
    return Article.objects.filter(reason_codes__contains=[code]).order_by("-used_count", "slug")[:limit]


def search_articles(text: str, limit: int = 5) -> QuerySet[Article]:
    """Articles of which the title has each of these words, most used first."""
    titled = Article.objects.all()
    for word in text.split():
        titled = titled.filter(Q(title_nl__icontains=word) | Q(title_en__icontains=word))
    return titled.order_by("-used_count", "slug")[:limit]


@dataclass(frozen=True)
class Sought:
    """Something that was looked for: how often, and how often nothing was found that was worth opening."""

    words: str
    asked: int
    in_vain: int


def list_sought_in_vain(*, since: date, limit: int) -> list[Sought]:
    """What was looked for without an article opened, most often first."""
    counted = Search.objects.filter(monday__gte=since).values("words").annotate(n=Sum("asked"), vain=_IN_VAIN)
    rows = counted.filter(vain__gte=FEWEST_IN_VAIN).order_by("-vain", "words")[:limit]
    return [Sought(row["words"], row["n"], row["vain"]) for row in rows]


def count_sought(*, first: date, until: date) -> Mapping[str, tuple[int, int]]:
    """Of each topic: how often it was looked for in vain in these weeks, and how often at all."""
    weeks = Search.objects.filter(monday__gte=first, monday__lt=until).exclude(topic="")
    rows = weeks.values_list("topic").annotate(n=Sum("asked"), vain=_IN_VAIN)
    return {topic: (vain, n) for topic, n, vain in rows}


# An article may be opened twice after one search.
_IN_VAIN = Sum(F("asked") - Least("opened", "asked"))
