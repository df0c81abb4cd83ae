"""Does a sentence lay the cause at the customer's door?

Words and nothing else: it says what was written, not what anybody felt or meant.
"""

from wortel.analysis.language.cues import Cue, cue

_YOU = r"(?:je|jij|u)"
_PAST = (
    r"(?:weten|lezen|opletten|controleren|doorgeven|melden|bellen|betalen|kijken|nagaan|aangeven|zeggen|vragen|"
    r"verzekeren|bewaren|meten|sturen|regelen|opzeggen|zien|nadenken|reageren)"
)
_DONE = (
    r"(?:known|read|checked|called|told|reported|paid|looked|noticed|filled|informed|asked|taken|kept|measured|sent|"
    r"cancelled|thought|seen|insured|said|been more|paid attention|responded)"
)
_MISDONE = r"(?:verkeerde?|foute?|fout|niet (?:goed|juist|volledig|op tijd)|onjuist\w*|vergeten|te laat|onvolledig)"
_MISDONE_EN = (
    r"(?:wrong(?:ly)?|incorrect(?:ly)?|badly|too late|not (?:properly|correctly|carefully)|improperly|carelessly)"
)
# Somebody who takes it on, or quotes the customer's own doubt, blames nobody; nor does what should have come to them.
_TAKEN_ON = (
    r"\b(?:niet (?:je|jouw|uw) (?:eigen )?(?:schuld|fout)|onze (?:fout|schuld)|mijn fout|wij (?:hebben|waren)|"
    r"door ons|voor onze rekening|"
    r"hoeven vragen|bother to look|moeten (?:krijgen|ontvangen|vertellen)|(?:not|n't) your (?:own )?(?:fault|"
    r"mistake)|our (?:fault|mistake|error)|my mistake|"
    r"you should have (?:received|gotten|got|had|heard)|i should have|we should have|ik had (?:het|u|dat))\b"
)

BLAMES: tuple[Cue, ...] = (
    cue(
        "blames_customer",
        (
            r"\b(?:eigen schuld|uw schuld|jouw schuld|(?:je|jouw|uw) eigen (?:verantwoordelijkheid|fout|keuze|"
            r"risico|nalatigheid))\b"
        ),
        r"\b(?:uw|jouw) (?:nalatigheid|fout|vergissing|onoplettendheid|slordigheid)\b",
        (
            rf"\b(?:had|hadden) {_YOU} (?:dat |dit |het |maar |zelf |zich |beter |eerder |toch |gewoon |"
            r"van tevoren )+.{0,40}"
        ),
        rf"\b{_YOU} had (?:\w+ ){{0,6}}(?:moeten|kunnen) {_PAST}\b",
        rf"\bhad {_YOU} (?:\w+ ){{0,4}}(?:moeten|kunnen) {_PAST}\b",
        rf"\b{_YOU} had (?:\w+ ){{0,4}}(?:beter|eerder|zelf|gewoon) (?:\w+ ){{0,3}}(?:moeten|kunnen)\b",
        (
            rf"\b(?:heb {_YOU}|heeft u|{_YOU} hebt|{_YOU} heeft|bent {_YOU}|"
            rf"{_YOU} bent) (?:\w+ ){{0,4}}zelf (?:\w+ ){{0,4}}(?:{_MISDONE}|voor gekozen|gewild|gedaan|veroorzaakt)"
        ),
        (
            rf"\b(?:{_YOU} (?:hebt|heeft|bent)|heeft u|heb je|bent u|"
            rf"ben je) (?:\w+ ){{0,4}}{_MISDONE} (?:\w+ ){{0,2}}(?:ingevuld|opgegeven|doorgegeven|aangesloten|"
            r"besteld|gelezen|gekeken|geplaatst|ingevoerd|betaald|gemonteerd|gebruikt|gedaan|met)"
        ),
        rf"\b(?:doordat|omdat) {_YOU} (?:\w+ ){{0,6}}(?:{_MISDONE}|niet)\b",
        rf"\bals {_YOU} (?:\w+ ){{0,5}}(?:gewoon|op tijd|beter|eerder|goed) (?:\w+ ){{0,3}}had\b",
        rf"\bals {_YOU} (?:\w+ ){{0,6}}had (?:betaald|opgelet|gelezen|gebeld|gemeld|gecontroleerd|ingevuld|bewaard)",
        r"\bdat (?:staat|stond) (?:toch |gewoon |immers )?(?:duidelijk |heel duidelijk |gewoon )",
        r"\b(?:niet goed|slecht|verkeerd|niet) (?:gelezen|gekeken|opgelet|geluisterd)\b(?! door ons)",
        r"\b(?:volgende keer|voortaan) (?:\w+ ){0,3}(?:opletten|lezen|controleren|niet doen|verzekeren|kijken)\b",
        r"\b(?:beter|goed) opletten\b",
        r"\b(?:fout|schuld|oorzaak) ligt (?:niet bij ons|bij u|bij jou)\b",
        r"\b(?:risico|verantwoordelijkheid) (?:ligt|is|blijft) (?:\w+ ){0,2}(?:bij|voor) (?:u|jou|je)\b",
        r"\bwaarom (?:heeft u|heb je|hebt u|belt u|bel je|bent u) .{0,40}\b(?:niet|pas nu|zo laat|nu pas)\b",
        r"\baan (?:uzelf|jezelf|u zelf) te (?:danken|wijten)\b",
        r"\bzelf voor gekozen\b",
        r"\bwie .{0,40}\bniet \w+,? (?:mist|moet|betaalt|krijgt)\b",
        r"\bu (?:heeft|hebt) (?:het |de \w+ )?(?:natuurlijk|vast|waarschijnlijk) .{0,30}\b(?:niet|verkeerd|vergeten)\b",
        (
            r"\bdat u (?:\w+ ){0,4}(?:was|bent|had|heeft) (?:\w+ ){0,3}(?:kunnen wij (?:ook )?niet helpen|"
            r"is niet ons probleem)\b"
        ),
        r"\byour own (?:fault|mistake|responsibility|doing|choice|risk|negligence)\b",
        r"\byour (?:fault|negligence|carelessness|mistake|error)\b",
        rf"\byou (?:really |simply |just )?should(?: really| have| 've|'ve| of)+ (?:\w+ )?{_DONE}\b",
        rf"\byou (?:could|might|ought to) have (?:\w+ )?{_DONE}\b",
        r"\byou (?:have )?(?:failed|forgot|forgotten|neglected|did not bother|didn't bother|omitted) to\b",
        (
            r"\byou (?:\w+ )?(?:gave|entered|filled|typed|ordered|connected|plugged|installed|provided|sent|chose|"
            rf"used|read|supplied|put|must have)\b.{{0,40}}\b{_MISDONE_EN}\b"
        ),
        rf"\byou (?:gave|entered|typed|provided|supplied|sent|chose|ordered) (?:\w+ ){{0,3}}{_MISDONE_EN}\b",
        r"\b(?:because|since) you (?:did not|didn't|were late|were too|never|failed|forgot|waited|are late)\b",
        (
            r"\bif you had (?:simply |just |only |actually )?(?:paid|checked|called|read|told|paid attention|kept|"
            r"followed|insured|reported)\b"
        ),
        (
            r"\byou (?:clearly |obviously |evidently )?(?:did not|didn't) (?:read|listen|check|look|follow|"
            r"pay attention)\b"
        ),
        r"\b(?:clearly|plainly) (?:stated|written|mentioned|explained)\b",
        (
            r"\b(?:pay (?:more|better) attention|be more careful|read (?:it |the \w+ )?(?:properly|carefully)|"
            r"(?:then )?don't do that|check (?:it )?first) next time\b"
        ),
        r"\bnext time,? (?:please )?(?:read|check|pay|be more|do|call|look|think)\b",
        r"\b(?:mistake|fault|error|problem) (?:is|lies) (?:not .{0,20}but )?(?:with you|on your (?:side|end)|yours)\b",
        r"\b(?:but )?on yours\b",
        r"\brisk is (?:\w+ )?yours\b",
        (
            r"\bwhy (?:did|didn't|have|haven't|did you not) (?:you )?.{0,30}\b(?:say|tell|call|check|earlier|"
            r"straight away|sooner|before|read)\b"
        ),
        (
            r"\b(?:only yourself to blame|brought (?:this|it) on yourself|that was your (?:own )?(?:choice|"
            r"decision)|your (?:own )?decision)\b"
        ),
        r"\b(?:people|those|customers|anyone) who (?:don't|do not|doesn't) \w+.{0,40}\b(?:miss|lose|have to|pay)\b",
        r"\bcan't help it (?:that|if) you\b",
        r"\bnot our problem (?:that|if) you\b",
        unless=_TAKEN_ON,
    ),
)
