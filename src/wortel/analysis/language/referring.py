"""Was the customer only sent to the website?"""

import re
from collections.abc import Sequence

from wortel.analysis.language.sentences import Span, sentences

PLACE = (
    r"(?:web\s?site|web\s?page|webpagina|online|internet|veelgestelde vragen|frequently asked questions|faq|"
    r"help\s?cent(?:er|re|rum)|(?:klant|help|support|customer|account|tracking|service)\s?(?:pagina|pages?)|"
    r"https?://\S+|www\.\S+|(?:onze|de|our|the) (?:web)?(?:site|app|portal|portaal)\b|mijn (?:account|omgeving)|"
    r"my account|contactformulier|contact form)"
)
GO = (
    r"(?:kijk\w*|bekijk\w*|vind\w*|lees\w*|lezen|ga|gaan|gaat|raadpleeg\w*|raadplegen|bezoek\w*|check\w*|zie|staat|"
    r"staan|terecht|verwijs\w*|regel\w*|aanvragen|downloaden|download\w*|opzoeken|terugvinden|terug te vinden|"
    r"beantwoord|gepubliceerd|leest|log|gebruik|doorgeven|geeft|volgen|bekijken|look\w*|see|find|found|read|go|"
    r"visit|consult|refer|available|listed|use|made|is at|is in|is on|explains?|answered|published|arrange|"
    r"right there)"
)
REFERS = re.compile(rf"\b{GO}\b.*{PLACE}|{PLACE}.*\b{GO}\b", re.IGNORECASE)

# What is said in every mail and answers nothing.
GREETING = re.compile(
    r"^(?:dag|beste|hallo|hoi|geachte|goede\w*|dear|hello|hi|good (?:morning|afternoon|evening))\b"
    r"[^,\n]{0,40}(?:,\s*|$)",
    re.IGNORECASE,
)
FILLER = re.compile(
    r"^(?:met (?:vriendelijke|hartelijke) groet\w*|vriendelijke groet\w*|groet\w*|hartelijk\w*|kind regards|"
    r"best regards|regards|best wishes|sincerely)\b.{0,60}$"
    r"|^(?:dank(?:jewel| je| u)?|bedankt|thank(?:s| you))\b.{0,90}$"
    r"|\b(?:heb je|heeft u|mocht (?:je|u)) .{0,30}vra(?:ag|gen)\b|\bany (?:other |further )?questions\b"
    r"|\b(?:fijne|prettige) (?:dag|avond|weekend)\b|\bhave a (?:nice|good|great) \w+"
    r"|\b(?:wat vervelend|vervelend dat|sorry|excuses|apologi[sz]e)\b.{0,90}$"
    r"|\b(?:hoop\w* .{0,30}(?:geholpen|voldoende|informatie)|hope this helps)\b",
    re.IGNORECASE,
)
SIGNED = re.compile(r"^\W*(?:\w+\W+){0,4}\w+\W*$")


def find_referral(text: str) -> Span | None:
    """The sentence that sends the customer to the website, when nothing else in the text answers the question.

    An answer that says how it is and names the page as well is an answer, not a referral.
    """
    referring = [one for one in _spoken(text) if REFERS.search(one.text)]
    return referring[0] if referring and not says_more(text, referring) else None


def says_more(text: str, referring: Sequence[Span]) -> bool:
    """Whether there is more in a text than these sentences, a greeting and a signature."""
    ends, begins = {one.end for one in referring}, referring[-1]
    return any(one.end not in ends and not _is_signature(one, begins) for one in _spoken(text))


def _spoken(text: str) -> list[Span]:
    """What is said besides the words of every mail."""
    return [one for one in map(_without_greeting, sentences(text)) if one.text and not FILLER.search(one.text)]


def _without_greeting(one: Span) -> Span:
    """Many begin their first sentence on the line of the greeting."""
    found = GREETING.match(one.text)
    return Span(one.text[found.end() :], one.start + found.end(), one.end) if found else one


def _is_signature(one: Span, latest: Span) -> bool:
    """A name, or a name and a department, below what was said."""
    return one.start > latest.start and bool(SIGNED.match(one.text)) and not one.is_question
