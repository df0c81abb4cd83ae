"""Does somebody say to be let down, or thankful?

Thanks beside what went wrong are no thanks, nor is "no thanks".
"""

from wortel.analysis.language.cues import Cue, cue

DISAPPOINTED: tuple[Cue, ...] = (
    cue(
        "disappointed",
        r"\b(?:diep |zwaar |erg |zeer )?teleurgesteld\w*\b",
        r"\bteleurstell(?:ing|end)\w*\b",
        r"\bstel(?:t|len) (?:\w+ ){0,4}teleur\b",
        r"\b(?:valt|viel|vallen|tegen) (?:\w+ ){0,4}tegen\b|\btegenvallend\w*\b|\btegenvaller\b",
        r"\b(?:had|hadden) (?:\w+ ){0,4}(?:verwacht|gehoopt|op gerekend)\b",
        r"\bniet (?:wat|zoals) (?:ik|we|wij) (?:had|hadden)? ?verwacht\w*\b",
        r"\b(?:niet|totaal niet|allerminst|helemaal niet) aan (?:mijn|onze|de) verwachting\w*\b",
        r"\bbeneden (?:alle peil|wat|de maat)\b",
        r"\bonder de maat\b",
        r"\b(?:zeer |zwaar |erg |heel |uiterst )?ontevreden\b",
        r"\b(?:niet|allesbehalve|verre van) (?:blij|tevreden|gelukkig|te spreken)\b",
        r"\bkan niet zeggen dat ik (?:blij|tevreden)\b",
        r"\bvertrouwen (?:\w+ ){0,4}(?:weg|kwijt|verloren|geschaad|beschaamd|verdwenen)\b",
        r"\b(?:geen|alle|het) vertrouwen (?:meer|kwijt|verloren)\b",
        r"\b(?:ben|zijn|heb) (?:ik |we )?(?:het |alle )?vertrouwen\b",
        r"\b(?:in de steek|in de kou) (?:gelaten|laten staan)\b",
        r"\bniet serieus genomen\b",
        r"\bniet gehoord voel",
        r"\bvoel (?:me|mij) (?:\w+ ){0,3}(?:bedonderd|bekocht|genegeerd|afgescheept|belazerd|in de steek)\b",
        r"\bbaal\w* (?:ik )?(?:er )?(?:van|hier|flink|enorm|ontzettend)\b",
        r"\b(?:daar|hier) baal ik van\b",
        r"\bslechte zaak\b",
        r"\bom te huilen\b",
        r"\bbitter\b",
        r"\bdiep triest\b",
        r"\bin-?en-?in triest\b",
        r"\b(?:dis+ap+oint(?:ed|ing|ment))\b|\bdisappoints\b|\b(?:let ?down|letdown)\b|\blet (?:me|us) down\b",
        (
            r"\b(?:had |have )?(?:expected|hoped for|hoping for|counted on|counting on) (?:\w+ ){0,3}(?:better|more|"
            r"something else|a lot more|different|this|that)\b"
        ),
        r"\bnot what (?:i|we) (?:expected|hoped|ordered and)\b",
        r"\b(?:dissatisfied|unsatisfied|unhappy|underwhelm\w+|gutted|disheartened|dismayed|displeased)\b",
        r"\bnot (?:at all |very |really |exactly )?(?:happy|satisfied|pleased|impressed)\b",
        r"\b(?:can't|cannot) say (?:that )?i(?:'m| am) (?:satisfied|happy|pleased)\b",
        r"\b(?:not|n't) (?:\w+ ){0,3}(?:live up to|meet|met) (?:my|our|the) (?:expectations?|needs)\b",
        r"\b(?:far )?below (?:what|par|standard|my expectations)\b",
        r"\bpoor show\b",
        r"\bpoor (?:service|experience)\b",
        r"\b(?:lost|losing) (?:\w+ ){0,2}(?:trust|faith|confidence)\b",
        r"\b(?:trust|faith|confidence) (?:\w+ ){0,5}(?:is|has) (?:\w+ )?(?:gone|lost|vanished)\b",
        r"\b(?:taken|take) (?:me )?seriously\b",
        r"\bmakes me (?:want to )?cry\b",
        r"\bfeel(?:ing)? (?:\w+ ){0,2}(?:cheated|ignored|abandoned|fobbed off|short-?changed|ripped off)\b",
        unless=(
            r"\b(?:niet|not|n't|allerminst|geenszins|zeker niet) (?:\w+ ){0,2}(?:teleurgesteld|teleur|disappoint\w*|"
            r"ontevreden|unhappy|dissatisfied|tegen\b)|\bontevreden klanten\b|\bdissatisfied customers\b|"
            r"\bnever (?:disappointed|let (?:me|us) down)\b|\bnooit teleur\w*"
        ),
        in_questions=False,
    ),
    cue(
        "disappointed",
        r"\b(?:heel |erg |wat |ontzettend |zo |echt )?jammer\b",
        r"\bhelaas (?:voldoet|voldeed|moet ik)\b",
        r"\b(?:zo |heel |erg )?sneu\b",
        r"\b(?:ver)?pest\b.{0,40}\b(?:verjaardag|feest|kerst|vakantie)",
        r"\b(?:verjaardag|feest|kerst|vakantie|bruiloft)\b.{0,25}\bverpest\b",
        r"\b(?:een|in) (?:schande|schandalig)\b",
        r"\b(?:such |what |it's |it is |a |real )?(?:a )?(?:shame|pity)\b",
        r"\bso sad\b",
        r"\bsadly\b",
        r"\bin tears\b",
        r"\b(?:birthday|party|christmas|holiday|wedding)\b.{0,25}\b(?:spoiled|spoilt|ruined)\b",
        r"\bheartbroken\b",
        strength="faint",
        unless=r"\b(?:voor u|u bevalt|gratis|for free|send it back|suit you|niet jammer|u kunt|you can)\b",
        in_questions=False,
    ),
)

_IRONY = (
    r"\b(?:voor niets|voor niks|voor nop|for nothing|verpest\w*|ruin\w*|wasting|ellende|mess|alweer|aanmaning|"
    r"op rij|in a row|kapotte?|broken|"
    r"maar (?:het|dat|dit) (?:verandert|helpt)|but it (?:changes|doesn't|does not)|but that (?:changes|doesn't))\b"
)

THANKS: tuple[Cue, ...] = (
    cue(
        "thanks",
        r"\b(?:heel erg |hartelijk |ontzettend |super |enorm |nogmaals |alvast |reuze )?bedankt\b(?! je)",
        r"\b(?:hartelijk |veel |heel veel |duizendmaal |mijn |met |bij voorbaat |oprechte )?dank\b(?!baar aan)",
        r"\bdank (?:je|u|jullie)(?: wel)?\b",
        r"\bdank(?:je|u)wel\b",
        r"\bdankbaar\b",
        r"\b(?:wil|willen|wilde|wou) .{0,50}\bbedanken\b",
        r"\bbedank (?:ik|je|u|jullie)\b",
        r"\b(?:wij|we|ik) (?:danken|bedanken|dank)\b",
        r"\bmerci\b",
        r"\bthx\b",
        r"\bthnx\b",
        r"\btnx\b",
        r"\b(?:many |my |big |huge )?thanks\b",
        r"\bthank (?:you|u|them|him|her|the)\b",
        r"\bcheers\b",
        r"\bmuch (?:obliged|appreciated)\b",
        r"\b(?:really |very |so |most )?(?:grateful|thankful)\b",
        r"\b(?:i|we) (?:really |do |very much |would )?appreciate\b",
        r"(?:^|[.,!] )ta\b",
        unless=rf"{_IRONY}|\b(?:nee|nee,|no|no,) (?:dank|bedankt|thanks|thank you)\b",
    ),
)
