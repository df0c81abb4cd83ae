"""What we know, to read."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from wortel.accounts.access import open_to
from wortel.accounts.models import Agent, Role
from wortel.desk.views.who import agent_of
from wortel.insight.queries.contradictions import DECIDERS, list_cards
from wortel.knowledge import actions as knowledge
from wortel.knowledge.models import Article
from wortel.knowledge.queries import search_articles
from wortel.problems.queries import list_papered
from wortel.quality.queries import estimate_of, list_conflicts_of, list_samenesses_of, list_undecided_for

SHOWN = 100
KEEPERS = (Role.AGENT, Role.LEAD, Role.MANAGER, Role.QUALITY, Role.ADMIN)


@require_GET
def articles(request: HttpRequest) -> HttpResponse:
    me = agent_of(request)
    words = request.GET.get("q", "").strip()
    found = search_articles(words, SHOWN) if words else Article.objects.order_by("-used_count", "slug")[:SHOWN]
    is_part = request.headers.get("HX-Target") == "articles"
    context = {"articles": found, "words": words, "undecided": list_undecided_for(me).count()}
    return render(request, "desk/parts/article_rows.html" if is_part else "desk/knowledge.html", context)


@require_GET
def article(request: HttpRequest, slug: str) -> HttpResponse:
    me = agent_of(request)
    found = get_object_or_404(Article.objects.select_related("owner"), slug=slug)
    context = {
        "article": found,
        "papered": list_papered(found.reason_codes),
        "samenesses": [(one, estimate_of(one)) for one in list_samenesses_of(found.reason_codes)],
        "cards": list_cards(list_conflicts_of(found.reason_codes), me),
        "keepers": _list_keepers() if _may_give(me) else (),
    }
    return render(request, "desk/article.html", context)


@require_POST
@open_to(*DECIDERS)
def owner(request: HttpRequest, slug: str) -> HttpResponse:
    """Who keeps the article right."""
    found = get_object_or_404(Article, slug=slug)
    chosen = request.POST.get("owner", "")
    person = get_object_or_404(_list_keepers(), pk=chosen) if chosen.isdigit() else None
    knowledge.give_to_owner(article=found, owner=person)
    return redirect("article", slug=slug)


def _list_keepers() -> QuerySet[Agent]:
    return Agent.objects.filter(is_active=True, role__in=KEEPERS).order_by("name")


def _may_give(agent: Agent) -> bool:
    return agent.role in DECIDERS
