"""The public form: a question becomes a case, with its files, and the visitor gets a reference."""

from datetime import datetime

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wortel.accounts.access import open_to_all
from wortel.accounts.queries import find_organisation
from wortel.channels.interface import Party
from wortel.journey.ask import Asked, File, ask, set_aside
from wortel.portal.actions import TooOften, knock
from wortel.portal.forms import Question
from wortel.portal.rules import initial, visitor

SALT = "wortel.portal.reference"
A_WEEK = 7 * 24 * 3600


@open_to_all
@never_cache
def question(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _draw(request, Question())
    form = Question(request.POST, request.FILES)
    if not form.is_valid():
        return _draw(request, form, status=422)
    now = timezone.now()
    who, limit = visitor(request.META.get("REMOTE_ADDR", ""), request.headers.get("X-Forwarded-For", ""))
    try:
        knock(who=who, limit=limit, now=now)
    except TooOften:
        form.add_error(
            None, _("You have sent us a lot in the last hour. Your text still stands here: try again later.")
        )
        return _draw(request, form, status=429)
    return redirect(_file(form, now))


def _file(form: Question, now: datetime) -> str:
    given = form.cleaned_data
    asked = Asked(
        sender=Party(kind="email", value=given["email"].strip().lower(), name=given["name"]),
        text=given["text"],
        order=given["order"].strip(),
        files=tuple(File(one.name or "", one.content_type or "", one.read()) for one in given["photos"]),
    )
    if given["website"]:
        # A program most likely. Should it be a person after all, colleagues find it with what could not be read.
        set_aside(asked, now=now)
        return reverse("question-thanks")
    receipt = ask(asked, now=now)
    assert receipt.case is not None
    return f"{reverse('question-thanks')}?ref={signing.dumps(receipt.case.number, salt=SALT)}"


@open_to_all
@never_cache
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    try:
        reference = signing.loads(request.GET.get("ref", ""), salt=SALT, max_age=A_WEEK)
    except signing.BadSignature:
        reference = ""
    return render(request, "portal/thanks.html", {**_house(), "reference": reference})


def _draw(request: HttpRequest, form: Question, status: int = 200) -> HttpResponse:
    return render(request, "portal/question.html", {**_house(), "form": form}, status=status)


def _house() -> dict[str, object]:
    organisation = find_organisation()
    return {"organisation": organisation, "initial": initial(organisation.name)}
