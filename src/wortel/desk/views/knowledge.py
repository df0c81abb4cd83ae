"""What we know, to read, and what was looked for in it."""

from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from wortel.accounts.access import open_to
from wortel.accounts.models import Agent, Role
from wortel.accounts.queries import find_now, find_time_zone
from wortel.desk.views.who import agent_of
from wortel.insight.queries.contradictions import DECIDERS, list_cards
from wortel.knowledge import actions as knowledge
from wortel.knowledge.models import Article
from wortel.knowledge.queries import list_sought_in_vain, search_articles
from wortel.problems.queries import list_papered
from wortel.quality.queries import (
    estimate_of,
    group_conflicts,
    list_conflicts_of,
    list_samenesses_of,
    list_undecided_for,
)
from wortel.reasons.queries import propose_for_text

SHOWN = 100
SOUGHT, SOUGHT_SINCE = 8, timedelta(weeks=4)
KEEPERS = (Role.AGENT, Role.LEAD, Role.MANAGER, Role.QUALITY, Role.ADMIN)


@require_GET
def articles(request: HttpRequest) -> HttpResponse:
    me = agent_of(request)
    words = request.GET.get("q", "").strip()
    found = search_articles(words, SHOWN) if words else Article.objects.order_by("-used_count", "slug")[:SHOWN]
    is_part = request.headers.get("HX-Target") == "articles"
    context: dict[str, Any] = {"articles": found, "words": words}
    if is_part:
        return render(request, "desk/parts/article_rows.html", context)
    sought = list_sought_in_vain(since=_today() - SOUGHT_SINCE, limit=SOUGHT)
    context |= {"undecided": len(group_conflicts(list_undecided_for(me))), "sought": sought}
    return render(request, "desk/knowledge.html", context)


@require_POST
def searches(request: HttpRequest) -> HttpResponse:
    """Somebody is done typing what they look for."""
    words = request.POST.get("q", "")
    knowledge.count_search(words=words, topic=_find_topic(words), on=_today())
    return HttpResponse(status=204)


@require_GET
def article(request: HttpRequest, slug: str) -> HttpResponse:
    me = agent_of(request)
    found = get_object_or_404(Article.objects.select_related("owner"), slug=slug)
    if words := request.GET.get("q", ""):
        _count_opened(words)
    context = {
        "article": found,
        "papered": list_papered(found.reason_codes),
        "samenesses": [(one, estimate_of(one)) for one in list_samenesses_of(found.reason_codes)],
        "cards": list_cards(list_conflicts_of(found.reason_codes), me),
        "keepers": _list_keepers() if _may_give(me) else (),
    }
    return render(request, "desk/article.html", context)


@require_POST
def openings(request: HttpRequest, slug: str) -> HttpResponse:
    """What somebody looked for while they write, they put into their answer."""
    get_object_or_404(Article, slug=slug)
    _count_opened(request.POST.get("q", ""))
    return HttpResponse(status=204)


@require_POST
@open_to(*DECIDERS)
def owner(request: HttpRequest, slug: str) -> HttpResponse:
    """Who keeps the article right."""
    found = get_object_or_404(Article, slug=slug)
    chosen = request.POST.get("owner", "")
    person = get_object_or_404(_list_keepers(), pk=chosen) if chosen.isdigit() else None
    knowledge.give_to_owner(article=found, owner=person)
    return redirect("article", slug=slug)


def _count_opened(words: str) -> None:
    knowledge.count_opened(words=words, topic=_find_topic(words), on=_today())


def _find_topic(words: str) -> str:
    """The reason that these words point to, if any."""
    likely = propose_for_text(words)
    return likely[0][0].code if likely else ""


def _today() -> date:
    return find_now(timezone.now()).astimezone(find_time_zone()).date()


def _list_keepers() -> QuerySet[Agent]:
    return Agent.objects.filter(is_active=True, role__in=KEEPERS).order_by("name")


def _may_give(agent: Agent) -> bool:
    return agent.role in DECIDERS
