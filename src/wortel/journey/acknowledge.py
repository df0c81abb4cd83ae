"""Telling somebody that their mail has come in: seldom, in our own words only, and never to a machine."""

from dataclasses import dataclass
from datetime import datetime

from wortel.cases.models import Case
from wortel.channels import actions as channels
from wortel.channels.interface import Inbound, Party
from wortel.channels.models import Mailbox
from wortel.contacts import actions as contacts
from wortel.contacts.models import Contact, Conversation


@dataclass(frozen=True)
class Words:
    """What an acknowledgement says where its mailbox has no words of its own."""

    subject: str
    text: str
    reference: str


WORDS = {
    "nl": Words(
        "We hebben je bericht ontvangen",
        "Dank je wel voor je bericht. Je krijgt zo snel mogelijk antwoord van ons.",
        "Ons kenmerk",
    ),
    "en": Words(
        "We have received your message",
        "Thank you for your message. We will answer it as soon as we can.",
        "Our reference",
    ),
}


def acknowledge(
    *, inbound: Inbound, conversation: Conversation, case: Case, mailbox: Mailbox | None, now: datetime
) -> Contact | None:
    """Acknowledge a mail that began a case, where its mailbox does so and nothing speaks against it."""
    if mailbox is None or not mailbox.acknowledges or inbound.sender is None or not _may_be_answered(inbound, mailbox):
        return None
    address = inbound.sender.value
    is_proven = inbound.authentication == "pass"
    if not channels.spend_acknowledgement(mailbox=mailbox, address=address, is_proven=is_proven, now=now):
        return None
    language = conversation.customer.language if conversation.customer else "nl"
    words = WORDS["en" if language == "en" else "nl"]
    # Without the name they gave themselves: whoever forges a sender would have us pass on his words.
    return contacts.answer_automatically(
        conversation=conversation,
        text=f"{_own_words(mailbox, language) or words.text}\n\n{words.reference}: {case.number}",
        subject=words.subject,
        to=Party(kind="email", value=address),
        now=now,
    )


def _may_be_answered(inbound: Inbound, mailbox: Mailbox) -> bool:
    """RFC 3834: never to a machine or a list, never to who is forged, and only what was sent to us by name."""
    named = {party.value for party in (*inbound.to, *inbound.cc)}
    is_person = inbound.auto_kind is None and not inbound.is_quiet
    return is_person and inbound.authentication != "fail" and mailbox.address.lower() in named


def _own_words(mailbox: Mailbox, language: str) -> str:
    return (mailbox.acknowledgement_en if language == "en" else mailbox.acknowledgement_nl).strip()
