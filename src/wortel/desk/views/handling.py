"""Acts that need a choice first: give, merge, move, promise, and say who an unknown sender is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wortel.accounts.models import Agent
from wortel.cases import actions as cases
from wortel.cases.models import Case, Promise
from wortel.cases.queries import find_by_number, list_cases_of
from wortel.contacts.models import Contact, Conversation, Direction, Participant
from wortel.customers.models import Customer
from wortel.customers.queries import find_matches
from wortel.desk.later import read_moment
from wortel.desk.queries.opened import find_open_case
from wortel.desk.undo import way_back
from wortel.desk.views.cases import draw_case
from wortel.desk.views.toasts import told
from wortel.desk.views.who import agent_of

SHOWN = 12
HANDLERS = ("agent", "lead", "manager", "quality", "admin")


@require_GET
def colleagues(request: HttpRequest, pk: int) -> HttpResponse:
    found = find_open_case(pk, agent_of(request))
    people = Agent.objects.filter(is_active=True, role__in=HANDLERS).order_by("name")
    return render(request, "desk/parts/colleagues.html", {"case": found, "people": people})


def merges(request: HttpRequest, pk: int) -> HttpResponse:
    """Cases that may be the same, and making them one."""
    me, now = agent_of(request), timezone.now()
    kept = find_open_case(pk, me)
    if request.method == "POST":
        absorbed = find_by_number(me, request.POST.get("case", ""))
        if absorbed is None or absorbed.pk == kept.pk:
            return told(draw_case(request, kept), _("There is no other case with this number."))
        change = cases.merge(kept=kept, absorbed=absorbed, now=now)
        words = _("Case %(number)s is part of this one now.") % {"number": absorbed.number}
        return told(draw_case(request, kept), words, way_back(me, "change", change=change.event, case=kept.pk))
    others = list_cases_of(kept.customer).exclude(pk=kept.pk)[:SHOWN] if kept.customer else []
    return render(request, "desk/parts/merge.html", {"case": kept, "others": others})


@require_POST
def need(request: HttpRequest, pk: int) -> HttpResponse:
    """What the customer of this case needs now, apart from any claim."""
    found = find_open_case(pk, agent_of(request))
    cases.say_need(case=found, need=request.POST.get("need", "").strip()[:300])
    return HttpResponse(status=204)


def conversations(request: HttpRequest, pk: int) -> HttpResponse:
    """The conversations in a case; some can become a case of their own, or go to another."""
    me, now = agent_of(request), timezone.now()
    source = find_open_case(pk, me)
    if request.method != "POST":
        parts = source.parts.select_related("conversation").order_by("id")
        return render(request, "desk/parts/conversations.html", {"case": source, "parts": parts})
    chosen = list(Conversation.objects.filter(part__case=source, pk__in=request.POST.getlist("conversation")))
    if not chosen:
        return told(draw_case(request, source), _("Choose a conversation first."))
    target = find_by_number(me, request.POST.get("case", ""))
    if target is not None and target.pk != source.pk:
        for conversation in chosen:
            cases.rethread(conversation=conversation, case=target, now=now)
        return told(draw_case(request, target), _("Moved to case %(number)s.") % {"number": target.number})
    if len(chosen) == source.parts.count():
        return told(draw_case(request, source), _("A case keeps at least one conversation."))
    fresh = cases.split(case=source, conversations=chosen, now=now)
    return told(draw_case(request, fresh), _("This is a case of its own now: %(number)s.") % {"number": fresh.number})


@require_POST
def promises(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what we will do, and by when."""
    me, now = agent_of(request), timezone.now()
    found = find_open_case(pk, me)
    due = read_moment(request.POST.get("due", ""))
    kind = request.POST.get("kind", "")
    if due is None or due <= now or kind not in Promise.Kind.values:
        return told(draw_case(request, found), _("Choose a moment that is still to come."))
    cases.promise(case=found, kind=Promise.Kind(kind), due_at=due, agent=me)
    return told(draw_case(request, found), _("Promised."))


@require_POST
def promise_kept(request: HttpRequest, pk: int) -> HttpResponse:
    made = get_object_or_404(Promise.objects.select_related("case"), pk=pk)
    found = find_open_case(made.case_id, agent_of(request))
    cases.keep_promise(promise=made, now=timezone.now())
    return told(draw_case(request, found), _("Promise kept."))


def people(request: HttpRequest, pk: int) -> HttpResponse:
    """Who this may be, when more than one customer has the address. Nobody is guessed; a colleague chooses."""
    found = find_open_case(pk, agent_of(request))
    if request.method == "POST":
        chosen = get_object_or_404(Customer.objects.standing(), pk=request.POST.get("customer") or 0)
        change = cases.give_to(case=found, customer=chosen, now=timezone.now())
        words = _("This case is of %(name)s.") % {"name": chosen}
        return told(draw_case(request, change.case), words)
    return render(request, "desk/parts/people.html", {"case": found, "people": _candidates(found)})


def _candidates(found: Case) -> list[Customer]:
    said = Contact.objects.filter(conversation__part__case=found, direction=Direction.IN)
    conversations = said.values("conversation")
    candidates: dict[int, Customer] = {}
    for participant in Participant.objects.filter(conversation__in=conversations):
        for match in find_matches(participant.kind, participant.value):
            candidates[match.customer.pk] = match.customer
    return list(candidates.values())
