"""Mail that the framework sends by itself, such as a new password, leaves through the same outbox as every answer."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone
from django.utils.translation import get_language

from wortel.channels.actions import post_mail
from wortel.channels.interface import Party
from wortel.channels.queries import NoMailbox, find_default_mailbox


class OutboxBackend(BaseEmailBackend):
    """Without a mailbox of our own there is nobody to send it, and nothing is sent."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        try:
            mailbox, now = find_default_mailbox(), timezone.now()
        except NoMailbox:
            return 0
        for message in email_messages:
            for address in message.recipients():
                post_mail(
                    mailbox=mailbox,
                    to=Party(kind="email", value=address),
                    subject=str(message.subject),
                    text=str(message.body),
                    reply_to=mailbox.address,
                    language=get_language() or "nl",
                    is_automatic=True,
                    now=now,
                    due_at=now,
                )
        return len(email_messages)
