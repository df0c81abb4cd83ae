"""What a delivery report changes: an address that does not work, and a customer who was not answered after all."""

from datetime import datetime

from wortel.cases import actions as cases
from wortel.cases.models import Case
from wortel.channels.interface import Inbound
from wortel.contacts.models import Contact
from wortel.customers import actions as customers


def heed_report(*, inbound: Inbound, answer: Contact, case: Case, now: datetime) -> None:
    """Believe a report only about the addresses that this very answer went to."""
    sent_to = set(answer.delivery.recipients) if answer.delivery else set()
    lost = [value for value in inbound.bounced if value in sent_to]
    if not lost:
        return
    customers.mark_bounced(values=lost, now=now)
    if not answer.is_automatic:
        cases.bounced(case=case, answer=answer, now=now)
