"""Is the customer asked for something we know already?

Without knowing what is known, every question for a number, an address or a name of the customer counts a little, and
a question for something once more counts in full.
"""

import re
from dataclasses import dataclass

from wortel.analysis.language.cues import Cue, cue
from wortel.analysis.language.sentences import Span, sentences


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
    r"\b(?:door\s?geven|geven|sturen|stuur|mailen|laten weten|vermelden|noemen|aanleveren|bevestigen|invullen|"
    r"ontvangen|weten|delen|"
    r"send|give|provide|share|confirm|mention|tell|let (?:me|us) know|have|get)\b"
    r"|\b(?:graag|please|gelieve)\b"
    r"|\b(?:stuur|geef|mail|vermeld|laat|send|give|provide|share|confirm|let|mag ik|wat is|what is|what's|which|"
    r"welk\w*)\b"
    r"|\b(?:heb|hebben|nodig|need)\b.{0,60}\bnodig\b|\b(?:we|i) need\b",
    re.IGNORECASE,
)
# "You find your order number in the mail" and "we have your address" ask for nothing; nor does "keep it at hand".
TELLS = re.compile(
    r"\b(?:vind je|vindt u|staat op|staat in|hebben wij|hebben we|heb ik|is bekend|bij de hand|houd|noteer|gebruik|"
    r"you (?:can )?find|is shown|we have|i have|keep|use)\b",
    re.IGNORECASE,
)

_DETAIL = (
    r"(?:(?:bestel|order|klant|factuur|polis|contract|dossier|zaak|relatie|rekening|huis|"
    r"kenteken)[- ]?(?:nummer|nr\.?|code)|"
    r"(?:order|customer|invoice|policy|contract|reference|case|account|house|booking) (?:number|no\.?|code|"
    r"reference)|postcode|zip code|"
    r"(?:e-?)?mail\s?-?(?:adres|address)|telefoonnummer|mobiele nummer|(?:tele)?phone number|mobile number|"
    r"geboortedatum|date of birth|"
    r"achternaam|surname|last name|(?:volledige |full )naam|full name|naam en adres|name and address|(?:uw|je|"
    r"jouw) (?:gegevens|adresgegevens|naam)|"
    r"your (?:details|name)|(?:welk|what|which) (?:nummer|number)|welke bestelling|which order)"
)
_ONCE_MORE = (
    r"(?:nogmaals|opnieuw|nog (?:een keer|eens|eventjes|even)|ook al\s?weer|ook weer|once more|again|one more time|"
    r"repeat|another time)"
)

RE_ASKS: tuple[Cue, ...] = (
    cue(
        "re_ask",
        (
            r"\b(?:kun|kunt|kan|zou|wil|wilt|mag|could|can|would|may|will|please|graag|vul|stuur|geef|what|wat|"
            rf"hoe)\b.{{0,70}}\b{_ONCE_MORE}\b"
        ),
        rf"\b{_ONCE_MORE}\b.{{0,40}}\b{_DETAIL}\b",
        unless=TELLS.pattern
        + r"|\b(?:bellen|probeer\w*|proberen|try|call|order|bestellen|start\w*|log\w*) (?:\w+ )?(?:nogmaals|"
        r"opnieuw|again|once more)\b|\b(?:opnieuw|nog eens|later nog eens|again) (?:\w+ ){0,2}(?:bellen|"
        r"proberen|opstarten|inloggen|laten)\b|\btry again\b|\bexplain it again if\b|"
        r"\bnog een keer uitleggen als\b|\bkan ik\b|\bwill .{0,20}again next\b",
    ),
    cue(
        "re_ask",
        (
            r"\b(?:kun|kunt|kan|zou|wil|wilt|mag|could|can|would|may|wat is|wat was|hoe was|what is|what was|"
            r"what's|op welk|met welk\w*|which|what|heeft u|heb je|do you have|graag|please|kindly|stuur|geef|noem|"
            rf"vermeld|send|give|provide|we would like)\b.{{0,70}}\b{_DETAIL}"
        ),
        rf"\b(?:heb|hebben|need|mis|missing|zonder|without)\b.{{0,30}}\b{_DETAIL}\b.{{0,20}}(?:nodig)?",
        r"\b(?:welke bestelling|welk product|which order|which product)\b.{0,30}\?",
        r"\bwat was (?:uw|je) vraag\b",
        r"\bwhat was your question\b",
        r"\bwe ontvangen graag\b|\bwij ontvangen graag\b",
        strength="faint",
        unless=TELLS.pattern.replace("i have|", "")
        + r"|\b(?:mijn|my) (?:order|bestel|klant|customer)|\bis w-|\bu vindt\b|\byou (?:will|can) find\b|\bstaat op\b",
    ),
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
