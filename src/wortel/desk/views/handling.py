"""Acts that need a choice first: give, merge, move, promise, and say who an unknown sender is."""

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import push_url

from wortel.accounts.models import Agent
from wortel.cases import actions as cases
from wortel.cases.actions import Change
from wortel.cases.models import Case, Promise
from wortel.cases.queries import find_by_number, find_standing, list_cases_of
from wortel.contacts.models import Contact, Conversation, Direction, Participant
from wortel.customers.models import Customer
from wortel.customers.queries import find_matches
from wortel.desk.later import read_moment
from wortel.desk.queries.opened import find_open_case, find_standing_case
from wortel.desk.undo import way_back
from wortel.desk.views.cases import case_address, draw_case
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
    kept = find_standing_case(pk, me)
    if request.method == "POST":
        absorbed = _find_named(me, request.POST.get("case", ""))
        if absorbed is None or absorbed.pk == kept.pk:
            return told(draw_case(request, kept), _("There is no other case with this number."))
        return _merged(request, cases.merge(kept=kept, absorbed=absorbed, now=now), kept)
    others = list_cases_of(kept.customer).exclude(pk=kept.pk)[:SHOWN] if kept.customer else []
    return render(request, "desk/parts/merge.html", {"case": kept, "others": others})


@require_POST
def belonging(request: HttpRequest, pk: int) -> HttpResponse:
    """What a mail names but may not join by itself: put it there, or say that it stands alone."""
    me = agent_of(request)
    found = find_standing_case(pk, me)
    if found.possibly_belongs_to_id is None:
        return draw_case(request, found)
    if request.POST.get("belongs") == "no":
        change = cases.say_alone(case=found)
        return told(draw_case(request, found), _("It stands alone."), _way(me, change))
    kept = find_standing_case(found.possibly_belongs_to_id, me)
    response = _merged(request, cases.merge(kept=kept, absorbed=found, now=timezone.now()), kept)
    return push_url(response, case_address(request, kept))


@require_POST
def sameness(request: HttpRequest, pk: int) -> HttpResponse:
    """What seemed to be a new question is about the same thing."""
    me = agent_of(request)
    found = find_standing_case(pk, me)
    change = cases.say_same(case=found)
    return told(draw_case(request, found), _("It stays one case."), _way(me, change))


def place(request: HttpRequest, pk: int) -> HttpResponse:
    """Where one message belongs: in a case of its own, or in another one."""
    me, now = agent_of(request), timezone.now()
    contact = get_object_or_404(Contact.objects.visible_to(me).select_related("conversation"), pk=pk)
    source = get_object_or_404(Case, parts__conversation=contact.conversation_id)
    if request.method != "POST":
        others = list_cases_of(source.customer).exclude(pk=source.pk)[:SHOWN] if source.customer else []
        return render(request, "desk/parts/place.html", {"contact": contact, "case": source, "others": others})
    written = request.POST.get("case", "").strip()
    target = _find_named(me, written)
    if written and (target is None or target.pk == source.pk):
        return told(draw_case(request, source), _("There is no other case with this number."))
    follows = request.POST.get("following") == "on"
    try:
        change = cases.take_out(contact=contact, to=target, with_following=follows, now=now)
    except cases.OnlyOne:
        return told(draw_case(request, source), _("A case keeps at least one message."))
    return _moved(request, change, is_new=target is None)


@require_POST
def need(request: HttpRequest, pk: int) -> HttpResponse:
    """What the customer of this case needs now, apart from any claim."""
    found = find_open_case(pk, agent_of(request))
    cases.say_need(case=found, need=request.POST.get("need", "").strip()[:300])
    return HttpResponse(status=204)


def conversations(request: HttpRequest, pk: int) -> HttpResponse:
    """The conversations in a case; some can become a case of their own, or go to another."""
    me, now = agent_of(request), timezone.now()
    source = find_standing_case(pk, me)
    if request.method != "POST":
        said = Exists(Contact.objects.filter(conversation=OuterRef("conversation")))
        parts = source.parts.filter(said).select_related("conversation").order_by("id")
        return render(request, "desk/parts/conversations.html", {"case": source, "parts": parts})
    chosen = list(Conversation.objects.filter(part__case=source, pk__in=request.POST.getlist("conversation")))
    if not chosen:
        return told(draw_case(request, source), _("Choose a conversation first."))
    target = _find_named(me, request.POST.get("case", ""))
    if target is not None and target.pk != source.pk:
        change = cases.rethread(conversations=chosen, case=target, now=now)
        return _moved(request, change, is_new=False)
    try:
        change = cases.split(case=source, conversations=chosen, now=now)
    except cases.OnlyOne:
        return told(draw_case(request, source), _("A case keeps at least one conversation."))
    return _moved(request, change, is_new=True)


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


def _find_named(me: Agent, number: str) -> Case | None:
    """The case with this number, or the one that it became part of."""
    named = find_by_number(me, number)
    return find_standing(me, named.pk) if named else None


def _merged(request: HttpRequest, change: Change, kept: Case) -> HttpResponse:
    words = _("Case %(number)s is part of this one now.") % {"number": change.case.number}
    return told(draw_case(request, kept), words, _way(agent_of(request), change))


def _moved(request: HttpRequest, change: Change, *, is_new: bool) -> HttpResponse:
    """Where it went lies open now."""
    words = _("This is a case of its own now: %(number)s.") if is_new else _("Moved to case %(number)s.")
    response = told(
        draw_case(request, change.case), words % {"number": change.case.number}, _way(agent_of(request), change)
    )
    return push_url(response, case_address(request, change.case))


def _way(me: Agent, change: Change) -> str:
    return way_back(me, "change", change=change.event, case=change.case.pk)
