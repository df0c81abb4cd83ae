"""The owner's page: one link, no account, three buttons. It shows one problem and nothing else."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from wortel.accounts.access import open_to_all
from wortel.accounts.queries import find_organisation
from wortel.orders.models import Parcel
from wortel.portal import forms
from wortel.portal.rules import initial
from wortel.problems import actions, queries
from wortel.problems.models import OwnerLink, Problem
from wortel.problems.queries import Period, Tally
from wortel.problems.queries.shown import draw_weeks_of, month_words, quote, show_effect
from wortel.ui.charts.chart import Chart

FEW_QUOTES, MANY_QUOTES = 2, 30
WEEKS = 4


@open_to_all
@never_cache
@require_safe
def owner(request: HttpRequest, token: str) -> HttpResponse:
    now = timezone.now()
    try:
        link = queries.find_link(token, now)
    except queries.LinkNotValid:
        return _closed_door(request)
    actions.mark_opened(link=link, now=now)
    context = {**_what(link, now, is_all="all" in request.GET), **_said(link), "token": token, "link": link}
    return _quietly(render(request, "portal/owner.html", context))


@open_to_all
@never_cache
@require_POST
def answers(request: HttpRequest, token: str) -> HttpResponse:
    now = timezone.now()
    try:
        link = queries.find_link(token, now)
    except queries.LinkNotValid:
        return _closed_door(request)
    form = forms.OwnerSays(request.POST)
    try:
        _answer(link, form, now)
    except actions.AnswerIncomplete:
        messages.error(request, _("Choose a day from today on, within two years."))
    return _quietly(redirect("owner", token))


def _answer(link: OwnerLink, form: forms.OwnerSays, now: datetime) -> None:
    if not form.is_valid():
        raise actions.AnswerIncomplete
    given = form.cleaned_data
    actions.answer_as_owner(
        link=link, kind=given["kind"], planned_on=given["planned_on"], whose=given["whose"], now=now
    )


def _what(link: OwnerLink, now: datetime, *, is_all: bool) -> dict[str, Any]:
    organisation = find_organisation()
    problem = link.problem
    period = queries.find_period(problem, now)
    tally = queries.tally(problem, period)
    per_parcels = _per_thousand_parcels(link, tally, period)
    said = queries.list_quotes(problem, MANY_QUOTES if is_all else FEW_QUOTES)
    return {
        "organisation": organisation,
        "initial": initial(organisation.name),
        "problem": problem,
        "first_name": link.person.name.split()[0] if link.person else link.owner.name,
        "tally": tally,
        "month": month_words(period.start, now),
        "has_wink": organisation.has_wink and link.owner.likes_wink,
        "per_parcels": per_parcels,
        "weeks": _weeks(problem, period, now),
        "quotes": [quote(contact) for contact in said],
        "unread": 0 if is_all else tally.contacts - len(said),
        "is_all": is_all,
    }


def _weeks(problem: Problem, period: Period, now: datetime) -> Chart:
    """Four weeks up to the end of the month; in this month the running one too, hollow: what just began is seen."""
    if period.until > queries.today(now):
        mondays = queries.latest_mondays(now, WEEKS)
        return draw_weeks_of(problem, mondays, running=mondays[-1])
    latest = period.until - timedelta(days=period.until.weekday())
    return draw_weeks_of(problem, [latest - timedelta(days=7 * n) for n in range(WEEKS, 0, -1)])


def _per_thousand_parcels(link: OwnerLink, tally: Tally, period: Period) -> float | None:
    """A carrier counts in parcels."""
    if link.owner.partner_id is None:
        return None
    sent = Parcel.objects.filter(period.holds("order__placed_at"), carrier=link.owner.partner_id).count()
    return 1000 * tally.contacts / sent if sent else None


def _said(link: OwnerLink) -> dict[str, Any]:
    """What this owner answered, and once something was changed, whether it helped."""
    effect = queries.find_latest_effect(link.problem)
    return {
        "answer": queries.latest_answer(link),
        "effect": show_effect(effect) if effect else None,
        "today": queries.today(timezone.now()),
        "closure": queries.latest_closure(link.problem),
    }


def _closed_door(request: HttpRequest) -> HttpResponse:
    """Unknown, too old or withdrawn: the same kind words, so that nothing can be learned by trying."""
    return _quietly(render(request, "portal/closed.html", {"organisation": find_organisation()}, status=404))


def _quietly(response: HttpResponse) -> HttpResponse:
    """The address is the key: it is not passed on to others, kept or found."""
    # Not "no-referrer": then the browser hides where an answer comes from, and the answer is refused.
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
