from django.db import transaction

from wortel.channels.models import Cursor, Mailbox
from wortel.events import actions as events


@transaction.atomic
def add_mailbox(*, address: str, name: str = "", signature_nl: str = "", signature_en: str = "") -> Mailbox:
    """Make an address ours; the first one is what answers leave from."""
    mailbox, is_new = Mailbox.objects.get_or_create(
        address=address.strip().lower(),
        defaults={
            "name": name,
            "signature_nl": signature_nl,
            "signature_en": signature_en,
            "is_default": not Mailbox.objects.filter(is_default=True).exists(),
        },
    )
    if is_new:
        events.record("mailbox.added", about=mailbox)
    return mailbox


def remember_cursor(*, mailbox: Mailbox, uid_validity: int, uid: int) -> None:
    """Note how far the folder has been read; belongs in the transaction that files the mail."""
    Cursor.objects.update_or_create(mailbox=mailbox, defaults={"uid_validity": uid_validity, "uid": uid})
