"""Mails to owners: in their own language, to whoever is on duty, with a link of their own."""

from datetime import datetime
from urllib.parse import urljoin

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from wortel.accounts.queries import find_organisation, find_time_zone
from wortel.channels import queries as mailboxes
from wortel.channels.actions import post_mail
from wortel.channels.interface import Party
from wortel.channels.models import Delivery, Mailbox
from wortel.problems import queries
from wortel.problems.actions.entrances import Entrance, open_entrance
from wortel.problems.models import Accountable, OwnerLink, OwnerRequest
from wortel.problems.queries.shown import month_words


def address_of(entrance: Entrance) -> str:
    return urljoin(settings.PUBLIC_URL, reverse("owner", args=[entrance.token]))


def language_of(person: Accountable | None) -> str:
    """The language this person chose, or the one of the organisation."""
    return (person.language if person else "") or find_organisation().language


def write(
    *, person: Accountable, kind: str, words: dict[str, object], now: datetime, has_html: bool = False
) -> Delivery | None:
    """Put one mail in the outbox; None when there is no address to write to or no mailbox to write from."""
    try:
        mailbox = mailboxes.find_default_mailbox()
    except mailboxes.NoMailbox:
        return None
    if not person.email:
        return None
    language = language_of(person)
    with translation.override(language):
        signature = mailbox.signature_en if language == "en" else mailbox.signature_nl
        shop = find_organisation().name
        known = {"shop": shop, "person": person, "first_name": person.first_name, "is_signed": bool(signature), **words}
        subject = render_to_string(f"problems/mail/{kind}_subject.txt", known).strip()
        text = render_to_string(f"problems/mail/{kind}.txt", known).strip()
        html = render_to_string(f"problems/mail/{kind}.html", known) if has_html else None
    return post_mail(
        mailbox=mailbox,
        to=Party(kind="email", value=person.email, name=person.name),
        subject=subject,
        text=text,
        html=html,
        reply_to=mailbox.address,
        language=language,
        is_automatic=True,
        now=now,
        due_at=now,
    )


def write_about(*, request: OwnerRequest, kind: str, now: datetime) -> Delivery | None:
    """Write to whoever is on duty about something asked, with a fresh link to that problem."""
    person = queries.find_on_duty(request.owner, queries.today(now))
    return write_to(person=person, request=request, kind=kind, now=now) if person else None


def write_to(*, person: Accountable, request: OwnerRequest, kind: str, now: datetime) -> Delivery | None:
    """The same to somebody by name; no link is made when no mail can leave."""
    if not person.email or not Mailbox.objects.exists():
        return None
    entrance = open_entrance(problem=request.problem, owner=request.owner, person=person, now=now)
    words = {**words_of(entrance.link, now), "request": request, "address": address_of(entrance)}
    return write(person=person, kind=kind, words=words, now=now)


def words_of(link: OwnerLink, now: datetime) -> dict[str, object]:
    """What a mail about one problem says of it."""
    assert link.problem is not None
    period = queries.find_period(link.problem, now)
    with translation.override(language_of(link.person)):
        month = month_words(period.start, now)
    return {
        "link": link,
        "problem": link.problem,
        "tally": queries.tally(link.problem, period),
        "month": month,
        "has_wink": find_organisation().has_wink and link.owner.likes_wink,
        "until": link.expires_at.astimezone(find_time_zone()).date(),
    }
