"""The minutes go to everybody who was there and whom we can reach."""

from datetime import datetime
from urllib.parse import urljoin

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from wortel.accounts.queries import find_organisation
from wortel.channels import queries as mailboxes
from wortel.channels.actions import post_mail
from wortel.channels.interface import Party
from wortel.channels.models import Delivery
from wortel.events import actions as events
from wortel.problems import queries
from wortel.problems.models import Meeting


@transaction.atomic
def mail_minutes(*, meeting: Meeting, now: datetime) -> list[Delivery]:
    """One mail each; `NoMailbox` when there is nothing to mail from."""
    mailbox = mailboxes.find_default_mailbox()
    organisation = find_organisation()
    sent: list[Delivery] = []
    with translation.override(organisation.language):
        words = {
            "meeting": meeting,
            "shop": organisation.name,
            "people": list(meeting.people.all()),
            "decisions": queries.list_decisions(meeting),
            "address": urljoin(settings.PUBLIC_URL, reverse("meeting-minutes", args=[meeting.pk])),
        }
        subject = render_to_string("problems/mail/minutes_subject.txt", words).strip()
        text = render_to_string("problems/mail/minutes.txt", words).strip()
    for person in meeting.people.exclude(email=""):
        sent.append(
            post_mail(
                mailbox=mailbox,
                to=Party(kind="email", value=person.email, name=person.name),
                subject=subject,
                text=text,
                reply_to=mailbox.address,
                language=organisation.language,
                is_automatic=True,
                now=now,
                due_at=now,
            )
        )
    events.record("minutes.sent", about=meeting, mails=[one.pk for one in sent])
    return sent
