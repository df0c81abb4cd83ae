"""Does somebody announce harm?"""

from wortel.analysis.language.cues import DENIED, Cue, cue

_YOU = r"(?:je|jij|jou|jullie|u|ze|hem|haar|die \w+|you|him|her|them)"
_HARM = (
    r"(?:sla|trap|schop|ram|beuk|mep|steek|schiet|vermoord|wurg|sloop|vernietig|breek|maak|blaas|"
    r"slaan|trappen|schoppen|rammen|steken|schieten|vermoorden|slopen|vernietigen|breken|maken|blazen)"
)
_CLOSE = (
    r"(?:sluiten|sluit|blokkeren|blokkeer|stoppen|beëindigen|schorten|zetten|weigeren|ontbinden|annuleren|schrappen|"
    r"afsluiten|afgesloten|geblokkeerd|beëindigd|stopgezet|opgeschort|cut off|block|suspend|terminate|cancel|"
    r"stop|close|"
    r"disconnect|restrict|blocked|suspended|terminated|cancelled|closed|disconnected|restricted)"
)
_YOURS = (
    r"(?:uw|jouw|je|your) (?:\w+ )?(?:account|aansluiting|levering|abonnement|contract|dienst\w*|lijn|internet|"
    r"stroom|gas|toegang|bestelling|polis|dekking|kaart|connection|service|services|subscription|delivery|access|"
    r"line|policy|order)"
)
_IF = r"(?:als|indien|wanneer|tenzij|anders|zo niet|doet u dat niet|if|unless|otherwise|or else)"
# What the customer asks for, or what protects the customer, is not held over anybody's head.
_FRIENDLY = (
    r"\b(?:wilt|wenst|gestolen|kwijt|verloren|verhuis\w*|opzeg\w*|verzoek|veiligheid|wish|want|like us|stolen|lost|"
    r"moving|request)\b"
)
_PRESS = (
    r"(?:kassa|radar|opgelicht\??!?|tros|meldpunt|kranten?|pers|media|social media|facebook|twitter|instagram|"
    r"tiktok|linkedin|youtube|trustpilot|google|forums?|newspapers?|press|tabloids?|journalists?|journalist|"
    r"reporter|consumer (?:show|programme)|tv\b.{0,15}(?:show|programme))"
)
_PUBLISH = (
    r"(?:ga|gaan|zal|zet|gooi|plaats|post|deel|bel|stap|mail|schakel|benader|schrijf|tip|breng|stuur|going|go|post|"
    r"put|tell|call|calling|share|sharing|posting|contact|contacting|take|taking|tip|write|inform)"
)
_STARS = (
    r"(?:(?:slechte|negatieve|vernietigende) (?:recensies?|reviews?|beoordeling\w*)|(?:bad|negative|terrible|"
    r"one[- ]star|1[- ]star) (?:reviews?|ratings?))"
)

THREATS: tuple[Cue, ...] = (
    cue(
        "threat",
        (
            rf"\b(?:ik|wij|we|i'll|i will|i'm going to|i am going to|gonna)\b.{{0,40}}\b{_HARM}\b"
            r".{0,40}\b(?:in elkaar|dood|verrot|tanden|kop|bek|smoel|hersens|benen|poten|kapot|kort en klein|"
            r"met de grond gelijk|aan gort|in de fik|in brand|de lucht in)\b"
        ),
        (
            rf"\b{_HARM} (?:ik|we|wij) .{{0,40}}\b(?:in elkaar|dood|tanden|kop|bek|smoel|benen|kapot|kort en klein|"
            r"met de grond gelijk|in de fik|in brand)\b"
        ),
        (
            r"\b(?:ik|we|wij) (?:ga |gaan |zal )?(?:je|jou|jullie|u) .{0,25}\b(?:kapot\s?maken|afmaken|vermoorden|"
            r"wurgen|slopen|pakken|grijpen|krijgen wel|te pakken krijgen|wat aandoen|opzoeken)\b"
        ),
        rf"\b(?:vermoord|wurg|sloop|vil) (?:ik )?{_YOU}\b",
        r"\bkrijg (?:ik )?(?:jou|je|jullie|u)(?: nog)? wel\b",
        (
            r"\b(?:i'll|i will|i'm going to|i am going to|i'm gonna|gonna|we'll) (?:\w+ ){0,2}(?:kill|hurt|hit|"
            r"punch|smash|beat|stab|shoot|strangle|destroy|ruin|crush|burn|wreck|break|slap|find|get you|bury|"
            r"end) (?:you|him|her|them|your|his|that|this|the|every|down)\b"
        ),
        r"\b(?:i'll|i will) (?:\w+ )?get you\b",
        r"\bmake your life (?:a )?(?:hell|misery|miserable)\b|\bje leven zuur maken\b",
        unless=r"\bdirections?\b",
        without=DENIED,
        in_questions=False,
    ),
    cue(
        "threat",
        r"\bweet (?:je|jou|jullie|u) (?:wel )?te (?:vinden|wonen)\b",
        (
            r"\bweet(?: precies| heel goed)? waar (?:je|jij|jullie|u) .{0,30}\b(?:woont|wonen|werkt|werken|zit|"
            r"zitten|staat|parkeert|kinderen)\b"
        ),
        (
            r"\bknow where (?:you (?:live|work|are)|your (?:office|house|family|kids|children|car|shop|desk) (?:is|"
            r"are|go))\b"
        ),
        unless=(
            r"\b(?:afhalen|ophalen|langsbrengen|terugbrengen|inleveren|collect|pick (?:it|them) up|drop (?:it|"
            r"them) off|return it)\b"
        ),
        in_questions=False,
    ),
    cue(
        "threat",
        r"\bverhaal (?:komen )?hal(?:en|e)\b",
        (
            r"\b(?:dan|straks|en)? ?(?:zal|zul|zullen|zult|gaat|gaan|ga) (?:je|jij|u|jullie)\b.{0,25}\b(?:beleven|"
            r"merken|voelen|piepen|weten ook|bezuren|betreuren|bloeden|boeten)\b"
        ),
        (
            r"\b(?:je|jij|u|jullie) (?:zal|zult|zullen|zul|gaat|gaan|ga)\b.{0,25}\b(?:beleven|voelen|bezuren|"
            r"betreuren|bloeden|boeten|nog wel (?:merken|zien))\b"
        ),
        r"\bspijt (?:van )?(?:krijgen|hebben)\b|\b(?:krijg\w*|gaan?|gaat) .{0,15}spijt van\b",
        r"\b(?:gebeuren|komen) er ongelukken\b",
        r"\bvallen er (?:klappen|doden|gewonden|slachtoffers)\b",
        r"\bzwaait er wat\b",
        r"\bzijn de rapen gaar\b",
        r"\bloopt (?:het|dit|dat) .{0,20}(?:slecht (?:met \w+ )?af|uit de hand)\b",
        r"\b(?:pas|kijk|wees|let) maar (?:heel )?(?:goed )?(?:op|uit|gewaarschuwd)\b",
        r"\bwacht (?:jij )?maar\b(?! even| rustig)",
        r"\bje bent gewaarschuwd\b",
        r"\b(?:oppassen|uitkijken) met wat (?:u|je)\b|\bzou maar (?:oppassen|uitkijken)\b",
        r"\bwie je voor je hebt\b|\bmet wie je te maken hebt\b|\bgeen idee (?:met )?wie je\b",
        r"\bmaak (?:ik )?(?:je|jou|jullie|u)(?: \w+){0,3} (?:kapot|af|dood|het leven zuur)\b",
        r"\b(?:steek|zet) .{0,40}\bin (?:de fik|de hens|brand)\b|\bgaat .{0,30}\bin de (?:fik|hens)\b",
        (
            r"\byou(?:'ll| will| are going to|'re going to|'re gonna) (?:\w+ )?(?:regret|pay for|be sorry|wish you|"
            r"suffer|live to regret)\b"
        ),
        r"\bwatch (?:your back|yourself|your step|your mouth)\b",
        r"\bor else\b[.!]",
        r"\byou (?:won't|will not|are not going to|'re not going to) like (?:it|what)\b",
        (
            r"\b(?:somebody|someone|people|you)(?: is| are|'s|'re)? (?:going to |gonna |will |might |could )(?:get|"
            r"be) hurt\b"
        ),
        r"\b(?:just )?(?:you )?wait (?:until|till) i\b",
        r"\bjust you wait\b",
        r"\bdon't make me\b",
        r"\bthis is (?:your|a) (?:last|final) warning\b",
        r"\bwho you(?:'re| are) (?:messing|dealing) with\b|\bknock your teeth\b|\bto the ground\b",
        r"\b(?:careful|mind) what (?:you|u) (?:say|do)\b",
        unless=r"\b(?:geen|nooit|nog geen seconde|no|never|don't|won't) (?:\w+ )?(?:spijt|regret)\b",
        in_questions=False,
    ),
    cue(
        "threat",
        (
            rf"\b{_IF}\b.{{0,90}}\b(?:wij|we|ik|i|is|are|be|wordt|worden|zal|zullen)\b.{{0,30}}\b{_CLOSE}\b"
            rf".{{0,40}}\b{_YOURS}\b"
        ),
        rf"\b{_IF}\b.{{0,90}}\b{_CLOSE} (?:wij|we|ik) .{{0,20}}{_YOURS}\b",
        (
            rf"\b(?:{_IF}|carry on|ga zo door|blijf zo doorgaan|keep (?:this|it) up)\b.{{0,90}}{_YOURS}\b"
            rf".{{0,30}}\b{_CLOSE}\b"
        ),
        rf"\b(?:we|i)(?:'ll| will| shall)? {_CLOSE} {_YOURS}\b.{{0,40}}\b(?:if|unless)\b",
        rf"\b(?:wij|we) {_CLOSE} {_YOURS}\b.{{0,40}}\b(?:als|indien|tenzij)\b",
        r"\bfailure to \w+.{0,40}\b(?:termination|suspension|disconnection|cancellation)\b",
        r"\bzwarte lijst\b|\bblack\s?list\b",
        unless=_FRIENDLY,
    ),
    cue(
        "threat",
        (
            r"\b(?:als|wanneer|indien|if|when)\b.{0,60}\b(?:toon|gedrag|doorgaat|zo door|tone|behaviour|like this|"
            r"language)\b.{0,60}\b(?:niet meer|helemaal niet|beëindig\w*|verbreek\w*|hang ik op|stop|end this|"
            r"hang up|no longer)\b"
        ),
        r"\b(?:gevolgen|consequenties) (?:zijn|hebben|krijgen|daarvan|voor)\b",
        r"\bface the consequences\b",
        r"\b(?:there will be|with) consequences\b",
        r"\b(?:alleen maar|only) (?:get )?(?:vervelender|erger|lastiger|duurder|worse|harder|more expensive)\b",
        r"\bkunt beter meewerken\b|\bin uw eigen belang\b|\bin your (?:own )?best interest\b",
        strength="faint",
        unless=r"\b(?:geen|no) (?:gevolgen|consequen\w+)\b",
        in_questions=False,
    ),
    cue(
        "threat",
        rf"\b(?:ik|wij|we|i|i'm|i'll|anders|dan)\b.{{0,40}}\b{_PUBLISH}\b.{{0,50}}\b{_PRESS}\b",
        rf"\b(?:zet|plaats|deel|gooi|bel|mail|tip|stap) (?:ik|we) .{{0,50}}\b{_PRESS}\b",
        rf"\b{_PRESS} (?:inschakelen|inlichten|bellen|benaderen|tippen|erbij halen)\b",
        rf"\b(?:ik|we|i|i'll|i'm) .{{0,40}}{_STARS}|\b(?:plaats|schrijf|geef|zet) ik .{{0,30}}{_STARS}",
        (
            r"\b(?:naar buiten brengen|aan de grote klok|de hele wereld laten weten|"
            r"everyone (?:will )?knows? (?:what|how)|go(?:ing)? public)\b"
        ),
        r"\b(?:straks|dan) (?:sta|staan|staat) (?:ik|wij|we|er iemand) .{0,30}\b(?:stoep|deur|balie|neus)\b",
        r"\b(?:tot ik|dat ik) .{0,20}\bvoor (?:je|jullie|uw) (?:balie|deur|neus)\b",
        (
            r"\b(?:kom|komen|coming|come) (?:ik |we |wij )?(?:zelf |wel |dan |wel even |nog |down |over |round |"
            r"by )?(?:persoonlijk |in person )?(?:langs|there|over|round)\b.{0,30}\b(?:en dan|zul|zal|dan|and)\b"
        ),
        r"\breken (?:daar|er) maar op\b|\bligt (?:\w+ ){0,4}plat\b",
        r"\b(?:come and )?sort (?:this|it|you) out myself\b|\bsee how (?:you|u) like\b",
        strength="faint",
        unless=(
            r"\b(?:afhalen|ophalen|gezien op|gevonden via|via (?:facebook|instagram|google)|saw (?:it|you|"
            r"your) (?:\w+ )?on|pick (?:it )?up|positieve|positive|goede)\b"
        ),
        in_questions=False,
    ),
)
