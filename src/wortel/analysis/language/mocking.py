"""Is praise or thanks said of what went wrong?

Praise alone is praise. It is read from fixed turns of speech and from what stands in one sentence, so what only the
whole story shows is missed.
"""

from wortel.analysis.language.cues import Cue, cue

_AGAIN = r"(?:al\s?weer|weer|opnieuw|nogmaals|again|yet again|once again|another)"
_PRAISE = (
    r"(?:geweldige?|fantastische?|fantastisch|top\w*|super\w*|prachtige?|heerlijke?|heerlijk|fijne?|lekker|"
    r"mooie?|leuk\w*|knappe?|"
    r"uitstekende?|perfecte?|perfect|schitterend\w*|briljante?|briljant|indrukwekkend\w*|attent|netjes|goed bezig|"
    r"great|fantastic|brilliant(?:ly)?|excellent|wonderful|lovely|perfect|amazing|awesome|superb|terrific|"
    r"impressive|nice|"
    r"outstanding|marvellous|delightful|splendid|stellar|top notch|first class)"
)
# What goes wrong in a contact; beside praise it turns the praise round.
_WRONG = (
    r"(?:voor (?:niets|niks|nop)|in de wacht|wachtrij|wachtmuziek\w*|kapotte?|stuk\b|verkeerde?|kwijt\w*|"
    r"verpest\w*|mislukt|fout\b|foute|"
    r"niemand|nergens|niets (?:meer|gehoord|geregeld)|niet (?:meer|komen|gekomen|geleverd|bezorgd|bereikbaar|"
    r"opgelost)|ophangen|opgehangen|verbinding verbreken|"
    r"bij de buren|straten verder|te laat|aanmaning|dubbel (?:betaald|afgeschreven)|aan het lijntje|in de kou|"
    r"in de regen|beschadigd|"
    r"(?:twee|drie|vier|vijf|zes|zeven|acht|negen|tien|\d+) (?:uur|weken|maanden|dagen) (?:in de wacht|wachten|"
    r"te laat|lang|later|voor niets)|"
    r"for nothing|on hold|hold music|broken|wrong|losing|lost|ruin\w*|nobody|no one|nowhere|nothing works|"
    r"not working|doesn't work|hang(?:ing)? up|hung up|"
    r"cutting the line|neighbour|streets away|too late|weeks late|days late|late again|damaged|smashed|failed|"
    r"already paid|reminder for|charged (?:me )?twice|"
    r"(?:two|three|four|five|six|seven|\d+) (?:hours|weeks|months) (?:on hold|waiting|late|to))"
)
_REPEATED = (
    r"(?:(?:twee|drie|vier|vijf|\d+) keer|(?:tweede|derde|vierde|vijfde) (?:\w+ ){0,2}(?:keer|maal|op rij)|(?:three|"
    r"four|five|\d+) times|(?:second|third|fourth) (?:\w+ ){0,2}(?:time|in a row))"
)
_THANKS = r"(?:bedankt|dank (?:je|u)(?: wel)?|dankjewel|hartelijk dank|thanks|thank you|many thanks)"
# Somebody who says why it is meant tells no joke.
_MEANT = (
    r"\b(?:could stay|mocht|opgelost|snel geholpen|al bezorgd|was er (?:al )?de volgende dag|kom (?:zeker )?terug|"
    r"complimenten|blij|tevreden|sorted|the very next day|certainly be back|compliments|pleased|well done to)\b"
)

SARCASM: tuple[Cue, ...] = (
    cue(
        "sarcasm",
        (
            r"\b(?:bedankt|dank (?:je|u)(?: wel)?|dankjewel) voor (?:niets|niks|nop|al(?:le|\s?weer| je| uw|"
            r" jullie)? ?(?:ellende|moeite voor niets))\b"
        ),
        r"\bthanks (?:a lot )?for (?:nothing|wasting|ruining)\b",
        (
            rf"\b{_THANKS}\b.{{0,40}}\b(?:voor|for)\b.{{0,40}}\b(?:{_WRONG}|{_REPEATED}|alweer|verpest\w*|verloren|"
            r"ruining|wasting|mess)"
        ),
        (
            r"\b(?:lekker|goed|nice|good|great) (?:bezig|work|job|going|one)\b(?! op tijd).{0,12}(?:hoor|daar|zeg|"
            r"jongens|there|guys|really|lads|losing|breaking|on )"
        ),
        r"\b(?:lekker bezig|goed bezig|slow clap|bravo|chapeau|way to go)\b",
        r"\b(?:ja hoor|yeah,? right|yeah,? sure|as if)\b.{0,30}(?:zeker|sinterklaas|kerstman|pigs|santa|$)",
        r"\b(?:goh|gut|tjonge|oh|ach|well|wow|gee),? (?:wat een |what a )?(?:verrassing|surprise)\b",
        r"\b(?:wat een|what a) (?:verrassing|surprise)\b.{0,40}\b(?:weer|niemand|again|nobody)",
        (
            r"\bgefeliciteerd,? (?:jullie|u (?:heeft|bent)|je (?:hebt|bent)).{0,40}\b(?:voor elkaar|eindelijk|weg|"
            r"kwijt|verloren)"
        ),
        r"\bcongratulations?,? you\b.{0,40}\b(?:did it|managed|leaving|lost|finally)",
        r"\bwell done,? you (?:finally|managed)\b",
        r"\bjust what i (?:needed|wanted)\b",
        r"\b(?:precies|net) wat ik (?:nodig had|wilde)\b",
        r"\bnothing like\b.{0,60}\b(?:hold|waiting|queue|start the day)\b",
        r"\bi (?:just |really |simply )?love (?:paying|waiting|being|spending|it when)\b",
        r"\bdaar word (?:je|ik) (?:toch |nou )?(?:vrolijk|blij) van\b",
        r"\bmooie boel\b",
        r"\bfraai is dat\b",
        r"\bdat begint (?:al )?goed\b",
        r"\bhoe verzin je het\b",
        r"\b(?:noem\w*|call)\b.{0,20}[\"'“‘„](?:\w+ ?){1,2}[\"'”’]",
        (
            r"[\"'“‘„](?:service|klantenservice|klantvriendelijk|snel\w*|customer service|support|fast|express|"
            r"help)[\"'”’]"
        ),
        r"\bwow,? only\b|\bslechts (?:\w+ )?(?:weken|maanden|uur) (?:wachten|nodig)\b",
        unless=_MEANT,
    ),
    cue(
        "sarcasm",
        rf"\b{_PRAISE}\b.{{0,80}}\b(?:{_WRONG}|{_REPEATED})",
        rf"\b{_PRAISE} (?:hoor|zeg|dit|is dat),? .{{0,60}}",
        rf"\b(?:fijn|leuk|heerlijk|lekker|top|super|geweldig|mooi),? (?:hoor|zeg|joh)\b.{{0,30}}\b{_AGAIN}\b",
        rf"\b(?:jullie|you|dat (?:hebben|heeft)|weer)\b.{{0,25}}\b{_AGAIN} .{{0,12}}{_PRAISE}",
        rf"\bhandled .{{0,12}}{_PRAISE}.{{0,10}}\b{_AGAIN}",
        rf"\b(?:oh|o|ach|nou|well|ah),? {_PRAISE}\b,? (?:nu|now|weer|another|dan)\b",
        (
            r"\b(?:wat|how) (?:attent|lief|aardig|fijn|leuk|thoughtful|kind|nice|sweet|considerate)\b"
            r".{0,60}\b(?:aanmaning|rekening|boete|kapot\w*|reminder|bill|fine|invoice|broken)\b"
        ),
        (
            r"\b(?:super|echt|zo|very|so|really) (?:klantvriendelijk|klantgericht|customer[- ]friendly|professional|"
            r"professioneel|behulpzaam)\b.{0,15}(?:hoor|, )"
        ),
        (
            r"\b(?:knap|amazing|impressive|indrukwekkend) (?:dat|that|how|hoe) (?:u|je|jullie|you)\b"
            r".{0,40}\b(?:miss\w*|over het hoofd|niet|verlies\w*|kwijt|los\w+|manage)"
        ),
        strength="faint",
        unless=_MEANT,
    ),
)
