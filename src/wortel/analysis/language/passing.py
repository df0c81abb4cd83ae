"""Is the customer sent on to somebody else?

A hand-over in which we do the work ("I'll put you through, my colleague knows about it") is none.
"""

from wortel.analysis.language.cues import Cue, cue

_ELSEWHERE = (
    r"(?:vervoerder|bezorgdienst|koerier|fabrikant|leverancier|verkoper|winkel waar|bank|gemeente|netbeheerder|"
    r"verzekeraar|zorgverzekeraar|"
    r"postbezorg\w+|pakket\w+|post\w*|belastingdienst|verhuurder|installateur|huisarts|provider|"
    r"afdeling(?: \w+)?|facturatie|administratie|verkoop|techniek|technische dienst|backoffice|magazijn|"
    r"andere partij|derde partij|"
    r"carrier|courier|manufacturer|supplier|seller|bank|council|network operator|insurer|postal (?:company|"
    r"service)|landlord|installer|"
    r"(?:\w+ )?department|billing|back office|warehouse|sales|another team|other team|third party|tax office|"
    r"airline|municipality|(?-i:[A-Z]\w+[A-Z]\w+))"
)
_MUST = (
    r"(?:moet|moeten|dient|kunt|kan|kun|zult|zul|mag|must|have to|has to|need to|needs to|'ll have to|will have to|"
    r"should|best|better)"
)
_WE_DO = (
    r"\b(?:ik verbind u|ik verbind je|ik regel|ik ga (?:er|daar) (?:zelf )?achteraan|ik zet (?:het|dit|uw)|"
    r"doorgezet|ik stuur het door|put you through|i'll (?:chase|arrange|forward|pass)|teruggestort|refunded|"
    r"heb (?:het|ik het) doorgegeven|i have forwarded)\b"
)

NOT_MINE: tuple[Cue, ...] = (
    cue(
        "not_my_department",
        r"\b(?:daar|hier|dat|dit) (?:ga|gaan) (?:ik|wij|we) (?:(?:als|bij|helaas|echt) \w+ ){0,2}niet over\b",
        r"\b(?:ik|wij|we) (?:ga|gaan) (?:daar|hier)(?: \w+){0,3} niet over\b",
        r"\b(?:gaat|gaan) (?:daar|hier)over,? (?:en )?niet (?:ik|wij|onze)\b",
        r"\bniet (?:mijn|onze|de juiste) (?:afdeling|taak|verantwoordelijkheid|probleem|pakkie-?an|werk)\b",
        r"\b(?:andere|verkeerde|juiste) (?:afdeling|loket|team)\b",
        r"\b(?:wrong|another|different) (?:department|team|desk|number)\b",
        r"\bbuiten (?:onze|mijn) (?:verantwoordelijkheid|bevoegdheid|afdeling|macht)\b",
        r"\boutside (?:of )?(?:our|my) (?:responsibility|remit|control|scope|department)\b",
        r"\b(?:zit|valt|hoort) (?:niet in mijn|buiten mijn|niet bij (?:mij|ons))\b",
        r"\bniet aan (?:mij|ons)\b",
        r"\bhier(?: ben ik| zijn wij)(?: \w+)? niet (?:van|voor)\b",
        r"\bnot my (?:department|job|responsibility|problem|area|area of)\b",
        r"\babove my pay ?grade\b",
        r"\bnot (?:up to|down to) (?:me|us)\b",
        r"\bnot the right (?:person|department|place)\b",
        r"\b(?:i|we) (?:don't|do not) (?:deal with|handle|do|take care of|cover|arrange) (?:that|this|those|it)\b",
        r"\b(?:has|have) no say\b",
        r"\bnot responsible for\b",
        r"\b(?:dat|dit) (?:doen|regelen|behandelen) (?:wij|we) (?:hier |helaas |zelf )*niet\b",
        r"\bhebben (?:wij|we) geen invloed op\b",
        r"\b(?:tussen|between) (?:u|jou|je|you) (?:en|and)\b",
        r"\b(?:taak|zaak|job|responsibility) van (?:de )?\w+,? niet\b",
        r"\b\w+'s (?:job|responsibility),? not\b",
        r"\b(?:niet van|not) (?:ons|ours)\b",
        r"\b(?:ik ben|wij zijn|ik doe|wij doen) (?:alleen|slechts|enkel)\b",
        r"\bi (?:only|just) (?:handle|do|deal with|take|process)\b",
        r"\bwe are (?:only|just|merely) the\b",
        r"\b(?:gaan|gaat) (?:daar|hier)over\b.{0,20}\bniet wij\b|\btakes? care of that,? not\b|\bnot us\b",
        unless=_WE_DO,
    ),
    cue(
        "not_my_department",
        (
            rf"\b{_MUST} (?:u |je |you )?.{{0,45}}\b(?:bij|met|tot|to|with|from)\b.{{0,25}}\b{_ELSEWHERE}\b"
            r".{0,30}\b(?:zijn|aankloppen|opnemen|wenden|terecht|melden|vragen|navragen|contact\w*)"
        ),
        rf"\b(?:hiervoor|daarvoor|voor (?:deze|die|dit|dat) \w+|for (?:this|that)(?: \w+)?)\b.{{0,60}}\b{_ELSEWHERE}\b",
        (
            rf"\b{_MUST} (?:contact|speak to|ask|call|turn to|go to|take (?:that|this|it) up with|be with|"
            rf"check with|contacting)\b.{{0,30}}\b{_ELSEWHERE}\b"
        ),
        rf"\b(?:neem\w*|contact|opnemen)\b.{{0,30}}\b(?:contact op met|with)\b.{{0,20}}\b{_ELSEWHERE}\b",
        rf"\bcontact {_ELSEWHERE} (?:about|for|regarding)\b",
        (
            r"\b(?:ligt|loopt|gaat|hoort thuis|zit|sits|goes|runs|belongs|lies) (?:\w+ )?(?:bij|via|with|"
            rf"through) (?:de |het |een |the |an? )?{_ELSEWHERE}\b"
        ),
        (
            r"\b(?:kan|kunnen) (?:ik |wij |we )?(?:u |je )?(?:daar|hier|er)\b.{0,25}\b(?:niet mee helpen|niets mee|"
            r"niets in betekenen|niets aan doen|niets voor u doen)\b"
        ),
        r"\bhier kunnen (?:wij|we) niets mee\b",
        r"\b(?:afraid )?i (?:can't|cannot) (?:help you with (?:that|this)|do anything (?:for you|about))\b",
        r"\bnothing (?:we|i) can do\b",
        r"\bgeen (?:zicht|inzicht) op\b",
        r"\b(?:no|don't have) (?:view|sight|insight|access|visibility) (?:of|into|to) that\b",
        rf"\b(?:doet|doen|does|handles?|afgehandeld door|handled by|behandeld door)\b.{{0,20}}\b{_ELSEWHERE}\b",
        strength="faint",
        unless=_WE_DO
        + r"|\byou (?:connected|entered|filled)|\bu heeft\b|\bje hebt\b|\bwelke afdeling\b|\bwhich department\b|"
        r"\bwe can't do (?:it|that) without\b",
        in_questions=False,
    ),
)
