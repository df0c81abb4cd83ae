from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from wortel.accounts.models import Team
from wortel.channels.models import Cursor, Mailbox, Trouble
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
def acknowledge_from(*, mailbox: Mailbox, acknowledges: bool, text_nl: str, text_en: str) -> Mailbox:
    """Say whether new mail to this address is acknowledged, and in which words."""
    mailbox.acknowledges, mailbox.acknowledgement_nl, mailbox.acknowledgement_en = acknowledges, text_nl, text_en
    mailbox.save(update_fields=["acknowledges", "acknowledgement_nl", "acknowledgement_en"])
    events.record("mailbox.acknowledges", about=mailbox, acknowledges=acknowledges)
    return mailbox


@transaction.atomic
def trust_server(*, mailbox: Mailbox, trusted_authserv: str, reply_domain: str) -> Mailbox:
    """Say whose word on a sender counts for this mailbox, and on which domain its reply addresses stand."""
    mailbox.trusted_authserv = trusted_authserv.strip().lower()
    mailbox.reply_domain = reply_domain.strip().lower().lstrip("@")
    mailbox.save(update_fields=["trusted_authserv", "reply_domain"])
    events.record("mailbox.trusts", about=mailbox, server=mailbox.trusted_authserv, replies=mailbox.reply_domain)
    return mailbox


@transaction.atomic
def fetch_from(
    *,
    mailbox: Mailbox,
    host: str,
    port: int,
    user: str,
    password: str,
    security: str,
    folder: str = "INBOX",
    since: date | None = None,
) -> Mailbox:
    """Say where the mail to this address can be fetched, and from which day on; an empty host stops fetching."""
    if (mailbox.imap_host, mailbox.imap_user, mailbox.imap_folder) != (host, user, folder):
        # Another folder numbers its mails anew, sometimes under the same UIDVALIDITY.
        Cursor.objects.filter(mailbox=mailbox).delete()
    mailbox.imap_host, mailbox.imap_port, mailbox.imap_user = host, port, user
    mailbox.imap_security, mailbox.imap_folder, mailbox.imap_since = security, folder, since
    mailbox.imap_secret = seal(password, settings.SECRET_KEY)
    mailbox.failing_since, mailbox.failing_kind, mailbox.failing_why = None, "", ""
    mailbox.save()
    events.record("mailbox.fetched_from", about=mailbox, host=host)
    return mailbox


@transaction.atomic
def send_through(*, mailbox: Mailbox, host: str, port: int, user: str, password: str, security: str) -> Mailbox:
    """Say through which server mail from this address leaves; an empty host means the one of the installation."""
    mailbox.smtp_host, mailbox.smtp_port, mailbox.smtp_user = host, port, user
    mailbox.smtp_security = security
    mailbox.smtp_secret = seal(password, settings.SECRET_KEY)
    mailbox.save(update_fields=["smtp_host", "smtp_port", "smtp_user", "smtp_security", "smtp_secret"])
    events.record("mailbox.sends_through", about=mailbox, host=host)
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
def mark_failing(*, mailbox: Mailbox, why: str, kind: str = Trouble.OTHER, now: datetime) -> None:
    """Show that a mailbox cannot be read, since when and why."""
    fresh = Mailbox.objects.select_for_update().get(pk=mailbox.pk)
    if fresh.failing_since is None:
        events.record("mailbox.failing", about=fresh, why=why)
    fresh.failing_since, fresh.failing_kind, fresh.failing_why = fresh.failing_since or now, kind, why[:300]
    fresh.save(update_fields=["failing_since", "failing_kind", "failing_why"])


@transaction.atomic
def mark_working(*, mailbox: Mailbox) -> None:
    failing = Mailbox.objects.filter(pk=mailbox.pk, failing_since__isnull=False)
    if failing.update(failing_since=None, failing_kind="", failing_why=""):
        events.record("mailbox.working", about=mailbox)
