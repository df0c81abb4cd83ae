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
    re.compile(rf"^-{{2,}}\s*(?:{_OPENINGS})\b(?=.*\d).{{4,400}}?(?:{_VERBS})\s*-{{2,}}$", re.DOTALL),
    re.compile(r"^[>\s]{0,4}在.{4,300}(?:写道|寫道)[:：]$", re.DOTALL),
    # "2016-10-24 15:36 GMT+02:00 Some One <a@b.example>:", "26.06.2014, 14:41, "Some One" <a@b.example>:"
    re.compile(
        rf"^\d{{1,4}}(?:[-./]|\s+\w+\.?\s+).{{4,200}}(?:@.{{1,100}}|\b(?:{_VERBS})\b.{{0,40}})[:：]$", re.DOTALL
    ),
    re.compile(rf"^{_DAYS}\s+\d.{{4,200}}@.{{1,100}}[:：]$", re.DOTALL | re.IGNORECASE),
    # A clock time, a year and an address between brackets, in whatever language and order.
    re.compile(
        r"^(?=.{0,200}?\d[:.]\d{2}(?!\d))(?=.{0,200}?(?<!\d)\d{4}(?!\d))(?=.{0,200}?[<(][^<>()\s]{1,100}@[^<>()\s]{1,100}[>)])"
        r".{10,300}[:：]$",
        re.DOTALL,
    ),
    # "Some One wrote on 08-09-2025 10:02:", with the date in figures.
    re.compile(
        rf"^[^:]{{1,80}}\b(?:{_VERBS}) (?:on|op|am|le)\b[^:]{{0,20}}?\d{{1,4}}[-/.]\d{{1,2}}[-/.]\d{{2,4}}"
        r".{1,20}?\d[:.]\d{2}.{0,20}[:：]$",
        re.DOTALL,
    ),
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
    re.compile(rf"^(?:{_OPENINGS})\b(?=.*\d).{{4,200}}?(?:{_VERBS}).{{0,80}}[>)]$", re.DOTALL),
    re.compile(rf"^.{{1,120}}\b(?:{_VERBS})\b.{{0,60}}[:：]$", re.DOTALL),
    re.compile(r"^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}.{1,120}<[^<>\s]+@[^<>\s]+>$", re.DOTALL),
    re.compile(r"^.{1,120}<[^<>\s]+@[^<>\s]+>.{0,60}[:：]$", re.DOTALL),
    re.compile(rf"^(?:{_OPENINGS})\b(?=.*\d{{4}}).{{8,200}}[:：]$", re.DOTALL),
)
PRECISE = re.compile(r"\d[:.h]\d{2}|@|(?<!\d)(?:19|20)\d{2}(?!\d)")
"""Programs name the hour, the year or the address; somebody who writes "on Monday your colleague wrote" does not."""
MAY_END_ATTRIBUTION = re.compile(rf"(?:[:：]|-{{2,}}|>)[\s*_]*$|\b(?:{_VERBS})\b")

SEPARATORS = re.compile(
    r"^[\s>*_=~-]*(?:"
    r"[-*]{2,}\s*(?:orig(?:ineel|inele) (?:e-?mail)?bericht|original e-?mail|original message|original appointment"
    r"|original-nachricht|urspr[üu]ngliche nachricht"
    r"|oorspronkelijke? (?:bericht|e-?mail|mail)"
    r"|message d'origine|message original|mensaje original|mensagem original|messaggio originale|original besked"
    r"|ursprungligt meddelande"
    r"|oprindelig meddelelse|opprinnelig melding|alkuper[äa]inen viesti|исходное сообщение|пересылаемое сообщение"
    r"|reply message|urspr[üu]ngliche e-?mail|initial message|origineel bericht|bericht doorgestuurd"
    r"|forwarded message|forwarded by|doorgestuurd bericht|weitergeleitete nachricht|message transf[ée]r[ée]"
    r"|mensaje reenviado"
    r"|original meddelelse|oryginalna wiadomo[śs][ćc]|p[ůu]vodn[íi] zpr[áa]va|eredeti [üu]zenet|mesaj original"
    r"|wiadomo[śs][ćc] oryginalna|orijinal mesaj|reply above this line"
    r"|antwoord boven deze (?:regel|lijn))\b.{0,60}-*"
    r"|(?:begin forwarded message|begin doorgestuurd bericht|anfang der weitergeleiteten nachricht"
    r"|d[ée]but du message (?:transf[ée]r[ée]|r[ée]exp[ée]di[ée])"
    r"|(?:start|begin) van doorgestuurd bericht|inizio messaggio inoltrato|inicio del mensaje reenviado"
    r"|in[íi]cio da mensagem reenviada|vidarebefordrat (?:brev|meddelande)|videresendt (?:besked|melding)"
    r"|pocz[ąa]tek przekazywanej wiadomo[śs]ci)\s?:"
    r"|[#=*-]{2,}[\s#=*-]{0,3}(?:please )?(?:type your |typ (?:je|uw) )?(?:reply above|antwoord boven|reply before)"
    r" (?:this|deze) (?:line|regel|lijn)\b.{0,40}"
    r"|original message processed by .{1,40}"
    r")[\s*_=#-]*$",
    re.IGNORECASE,
)

_FROM = (
    r"de la|felad[óo]|發件人|寄件人|від|από|from|van|von|de|da|från|fra|lähettäjä|od|от|от кого|van de|afzender"
    r"|absender|exp[ée]diteur|差出人|发件人|寄件者"
    r"|보낸 사람|kimden|feladó"
)
_OTHER = (
    r"odesl[áa]no|komu|p[řr]edm[ěe]t|elk[üu]ldve|c[íi]mzett|t[áa]rgy|trimis|c[ăa]tre|subiect|發送時間|надіслано|στάλθηκε"
    r"|προς|θέμα"
    r"|gönderildi|verzonden op|ond|dato|kopi"
    r"|sent|date|to|cc|bcc|subject|reply-to|importance|verzonden|verstuurd|datum|aan|onderwerp|kopie|gesendet|an"
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
SUBJECT = re.compile(
    _NAMED.format(
        names="subject|onderwerp|ond|betreff|objet|asunto|assunto|oggetto|[äa]mne|emne|aihe|temat|tema|тема|件名|主题|主旨|제목"
        "|konu|p[řr]edm[ěe]t|t[áa]rgy|subiect|θέμα"
    ),
    re.IGNORECASE,
)
OF_A_MAIL = re.compile(r"@|\d[:.]\d{2}\b")

RULE = re.compile(r"^[\s>*]*(?:_{5,}|-{5,}|={5,}|\*{5,}|—{3,}|─{5,})[\s*]*$")
BRACKETED = re.compile(r"^>>> .{5,200}\d.{0,20} >>>[\s*]*$")
"""What GroupWise puts above the mail that is answered."""

_ANSWERS = (
    r"antwoord\w*|reactie\w*|opmerking\w*|commentaar|toelichting\w*|answers?|repl(?:y|ies)|responses?|comments?"
    r"|antwort\w*|kommentar\w*|anmerkung\w*|r[ée]ponses?|commentaires?"
)
_MARKED = (
    r"in (?:het |de |the )?(?:rood|rode|blauw|blauwe|groen|groene|geel|kleur|vet|cursief|red|blue|green|bold|colou?r"
    r"|rot|blau|gr[üu]n|farbe|fett)"
    r"|en (?:rouge|bleu|vert|gras)|in-?line|tussen (?:de|je|jouw|uw) (?:tekst|regels|vragen|mail)"
    r"|between (?:the|your) (?:lines|questions)|zwischen den zeilen|dans le texte|im text|in de tekst"
)
ANSWERS_BELOW = re.compile(
    rf"\b(?:(?:{_ANSWERS})\b[^.!?]{{0,60}}?\b(?:{_MARKED}|hieronder|below|unten|ci-dessous)"
    rf"|(?:zie|see|siehe|voir|hieronder|below|unten|ci-dessous)\b[^.!?]{{0,40}}?\b(?:{_MARKED}"
    rf"|(?:mijn|onze|my|our|meine|mes) (?:{_ANSWERS})))\b",
    re.IGNORECASE,
)
