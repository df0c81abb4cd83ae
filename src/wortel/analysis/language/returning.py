"""Does somebody say that it happened, or was said, before?"""

from wortel.analysis.language.cues import Cue, cue

_N = (
    r"(?:twee|drie|vier|vijf|zes|zeven|acht|tien|\d+|meerdere|verschillende|diverse|talloze|tig|honderd|two|three|"
    r"four|five|six|seven|ten|several|many|multiple|countless|numerous|a hundred|a dozen)"
)
_NTH = (
    r"(?:tweede|derde|vierde|vijfde|zesde|zevende|achtste|tiende|zoveelste|\d+e|\d+de|\d+ste|second|third|fourth|"
    r"fifth|sixth|seventh|tenth|umpteenth|nth|\d+(?:nd|rd|th))"
)
_SAID = (
    r"(?:gebeld|gemaild|gemeld|gevraagd|gestuurd|doorgegeven|uitgelegd|verteld|geschreven|gezegd|aangegeven|"
    r"contact gehad|geklaagd|ingediend|gechat|geappt|gesproken)"
)
_SAID_EN = (
    r"(?:called|phoned|rang|rung|e-?mailed|mailed|written|wrote|reported|asked|told|explained|complained|sent|"
    r"contacted|messaged|spoken|spoke|raised|mentioned|chased)"
)

REPEATED: tuple[Cue, ...] = (
    cue(
        "repeat_mentioned",
        (
            r"\b(?:al |alweer |nu |inmiddels )*(?:de|het|mijn|voor de|this is the|the|for the|"
            rf"my) (?:\w+ )?{_NTH} (?:\w+ )?(?:keer|maal|mail|bericht|poging|herinnering|klacht|brief|telefoontje|"
            r"time|message|e-?mail|call|attempt|reminder|complaint|letter)\b"
        ),
        rf"\b(?:voor de|for the) {_NTH}\b|\b{_NTH} (?:\w+ ){{0,2}}(?:op rij|in a row)\b",
        rf"\b(?:al|nu|inmiddels|reeds|in totaal) (?:meer dan )?{_N} (?:keer|maal)\b",
        r"\bal (?:zo )?vaak\b",
        rf"\b{_N} (?:keer|maal) (?:\w+ ){{0,3}}{_SAID}\b",
        rf"\b{_SAID} .{{0,20}}\b{_N} (?:keer|maal)\b",
        rf"\b{_N} (?:keer|maal) (?:\w+ ){{0,2}}(?:hetzelfde|dezelfde)\b",
        (
            r"\b(?:nog steeds|nog altijd|steeds weer|telkens weer|steeds maar|keer op keer|elke keer (?:weer|moet|"
            r"opnieuw|als)|iedere keer (?:weer|moet)|al\s?weer|voor de zoveelste)\b"
        ),
        r"\bnog (?:steeds )?geen (?:reactie|antwoord|bericht|oplossing)\b",
        (
            r"\b(?:heb|hebben|had) (?:\w+ ){0,6}(?:al|eerder|ook al|reeds|vorige (?:week|maand|keer)|gisteren|"
            rf"maandag|dinsdag|woensdag|donderdag|vrijdag|meermaals|herhaaldelijk)\b (?:\w+ ){{0,5}}{_SAID}\b"
        ),
        (
            r"\b(?:zoals|wat) ik (?:\w+ ){0,4}(?:al|eerder|vorige)\b.{0,40}\b(?:liet weten|schreef|zei|meldde|"
            rf"aangaf|mailde|vertelde|{_SAID})"
        ),
        r"\bhoe vaak (?:moet|nog|ga)\b|\bhoeveel keer\b|\bhow (?:many times|often) (?:do|must|have|am|did|will)\b",
        (
            r"\b(?:mijn verhaal|alles|het|dit) (?:\w+ ){0,2}(?:opnieuw|nog een keer|weer) (?:\w+ ){0,2}(?:vertellen|"
            r"uitleggen|doen|doorgeven|invullen)\b"
        ),
        r"\btell (?:my|the) story (?:\w+ ){0,3}again\b",
        r"\b(?:eerdere|vorige|laatste) (?:\w+ )?(?:mails?|berichten|bericht|gesprek\w*|melding\w*|klacht\w*|brieven)\b",
        r"\b(?:twee|drie|\d+|meerdere) herinnering\w*\b",
        r"\b(?:last|previous|earlier) (?:\w+ )?(?:e-?mails?|messages?|calls?|complaints?|letters?|tickets?)\b",
        r"\b(?:two|three|\d+|several) reminders\b",
        r"\b(?:is|zijn) (?:weer )?terug\b.{0,30}\b(?:zoals|net als|precies)\b",
        r"\bnu (?:al )?weer\b",
        r"\b(?:is|zijn) weer (?:stuk|kapot|misgegaan|mis)\b",
        r"\bwas (?:\w+ ){0,3}ook al\b",
        r"\bsinds .{0,25}\b(?:op (?:reactie|antwoord)|aan het wachten)\b",
        r"\bwacht (?:al|nu|nog)\b.{0,25}\b(?:weken|maanden|dagen|sinds)\b",
        r"\bbeen waiting (?:since|for (?:weeks|months|days|\w+ (?:weeks|months)))\b",
        (
            r"\b(?:still|yet) (?:\w+ ){0,2}(?:haven't|hasn't|not|no|waiting|don't|doesn't|isn't|nothing|without|"
            r"broken|the same)\b"
        ),
        r"\bstill (?:waiting|not|broken|no|doesn't|isn't|haven't|hasn't)\b",
        (
            r"\b(?:yet again|once again|over and over|all over again|again and again|time and again|time after time|"
            r"every (?:single )?time)\b"
        ),
        (
            r"\bi(?:'ve| have|'d| had)? (?:\w+ )?(?:already|previously|repeatedly|twice|earlier|"
            rf"before) (?:\w+ )?{_SAID_EN}\b"
        ),
        (
            rf"\bi (?:\w+ ){{0,2}}(?:have |'ve )?{_SAID_EN}\b.{{0,50}}\b(?:already|before|twice|last (?:week|month|"
            rf"year|time)|yesterday|on (?:monday|tuesday|wednesday|thursday|friday)|{_N} times|as well|too)\b"
        ),
        rf"\b{_N} times\b.{{0,30}}\b(?:now|by now|already|called|asked|and nobody)\b",
        rf"\b(?:called|asked|written|told|e-?mailed) (?:\w+ ){{0,3}}{_N} times\b",
        rf"\b{_N} times$",
        rf"\b{_N} times[.!]",
        (
            r"\bas (?:i |we )?(?:\w+ )?(?:mentioned|said|reported|explained|wrote|written) (?:\w+ )?(?:earlier|"
            r"before|last|previously|in my)\b"
        ),
        r"\bas i (?:mentioned|wrote) (?:earlier|in)\b",
        unless=(
            r"\b(?:nog een keer (?:dezelfde|hetzelfde) .{0,20}bestellen|verlengen|renew|eerste keer|first time|"
            r"attorney|lawyer|the (?:lady|gentleman|man|woman|jerk|person) i spoke|every month|elke maand bestel)\b"
        ),
    ),
    cue(
        "repeat_mentioned",
        r"(?:^|[,:] )(?:en |nu |and |now )?(?:weer|opnieuw|nogmaals) (?!\w+ )?\w+",
        r"\bis (?:weer|opnieuw) (?:\w+ ){0,4}(?:niet|geen|fout|kapot|mis|stuk|verkeerd\w*)\b",
        r"\bopnieuw is\b",
        r"\bdaar is het weer\b",
        (
            r"\b(?:weer|opnieuw) (?:een |de |het |mijn |zo'n )?(?:hetzelfde|dezelfde|verkeerde|foute?|kapotte|"
            r"niemand|niets|geen|hele|uur|storing|probleem)\b"
        ),
        r"\bjullie weer\b",
        (
            r"\b(?:hetzelfde|dezelfde|same|identical) (?:probleem|klacht|fout|storing|problem|issue|complaint|fault|"
            r"error|mistake|question|vraag)\b"
        ),
        r"\bprecies (?:hetzelfde|dezelfde)\b",
        r"\bnet als in\b",
        r"\bjust like (?:in|last)\b",
        (
            r"\b(?:broken|down|wrong|failed|gone|available|missing|late|happened|it is|it's|problem|issue|"
            r"router) (?:\w+ ){0,4}again\b"
        ),
        r"\bonce (?:more|again)\b",
        r"\bagain[.!]?$",
        r"\bthere it is again\b",
        r"\b(?:is|are) back\b.{0,20}\b(?:like|same|again|as)\b",
        r"\bkeeps? (?:\w+ing|on \w+ing)\b",
        r"\bherhaal\w*\b|\bevery time i\b|\bnog een keer\b.{0,20}\b(?:uitleggen|melden|bellen|mailen)\b",
        strength="faint",
        unless=(
            r"\b(?:zie ik (?:je|jullie|u) weer|see you again|bestellen|to order|het weer (?:was|is|wordt)|"
            r"slecht weer|werkt (?:nu )?weer|doet het weer|works? again|working again|graag nog een keer|"
            r"cuts? once more|kom\w* .{0,10}terug)\b"
        ),
    ),
)
