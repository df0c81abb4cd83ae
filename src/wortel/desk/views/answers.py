"""Answering and noting: the composer, its drafts and the wrap-up inside it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import push_url, reswap, retarget

from wortel.accounts.models import Agent
from wortel.cases import actions as cases
from wortel.cases import queries as case_queries
from wortel.cases.models import Case
from wortel.cases.queries import list_draft_files
from wortel.channels.queries import NoMailbox
from wortel.contacts import actions as contacts
from wortel.contacts.models import Contact
from wortel.desk.forms import Answer
from wortel.desk.queries.hints import list_hints
from wortel.desk.queries.opened import Opened, find_open_case, find_standing_case
from wortel.desk.queries.wrapping import find_owner_name, propose
from wortel.desk.undo import way_back, write_sent
from wortel.desk.views.cases import case_address, draw_case
from wortel.desk.views.toasts import told
from wortel.desk.views.who import agent_of
from wortel.journey.answer import AnswerCameBetween, Sent, answer
from wortel.journey.route import find_route
from wortel.problems.actions import anticipating
from wortel.problems.models import Suggestion


@require_POST
def answers(request: HttpRequest, pk: int) -> HttpResponse:
    """Send what was written, with what was said at wrap-up, in one stroke."""
    agent, now = agent_of(request), timezone.now()
    case = find_standing_case(pk, agent)
    form = Answer(request.POST)
    if not form.is_valid():
        return _again(request, case, form, form.refusal)
    try:
        said = form.cleaned_data
        sent = answer(
            case=case,
            text=said["text"],
            agent=agent,
            now=now,
            seen=said["seen"],
            wrap_up=form.wrap_up(),
            copies=form.copies,
        )
    except AnswerCameBetween as reason:
        return _again(request, case, form, _("An answer came between."), between=reason.between)
    except NoMailbox:
        words = _("Nothing was sent: no mailbox has been set up to answer from. Your text is kept.")
        return _again(request, case, form, words)
    response = _show_after(request, case, agent, form)
    delivery = sent.contact.delivery
    seconds = int((delivery.due_at - now).total_seconds()) if delivery else 0
    if delivery and not seconds:
        return told(response, _sent_words(case, sent))
    undo_url = way_back(agent, "answer", case=case.pk, **write_sent(sent))
    return told(response, _sent_words(case, sent), undo_url, seconds)


@require_POST
def hints(request: HttpRequest, pk: int) -> HttpResponse:
    """What the writer may want to know before sending; read, said, and forgotten."""
    case = find_standing_case(pk, agent_of(request))
    answers = Contact.objects.select_related("order", "customer").filter(pk=find_route(case).answers or 0).first()
    has_files = list_draft_files(case, agent_of(request)).exists()
    found = list_hints(request.POST.get("text", ""), answers, has_files=has_files)
    ahead = anticipating.suggest(contact=answers, now=timezone.now()) if answers else None
    words = _ahead_words(ahead, answers.customer.language if answers and answers.customer else "nl") if ahead else ""
    return render(request, "desk/parts/hints.html", {"hints": found, "ahead": ahead, "ahead_words": words})


def _ahead_words(ahead: Suggestion, language: str) -> str:
    """In the customer's language, where somebody wrote it."""
    texts = (ahead.next_issue.text_en, ahead.next_issue.text_nl)
    return (texts[0] or texts[1]) if language == "en" else (texts[1] or texts[0])


@require_POST
def accept_ahead(request: HttpRequest, pk: int) -> HttpResponse:
    """The suggested sentence was put into the answer."""
    anticipating.accept(suggestion=get_object_or_404(Suggestion, pk=pk), now=timezone.now())
    return HttpResponse(status=204)


@require_POST
def notes(request: HttpRequest, pk: int) -> HttpResponse:
    """A word between colleagues."""
    agent, now = agent_of(request), timezone.now()
    case = find_standing_case(pk, agent)
    text = request.POST.get("text", "").strip()
    part = case.parts.select_related("conversation").order_by("-id").first()
    if text and part:
        contacts.write_note(conversation=part.conversation, agent=agent, text=text, now=now)
        cases.forget_draft(case=case, agent=agent)
    return told(draw_case(request, case), _("Noted."))


@require_POST
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Words on their way, kept while they are typed."""
    agent = agent_of(request)
    cases.save_draft(
        case=find_standing_case(pk, agent),
        agent=agent,
        text=request.POST.get("text", ""),
        copied=request.POST.get("cc", ""),
        hidden=request.POST.get("bcc", ""),
        is_note=request.POST.get("kind") == "note",
        now=timezone.now(),
    )
    return HttpResponse(status=204)


@require_GET
def wrap_up(request: HttpRequest, pk: int) -> HttpResponse:
    """The two questions, filled in."""
    case = find_standing_case(pk, agent_of(request))
    route = find_route(case)
    if route.answers is None:
        return HttpResponse(status=204)
    contact = get_object_or_404(Contact, pk=route.answers)
    context = {"case": case, "proposal": propose(contact, timezone.now()), "first_name": _first_name(case)}
    return render(request, "desk/parts/wrapup.html", context)


def _again(
    request: HttpRequest,
    case: Case,
    form: Answer,
    words: str,
    between: list[Contact] | None = None,
) -> HttpResponse:
    """The composer as it was, with every word still in it and why nothing was sent."""
    now = timezone.now()
    lying = Opened(case, agent_of(request), now, get_language() or "nl")
    context = {
        "open": lying,
        "case": case,
        "now": now,
        "text": form.words,
        "cc": form.data.get("cc", ""),
        "bcc": form.data.get("bcc", ""),
        "problem_words": words,
        "between": between or [],
        "view": form.data.get("view", ""),
    }
    response = render(request, "desk/parts/composer.html", context, status=422)
    return reswap(retarget(response, "#composer"), "outerHTML")


def _show_after(request: HttpRequest, case: Case, agent: Agent, form: Answer) -> HttpResponse:
    """The same case, or the next one in the list it was opened from."""
    view = form.cleaned_data["view"]
    is_next = form.cleaned_data["then"] == "next" and view in case_queries.VIEWS
    following = case_queries.list_view(view, agent, limit=2) if is_next else []
    for other in following:
        if other.pk != case.pk:
            return push_url(draw_case(request, find_open_case(other.pk, agent)), case_address(request, other))
    return draw_case(request, find_open_case(case.pk, agent))


def _sent_words(case: Case, sent: Sent) -> str:
    is_mail = sent.contact.delivery_id is not None
    words = _("Sent to %(name)s.") % {"name": _first_name(case)} if is_mail else _("Written down.")
    if sent.wrapped is None or sent.wrapped.flag is None:
        return words
    owner = find_owner_name(sent.wrapped.flag.problem)
    if not owner:
        return f"{words} {_('Cause reported. It has no owner yet.')}"
    return f"{words} {_('Cause reported to %(owner)s.') % {'owner': owner}}"


def _first_name(case: Case) -> str:
    return (case.customer.first_name if case.customer else "") or case.who
