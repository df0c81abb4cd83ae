"""The words by which mail programs introduce a quote, a forwarded mail or a signature, in the languages we meet."""

import re

_VERBS = (
    r"wrote|writes|wrotes|said|schreef|geschreven|schrieb|schreibt|geschrieben|a [ée]crit|[ée]crit|ha scritto"
    r"|scrisse|escribi[óo]|escreveu"
    r"|skrev|skrifaði|napisa[łl](?:\(a\)|a)?|пише|писал(?:\(а\)|а)?|написал(?:\(а\)|а)?|napsal(?:\(a\)|a)?"
    r"|nap[íi]sal|[íi]rta|a scris"
    r"|kirjoitti|yazd[ıi]|έγραψε|va escriure|写道|寫道|写|のメッセージ|작성|viết"
)
_OPENINGS = (
    r"On|At|In|Op|Le|Am|Den|Dne|Dňa|El|Em|Il|Il giorno|W dniu|Dnia|På|Pe|Στις|В|У|Vào|Ekd\.|Ons|Tor|Fre|Man"
    r"|Tir|Lør|Søn|Ma|Di|Wo|Do|Vr|Za|Zo"
)
_DAYS = r"(?:mon|tue|wed|thu|fri|sat|sun|maa|din|woe|don|vri|zat|zon|ma|di|wo|do|vr|za|zo|mo|mi|fr|sa|so)[a-zäöü]*\.?,?"


DATED_ATTRIBUTIONS = (
    # "On Mon, Feb 1, 2016 at 4:58 AM, Some One wrote:", "Op 16 aug. 2014 schreef … het volgende:"
    re.compile(rf"^[\W_]{{0,6}}(?:{_OPENINGS})\b(?=.*\d).{{4,400}}?(?:{_VERBS}).{{0,120}}[:：][\s*_-]*$", re.DOTALL),
    re.compile(rf"^-{{2,}}\s*On\b(?=.*\d).{{4,400}}?(?:{_VERBS})\s*-{{2,}}$", re.DOTALL),
    re.compile(r"^[>\s]{0,4}在.{4,300}(?:写道|寫道)[:：]$", re.DOTALL),
    # "2016-10-24 15:36 GMT+02:00 Some One <a@b.example>:", "26.06.2014, 14:41, "Some One" <a@b.example>:"
    re.compile(
        rf"^\d{{1,4}}(?:[-./]|\s+\w+\.?\s+).{{4,200}}(?:@.{{1,100}}|\b(?:{_VERBS})\b.{{0,40}})[:：]$", re.DOTALL
    ),
    re.compile(rf"^{_DAYS}\s+\d.{{4,200}}@.{{1,100}}[:：]$", re.DOTALL | re.IGNORECASE),
)
NAMED_ATTRIBUTIONS = (
    # "Some One <a@b.example> schrieb am Fr., 28. Apr. 2017 um 11:53 Uhr:"
    re.compile(
        rf"^[^\n:]{{0,120}}[<(\[\"]?[^\s<>]{{1,100}}@[^\s<>]{{1,100}}[>)\]\"]?\s.{{0,40}}?\b(?:{_VERBS})\b.{{0,120}}[:：]$",
        re.DOTALL,
    ),
)
# These introduce a quote only when a quoted line follows.
WEAK_ATTRIBUTIONS = (
    re.compile(rf"^.{{1,120}}\b(?:{_VERBS})\b.{{0,60}}[:：]$", re.DOTALL),
    re.compile(r"^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}.{1,120}<[^<>\s]+@[^<>\s]+>$", re.DOTALL),
    re.compile(r"^.{1,120}<[^<>\s]+@[^<>\s]+>.{0,60}[:：]$", re.DOTALL),
    re.compile(rf"^(?:{_OPENINGS})\b(?=.*\d{{4}}).{{8,200}}[:：]$", re.DOTALL),
)
MAY_END_ATTRIBUTION = re.compile(rf"(?:[:：]|-{{2,}}|>)[\s*_]*$|\b(?:{_VERBS})\b")

SEPARATORS = re.compile(
    r"^[\s>*_=~-]*(?:"
    r"-{2,}\s*(?:orig(?:ineel|inele) (?:e-?mail)?bericht|original e-?mail|original message|original appointment"
    r"|original-nachricht|urspr[üu]ngliche nachricht"
    r"|oorspronkelijk(?:e)? bericht"
    r"|message d'origine|message original|mensaje original|mensagem original|messaggio originale|original besked"
    r"|ursprungligt meddelande"
    r"|oprindelig meddelelse|opprinnelig melding|alkuper[äa]inen viesti|исходное сообщение|пересылаемое сообщение"
    r"|reply message"
    r"|forwarded message|forwarded by|doorgestuurd bericht|weitergeleitete nachricht|message transf[ée]r[ée]"
    r"|mensaje reenviado"
    r"|original meddelelse|wiadomo[śs][ćc] oryginalna|orijinal mesaj|reply above this line"
    r"|antwoord boven deze (?:regel|lijn))\b.{0,60}-*"
    r"|(?:begin forwarded message|begin doorgestuurd bericht|anfang der weitergeleiteten nachricht"
    r"|d[ée]but du message (?:transf[ée]r[ée]|r[ée]exp[ée]di[ée])"
    r"|(?:start|begin) van doorgestuurd bericht)\s?:"
    r"|#{2,}-? ?(?:please type your reply above this line|antwoord boven deze regel).{0,40}"
    r")[\s*_=-]*$",
    re.IGNORECASE,
)

_FROM = (
    r"from|van|von|de|da|från|fra|lähettäjä|od|от|от кого|van de|afzender|absender|exp[ée]diteur|差出人|发件人|寄件者"
    r"|보낸 사람|kimden|feladó"
)
_OTHER = (
    r"sent|date|to|cc|bcc|subject|reply-to|importance|verzonden|verstuurd|datum|aan|onderwerp|kopie|gesendet|an"
    r"|betreff|kopie an|envoy[ée]|envoy[ée] le"
    r"|[àa]|objet|date d'envoi|enviado(?: el)?|enviada(?: em)?|fecha|data|para|asunto|assunto|inviato|a|per|oggetto"
    r"|risposta|skickat|till|ämne|[äa]mne"
    r"|sendt|til|emne|l[äa]hetetty|vastaanottaja|aihe|wys[łl]ano|do|temat|отправлено|дата|кому|тема|копия|送信日時|宛先"
    r"|件名|发送时间|收件人|主题|寄件日期|收件者|主旨"
    r"|보낸 날짜|받는 사람|제목|tarih|kime|konu|attachments|bijlagen|anlagen|mailed-by"
)
_NAMED = r"^[\s>*_]{{0,8}}(?:{names})[\s\xa0*_]{{0,4}}[:：][\s\xa0*_]*(.*)$"
HEADER_FROM = re.compile(_NAMED.format(names=_FROM), re.IGNORECASE)
HEADER_ANY = re.compile(_NAMED.format(names=f"{_FROM}|{_OTHER}"), re.IGNORECASE)

RULE = re.compile(r"^[\s>*]*(?:_{5,}|-{5,}|={5,}|\*{5,}|—{3,}|─{5,})[\s*]*$")
SIGNATURE_MARK = re.compile(r"^(?:--|—|–|__|---)[ \t\u00a0]*$")

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
    r"|from my i?\w+.{0,20}|\w+ from mobile"
    rf"|(?:this (?:e-?mail|message) was )?sent from my [^,]{{2,60}}{_EXCUSE}"
    rf"|(?:verzonden|verstuurd|gestuurd|getypt|geschreven) (?:vanaf|vanuit|via|met|van|door|op"
    rf"|uit)\b.{{0,60}}?(?:{_DEVICES}).{{0,100}}"
    r"|(?:download|haal|get|obtenir|holen sie sich|obtener|scarica) (?:\[|<)?outlook.{0,120}|outlook voor (?:ios"
    r"|android|mac).{0,80}"
    rf"|envoy[ée] (?:depuis|de|à partir de|avec) .{{0,60}}?(?:{_DEVICES}|ordinateur).{{0,80}}"
    rf"|(?:von meine[mr] .{{1,60}} gesendet|gesendet (?:von|mit|über) .{{0,60}}?(?:{_DEVICES}).{{0,80}})"
    rf"|diese nachricht wurde von .{{1,80}} gesendet.{{0,20}}|dit bericht is (?:verzonden|verstuurd) (?:vanaf|met"
    rf"|via) .{{1,80}}"
    rf"|(?:enviado|enviada|inviato|sendt|skickat|lähetetty|wysłane|отправлено|надіслано) (?:desde|do|da|dal|fra"
    rf"|från|z|с|из|з).{{1,100}}"
    r"|從我的 .{1,40} 傳送|发自我的.{1,40}|iphoneから送信"
    r")[\s>)*_\]]*$",
    re.IGNORECASE,
)
