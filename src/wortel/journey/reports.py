"""What a delivery report or a complaint changes: an address that does not work, a customer not answered after all."""

from datetime import datetime

from wortel.cases import actions as cases
from wortel.cases.models import Case
from wortel.channels import actions as channels
from wortel.channels.interface import Inbound
from wortel.contacts.models import Contact
from wortel.customers import actions as customers
from wortel.customers.models import OptOut


def heed_report(*, inbound: Inbound, answer: Contact, case: Case, now: datetime) -> None:
    """Believe a report only about the addresses that this very answer went to."""
    if answer.delivery is None:
        return
    sent_to = set(answer.delivery.recipients)
    lost = [one for one in inbound.bounced if one.address in sent_to]
    if lost:
        channels.note_bounces(delivery=answer.delivery, lost=lost, now=now)
        customers.mark_bounced(values=[one.address for one in lost], now=now)
        if not answer.is_automatic:
            cases.bounced(case=case, answer=answer, now=now)
    if inbound.auto_kind == "abuse_report":
        _heed_complaint(inbound, answer.delivery.recipients, now)


def _heed_complaint(inbound: Inbound, sent_to: list[str], now: datetime) -> None:
    """Nothing goes there unasked any more. Where the complaint names nobody, only a mail to one address tells who."""
    named = [value for value in inbound.complained if value in sent_to]
    for value in named or (sent_to if len(sent_to) == 1 else []):
        customers.opt_out(kind="email", value=value, how=OptOut.How.COMPLAINT, now=now)
