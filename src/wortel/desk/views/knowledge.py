"""What we know, to read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from wortel.desk.views.who import agent_of
from wortel.knowledge.models import Article
from wortel.knowledge.queries import search_articles
from wortel.problems.queries import list_papered
from wortel.quality.queries import estimate_of, list_samenesses_of

SHOWN = 100


@require_GET
def articles(request: HttpRequest) -> HttpResponse:
    agent_of(request)
    words = request.GET.get("q", "").strip()
    found = search_articles(words, SHOWN) if words else Article.objects.order_by("-used_count", "slug")[:SHOWN]
    is_part = request.headers.get("HX-Target") == "articles"
    context = {"articles": found, "words": words}
    return render(request, "desk/parts/article_rows.html" if is_part else "desk/knowledge.html", context)


@require_GET
def article(request: HttpRequest, slug: str) -> HttpResponse:
    agent_of(request)
    found = get_object_or_404(Article, slug=slug)
    samenesses = [(one, estimate_of(one)) for one in list_samenesses_of(found.reason_codes)]
    context = {"article": found, "papered": list_papered(found.reason_codes), "samenesses": samenesses}
    return render(request, "desk/article.html", context)
