"""A customer objects to models reading their words, or they are too personal: what was read before is gone at once."""

from contextlib import suppress
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import QuerySet

from wortel.assist import actions as assist
from wortel.contacts import actions as contacts
from wortel.contacts.models import Contact, ContactQuerySet
from wortel.customers import actions as customers
from wortel.customers.models import Customer, Objection
from wortel.customers.queries import list_objecting
from wortel.jobs.actions import StopAsked, advance, every, finish_progress, job, resume_progress
from wortel.jobs.models import Progress
from wortel.problems import actions as problems
from wortel.reasons import actions as reasons
from wortel.signals import actions as signals

AT_ONCE = 1_000


@transaction.atomic
def object_to_reading(*, customer: Customer, now: datetime) -> Objection:
    objection = customers.object_to_reading(customer=customer, now=now)
    _forget_at_once(_objecting(), now)
    return objection


@job(queue="default")
def forget_at_night(timestamp: int | None = None) -> None:
    """Somebody may have turned out to be a customer who objects, a model may just have been reading; and old marks."""
    _forget(Contact.objects.unreadable())
    signals.forget_old_marks(now=datetime.fromtimestamp(timestamp, UTC) if timestamp else datetime.now(UTC))


@job(queue="default", alone_as="sift earlier texts")
def sift_earlier(timestamp: int | None = None) -> None:
    """Texts may have been read before anybody asked whether they are too personal: each is looked at once."""
    now = datetime.fromtimestamp(timestamp, UTC) if timestamp else datetime.now(UTC)
    latest = Contact.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    progress = resume_progress(
        name="sift", label_nl="Eerdere berichten nalopen op wat te persoonlijk is",
        label_en="Looking in earlier messages for what is too personal", total=latest, now=now,
    )  # fmt: skip
    if progress.finished_at is None:
        with suppress(StopAsked):
            _sift(progress, now)


def _sift(progress: Progress, now: datetime) -> None:
    """In order of number, so that after a restart it goes on behind the latest that was looked at."""
    done = progress.done
    while some := list(_list_earlier(done, progress.total)):
        with transaction.atomic():
            readable = contacts.keep_readable(contacts=some, now=now)
            _forget_at_once(Contact.objects.filter(pk__in={one.pk for one in some} - {one.pk for one in readable}), now)
        done = some[-1].pk
        advance(progress=progress, done=done)
    finish_progress(progress=progress, now=now)


def _list_earlier(after: int, until: int) -> QuerySet[Contact]:
    earlier = Contact.objects.readable().filter(pk__gt=after, pk__lte=until).order_by("pk")
    return earlier.only("subject", "text", "reply_text")[:AT_ONCE]


def _objecting() -> ContactQuerySet:
    return Contact.objects.filter(customer__in=list_objecting())


@transaction.atomic
def _forget_at_once(texts: ContactQuerySet, now: datetime) -> None:
    """What stands ready to be taken along goes too; what is made later is made without these words."""
    problems.remove_packs(contacts=texts, now=now)
    _forget(texts)


@transaction.atomic
def _forget(texts: ContactQuerySet) -> None:
    # Before the topics: which ones they stood in says what was sent about them.
    assist.forget_texts(contacts=texts)
    problems.forget_texts(contacts=texts)
    reasons.forget_texts(contacts=texts)
    signals.forget_texts(contacts=texts)


every("50 2 * * *", forget_at_night)
every("5 * * * *", sift_earlier)
