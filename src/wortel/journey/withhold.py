"""A customer objects to models reading their words: what was read before is gone at once, and stays away."""

from datetime import UTC, datetime

from django.db import transaction

from wortel.contacts.models import Contact
from wortel.customers import actions as customers
from wortel.customers.models import Customer, Objection
from wortel.customers.queries import list_objecting
from wortel.jobs.actions import every, job
from wortel.reasons import actions as reasons
from wortel.signals import actions as signals


@transaction.atomic
def object_to_reading(*, customer: Customer, now: datetime) -> Objection:
    objection = customers.object_to_reading(customer=customer, now=now)
    _forget_unreadable()
    return objection


@job(queue="default")
def forget_at_night(timestamp: int | None = None) -> None:
    """Somebody may have turned out to be a customer who objects, a model may just have been reading; and old marks."""
    _forget_unreadable()
    signals.forget_old_marks(now=datetime.fromtimestamp(timestamp, UTC) if timestamp else datetime.now(UTC))


@transaction.atomic
def _forget_unreadable() -> None:
    contacts = Contact.objects.filter(customer__in=list_objecting())
    reasons.forget_texts(contacts=contacts)
    signals.forget_texts(contacts=contacts)


every("50 2 * * *", forget_at_night)
