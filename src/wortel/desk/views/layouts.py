"""A mail as its sender laid it out, in a box without any right, and the pictures that came along."""

from base64 import b64decode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wortel.channels.actions import ask_for_pictures_from, show_pictures_from
from wortel.channels.interface import Unreadable
from wortel.channels.queries import draw_picture, find_pictures_from, lay_out, look_over, picture_type
from wortel.contacts.models import Attachment, Contact
from wortel.desk.downloads import disposition, locked
from wortel.desk.undo import way_back
from wortel.desk.views.messages import contact_of
from wortel.desk.views.toasts import told
from wortel.desk.views.who import agent_of

A_DAY = 24 * 60 * 60
# One point that one looks through, where a file turns out to be no picture: it can still be saved.
NOTHING = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABh6FO1AAAAABJRU5ErkJggg==")


@require_GET
def frame(request: HttpRequest, pk: int) -> HttpResponse:
    """The box for the layout; the layout itself is a page of its own without any right."""
    return _frame(request, contact_of(request, pk), once=request.GET.get("pictures") == "1")


@require_POST
def pictures(request: HttpRequest, pk: int) -> HttpResponse:
    """Load the pictures of this sender from now on, or ask again each time."""
    contact, agent, now = contact_of(request, pk), agent_of(request), timezone.now()
    sender = _sender(contact)
    if not sender:
        raise Http404
    if request.POST.get("always") == "no":
        ask_for_pictures_from(value=sender, now=now)
        words = _("Pictures from %(sender)s are asked for again.") % {"sender": sender}
        return told(_frame(request, contact, once=False), words)
    show_pictures_from(value=sender, agent=agent, now=now)
    words = _("Pictures from %(sender)s are shown from now on.") % {"sender": sender}
    return told(_frame(request, contact, once=True), words, way_back(agent, "pictures", value=sender))


@require_GET
def layout(request: HttpRequest, pk: int) -> HttpResponse:
    """The layout, on a page that may do nothing at all."""
    contact = contact_of(request, pk)
    if contact.arrival is None or not contact.has_html:
        raise Http404
    shows = request.GET.get("pictures") == "1" or _always(contact)
    came_along = dict(contact.attachments.exclude(content_id="").values_list("content_id", "part"))
    try:
        laid = lay_out(
            contact.arrival,
            pictures=came_along,
            language=contact.customer.language if contact.customer else "nl",
            theme=getattr(request, "theme", ""),
            with_remote_images=shows,
        )
    except Unreadable:
        raise Http404 from None
    response = HttpResponse(laid.document)
    response.headers["Content-Security-Policy"] = laid.policy
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_GET
def picture(request: HttpRequest, key: str) -> HttpResponse:
    """A picture that came along, drawn anew: the points are the sender's, the file is ours."""
    file = get_object_or_404(Attachment.objects.select_related("contact__arrival"), key=key)
    contact_of(request, file.contact_id)
    if file.contact.arrival is None:
        raise Http404
    try:
        drawn = draw_picture(file.contact.arrival, file.part)
    except Unreadable:
        drawn = NOTHING
    response = HttpResponse(drawn, content_type=picture_type(drawn))
    response.headers["Content-Disposition"] = disposition(file.name or file.key, "inline")
    response.headers["Cache-Control"] = f"private, max-age={A_DAY}, immutable"
    return locked(response)


def _frame(request: HttpRequest, contact: Contact, *, once: bool) -> HttpResponse:
    if contact.arrival is None:
        raise Http404
    try:
        seen = look_over(contact.arrival)
    except Unreadable:
        raise Http404 from None
    always = _always(contact)
    context = {
        "contact": contact,
        "sender": _sender(contact),
        "always": always,
        "with_pictures": once or always,
        "blocked": seen.blocked_images,
        "is_text": seen.is_text,
    }
    return render(request, "desk/parts/frame.html", context)


def _sender(contact: Contact) -> str:
    """Whose pictures may be allowed for good: somebody of whom nothing says that it is another."""
    return contact.sender.value.lower() if contact.sender and contact.is_verified else ""


def _always(contact: Contact) -> bool:
    sender = _sender(contact)
    return bool(sender) and find_pictures_from(sender) is not None
