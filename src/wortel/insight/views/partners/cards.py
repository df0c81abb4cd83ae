"""All partners by name, and the scorecard of one."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from wortel.accounts.access import open_to
from wortel.accounts.queries import find_now
from wortel.insight.queries.partners import find_partners, hold_against_others, list_caused, read_span, shown
from wortel.insight.queries.partners.counting import Tally
from wortel.insight.views.partners.letters import list_sent
from wortel.insight.views.partners.reading import READERS, Asked, behind, find_partner, read_asked
from wortel.insight.views.reading import agent_of, name_reasons
from wortel.problems.models import Problem

PAGE = 50


@open_to(*READERS)
@require_safe
def partners(request: HttpRequest) -> HttpResponse:
    """By name, never by score. A partner comes straight to its own."""
    agent = agent_of(request)
    known = find_partners(agent)
    if not agent.is_staff_member:
        if not known:
            raise Http404
        return redirect("partner", known[0].pk)
    asked = read_asked(request)
    tallies = [one for one in read_span(asked.span, known) if one.parcels or one.contacts]
    drawn = shown.draw_together(tallies)
    context = {
        **_head(request, asked),
        "rows": [_row(one, tallies, asked, drawn) for one in tallies],
        "funnel": shown.draw_funnel(tallies),
        "has_together": bool(drawn),
        "period": shown.name_span(asked.span),
    }
    return render(request, "insight/partners.html", context)


@open_to(*READERS)
@require_safe
def partner(request: HttpRequest, pk: int) -> HttpResponse:
    found, asked = find_partner(request, pk), read_asked(request)
    is_colleague = agent_of(request).is_staff_member
    card = shown.draw_card(found, asked.span, now=find_now(timezone.now()), for_partner=not is_colleague)
    context = {
        **_head(request, asked),
        "card": card,
        "is_colleague": is_colleague,
        "sent": list_sent(found),
        **_links(card, asked),
    }
    return render(request, "insight/partner.html", context)


@require_safe
def contacts(request: HttpRequest, pk: int) -> HttpResponse:
    """The contacts behind a partner's figure, for colleagues."""
    found, asked = find_partner(request, pk), read_asked(request)
    reason, problem = request.GET.get("reason"), request.GET.get("problem", "")
    rows = list_caused(agent_of(request), found, asked.span, reason=reason, problem=problem)
    related = rows.select_related("customer", "conversation__part__case", "price", "given_reason__reason")
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "chosen": {"name": shown.name_span(asked.span)},
        "menu": "partners",
        "tabs": [],
        "page_of": Paginator(related.with_readable().defer("words"), PAGE).get_page(request.GET.get("page")),
        "what": [found.name, *_words(reason, problem)],
        "query": query.urlencode(),
    }
    return render(request, "insight/contacts.html", context)


def _words(reason: str | None, problem: str) -> list[str]:
    words = [] if reason is None else [name_reasons().get(reason, reason)]
    return [*words, *(one.title for one in Problem.objects.filter(code=problem) if problem)]


def _head(request: HttpRequest, asked: Asked) -> dict[str, Any]:
    return {
        "menu": "partners",
        "chosen": asked.chosen,
        "asked": asked,
        "lengths": asked.lengths(request.path),
        "current_length": asked.current(request.path),
    }


def _row(tally: Tally, everybody: list[Tally], asked: Asked, drawn: dict[int, str]) -> dict[str, Any]:
    expected = hold_against_others(tally, everybody)
    return {
        "tally": tally,
        "href": f"{reverse('partner', args=[tally.partner.pk])}?{asked.query}",
        "figures": {told.figure: told for told in shown.list_figures(tally)},
        "held": shown.say_held(expected) if expected else "",
        "expected": expected,
        "together": drawn.get(tally.partner.pk, ""),
    }


def _links(card: shown.Card, asked: Asked) -> dict[str, Any]:
    return {
        "behind": behind(card.partner, asked),
        "reasons": [(line, behind(card.partner, asked, reason=line.code)) for line in card.reasons],
        "points": [(point, behind(card.partner, asked, problem=point.problem.code)) for point in card.points],
    }
