"""Is the customer asked for something we know already?"""

import re
from dataclasses import dataclass

from wortel.signals.rules.sentences import Span, sentences


@dataclass(frozen=True)
class Known:
    """What we know of the one we write to. Each word is shown beside the question that need not be asked."""

    order: str = ""
    postcode: str = ""
    email: str = ""
    phone: str = ""
    name: str = ""

    @property
    def facts(self) -> dict[str, str]:
        return {name: words for name, words in vars(self).items() if words}


NAMES = {
    "order": r"(?:bestel|order)[- ]?(?:nummer|nr\.?|number|code)|nummer van (?:je|jouw|uw|de) bestelling|order no\.?",
    "postcode": r"postcode|post ?code|zip code",
    "email": r"e-?mail\s?-?(?:adres|address)",
    "phone": r"telefoonnummer|telefoonnr\.?|mobiele nummer|(?:tele)?phone number|mobile number",
    "name": r"(?:je|jouw|uw) (?:volledige |voor- en achter)?naam\b|your (?:full )?name\b",
}
ASKS = re.compile(
    r"\b(?:kun|kunt|kan|zou|wil|wilt|mag|could|can|would|may|will)\b.{0,80}"
    r"\b(?:door\s?geven|geven|sturen|stuur|mailen|laten weten|vermelden|noemen|aanleveren|bevestigen|invullen|ontvangen|weten|delen|"  # noqa: E501 (one alternative list reads best whole)
    r"send|give|provide|share|confirm|mention|tell|let (?:me|us) know|have|get)\b"
    r"|\b(?:graag|please|gelieve)\b"
    r"|\b(?:stuur|geef|mail|vermeld|laat|send|give|provide|share|confirm|let|mag ik|wat is|what is|what's|which|welk\w*)\b"  # noqa: E501 (as above)
    r"|\b(?:heb|hebben|nodig|need)\b.{0,60}\bnodig\b|\b(?:we|i) need\b",
    re.IGNORECASE,
)
# "You find your order number in the mail" and "we have your address" ask for nothing; nor does "keep it at hand".
TELLS = re.compile(
    r"\b(?:vind je|vindt u|staat op|staat in|hebben wij|hebben we|heb ik|is bekend|bij de hand|houd|noteer|gebruik|"
    r"you (?:can )?find|is shown|we have|i have|keep|use)\b",
    re.IGNORECASE,
)


def find_reasked(text: str, known: Known) -> list[tuple[str, Span]]:
    """What we ask for although we know it, each with the sentence that asks."""
    found: dict[str, Span] = {}
    for sentence in sentences(text):
        if not ASKS.search(sentence.text) or (TELLS.search(sentence.text) and not sentence.is_question):
            continue
        for name in known.facts:
            if re.search(NAMES[name], sentence.text, re.IGNORECASE):
                found.setdefault(name, sentence)
    return list(found.items())
