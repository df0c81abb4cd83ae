"""The words by which signatures, the advertisements of telephones and notices are known."""

import re

SIGNATURE_MARK = re.compile(r"^--[ \t\u00a0]*$")
LOOSE_SIGNATURE_MARK = re.compile(r"^(?:—|–|__|---)[ \t\u00a0]*$")

_DEVICES = (
    r"i\s?phone|i\s?pad|i\s?pod|i\s?os|android|samsung|galaxy|htc|huawei|nokia|blackberry|windows|outlook|mobile"
    r"|mobiel|mobieltje|mobil|cell|phone|telefoon|toestel"
    r"|handset|device|apparaat|tablet|smartphone|mail(?:box)?|airmail|yahoo|gmail|k-9|proton|zoho|spark|fairphone"
    r"|oneplus|xiaomi|pixel|ti-85|telstra|verizon|t-mobile|kpn|ziggo|xperia|lg|pc|hub|nexus|lumia|motorola"
)
_EXCUSE = r"(?:,? ?(?:please|sorry|excuse|pardon)\b.{0,80})?"
MOBILE_SIGNATURES = re.compile(
    r"^[\s<(*_\[]{0,6}(?:"
    rf"sent (?:from|via|with|by|using) (?:my |the |a |\[|<)*[^,]{{0,60}}?(?:{_DEVICES}|<https?:|\]\(http)"
    rf"[^,]{{0,120}}{_EXCUSE}"
    r"|sent via the .{1,60}(?:smartphone|phone|tablet)|from my i?\w+.{0,20}|\w+ from mobile"
    rf"|(?:this (?:e-?mail|message) was )?sent from my [^,]{{2,60}}{_EXCUSE}"
    rf"|(?:verzonden|verstuurd|gestuurd|getypt|geschreven) (?:vanaf|vanuit|via|met|van|door|op"
    rf"|uit)\b.{{0,60}}?(?:{_DEVICES}).{{0,100}}"
    r"|(?:download|haal|get|obtenir|t[ée]l[ée]charger|holen sie sich|obtener|scarica) (?:\[|<)?outlook.{0,120}"
    r"|outlook voor (?:ios"
    r"|android|mac).{0,80}"
    rf"|envoy[ée] (?:depuis|de|à partir de|avec) .{{0,60}}?(?:{_DEVICES}|ordinateur).{{0,80}}"
    rf"|(?:von meine[mr] .{{1,60}} gesendet\.?|gesendet (?:von|mit|über) .{{0,60}}?(?:{_DEVICES}).{{0,80}})"
    rf"|diese nachricht wurde von .{{1,80}} gesendet.{{0,20}}|dit bericht is (?:verzonden|verstuurd) (?:vanaf|met"
    rf"|via) .{{1,80}}"
    rf"|(?:enviado|enviada|inviato|sendt|skickat|lähetetty|wysłane|отправлено|надіслано) (?:desde|do|da|dal|fra"
    rf"|från|z|с|из|з).{{1,100}}"
    r"|從我的 .{1,40} 傳送|从我的.{1,40}发送|发自我的.{1,40}|iphoneから送信|나의 .{1,40} 보냄|l[äa]hetetty \w{3,20}sta"
    r")[\s>)*_\]]*$",
    re.IGNORECASE,
)
LINKS = re.compile(r"<https?:[^<>\s]{1,300}>|\]\(http[^()\s]{1,300}\)")
OWN_SENTENCE = re.compile(r"\b(?:ik|heb|hebben|wij|we|jullie|je|i'm|i've|have|has|was)\b", re.IGNORECASE)

_NOTICE_HEADING = re.compile(
    r"^[\s*_>]{0,6}(?:disclaimer|confidentiality notice|vertrouwelijkheid|haftungsausschluss"
    r"|avis de confidentialit[ée])\b",
    re.IGNORECASE,
)
_NOTICE_PHRASES = tuple(
    re.compile(phrase, re.IGNORECASE)
    for phrase in (
        r"uitsluitend (?:bestemd|bedoeld)|intended (?:solely|only)|solely for|ausschlie[ßs]+lich|exclusivement",
        r"geadresseerde|beoogde ontvanger|intended recipient|named addressee|adressat|destinataire",
        r"niet (?:voor u )?(?:is )?bestemd|abusievelijk|ten onrechte|per vergissing|in error|irrt[üu]mlich|par erreur",
        r"vertrouwelijk|confidential|privileged|vertraulich|confidentiel",
        r"(?:niet toegestaan|verboden|prohibited|untersagt|interdite?)",
        r"(?:verwijderen|te vernietigen|delete|l[öo]schen|supprimer|d[ée]truire)",
        r"openbaarmaking|vermenigvuldiging|verspreiding|disclosure|dissemination|copying|weitergabe|diffusion",
        r"(?:scanned|checked) for viruses|op virussen (?:gecontroleerd|gescand)|auf viren gepr[üu]ft",
    )
)
_NOTICE_LINES = re.compile(
    r"^[\s*_>\W]{0,6}(?:denk (?:a\.?u\.?b\.? )?aan het milieu|please consider the environment"
    r"|bitte denken sie an die umwelt"
    r"|pensez [àa] l'environnement|virusvrij\b|virus-free\b|virenfrei\b|sans virus\b"
    r"|(?:deze|dit) (?:e-?mail|bericht) is (?:door .{1,60} )?op virussen"
    r"|this (?:e-?mail|message) has been (?:scanned|checked) for)",
    re.IGNORECASE,
)
_SHORTEST_NOTICE = 80


def is_notice(paragraph: str) -> bool:
    """Whom a mail is meant for, what it may not be used for, or that it was checked; not what somebody wrote."""
    if _NOTICE_HEADING.match(paragraph) or _NOTICE_LINES.match(paragraph):
        return True
    return len(paragraph) >= _SHORTEST_NOTICE and sum(bool(phrase.search(paragraph)) for phrase in _NOTICE_PHRASES) >= 3
