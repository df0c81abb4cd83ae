"""The same answer: the chance that two customers who asked the same heard something different, with the variants."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wortel.insight.months import choose
from wortel.insight.queries.contradictions import list_cards
from wortel.insight.views.reading import agent_of, current, tabs
from wortel.knowledge.models import Article
from wortel.quality import queries
from wortel.quality.models import Sameness


@require_safe
def sameness(request: HttpRequest) -> HttpResponse:
    chosen, found = choose(request), list(queries.list_samenesses())
    articles = list(Article.objects.order_by("-used_count", "slug"))
    context: dict[str, Any] = {
        "menu": "insight",
        "tabs": tabs(chosen.month),
        "current": current("insight-sameness", chosen.month),
        "cards": list_cards(queries.list_conflicts(), agent_of(request)),
        "rows": [_row(one, articles) for one in found if one.different is not None],
        "few": sum(one.different is None for one in found),
        "latest": max((one.looked_at for one in found), default=None),
        "since": min((one.since for one in found), default=None),
        "has_languages": len({one.language for one in found}) > 1,
    }
    return render(request, "insight/sameness.html", context)


def _row(one: Sameness, articles: list[Article]) -> dict[str, Any]:
    return {
        "one": one,
        "chance": queries.estimate_of(one),
        "variants": [variant for variant in one.variants if variant["text"]],
        "kinds": len(one.variants),
        "articles": [article for article in articles if one.reason and one.reason.code in article.reason_codes],
    }
