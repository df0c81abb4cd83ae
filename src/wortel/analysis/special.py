"""Does this text tell what the law calls special: health, belief, politics, union, origin, sexual life, a record?

Such texts are kept out of analysis, so whatever is doubtful counts. Dutch and English, by words that hardly mean
anything else, nor are anybody's name, and by turns of phrase where the word alone would ("I am sick of waiting" tells
nothing of health). It only says yes or no: which of these it is would be special in itself.

Do not use it to find such texts in order to work with them, nor as proof that a text holds nothing of the kind: people
say it in words that no list has.

Reference: the kinds are those of articles 9 and 10 of the GDPR (2016/679).

>>> is_special("Ik lig in het ziekenhuis, kan de bank later komen?")
True
>>> is_special("Ik word ziek van al dat wachten op een bank.")
False
"""

import re

from wortel.analysis.words import split_words

_HEALTH = """
ziekenhuis ziekenhuisopname huisarts revalidatie revalideren chemo chemotherapie chemokuur bestraling bestralingen
tumor kankerpatient borstkanker longkanker leukemie depressie depressies depressief burnout overspannen zwanger
zwangere zwangerschap miskraam bevalling kraambed abortus ivf geopereerd medicijn medicijnen medicatie antidepressiva
insuline allergie allergieen allergisch diabetes diabeet suikerziekte astma copd epilepsie autisme autistisch adhd
dementie dementerend dementerende alzheimer reuma hiv aids rolstoel rollator invalide gehandicapt
gehandicapte handicap psychiater psychiatrisch psychose psycholoog psychotherapie ggz verslaafd verslaving afkickkliniek
hartaanval hartinfarct hartpatient beroerte herseninfarct hersenbloeding hersenschudding slechtziend slechthorend
ziektewet wia wajong arbeidsongeschikt mantelzorger thuiszorg hospice palliatief terminaal euthanasie suicide zelfmoord
hospital hospitalised hospitalized surgery radiotherapy chemotherapy cancer leukaemia leukemia depression pregnant
pregnancy miscarriage medication antidepressants insulin allergy allergies allergic diabetic asthma epilepsy autism
autistic dementia arthritis wheelchair disability disabled psychiatrist psychologist psychosis addicted addiction
terminally palliative suicidal
"""
_BELIEF = """
moslim moslima moslims islam islamitisch moskee ramadan christelijk katholiek protestants gereformeerd
kerkdienst kerkgenootschap dominee jood joods joodse synagoge rabbijn hindoe hindoeistisch boeddhist boeddhistisch
sikh jehova atheist muslim muslims islamic mosque catholic protestant jewish synagogue rabbi hindu buddhist
vvd pvda pvv groenlinks vakbond vakbondslid vakbonden fnv cnv
"""
_OTHERS = """
homo homoseksueel homoseksuele lesbisch lesbienne biseksueel transgender transseksueel geaardheid homosexual lesbian
bisexual transsexual etnisch etniciteit asielzoeker asielzoekers vluchteling vluchtelingen statushouder huidskleur
ethnicity refugee asylum strafblad reclassering gedetineerd detentie gevangenis tbs jeugddetentie prison convicted
probation
"""
WORDS = frozenset(f"{_HEALTH} {_BELIEF} {_OTHERS}".split())
_SELF = r"(?:ik|hij|zij|ze|we|wij|man|vrouw|zoon|dochter|kind|moeder|vader|partner|oma|opa)"
_PHRASES = re.compile(
    rf"\b{_SELF} (?:ben|is|was|werd|zijn|waren|lig|ligt|lag)(?: \w+){{0,2}} (?:ziek|opgenomen|doof|blind|bevallen)\b"
    r"(?! van)"
    r"|\b(?:ernstig|langdurig|chronisch|ongeneeslijk|psychisch|geestelijk) ziek\b|\bziek (?:geweest|geworden|thuis)\b"
    r"|\b(?:heb|heeft|had|hebben|kreeg|krijgt|tegen|aan) kanker\b|\been operatie (?:gehad|ondergaan)\b|\bburn-out\b"
    r"|\b(?:mijn|ons|haar) (?:geloof|afkomst|ras|strafzaak|veroordeling)\b"
    r"|\blid van (?:de |het )?(?:vakbond|bond|sp|cda|d66|partij)\b"
    r"|\b(?:i am|i'm|i was|he is|he was|she is|she was|we are|been) (?:very |seriously |really )?"
    r"(?:ill|sick|deaf|blind|gay)\b(?! (?:of|and tired))"
    r"|\bmental health\b|\bhad (?:an operation|a heart attack|a stroke)\b|\btrade union\b|\bunion member\b"
    r"|\bziekte van parkinson\b|\bparkinson'?s disease\b|\b(?:i am|i'm|we are) (?:a )?christians?\b"
    r"|\b(?:ben|zijn) christen(?:en)?\b"
    r"|\bmy (?:religion|faith|ethnicity|race)\b|\bcriminal record\b",
    re.IGNORECASE,
)


def is_special(text: str) -> bool:
    return not WORDS.isdisjoint(split_words(text)) or _PHRASES.search(text) is not None
