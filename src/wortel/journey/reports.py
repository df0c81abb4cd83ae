"""What a delivery report or a complaint changes: an address that does not work, a customer not answered after all."""

from collections.abc import Sequence
from datetime import datetime

from wortel.cases import actions as cases
from wortel.cases.models import Case
from wortel.cases.queries import find_case_of
from wortel.channels import actions as channels
from wortel.channels.interface import Inbound
from wortel.channels.models import Bounce, Delivery
from wortel.contacts.models import Contact
from wortel.customers import actions as customers
from wortel.customers.models import OptOut

ABOUT_THE_ADDRESS = {Bounce.Reason.NO_MAILBOX, Bounce.Reason.NO_DOMAIN, Bounce.Reason.FULL}


def heed_refusal(delivery: Delivery, lost: Sequence[Bounce], now: datetime) -> None:
    """A server refused a mail of ours while it was handed over: its customer has no answer.

    That is often about us and not about them: then their address still works.
    """
    gone = [one.address for one in lost if one.reason in ABOUT_THE_ADDRESS]
    customers.mark_bounced(values=gone, now=now)
    answer = Contact.objects.filter(delivery=delivery, is_automatic=False).first()
    case = find_case_of(answer.conversation) if answer else None
    if answer is not None and case is not None:
        cases.bounced(case=case, answer=answer, now=now)


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
