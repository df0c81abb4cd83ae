"""What was said, as it came: the whole text, the raw mail, and the files."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wortel.channels.interface import Unreadable
from wortel.channels.queries import read_file
from wortel.contacts import actions as contacts
from wortel.contacts.models import Attachment, Contact
from wortel.desk.downloads import download
from wortel.desk.queries.wrapping import find_accountable_name, find_owner_name
from wortel.desk.undo import way_back
from wortel.desk.views.toasts import told
from wortel.desk.views.who import agent_of
from wortel.problems import actions as problems
from wortel.problems.models import Flag


def contact_of(request: HttpRequest, pk: int) -> Contact:
    return get_object_or_404(Contact.objects.visible_to(agent_of(request)), pk=pk)


@require_GET
def text(request: HttpRequest, pk: int) -> HttpResponse:
    """All of the words, with what they answered."""
    return render(request, "desk/parts/whole.html", {"contact": contact_of(request, pk)})


@require_GET
def raw(request: HttpRequest, pk: int) -> HttpResponse:
    """The mail byte for byte."""
    contact = contact_of(request, pk)
    if contact.arrival is None:
        raise Http404
    return download(bytes(contact.arrival.raw), f"{contact.pk}.eml", "message/rfc822")


@require_GET
def attachment(request: HttpRequest, key: str) -> HttpResponse:
    """A file that came along, to be kept: nothing a customer sends is opened inside the desk."""
    file = get_object_or_404(Attachment.objects.select_related("contact__arrival", "contact__delivery"), key=key)
    contact_of(request, file.contact_id)
    mail = file.contact.arrival or file.contact.delivery
    if mail is None:
        raise Http404
    try:
        content = read_file(mail, file.part)
    except Unreadable:
        raise Http404 from None
    return download(content, file.name or file.key, file.type)


@require_POST
def flags(request: HttpRequest, pk: int) -> HttpResponse:
    """Report that the cause remains, or take that back: one key, no form."""
    agent, now = agent_of(request), timezone.now()
    contact = contact_of(request, pk)
    standing = Flag.objects.filter(contact=contact).select_related("agent").order_by("-at").first()
    if standing is not None and standing.agent_id == agent.pk:
        problems.unflag(flag=standing)
        return told(_flag_button(request, contact, None), _("Taken back."))
    if standing is not None:
        name = standing.agent.name if standing.agent else "Wortel"
        return told(_flag_button(request, contact, standing), _("Reported already by %(name)s.") % {"name": name})
    flag = problems.report_cause(contact=contact, agent=agent, now=now)
    undo_url = way_back(agent, "flag", flag=flag.pk)
    return told(_flag_button(request, contact, flag), _flag_words(flag), undo_url)


@require_POST
def why(request: HttpRequest, pk: int) -> HttpResponse:
    """One line on why it happens, beside a report; leaving it out is fine."""
    problems.say_why(
        text=request.POST.get("why", ""), agent=agent_of(request), now=timezone.now(), contact=contact_of(request, pk)
    )
    return told(HttpResponse(""), _("Thank you. Whoever looks for the cause reads it."))


@require_POST
def spam(request: HttpRequest, pk: int) -> HttpResponse:
    contact = contacts.mark_spam(contact=contact_of(request, pk), is_spam=request.POST.get("spam") != "no")
    return told(HttpResponse(status=204), _("Marked as spam.") if contact.is_spam else _("Not spam after all."))


def _flag_button(request: HttpRequest, contact: Contact, flag: Flag | None) -> HttpResponse:
    context = {"answers": contact.pk, "is_reported": flag is not None, "asks_why": flag is not None}
    return render(request, "desk/parts/flag_pressed.html", context)


def _flag_words(flag: Flag) -> str:
    """Who sees it, so that reporting stays worthwhile."""
    person = find_accountable_name(flag.problem) or find_owner_name(flag.problem)
    if person:
        return _("Reported. %(name)s sees it. You will hear what comes of it.") % {"name": person}
    return _("Reported under “%(title)s”. It has no owner yet.") % {"title": flag.problem.title}
