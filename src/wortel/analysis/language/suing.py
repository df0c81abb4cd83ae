"""Does somebody announce a court?

What is said about a court, a lawyer or the police without the speaker going there is no threat: an own profession, a
neighbour's case, an insurance that is cancelled, an intention that is denied.
"""

from wortel.analysis.language.cues import DENIED, Cue, cue

_COURT = (
    r"(?:advocat?en|advocaat|advocate|rechter|rechtbank|kantonrechter|gerecht(?:shof|sdeurwaarder)?|dagvaarding|"
    r"kort geding|"
    r"rechtszaak|jurist(?:en)?|(?:juridische|gerechtelijke) (?:stappen|maatregelen|procedures?|actie)|proces\b|"
    r"gerechtelijke weg|juridische weg|rechtsbijstand\w*|aangifte|aanklacht|schadeclaim|schadevergoeding|claim|"
    r"aansprakelijk\w*|"
    r"geschillencommissie|ombudsman|consumentenautoriteit|autoriteit (?:persoonsgegevens|consument\w*|"
    r"financi\w+)|acm\b|afm\b|kifid|"
    r"klachteninstituut|juridisch loket|consumentenbond|deurwaarder|incasso\s?bureau|incassokosten|"
    r"gerechtskosten|politie|"
    r"lawyers?|attorneys?|solicitors?|barrister|legal (?:team|action|proceedings|steps|advice|counsel|measures)|"
    r"court(?: proceedings| action| order| summons)?|small claims(?: court)?|lawsuit|judge|police|damages|"
    r"compensation claim|"
    r"claim|liable|trading standards|regulator|data protection \w+|ombudsm[ae]n|bailiffs?|debt collect\w+|"
    r"collection (?:agency|costs)|"
    r"tribunal|charges|proceedings)"
)
_DO = (
    r"(?:schakel|schakelen|stap|stappen|ga|gaan|zie|zien|sleep|slepen|leg|leggen|doe|doen|dien|dienen|overweeg|"
    r"overwegen|neem|nemen|"
    r"start|starten|span|spannen|houd|hou|houden|stel|stellen|draag|dragen|geef|geven|eis|eisen|verhaal|"
    r"verhalen|meld|melden|breng|brengen|"
    r"raadpleeg|bel|bellen|vraag|haal|halen|spreek|zoek|zal|zullen|moet|moeten|word|wordt|worden|komt|komen|"
    r"krijgt|krijgen|hoort|horen|neemt|"
    r"take|taking|contact|contacting|call|calling|see|file|filing|report|reporting|start|starting|seek|seeking|"
    r"speak|spoken|hire|hiring|"
    r"go|going|pass|passed|hand|handed|refer|referred|bring|bringing|press|hold|holding|lodge|instruct|consult|"
    r"involve|let|expect|"
    r"lead|enforce|pursue|drag|have to|will|shall|be)"
)
_HIRED = (
    r"(?:mijn|onze|my|our) (?:\w+ )?(?:advocaat|jurist|rechtsbijstand\w*|lawyer|solicitor|attorney|legal (?:team|"
    r"insurance|department)|juridische afdeling)"
)
_WE = r"(?:ik|wij|we|i|i'll|i'm|i've|we'll|we're|i'd)"
# A profession, a building, an insurance product, somebody else's case.
_ABOUT = (
    r"\b(?:ben (?:zelf )?(?:advocaat|jurist|rechter)|advocatenkantoor|naast (?:de|het) (?:rechtbank|gerecht\w*)|"
    r"(?:buurman|buurvrouw|vriend\w*|zus|broer) (?:heeft|is|ligt)|opzeggen|afsluiten bij|"
    r"verzekering bij (?:jullie|u)|premie|"
    r"am a (?:lawyer|solicitor|judge)|law firm|next to (?:the )?court|neighbour is|cancel it|insurance with you|"
    r"tennis|basketball|food court|hoeft? niet bang|(?:have|need) to worry|identi\w+ gestolen|bezorgd? bij de)\b"
)

LEGAL_THREATS: tuple[Cue, ...] = (
    cue(
        "legal_threat",
        rf"\b{_WE} (?:\w+ ){{0,4}}{_DO}\b.{{0,70}}?\b{_COURT}\b",
        rf"\b{_DO} (?:ik|wij|we) .{{0,60}}?\b{_COURT}\b",
        (
            rf"\b{_WE} .{{0,70}}?\b{_COURT}\b.{{0,40}}?\b(?:inschakelen|ingeschakeld|ingelicht|nemen|indienen|doen|"
            r"starten|stappen|beginnen|aanspannen|voorleggen|over te dragen|stellen|eisen|slepen|halen|melden|"
            r"benaderen|inlichten)\b"
        ),
        (
            rf"\b{_HIRED}\b.{{0,30}}\b(?:neemt|nemen|zal|krijgt|horen|hoort|inschakelen|ingelicht|voor|will|is|has|"
            r"shall|be in touch|takes|taking)\b"
        ),
        rf"\b{_DO} .{{0,30}}\b{_HIRED}\b|\b(?:van|from|door|by) {_HIRED}\b",
        (
            r"\b(?:u|je|jullie|you) (?:krijgt|krijgen|hoort|horen|gets?|will (?:get|receive|hear)|can expect) "
            r".{0,50}\b(?:dagvaarding|advocaat|jurist|deurwaarder|rechtbank|rechtsbijstand\w*|lawyer|solicitor|"
            r"summons|bailiff|court)\b"
        ),
        r"\b(?:zie|spreek|zien|spreken) .{0,25}\b(?:voor|bij|in) (?:de|het) (?:rechter|rechtbank|gerecht\w*)\b",
        r"\bsee (?:you|u) in court\b",
        r"\bin gebreke\b|\bingebrekestelling\b|\bnotice of default\b|\bfinal notice before\b|\bletter before action\b",
        r"\b(?:sue|suing|sued|prosecute)\b.{0,20}\b(?:you|your|jullie|them|company|for)\b",
        r"\b(?:klaag|aanklagen|procedeer|procederen)\b",
        (
            r"\b(?:houd|hou|houden|stel|stellen|hold|holding)\b.{0,40}\b(?:aansprakelijk|"
            r"verantwoordelijk voor (?:alle|de) (?:schade|kosten)|liable|legally responsible)\b"
        ),
        r"\bvia de (?:rechter|rechtbank|kantonrechter)\b",
        r"\b(?:enforce|afdwingen)\b.{0,30}\b(?:court|rechter|rechtbank)\b",
        r"\b(?:law|court)\b.{0,20}\benforce\b",
        (
            r"\b(?:uit handen (?:te )?geven|geven .{0,40} uit handen|over(?:\s?ge)?dragen aan|draag\w* "
            r".{0,50} over aan)\b.{0,40}"
        ),
        rf"\b(?:passed|handed|hand\w*|transferred|referred|sold) .{{0,40}}\b(?:over )?to (?:a |an |our )?(?:{_COURT})",
        r"\b(?:juridische|gerechtelijke) (?:stappen|maatregelen|procedure|acties?)\b",
        r"\blegal (?:action|steps|proceedings|measures)\b",
        r"\bcourt (?:proceedings|summons)\b",
        r"\b(?:een|a) (?:rechter|judge) .{0,20}\b(?:laten )?(?:beslissen|oordelen|decide)\b",
        r"\blaat de rechter\b",
        r"\blet a judge\b",
        r"\bpress charges\b",
        r"\b(?:komen|komt|incur|add|lead to) .{0,30}\b(?:gerechtskosten|incassokosten|collection costs|legal costs)\b",
        r"\b(?:daar|hier) (?:volgt|komt) een rechtszaak\b",
        r"\bdagvaard\w*\b.{0,20}\b(?:je|jullie|u)\b",
        r"\b(?:bij|door) uitblijven .{0,60}\b(?:deurwaarder|incasso\w*)\b",
        unless=_ABOUT,
        without=DENIED,
        in_questions=False,
    ),
    cue(
        "legal_threat",
        (
            r"\b(?:moet|zal|must|do i have to|shall|should|do i need to) (?:ik |i )?(?:\w+ ){0,4}\b"
            rf".{{0,30}}\b{_COURT}\b"
        ),
        r"\bwettelijke? (?:recht|rente|termijn)\w* .{0,40}\b(?:beroep|vorder|eis)\w*|\bberoep ik mij op .{0,30}wet\b",
        r"\bjuridische afdeling\b|\blegal department\b",
        rf"\b(?:overweeg|considering|thinking (?:of|about)) .{{0,40}}\b{_COURT}\b",
        strength="faint",
        unless=_ABOUT,
        without=DENIED,
    ),
)
