"""The contacts behind a figure."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wortel.channels.models import Kind
from wortel.insight.months import choose
from wortel.insight.queries.behind import Choice, list_behind
from wortel.insight.views.reading import agent_of, name_channels, name_reasons, tabs
from wortel.reasons.models import Driver

PAGE = 50


@require_safe
def contacts(request: HttpRequest) -> HttpResponse:
    chosen = choose(request)
    choice = _read(request, chosen.month)
    rows = list_behind(agent_of(request), choice)
    related = rows.select_related("customer", "conversation__part__case", "price", "given_reason__reason")
    page = Paginator(related.with_readable().defer("words"), PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "chosen": chosen,
        "menu": "insight",
        "tabs": tabs(chosen.month),
        "page_of": page,
        "what": _words(choice),
    }
    return render(request, "insight/contacts.html", context)


def _read(request: HttpRequest, month: str) -> Choice:
    asked = request.GET
    repeats = {"1": True, "0": False}.get(asked.get("repeats", ""))
    return Choice(
        month=month,
        reason=asked.get("reason"),
        channel=asked["channel"] if asked.get("channel") in Kind.values else None,
        demand=asked["demand"] if asked.get("demand") in {"failure", "value"} else None,
        repeats=repeats,
        unlinked=asked.get("unlinked") == "1",
        lacking=asked.get("lacking") == "1",
        fed_up=asked.get("fed_up") == "1",
        driver=asked.get("driver"),
    )


def _words(choice: Choice) -> list[str]:
    """What was chosen, as chips."""
    words = []
    if choice.reason is not None:
        words.append(name_reasons().get(choice.reason, choice.reason))
    if choice.channel:
        words.append(name_channels()[choice.channel])
    if choice.demand:
        words.append(_("Failure demand") if choice.demand == "failure" else _("Value demand"))
    if choice.repeats is not None:
        words.append(_("Repeat contacts") if choice.repeats else _("First contacts"))
    if choice.unlinked:
        words.append(_("Not yet assigned"))
    if choice.lacking:
        words.append(_("Lacking means"))
    if choice.fed_up:
        words.append(_("Customer fed up"))
    if choice.driver:
        words.append(_name_driver(choice.driver))
    return words


def _name_driver(asked: str) -> str:
    if not asked.isdecimal():
        return _("Not read yet") if asked == "unread" else _("Belongs to no topic")
    driver = Driver.objects.filter(pk=asked).first()
    return driver.name if driver else asked
