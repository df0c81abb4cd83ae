"""A quiet word to whoever writes, before it is sent. Nothing of it is kept, and nobody else sees it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from wortel.accounts.queries import find_organisation
from wortel.contacts.models import Contact
from wortel.signals import rules
from wortel.signals.queries import find_known


@dataclass(frozen=True)
class Hint:
    """What stands in the text, and the sentence it stands in."""

    words: str
    sentence: str = ""


def list_hints(text: str, answers: Contact | None) -> list[Hint]:
    """What we ask for although we know it, an answer that is only a link, and, where agreed, a reproach."""
    known = find_known(answers) if answers else rules.Known()
    hints = [Hint(_name(name, known), span.text) for name, span in rules.find_reasked(text, known)]
    referral = rules.find_referral(text)
    if referral is not None:
        hints.append(Hint(_("This answer only sends to the website."), referral.text))
    if find_organisation().works_council_agreed_on is not None:
        hints += [Hint(_("This can be read as a reproach."), span.text) for span in rules.find_blame(text)]
    return hints


def _name(fact: str, known: rules.Known) -> str:
    words = {
        "order": _("We know the order number already: %(fact)s."),
        "postcode": _("We know the postcode already: %(fact)s."),
        "email": _("We know the mail address already: %(fact)s."),
        "phone": _("We know the phone number already: %(fact)s."),
        "name": _("We know the name already: %(fact)s."),
    }
    return words[fact] % {"fact": known.facts[fact]}
