"""Does somebody say to be unsure?"""

from wortel.analysis.language.cues import Cue, cue

UNCERTAIN: tuple[Cue, ...] = (
    cue(
        "uncertain",
        (
            r"\b(?:weet|weten|wist) (?:ik |wij |we |het |dat |dit |er |helaas |eigenlijk |ook |eerlijk gezegd |"
            r"zelf |nog )*niet (?:zeker|precies|of|goed|helemaal|wat|waar|hoe|wanneer|welke)?\b(?! dat)"
        ),
        r"\b(?:niet|niets|durf|moeilijk) (?:\w+ ){0,5}(?:met|voor) (?:\w+ )?(?:zekerheid|zeker)\b",
        r"\bmet zekerheid\b",
        r"\bniet (?:helemaal |geheel |honderd procent )?zeker\b",
        r"\bniet 100% zeker\b",
        r"\bdurf (?:ik )?(?:\w+ ){0,3}niet te zeggen\b",
        (
            r"\b(?:volgens mij|voor zover ik (?:weet|kan (?:zien|nagaan))|naar mijn weten|als ik (?:me|"
            r"mij) niet vergis|voor zover bekend|bij mijn weten|als ik het goed heb|meen(?: ik)? (?:me|mij|dat|"
            r"te))\b"
        ),
        r"\b(?:geen|no) (?:flauw )?idee\b",
        r"\b(?:have |i've )?no idea\b",
        r"\bhaven't (?:got )?(?:a clue|the faintest)\b",
        r"\bno clue\b",
        r"\bzou het (?:zo )?niet weten\b",
        r"\bzou het (?:moeten )?(?:na\w+|uitzoeken)\b",
        (
            r"\b(?:waarschijnlijk|vermoedelijk|wellicht|mogelijk(?=\s(?:is|zijn|heeft|wordt|ligt|komt|was|dat|een))|"
            r"misschien|vermoed\w*|schat ik in)\b"
        ),
        r"\b(?:zou|kan) (?:best |goed |ook |wel )*(?:kunnen|zijn dat)\b",
        r"\bdat zou (?:kunnen|best)\b",
        r"\bhet kan zijn dat\b",
        r"\bhet lijkt erop\b",
        r"\blijkt erop dat\b",
        r"\b(?:twijfel|twijfelen) (?:\w+ ){0,2}(?:of|aan|over|eraan)\b",
        r"\b(?:niet|nooit) (?:\w+ ){0,3}(?:garanderen|beloven)\b",
        r"\bgaranderen (?:\w+ ){0,4}niet\b",
        r"\bniet (?:helemaal |goed |echt )?duidelijk\b",
        r"\bsnap niet (?:goed )?of\b",
        (
            r"\b(?:not|n't|never) (?:\w+ )?(?:entirely |quite |totally |100% |completely )?(?:sure|certain|"
            r"clear(?: to me)?)\b"
        ),
        r"\bunsure\b",
        r"\bfor (?:sure|certain)\b(?<=say for sure)",
        (
            r"\b(?:can't|cannot|couldn't|wouldn't|dare to) (?:\w+ ){0,3}(?:for (?:sure|certain)|guarantee|tell you|"
            r"promise)\b"
        ),
        r"\bas far as i(?:'m| am)? (?:know|can (?:see|tell)|aware)\b",
        r"\bto (?:the best of )?my knowledge\b",
        r"\bif i(?:'m not mistaken| remember (?:correctly|rightly|right)| recall)\b",
        r"\bi (?:don't|do not) (?:actually |really |quite )*know\b",
        r"\b(?:probably|presumably|possibly|perhaps|maybe)\b",
        r"\b(?:might|may|could) (?:well |possibly )?(?:be|have) (?:a|an|the|that|been|failed|lost|gone|due)\b",
        r"\bmay have \w+",
        r"\bthat could be\b",
        r"\bhard to say\b",
        r"\bit (?:looks|seems) (?:like|as if|that)\b",
        r"\bi (?:do )?(?:suspect|doubt|guess|reckon|presume|wonder (?:if|whether))\b",
        r"\bi(?:'d| would) have to (?:check|look|ask)\b",
        r"\b(?:don't|not) (?:quite |really |fully )?understand (?:whether|if)\b",
        unless=(
            r"\b(?:weet zeker|know for (?:sure|certain)|certain(?:ly)? it will|misschien .{0,12}(?:deze keer|"
            r"nu eens|dit keer)|(?:perhaps|maybe) this time|idea who you|busy with|druk heeft|te veel gevraagd|"
            r"too much to ask|is het mogelijk|is it possible)\b"
        ),
    ),
    cue(
        "uncertain",
        (
            r"\b(?:ik denk|denk ik|ik geloof|dacht ik|ik dacht|ik meen|zal wel|als het goed is|normaal gesproken|"
            r"in principe|ongeveer wel|schijnt|zou moeten (?:zijn|staan|komen|werken))\b"
        ),
        (
            r"\b(?:i think|i believe|i thought|i would think|should be (?:there|in|with)|normally|in principle|"
            r"supposedly|apparently|as far as)\b"
        ),
        strength="faint",
        unless=(
            r"\b(?:denk (?:ik )?(?:elke|vaak|graag|met plezier|aan)|think of|thinking of|i think (?:it's|this is|"
            r"that's|you|we should)|ik denk dat (?:jullie|u|je)|zal wel weer aan mij|"
            r"dacht (?:ik )?dat (?:jullie|u|je)|thought you|thought that was|druk|zeer zeker|had\b)"
        ),
        in_questions=False,
    ),
)
