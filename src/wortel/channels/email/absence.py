"""Tells absence messages and acknowledgements by their words, where no header says what they are."""

import re

from wortel.channels.email.mime.tree import Part
from wortel.channels.email.recognise import RECEIVED, text_of
from wortel.channels.interface import AutoKind

_LONGEST_ABSENCE = 1_200
_AWAY = re.compile(
    r"\b(?:ik ben|wij zijn|we zijn|i am|i'm|we are|ich bin|wir sind|je suis|nous sommes)\b[^!\n]{0,80}?"
    r"\b(?:afwezig|niet aanwezig|niet bereikbaar|(?:met|op) (?:vakantie|verlof)|buiten kantoor|niet op kantoor|gesloten"
    r"|out of (?:the )?office|on (?:annual |parental )?(?:leave|vacation|holiday)|away|unavailable"
    r"|nicht im b[uü]ro|abwesend|im urlaub|nicht erreichbar|absente?s?|en cong[ée]s?|en vacances)\b",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\b(?:weer (?:aanwezig|bereikbaar|terug|op kantoor)|na mijn (?:vakantie|verlof|terugkomst)|bij terugkomst"
    r"|vanaf [^.\n]{3,40} weer"
    r"|(?:be|am) back|(?:up)?on my return|when i (?:return|am back)|limited access"
    r"|wieder (?:im b[uü]ro|erreichbar|da)|nach meiner r[uü]ckkehr|de retour|[àa] mon retour)\b",
    re.IGNORECASE,
)
_URGENT = re.compile(
    r"\b(?:spoed|dringend\w*|urgente?|urgently|immediate assistance|in dringenden f[äa]llen|en cas d'urgence)\b",
    re.IGNORECASE,
)
_UNREAD = re.compile(
    r"\b(?:(?:wordt|worden) (?:\w+ ){0,2}niet (?:gelezen|doorgestuurd|beantwoord|verwerkt)"
    r"|(?:will|is|are) not (?:be )?(?:read|forwarded|monitored|answered)"
    r"|(?:nicht|n'est pas|ne sera pas) (?:weitergeleitet|gelesen|lu|transf[ée]r[ée]))\b",
    re.IGNORECASE,
)
_SELF = re.compile(
    r"\b(?:automatisch(?:e)? (?:gegenereerd |verzonden |verstuurd )?(?:bericht|antwoord|e-?mail|reactie|beantwoord)"
    r"|automat(?:ic|ed) (?:reply|response|message|e-?mail)|auto-?reply|automatische (?:antwort|nachricht|mail)"
    r"|(?:message|r[ée]ponse) automatique)\b",
    re.IGNORECASE,
)
_ANSWERS = re.compile(r"^\s*(?:re|antw|aw|betr|sv|r[ée]p|automatisch antwoord|automatic reply)\s*:", re.IGNORECASE)


def recognise_words(root: Part, reply: str) -> AutoKind | None:
    """Home-made absence messages carry no header that says so; they answer a mail, and say it in a fixed way.

    Somebody who tells us about a holiday must never be taken for a machine: so a question makes it a person's mail,
    and one telling sign is not enough.
    """
    is_answer = root.first("in-reply-to") is not None or _ANSWERS.match(text_of(root, "subject")) is not None
    if not is_answer or len(reply) > _LONGEST_ABSENCE or "?" in reply:
        return None
    if _AWAY.search(reply) is None:
        return "acknowledgement" if _SELF.search(reply) and RECEIVED.search(reply) else None
    is_machine = _SELF.search(reply) or _UNREAD.search(reply) or (_BACK.search(reply) and _URGENT.search(reply))
    return "vacation" if is_machine else None
