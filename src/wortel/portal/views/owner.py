"""The owner's page: one link, no account, three buttons. It shows what is theirs and nothing else."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wortel.accounts.queries import find_organisation
from wortel.orders.models import Parcel
from wortel.portal import forms
from wortel.portal.rules import initial
from wortel.portal.views.door import by_link
from wortel.problems import actions, queries
from wortel.problems.models import OwnerLink, OwnerRequest, Problem, ProcessOwner
from wortel.problems.queries import Period, Tally
from wortel.problems.queries.shown import draw_weeks_of, month_words, quote, show_effect
from wortel.ui.charts.chart import Chart

FEW_QUOTES, MANY_QUOTES = 2, 30
WEEKS = 4


@by_link
@require_safe
def owner(request: HttpRequest, link: OwnerLink) -> HttpResponse:
    """The one problem of this link, or everything this owner answers for."""
    actions.mark_opened(link=link, now=timezone.now())
    return _list(request, link) if link.problem_id is None else _draw(request, link, None)


@by_link
@require_safe
def problem(request: HttpRequest, link: OwnerLink, pk: int) -> HttpResponse:
    return _draw(request, link, pk)


def _list(request: HttpRequest, link: OwnerLink) -> HttpResponse:
    now = timezone.now()
    rows = queries.list_theirs(link, now)
    context = {
        **house(link),
        "open_rows": [row for row in rows if row.problem.is_open],
        "closed_rows": [row for row in rows if not row.problem.is_open],
        "cents": sum(row.cents for row in rows if row.problem.is_open),
        "contacts": sum(row.contacts for row in rows if row.problem.is_open),
        "token": token_of(request),
    }
    return render(request, "portal/owner_list.html", context)


def _draw(request: HttpRequest, link: OwnerLink, pk: int | None) -> HttpResponse:
    now, found = timezone.now(), queries.find_owned(link, pk)
    context = {
        **house(link),
        **_what(link, found, now, is_all="all" in request.GET),
        **_said(link, found, now),
        "token": token_of(request),
        "link": link,
    }
    return render(request, "portal/owner.html", context)


@by_link
@require_POST
def answers(request: HttpRequest, link: OwnerLink, pk: int | None = None) -> HttpResponse:
    found, now = queries.find_owned(link, pk), timezone.now()
    form = forms.OwnerSays(request.POST, owner=link.owner)
    try:
        right_owner = _answer(link, found, form, now)
    except actions.AnswerIncomplete:
        right_owner = None
        messages.error(request, _refusal(form))
    if right_owner:  # this link may have stopped working with it: say so here and now
        context = {**house(link), "problem": found, "right_owner": right_owner, "token": token_of(request)}
        return render(request, "portal/owner/passed.html", context)
    return redirect(_home(link), *_place(request, link, found))


def _answer(link: OwnerLink, found: Problem, form: forms.OwnerSays, now: datetime) -> ProcessOwner | None:
    """Gives to whom it was passed on, if it was."""
    if not form.is_valid():
        raise actions.AnswerIncomplete
    given = form.cleaned_data
    answer = actions.answer_as_owner(
        link=link,
        problem=found,
        kind=given["kind"],
        planned_on=given["planned_on"],
        done_on=given["done_on"],
        what=given["what"],
        whose=form.whose_words,
        now=now,
    )
    if given["kind"] != "not_mine" or form.chosen is None or not queries.may_pass_on(found, form.chosen):
        return None
    actions.hand_on(answer=answer, to=form.chosen, now=now)
    return form.chosen


def _refusal(form: forms.OwnerSays) -> str:
    if form.data.get("kind") == "done":
        return _("Choose a day up to today.")
    return _("Choose a day from today on, within two years.")


@by_link
@require_POST
def questions(request: HttpRequest, link: OwnerLink, pk: int) -> HttpResponse:
    """The owner asks customer service something."""
    found = queries.find_owned(link, pk)
    try:
        actions.ask_back(link=link, problem=found, text=request.POST.get("text", ""), now=timezone.now())
        messages.success(request, _("Asked. You get an answer by mail, and it stands here."))
    except actions.NothingAsked:
        messages.error(request, _("Write your question first."))
    return redirect(_home(link), *_place(request, link, found))


@by_link
@require_POST
def replies(request: HttpRequest, link: OwnerLink, pk: int) -> HttpResponse:
    """The owner answers a question of customer service."""
    asked = queries.find_asked(link, pk)
    try:
        actions.answer_question(request=asked, reply=request.POST.get("reply", ""), link=link, now=timezone.now())
        messages.success(request, _("Thank you. Whoever asked it sees your answer."))
    except actions.NothingAsked:
        messages.error(request, _("Write your answer first."))
    except actions.AlreadyAnswered:
        messages.error(request, _("Somebody answered this already. You see the answer here."))
    return redirect(_home(link), *_place(request, link, asked.problem))


def token_of(request: HttpRequest) -> str:
    """The key in the address of this page, for the links on it."""
    match = request.resolver_match
    return str(match.kwargs["token"]) if match else ""


def house(link: OwnerLink) -> dict[str, Any]:
    """What stands on top of every page of an owner."""
    organisation = find_organisation()
    return {
        "organisation": organisation,
        "initial": initial(organisation.name),
        "owner": link.owner,
        "first_name": link.person.first_name if link.person else link.owner.name,
        "has_whole": link.problem_id is None,
    }


def _home(link: OwnerLink) -> str:
    return "owner" if link.problem_id else "owner-problem"


def _place(request: HttpRequest, link: OwnerLink, found: Problem) -> tuple[str | int, ...]:
    token = token_of(request)
    return (token,) if link.problem_id else (token, found.pk)


def _what(link: OwnerLink, problem: Problem, now: datetime, *, is_all: bool) -> dict[str, Any]:
    period = queries.find_period(problem, now)
    tally = queries.tally(problem, period)
    said = queries.list_quotes(problem, MANY_QUOTES if is_all else FEW_QUOTES)
    return {
        "problem": problem,
        "tally": tally,
        "month": month_words(period.start, now),
        "has_wink": find_organisation().has_wink and link.owner.likes_wink,
        "per_parcels": _per_thousand_parcels(link, tally, period),
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


def _said(link: OwnerLink, problem: Problem, now: datetime) -> dict[str, Any]:
    """What this owner answered and is asked, and once something was changed, whether it helped."""
    effect = queries.find_latest_effect(problem)
    asked = [one for one in queries.list_requests(problem) if one.owner_id == link.owner_id]
    talk = (OwnerRequest.Kind.QUESTION, OwnerRequest.Kind.BACK)
    return {
        "answer": queries.latest_answer(link, problem),
        "doing": queries.list_own_actions(link, problem),
        "asked": [one for one in asked if one.is_open and not one.is_ours and one.kind in talk],
        "talk": [one for one in asked if one.kind in talk and not (one.is_open and not one.is_ours)],
        "due": next((one.due_on for one in asked if one.is_open and one.kind not in talk), None),
        "whose_form": forms.OwnerSays(owner=link.owner),
        "effect": show_effect(effect) if effect else None,
        "today": queries.today(now),
        "closure": queries.latest_closure(problem),
    }
