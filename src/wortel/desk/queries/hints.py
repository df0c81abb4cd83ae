"""A quiet word to whoever writes, before it is sent. Nothing of it is kept, and nobody else sees it."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from wortel.accounts.queries import find_organisation
from wortel.analysis.language import Known, Label, find_reasked, find_referral, find_utterances
from wortel.assist.queries import find_masks
from wortel.contacts.models import Contact
from wortel.signals.queries import find_known

FILE_NAMED = re.compile(
    r"[^.!?\n]{0,80}\b(?:(?:in de|als|zie(?: de)?) bijlagen?|bijgevoegde?|hierbij stuur ik"
    r"|attached|attachment|enclosed)\b[^.!?\n]{0,80}",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Hint:
    """What stands in the text, and the sentence it stands in."""

    words: str
    sentence: str = ""


def list_hints(text: str, answers: Contact | None, *, has_files: bool = False) -> list[Hint]:
    """What we ask for although we know it, what still has to be filled in, a file that is named and not there, and an
    answer that is only a link.

    Where that was agreed, words that may hurt too.
    """
    known = find_known(answers) if answers else Known()
    hints = [Hint(_name(name, known), span.text) for name, span in find_reasked(text, known)]
    masks = find_masks(text)
    if masks:
        hints.append(Hint(_("Fill this in yourself before you send: %(masks)s.") % {"masks": ", ".join(masks)}))
    named = None if has_files else FILE_NAMED.search(text)
    if named is not None:
        hints.append(Hint(_("You name a file, and none goes along."), named[0].strip()))
    referral = find_referral(text)
    if referral is not None:
        hints.append(Hint(_("This answer only sends to the website."), referral.text))
    if find_organisation().works_council_agreed_on is not None:
        hints += _sharp(text)
    return hints


def _sharp(text: str) -> list[Hint]:
    """What may hurt whoever reads it, each sentence once for each way."""
    words: dict[Label, str] = {
        "threat": _("This can be read as a threat."),
        "legal_threat": _("This threatens with a court. Is there a way to help first?"),
        "insult": _("This can hurt."),
        "passive_aggressive": _("This can be read as sneering."),
        "blames_customer": _("This can be read as a reproach."),
        "sarcasm": _("This can be read as mockery."),
    }
    found = find_utterances(text, "agent")
    return [Hint(words[one.label], one.sentence.text) for one in found if one.label in words]


def _name(fact: str, known: Known) -> str:
    words = {
        "order": _("We know the order number already: %(fact)s."),
        "postcode": _("We know the postcode already: %(fact)s."),
        "email": _("We know the mail address already: %(fact)s."),
        "phone": _("We know the phone number already: %(fact)s."),
        "name": _("We know the name already: %(fact)s."),
    }
    return words[fact] % {"fact": known.facts[fact]}
