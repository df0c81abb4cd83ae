"""The week in plain words, once for each owner, with one link. Opting out stops this mail and no other."""

from datetime import datetime
from urllib.parse import urljoin

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse

from wortel.channels.models import Mailbox
from wortel.events import actions as events
from wortel.problems import queries
from wortel.problems.actions.entrances import open_whole_entrance
from wortel.problems.actions.mailing import address_of, language_of, write
from wortel.problems.models import Accountable, Digest, ProcessOwner
from wortel.problems.rules import monday_of

SALT = "wortel.problems.digest"


class KeyNotValid(Exception):
    """This is not a key that we made, or the person is not in the register any more."""


def send_digests(*, now: datetime) -> int:
    """Send what is due. Each owner gets one a week, however often and wherever this runs."""
    if not queries.is_digest_due(now) or not Mailbox.objects.exists():
        return 0
    week = monday_of(queries.today(now))
    return sum(send_digest(owner=owner, now=now) is not None for owner in queries.list_undigested(week))


@transaction.atomic
def send_digest(*, owner: ProcessOwner, now: datetime) -> Digest | None:
    """The row is made with the mail in one transaction; a second worker finds it and does nothing."""
    week = monday_of(queries.today(now))
    digest, is_new = Digest.objects.get_or_create(owner=owner, week=week, defaults={"at": now})
    person = queries.find_on_duty(owner, queries.today(now))
    found = queries.find_week(owner, now) if is_new else None
    if found is None or not found.has_news or person is None or not person.email or person.digest_refused_at:
        return None
    entrance = open_whole_entrance(owner=owner, person=person, now=now)
    words = {"week": found, "address": address_of(entrance), "stop": stop_address(person), "link": entrance.link}
    digest.person = person
    digest.delivery = write(person=person, kind="digest", words=words, now=now, has_html=True)
    digest.save(update_fields=["person", "delivery"])
    events.record("digest.sent", about=owner, week=str(week), person=person.name, language=language_of(person))
    return digest


def stop_address(person: Accountable) -> str:
    """Where this person stops the weekly mail; it opens nothing else and needs no account."""
    return urljoin(settings.PUBLIC_URL, reverse("digest-stop", args=[signing.dumps(person.pk, salt=SALT)]))


def find_reader(key: str) -> Accountable:
    try:
        return Accountable.objects.select_related("owner").get(pk=signing.loads(key, salt=SALT))
    except (signing.BadSignature, Accountable.DoesNotExist) as error:
        raise KeyNotValid from error


@transaction.atomic
def refuse_digest(*, person: Accountable, now: datetime) -> None:
    Accountable.objects.filter(pk=person.pk, digest_refused_at=None).update(digest_refused_at=now)
    events.record("digest.refused", about=person.owner, person=person.name)


@transaction.atomic
def resume_digest(*, person: Accountable) -> None:
    Accountable.objects.filter(pk=person.pk).update(digest_refused_at=None)
    events.record("digest.resumed", about=person.owner, person=person.name)
