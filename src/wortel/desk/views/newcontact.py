"""A call, a letter or a visit, written down while it happens: number, customer, story, note."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wortel.accounts.models import Agent
from wortel.cases import queries as case_queries
from wortel.cases.models import Case, Status
from wortel.channels.models import Kind
from wortel.contacts.actions import keep_readable
from wortel.contacts.models import Contact
from wortel.customers.models import Customer
from wortel.customers.queries import find_matches, list_family, search_customers, show_address
from wortel.desk.forms import ByHand, Outcome
from wortel.desk.queries.help import find_help
from wortel.desk.queries.stream import list_stream
from wortel.desk.queries.wrapping import propose
from wortel.desk.undo import way_back, write_wrapped
from wortel.desk.views.toasts import told
from wortel.desk.views.who import agent_of
from wortel.journey.answer import wrap
from wortel.journey.byhand import note_call, note_counter, note_letter
from wortel.journey.meet import Met, meet
from wortel.journey.receive import Receipt
from wortel.journey.ring import find_ringing
from wortel.reasons import actions as reasons
from wortel.reasons.queries import find_given

SALT = "wortel.desk.started"
FOUND = 8
LONGEST_CALL = 4 * 3600


def new_contact(request: HttpRequest) -> HttpResponse:
    """One small page: it opens empty, or with the customer it was opened from."""
    agent, now = agent_of(request), timezone.now()
    if request.method != "POST":
        ringing = _ringing(request, agent, now)
        customer = _chosen(request.GET.get("customer", "")) or (ringing.customer if ringing else None)
        context = {**(_story(customer, agent, now) if customer else {}), "ringing": ringing}
        kinds = [(Kind.PHONE, _("Call")), (Kind.LETTER, _("Letter")), (Kind.COUNTER, _("Counter"))]
        started = signing.dumps(now.timestamp(), salt=SALT)
        return render(request, "desk/new.html", {**context, "kinds": kinds, "started": started})
    form = ByHand(request.POST)
    if not form.is_valid():
        response = render(request, "desk/parts/new_refused.html", {"form": form}, status=422)
        response.headers["HX-Retarget"] = "#refused"
        return response
    receipt = _write_down(form.cleaned_data, agent, now)
    return _wrap_up_page(request, receipt, now)


def _write_down(said: Mapping[str, Any], agent: Agent, now: datetime) -> Receipt:
    """Put it on the timeline of the one who said it."""
    customer: Customer | None = said["customer"]
    met = Met(customer) if customer else meet(who=said["who"], name=said["caller"], now=now)
    text, case, kind = said["text"], said["case"], said["channel"]
    if kind == Kind.LETTER:
        return note_letter(customer=met.customer, agent=agent, text=text, received_at=now, now=now, case=case)
    if kind == Kind.COUNTER:
        return note_counter(customer=met.customer, agent=agent, text=text, visited_at=now, now=now, case=case)
    started_at = _read_started(said["started"], now)
    return note_call(
        phone=met.phone,
        customer=met.customer,
        caller=said["caller"],
        agent=agent,
        text=text,
        started_at=started_at,
        ended_at=now,
        case=case,
        is_apart=said["apart"],
    )


@require_GET
def callers(request: HttpRequest) -> HttpResponse:
    """Who this number or name belongs to, found while it is typed."""
    words = request.GET.get("who", "")
    people = search_customers(words, FOUND)
    rows = [(person, ", ".join(show_address(one) for one in person.addresses.all()[:2])) for person in people]
    return render(request, "desk/parts/callers.html", {"rows": rows, "words": words.strip()})


@require_GET
def story(request: HttpRequest) -> HttpResponse:
    """The whole story of the one who calls, before the first word."""
    customer = _chosen(request.GET.get("customer", ""))
    if customer is None:
        return render(request, "desk/parts/story.html", {})
    return render(request, "desk/parts/story.html", _story(customer, agent_of(request), timezone.now()))


@require_POST
def wrap_up_case(request: HttpRequest, pk: int) -> HttpResponse:
    """The two questions about what was just written down."""
    agent, now = agent_of(request), timezone.now()
    contact = get_object_or_404(Contact.objects.visible_to(agent), pk=pk)
    case = get_object_or_404(Case, parts__conversation=contact.conversation_id)
    form = Outcome(request.POST)
    said = form.wrap_up() if form.is_valid() else None
    if said is None:
        return redirect("case", case.pk)
    wrapped = wrap(case=case, contact=contact, wrap_up=said, agent=agent, now=now)
    undo_url = way_back(agent, "wrap", case=case.pk, wrapped=write_wrapped(wrapped))
    response = told(HttpResponse(status=204), _("Written down."), undo_url)
    response.headers["HX-Location"] = reverse("inbox") if said.is_solved else reverse("case", args=[case.pk])
    return response


def _wrap_up_page(request: HttpRequest, receipt: Receipt, now: datetime) -> HttpResponse:
    """Ask the two questions at once, while it is fresh."""
    contact, case = receipt.contact, receipt.case
    assert contact is not None
    assert case is not None
    if find_given(contact) is None and keep_readable(contacts=[contact], now=now):
        reasons.propose(contact=contact, now=now)
    context = {
        "case": case,
        "contact": contact,
        "proposal": propose(contact, now),
        "first_name": case.customer.first_name if case.customer else case.who,
    }
    return render(request, "desk/parts/new_wrap.html", context)


def _story(customer: Customer, agent: Agent, now: datetime) -> dict[str, object]:
    family = list_family(customer)
    running = case_queries.list_cases_of(customer).exclude(status=Status.CLOSED)[:5]
    return {
        "customer": customer,
        "items": tuple(reversed(list_stream(customers=family, case=None).items)),
        "help": find_help(customers=family, case=None, agent=agent, now=now),
        "running": list(running),
        "now": now,
    }


@dataclass(frozen=True)
class Ringing:
    """Who rings: the number as people write it, and the customer when only one has it."""

    number: str
    customer: Customer | None


def _ringing(request: HttpRequest, agent: Agent, now: datetime) -> Ringing | None:
    written = request.GET.get("ringing", "")
    address = find_ringing(agent, int(written), now) if written.isdigit() else None
    if address is None:
        return None
    people = [match.customer for match in find_matches(address.kind, address.value)]
    return Ringing(show_address(address), people[0] if len(people) == 1 else None)


def _chosen(written: str) -> Customer | None:
    return Customer.objects.standing().filter(pk=int(written)).first() if written.isdigit() else None


def _read_started(token: str, now: datetime) -> datetime:
    """When the page was opened, which is when somebody began to talk; told by nobody, shown nowhere."""
    try:
        moment = float(signing.loads(token, salt=SALT, max_age=LONGEST_CALL))
    except (signing.BadSignature, ValueError):
        return now
    return datetime.fromtimestamp(moment, tz=now.tzinfo)
