"""The command bar: causes, customers and cases by name; and the way back behind a toast."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wortel.cases.actions import CaseChanged, NothingToUndo
from wortel.cases.queries import search_cases
from wortel.contacts.actions import AlreadySent
from wortel.customers.actions import NotMerged
from wortel.customers.queries import search_customers
from wortel.desk.queries.finding import list_articles, list_causes
from wortel.desk.undo import TooLate, undo
from wortel.desk.views.toasts import changed, told
from wortel.desk.views.who import agent_of
from wortel.ui import menu

SHOWN = 5

type Found = dict[str, str]


@require_GET
def command(request: HttpRequest) -> JsonResponse:
    """First causes, then people and their cases, then places, as the words fit."""
    words = request.GET.get("q", "").strip()
    groups = [
        {"title": _("Causes"), "items": _causes(words)},
        {"title": _("Customers and cases"), "items": _people(request, words)},
        {"title": _("Go to"), "items": _places(request, words)},
    ]
    return JsonResponse({"groups": [group for group in groups if group["items"]]})


@require_POST
def take_back(request: HttpRequest, token: str) -> HttpResponse:
    """Undo what a toast told."""
    agent = agent_of(request)
    try:
        undo(token=token, agent=agent, now=timezone.now())
    except AlreadySent:
        return told(HttpResponse(status=204), _("Too late: it has been sent."))
    except (TooLate, CaseChanged, NothingToUndo, NotMerged):
        return told(HttpResponse(status=204), _("This cannot be undone any more: something happened since."))
    return changed(told(HttpResponse(status=204), _("Undone.")))


@require_GET
def articles(request: HttpRequest) -> HttpResponse:
    """What can be inserted into an answer."""
    words = request.GET.get("q", "")
    found = list_articles(words, lang=get_language() or "nl")
    return render(request, "desk/parts/article_choices.html", {"articles": found, "words": words})


def _causes(words: str) -> list[Found]:
    if not words:
        return []
    return [
        {
            "icon": "sprout",
            "label": cause.title,
            "hint": cause.owner,
            "tone": "rt",
            "href": f"/problems/{cause.id}/",
        }
        for cause in list_causes(words, lang=get_language() or "nl", limit=SHOWN)
    ]


def _people(request: HttpRequest, words: str) -> list[Found]:
    if not words:
        return []
    found = search_customers(words, SHOWN)
    people = [
        {"icon": "users", "label": str(person), "hint": _("customer"), "href": reverse("customer", args=[person.pk])}
        for person in found
    ]
    cases = [
        {
            "icon": "inbox",
            "label": _("Case %(number)s: %(subject)s") % {"number": case.number, "subject": case.subject},
            "hint": case.who,
            "href": reverse("case", args=[case.pk]),
        }
        for case in search_cases(agent_of(request), words, found, SHOWN)
    ]
    return people + cases


def _places(request: HttpRequest, words: str) -> list[Found]:
    """Without words the page itself lists its places with their keys."""
    if not words:
        return []
    fitting = [entry for entry in menu.entries(request) if words.lower() in entry.label.lower() and not entry.item.key]
    return [{"icon": entry.item.icon, "label": entry.label, "hint": "", "href": entry.href} for entry in fitting]
