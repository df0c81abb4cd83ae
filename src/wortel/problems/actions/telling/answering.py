"""What customers do with a message: answer its one question, or want no more of them."""

from datetime import datetime

from django.db import transaction

from wortel.cases import actions as cases
from wortel.contacts import actions as contacts
from wortel.customers import actions as customers
from wortel.customers.models import OptOut
from wortel.events import actions as events
from wortel.problems.models import Recipient, Reply

LONGEST_REMARK = 4000


@transaction.atomic
def answer_survey(*, recipient: Recipient, is_still_bothered: bool, remark: str, now: datetime) -> Reply:
    """Keep the answer; a later one takes its place. Who is still bothered and says why is heard by a person."""
    locked = (
        Recipient.objects.select_for_update(of=("self",)).select_related("contact__conversation").get(pk=recipient.pk)
    )
    said = remark.strip()[:LONGEST_REMARK]
    earlier = Reply.objects.filter(recipient=locked).first()
    reply, _ = Reply.objects.update_or_create(
        recipient=locked, defaults={"is_still_bothered": is_still_bothered, "remark": said, "at": now}
    )
    if is_still_bothered and said and not (earlier and earlier.remark == said):
        _bring_to_a_person(locked, said, now)
    with events.acting(events.Actor("customer", locked.customer_id, "")):
        events.record(
            "telling.answered", about=locked.telling, recipient=locked.pk, is_still_bothered=is_still_bothered
        )
    return reply


def _bring_to_a_person(recipient: Recipient, remark: str, now: datetime) -> None:
    if recipient.contact is None:
        return
    contact = contacts.file_remark(conversation=recipient.contact.conversation, text=remark, now=now)
    cases.join(conversation=contact.conversation, contact=contact, now=now)


@transaction.atomic
def opt_out_by_link(*, recipient: Recipient, how: OptOut.How, now: datetime) -> None:
    """No more messages to the address that this one went to."""
    with events.acting(events.Actor("customer", recipient.customer_id, "")):
        customers.opt_out(kind="email", value=recipient.value, how=how, now=now)


@transaction.atomic
def opt_in_again(*, recipient: Recipient, now: datetime) -> None:
    with events.acting(events.Actor("customer", recipient.customer_id, "")):
        customers.opt_in(kind="email", value=recipient.value, now=now)
