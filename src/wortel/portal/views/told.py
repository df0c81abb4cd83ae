"""What a message to customers leads to: its one question, and the way to want no more of them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from wortel.accounts.access import open_to_all
from wortel.accounts.queries import find_organisation
from wortel.customers.models import OptOut
from wortel.customers.queries import list_opted_out
from wortel.portal.rules import initial, masked
from wortel.problems.actions import telling as actions
from wortel.problems.models import Recipient, Reply
from wortel.problems.queries import telling as queries

ANSWERS = {"yes": True, "no": False}


@open_to_all
@never_cache
def told(request: HttpRequest, token: str) -> HttpResponse:
    """Are you still bothered by it? Opening the page answers nothing: programs open links too."""
    try:
        recipient = queries.find_recipient(token)
    except queries.NotOurLink:
        return _closed_door(request)
    if not recipient.telling.is_gone:
        return redirect("told-stop", token)
    answer = ANSWERS.get(request.POST.get("answer", ""))
    if request.method == "POST" and answer is not None:
        remark = request.POST.get("remark", "")
        actions.answer_survey(recipient=recipient, is_still_bothered=answer, remark=remark, now=timezone.now())
        return quietly(redirect("told", token))
    reply = Reply.objects.filter(recipient=recipient).first()
    return quietly(render(request, "portal/told.html", {**_house(), "token": token, "reply": reply}))


@open_to_all
@csrf_exempt  # a mail program posts here on behalf of its reader (RFC 8058); the signed address is the key
@never_cache
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """No more messages like this, in one press, and back again."""
    try:
        recipient = queries.find_recipient(token)
    except queries.NotOurLink:
        return _closed_door(request)
    if request.method == "POST":
        _change(request, recipient)
    context = {
        **_house(),
        "token": token,
        "address": masked(recipient.value),
        "is_out": ("email", recipient.value) in list_opted_out([recipient.value]),
    }
    return quietly(render(request, "portal/stop.html", context))


def _change(request: HttpRequest, recipient: Recipient) -> None:
    now = timezone.now()
    if "undo" in request.POST:
        actions.opt_in_again(recipient=recipient, now=now)
        return
    is_program = request.POST.get("List-Unsubscribe") == "One-Click"
    how = OptOut.How.ONE_CLICK if is_program else OptOut.How.LINK
    actions.opt_out_by_link(recipient=recipient, how=how, now=now)


def _closed_door(request: HttpRequest) -> HttpResponse:
    return quietly(render(request, "portal/closed.html", {"organisation": find_organisation()}, status=404))


def quietly(response: HttpResponse) -> HttpResponse:
    """The address is the key: it is not passed on to others, kept or found."""
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _house() -> dict[str, object]:
    organisation = find_organisation()
    return {"organisation": organisation, "initial": initial(organisation.name)}
