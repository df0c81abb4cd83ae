"""Is somebody called names?

Swearing at a thing ("that damned form") is no insult, nor is what somebody says of themselves or of a book.
"""

from wortel.analysis.language.cues import DENIED, Cue, cue

_YOU = r"(?:jij|je|jullie|u|you|you're|youre|ya|ze|zij|they|they're)"
_NAMES_NL = (
    r"idio(?:ot|ten)|debiel(?:en)?|imbeciel(?:en)?|mongo(?:ol|len)|sukkels?|klootza(?:k|kken)|lul(?:len)?|"
    r"eikels?|kutwijf|wijf|trut(?:ten)?|"
    r"muts|hoer(?:en)?|teef|slet|hufters?|klojo'?s?|etterba(?:k|kken)|lapzwans\w*|flapdrol\w*|mafkees|mafkezen|"
    r"malloot|malloten|"
    r"gekken?|gek(?= bent| zijn)|randdebiel\w*|achterlijke \w+|domkop\w*|domoor|stommeling\w*|stomkop|ezels?|"
    r"koe|prutsers?|knoeiers?|klungels?|"
    r"stumpers?|nietsnut\w*|luilak\w*|luiwammes\w*|oplichters?|dieven|dief|boeven(?:bende)?|bandieten|"
    r"criminelen|maffia|zwendelaars?|"
    r"bedriegers?|leugenaars?|charlatans?|viezeri\w+|varken\w*|ratten?|hond(?=en? die)|tuig|uitschot|schorem|"
    r"gespuis|zeurpiet\w*|zeikerds?|"
    r"zeiksnor|kakker|paupers?|onbenul\w*|amateurs|blaaska(?:ak|ken)|nul(?:len)?(?= zijn)|hersenlo\w+|kanker\w+|"
    r"tering\w+|kut(?:bedrijf|klant\w*|wijf|winkel|tent)|"
    r"schijtbedrijf|rotbedrijf|klote(?:bedrijf|klant\w*|tent)|apen"
)
_NAMES_EN = (
    r"idiots?|morons?|imbeciles?|fools?|jerks?|arse\s?holes?|ass\s?holes?|bastards?|bitch(?:es)?|cows?|pricks?|"
    r"dicks?|twats?|cunts?|wankers?|"
    r"tossers?|pigs?|rats?|clowns?|crooks?|thie(?:f|ves)|scammers?|liars?|cheats?|swindlers?|fraudsters?|"
    r"criminals?|con ?m[ae]n|"
    r"scum(?:bags?)?|losers?|muppets?|numpt(?:y|ies)|dimwits?|half-?wits?|nitwits?|cretins?|dumb-?ass(?:es)?|"
    r"parasites?|vultures?|"
    r"nobod(?:y|ies)(?= like)|morons|amateurs|nags?|whingers?|moaners?|brainless \w+|lazy \w+"
)
_NAMES = rf"(?:{_NAMES_NL}|{_NAMES_EN})"
_BAD = (
    r"(?:dom|stom|achterlijk|lui|incompetent|waardeloos|waardeloze|gestoord|gek|debiel|hersenloos|onbekwaam|"
    r"onbeschoft\w*|imbeciel|zielig|"
    r"stupid|dumb|thick|dense|lazy|incompetent|useless|pathetic|worthless|brainless|disgusting|clueless|moronic|"
    r"retarded|dim)"
)
# About oneself, a title, a toy, or a denial.
_NOT_THEM = (
    r"\b(?:ik (?:ben|voel|was)|ben ik|voel me|i am|i'm|i was|i feel|film|boek|serie|book|movie|novel|song|game|"
    r"title|titel|kostuum|costume|"
    r"gestolen door|stolen by|inbreker|besteld|ordered)\b"
)

INSULTS: tuple[Cue, ...] = (
    cue(
        "insult",
        rf"\b{_YOU} (?:bent|ben|zijn|are|lijkt|lijken|seem)?\b ?.{{0,40}}?\b{_NAMES}\b",
        rf"\b(?:ben|bent|zijn|are) {_YOU} .{{0,30}}?\b{_NAMES}\b",
        (
            r"\b(?:stel|stelletje|bende|zootje|zooitje|stuk|bunch|bloody|fucking|pack|load|lot) (?:of |"
            rf"ongelooflijke |stomme |luie )?(?:\w+ ){{0,2}}{_NAMES}\b"
        ),
        rf"\bwat (?:een|ben jij|bent u|ben je|zijn jullie) .{{0,35}}?\b{_NAMES}\b",
        rf"\bwhat (?:a|an) .{{0,25}}?\b{_NAMES}\b",
        rf"(?:^|[,!.] ?)(?:\w+ ){{0,1}}{_NAMES}(?:[!.]|, |$)",
        rf"\b(?:die|dat|zo'n|deze|that|this|those|these|rude|domme|stomme|luie) (?:\w+ ){{0,2}}{_NAMES}\b",
        (
            rf"\b(?:een|a|an|the|de|company full of|bedrijf vol|full of|vol) (?:\w+ )?{_NAMES} (?:die|van|bij|zoals|"
            r"who|at|like|i spoke|you)\b"
        ),
        (
            rf"\b{_NAMES} (?:like you|zoals (?:jij|jullie|u)|dat (?:je|jullie) (?:bent|zijn)|(?:zijn|ben|"
            r"bent) (?:jullie|jij|u|je)|the lot of you|all of you)\b"
        ),
        rf"\bfull of (?:\w+ )?{_NAMES}\b|\bvol (?:\w+ )?{_NAMES}\b",
        unless=_NOT_THEM,
        without=DENIED + r"|\b(?:ik|i)\b(?! spoke)",
    ),
    cue(
        "insult",
        rf"\b(?:jij|je|jullie|u) (?:bent|zijn) (?:\w+ ){{0,4}}{_BAD}\b(?! te (?:vinden|begrijpen))",
        rf"\b(?:ben|bent|zijn) (?:jij|je|jullie|u) (?:\w+ ){{0,5}}(?:te |zo )?{_BAD}\b",
        rf"\b(?:you|you're|they) (?:are |all |people |guys |really |lot )*(?:\w+ ){{0,3}}{_BAD}\b",
        rf"\bare you (?:\w+ ){{0,4}}{_BAD}\b",
        rf"\b(?:te|too) {_BAD} (?:om|to|voor)\b|\b(?:doe|don't be|wees) (?:niet )?(?:so |zo )?{_BAD}\b",
        rf"\b{_BAD} (?:zijn|ben|bent) (?:jullie|jij|u|je)\b",
        (
            r"\b(?:company|bedrijf|collega|colleague|staff|medewerker|employee|manager|afdeling|department)\b"
            r".{0,25}\b(?:is|are|zijn) .{0,20}\b(?:dom|stom|achterlijk|gestoord|stupid|dumb|moronic|idiotic)\b"
        ),
        r"\bsomeone with a brain\b",
        r"\biemand (?:die|met) (?:wel )?(?:kan nadenken|nadenkt|hersens|verstand)\b",
        r"\bje snapt er (?:niks|niets|geen \w+) van\b",
        unless=(
            r"\b(?:ik ben|ben ik|i am|i'm|not (?:so )?(?:stupid|dumb)|niet (?:zo )?(?:dom|stom)|button|knop|"
            r"questions?)\b(?!.{0,30}\b(?:jullie|talking)\b)"
        ),
    ),
    cue(
        "insult",
        r"\b(?:hou(?:d)? (?:toch )?je (?:bek|kop|mond|smoel|waffel)|bek dicht|rot (?:toch )?op|"
        r"val (?:toch )?dood|sterf|flikker (?:toch )?op|"
        r"krijg (?:toch )?(?:\w+ ){0,2}(?:tering|tyfus|kanker|klere|kolere|pest|pleuris|schurft)|"
        r"krijgen? .{0,12}(?:tering|tyfus|klere|kolere|pest|pleuris)|lik m'?n reet|zak (?:toch )?in de stront|"
        r"te dom om te poepen|"
        r"shut (?:up|your \w+)|go to hell|screw (?:you|u)|fuck (?:you|off|u)|piss off|get (?:lost|stuffed|bent)|"
        r"drop dead|bugger off|"
        r"sod off|damn you|up yours|kiss my)\b",
        (
            r"\b(?:wat een|what an?) (?:\w+ )?(?:kut|klote|schijt|shit|shitty|crap|crappy|fucking)\s?(?:bedrijf|"
            r"winkel|tent|club|company|shop|bunch)\b"
        ),
        r"\bonbeschofte (?:vent|vrouw|man|klant|medewerk\w+|hond)\b|\brude (?:man|woman|person|customer|lot)\b",
    ),
)
