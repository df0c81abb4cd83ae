from datetime import datetime

from django.conf import settings
from django.db import transaction

from wortel.accounts.models import Team
from wortel.channels.models import Cursor, Mailbox
from wortel.channels.rules import seal
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


@transaction.atomic
def describe_mailbox(
    *, mailbox: Mailbox, name: str, signature_nl: str, signature_en: str, team: Team | None
) -> Mailbox:
    """What stands beside and under the answers from this address, and whose its new cases are."""
    mailbox.name, mailbox.signature_nl, mailbox.signature_en = name, signature_nl, signature_en
    mailbox.team = team
    mailbox.save(update_fields=["name", "signature_nl", "signature_en", "team"])
    events.record("mailbox.described", about=mailbox)
    return mailbox


@transaction.atomic
def fetch_from(
    *, mailbox: Mailbox, host: str, port: int, user: str, password: str, security: str, folder: str = "INBOX"
) -> Mailbox:
    """Say where the mail to this address can be fetched; an empty host stops fetching."""
    mailbox.imap_host, mailbox.imap_port, mailbox.imap_user = host, port, user
    mailbox.imap_security, mailbox.imap_folder = security, folder
    mailbox.imap_secret = seal(password, settings.SECRET_KEY)
    mailbox.failing_since, mailbox.failing_why = None, ""
    mailbox.save()
    events.record("mailbox.fetched_from", about=mailbox, host=host)
    return mailbox


@transaction.atomic
def prefer_mailbox(*, mailbox: Mailbox) -> Mailbox:
    """Let answers leave from here where a conversation came in without a mailbox."""
    Mailbox.objects.filter(is_default=True).update(is_default=False)
    mailbox.is_default = True
    mailbox.save(update_fields=["is_default"])
    events.record("mailbox.preferred", about=mailbox)
    return mailbox


def remember_cursor(*, mailbox: Mailbox, uid_validity: int, uid: int) -> None:
    """Note how far the folder has been read; belongs in the transaction that files the mail."""
    Cursor.objects.update_or_create(mailbox=mailbox, defaults={"uid_validity": uid_validity, "uid": uid})


@transaction.atomic
def mark_failing(*, mailbox: Mailbox, why: str, now: datetime) -> None:
    """Show that a mailbox cannot be read, since when and why."""
    fresh = Mailbox.objects.select_for_update().get(pk=mailbox.pk)
    if fresh.failing_since is None:
        events.record("mailbox.failing", about=fresh, why=why)
    fresh.failing_since, fresh.failing_why = fresh.failing_since or now, why[:300]
    fresh.save(update_fields=["failing_since", "failing_why"])


@transaction.atomic
def mark_working(*, mailbox: Mailbox) -> None:
    if Mailbox.objects.filter(pk=mailbox.pk, failing_since__isnull=False).update(failing_since=None, failing_why=""):
        events.record("mailbox.working", about=mailbox)
