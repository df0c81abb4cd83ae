"""What mail programs write around a reply, in every language that we met one in."""

import pytest

from wortel.channels.email.folding import fold_text

REPLY = "A few words of mine.\n\nAnd more."
QUOTES = ["> quoted words\n> and more", "quoted words\nand more"]

INTRODUCTIONS = """
In a message dated 9/8/2025 10:02:00 A.M. Eastern Daylight Time, shop@x.example writes:
On Sep 8, 2025 10:02 AM, "Shop" <shop@x.example> wrote:
On Mon, Sep 8, 2025 at 10:02 AM, Shop <shop@x.example> wrote:
On 8 September 2025 at 10:02, Shop <shop@x.example> wrote:
On 2025-09-08 10:02, Shop wrote:
On Monday, September 8, 2025 10:02 AM, Shop <shop@x.example> wrote:
On Monday, 8 September 2025 at 10:02:00 CEST, Shop <shop@x.example> wrote:
Shop <shop@x.example> wrote on Mon, 8 Sep 2025 at 10:02:
Shop wrote on 08/09/2025 10:02:
Shop <shop@x.example> wrote:
On 8 Sep 2025, at 10:02, Shop via Help <shop@x.example> wrote:
2025-09-08 10:02 GMT+02:00 Shop <shop@x.example>:
2025-09-08 10:02 Shop <shop@x.example>:
08.09.2025, 10:02, "Shop" <shop@x.example>:
Am 08.09.2025 um 10:02 schrieb Shop:
Am Mo., 8. Sept. 2025 um 10:02 Uhr schrieb Shop <shop@x.example>:
Am Montag, 8. September 2025 um 10:02:00 MESZ hat Shop <shop@x.example> Folgendes geschrieben:
Am 08.09.2025 um 10:02 schrieb "Shop" <shop@x.example>:
Shop <shop@x.example> schrieb am Mo., 8. Sept. 2025, 10:02:
Le 08/09/2025 à 10:02, Shop a écrit :
Le lun. 8 sept. 2025 à 10:02, Shop <shop@x.example> a écrit :
Le 8 sept. 2025 à 10:02, Shop <shop@x.example> a écrit :
Le lundi 8 septembre 2025 à 10:02:00 UTC+2, Shop <shop@x.example> a écrit :
El lun, 8 sept 2025 a las 10:02, Shop (<shop@x.example>) escribió:
El 8 sept 2025, a las 10:02, Shop <shop@x.example> escribió:
Il giorno lun 8 set 2025 alle ore 10:02 Shop <shop@x.example> ha scritto:
Il 08/09/2025 10:02, Shop ha scritto:
Em seg., 8 de set. de 2025 às 10:02, Shop <shop@x.example> escreveu:
Shop <shop@x.example> escreveu no dia segunda, 8/09/2025 à(s) 10:02:
W dniu pon., 8 wrz 2025 o 10:02 Shop <shop@x.example> napisał(a):
pon., 8 wrz 2025 o 10:02 Shop <shop@x.example> napisał(a):
Den mån 8 sep. 2025 kl 10:02 skrev Shop <shop@x.example>:
8 sep. 2025 kl. 10:02 skrev Shop <shop@x.example>:
man. 8. sep. 2025 kl. 10:02 skrev Shop <shop@x.example>:
Den man. 8. sep. 2025 kl. 10.02 skrev Shop <shop@x.example>:
Fra Shop <shop@x.example> skrev:
ma 8. syysk. 2025 klo 10.02 Shop (shop@x.example) kirjoitti:
po 8. 9. 2025 v 10:02 odesílatel Shop <shop@x.example> napsal:
po 8. 9. 2025 o 10:02 Shop <shop@x.example> napísal(a):
Shop <shop@x.example> ezt írta (időpont: 2025. szept. 8., H, 10:02):
Pe lun., 8 sept. 2025 la 10:02, Shop <shop@x.example> a scris:
Shop <shop@x.example>, 8 Eyl 2025 Pzt, 10:02 tarihinde şunu yazdı:
пн, 8 сент. 2025 г. в 10:02, Shop <shop@x.example>:
8 сентября 2025 г., 10:02:00, Shop <shop@x.example> написал:
在 2025年9月8日 10:02，Shop <shop@x.example> 写道：
Shop <shop@x.example> 于2025年9月8日周一 10:02写道：
2025年9月8日(月) 10:02 Shop <shop@x.example>:
2025年9月8日 (月) 10:02、Shop <shop@x.example> のメール:
2025년 9월 8일 (월) 오전 10:02, Shop <shop@x.example>님이 작성:
Vào Th 2, 8 thg 9, 2025 vào lúc 10:02 Shop <shop@x.example> đã viết:
Στις Δευ 8 Σεπ 2025 στις 10:02 π.μ., ο χρήστης Shop <shop@x.example> έγραψε:
בתאריך יום ב׳, 8 בספט׳ 2025 ב-10:02 מאת Shop <shop@x.example>:
El dl., 8 de set. 2025, 10:02, Shop <shop@x.example> va escriure:
Op ma 8 sep 2025 om 10:02 schreef Shop <shop@x.example>:
Op 8 sep 2025 om 10:02 heeft Shop <shop@x.example> het volgende geschreven:
Op maandag 8 september 2025 10:02 heeft Shop <shop@x.example> geschreven:
Shop <shop@x.example> schreef op 8 september 2025 10:02:
Shop schreef op ma 08-09-2025 om 10:02 [+0200]:
Op 8-9-2025 om 10:02 schreef Shop via Help:
Op maandag 8 september 2025 om 10:02:00 uur CEST heeft Shop <shop@x.example> het volgende geschreven:
Op 08/09/2025 10:02, schreef Shop:
Op 08-09-2025 10:02:00, schreef Shop <shop@x.example>:
---- On Mon, 08 Sep 2025 10:02:00 +0200 Shop <shop@x.example> wrote ----
---- Op ma, 08 sep. 2025 10:02:00 +0200 Shop <shop@x.example> schreef ----
------- Original Message -------
----- Reply message -----
-----Ursprüngliche Nachricht-----
-----Message d'origine-----
-----Mensaje original-----
-----Messaggio originale-----
-----Mensagem original-----
-----Oorspronkelijk bericht-----
-------- Oorspronkelijk bericht --------
-------- Original-Nachricht --------
-------- Doorgestuurd bericht --------
-------- Weitergeleitete Nachricht --------
-------- Message transféré --------
---------- Forwarded message ----------
---------- Doorgestuurd bericht ----------
Begin forwarded message:
Begin doorgestuurd bericht:
Anfang der weitergeleiteten Nachricht:
Début du message réexpédié :
Inizio messaggio inoltrato:
Inicio del mensaje reenviado:
-----Oprindelig meddelelse-----
-----Ursprungligt meddelande-----
----- Oryginalna wiadomość -----
-----Alkuperäinen viesti-----
-----Original Appointment-----
------ Origineel bericht ------
------ Original Message ------
----- Original message -----
-- reply above this line --
##- Please type your reply above this line -##
--- Typ uw antwoord boven deze lijn ---
*** Original Message ***
**** Oorspronkelijk bericht ****
"""
HEADERS = """
From: Shop|Sent: Monday|To: me|Subject: x
De : Shop|Envoyé : lundi|À : moi|Objet : x
De: Shop|Enviado: lunes|Para: yo|Asunto: x
De: Shop|Enviada em: segunda|Para: eu|Assunto: x
Da: Shop|Inviato: lunedì|A: io|Oggetto: x
Von: Shop|Gesendet: Montag|An: ich|Betreff: x
Från: Shop|Skickat: måndag|Till: mig|Ämne: x
Fra: Shop|Sendt: mandag|Til: mig|Emne: x
Fra: Shop|Dato: mandag|Til: meg|Emne: x
Lähettäjä: Shop|Lähetetty: ma|Vastaanottaja: minä|Aihe: x
Od: Shop|Wysłano: pon|Do: ja|Temat: x
Od: Shop|Odesláno: pondělí|Komu: mně|Předmět: x
Feladó: Shop|Elküldve: hétfő|Címzett: én|Tárgy: x
De la: Shop|Trimis: luni|Către: eu|Subiect: x
От: Shop|Отправлено: пн|Кому: мне|Тема: x
От кого: Shop|Кому: мне|Дата: пн|Тема: x
Kimden: Shop|Gönderildi: pzt|Kime: ben|Konu: x
差出人: Shop|送信日時: 月|宛先: 私|件名: x
发件人: Shop|发送时间: 周一|收件人: 我|主题: x
發件人: Shop|發送時間: 周一|收件人: 我|主旨: x
보낸 사람: Shop|보낸 날짜: 월|받는 사람: 나|제목: x
Van: Shop|Verstuurd: maandag|Aan: mij|Onderwerp: x
Van: Shop|Verzonden op: maandag|Aan: mij|Onderwerp: x
Van : Shop|Datum : maandag|Aan : mij|Onderwerp : x
Date: Monday|From: Shop|Subject: x|To: me
Subject: x|From: Shop|Date: Monday|To: me
*From:* Shop|*Sent:* Monday|*To:* me|*Subject:* x
envoyé : 8 septembre 2025|de : Shop|à : moi|objet : x
Onderwerp: x|Datum: ma|Van: Shop|Aan: mij
Від: Shop|Надіслано: пн|Кому: мені|Тема: x
Από: Shop|Στάλθηκε: Δευτέρα|Προς: εμένα|Θέμα: x
"""
SIGNATURES = """
Sent from my iPhone
Sent from my Samsung Galaxy smartphone.
Sent from my Huawei phone
Sent from my Galaxy
Sent from Outlook for iOS
Sent from Mail for Windows 10
Sent from Yahoo Mail on Android
Sent from Yahoo Mail for iPhone
Sent from ProtonMail for iOS
Sent with Proton Mail secure email.
Sent via the Samsung Galaxy S9, an AT&T 5G smartphone
Sent from Gmail Mobile
Sent from my T-Mobile 4G LTE Device
Get Outlook for Android
Get Outlook for iOS<https://aka.ms/o0ukef>
Sent from my iPad, please excuse typos
Sent from my mobile device. Please excuse my brevity.
Sent from AOL Mobile Mail
Sent from BlueMail for Android
Sent from Spark
Sent using Zoho Mail
Sent from my BlackBerry - the most secure mobile device
Verzonden vanaf mijn iPad
Verzonden vanaf mijn Samsung Galaxy-smartphone
Verzonden vanaf mijn Galaxy
Verzonden vanaf Outlook voor Android
Verzonden vanuit Outlook Mobile
Verstuurd vanuit Gmail Mobile
Verzonden via Ziggo Mail
Verzonden via KPN Mail
Verzonden met Fairphone
Verzonden met mijn mobiel
Verstuurd vanaf mijn mobiel, excuses voor eventuele typefouten
Verzonden vanaf mobiel
Verzonden met Proton Mail beveiligde e-mail.
Verzonden vanuit Proton Mail voor Android
Verstuurd via mijn Xiaomi
Verzonden vanuit Mail voor Windows 10
Verstuurd vanaf m'n iPhone
Verstuurd van mijn iPhone
Verzonden vanaf mijn Windows Phone
Verstuurd vanaf Yahoo Mail voor iPhone
Verzonden vanaf een mobiel apparaat
Dit bericht is verzonden vanaf mijn telefoon
Download Outlook voor Android
Outlook voor Android downloaden<https://aka.ms/AAb9ysg>
Von meinem iPhone gesendet
Von meinem Samsung Galaxy Smartphone gesendet.
Gesendet von Mail für Windows
Gesendet mit der WEB.DE Mail App
Gesendet von Yahoo Mail auf Android
Diese Nachricht wurde von meinem Android Mobiltelefon mit GMX Mail gesendet.
Holen Sie sich Outlook für iOS
Envoyé de mon iPhone
Envoyé depuis mon smartphone Samsung Galaxy.
Envoyé à partir de Outlook pour Android
Télécharger Outlook pour iOS
Obtenir Outlook pour iOS
Envoyé de mon Galaxy
Envoyé depuis l'application Mail Orange
Enviado desde mi iPhone
Enviado do meu iPhone
Inviato da iPhone
Skickat från min iPhone
Sendt fra min iPhone
Lähetetty iPhonesta
Wysłane z iPhone'a
Отправлено с iPhone
iPhoneから送信
从我的iPhone发送
发自我的iPhone
나의 iPhone에서 보냄
"""


def lines_of(text: str) -> list[str]:
    return text.strip().split("\n")


@pytest.mark.parametrize("introduction", lines_of(INTRODUCTIONS))
def test_an_older_mail_is_known_by_the_line_above_it(introduction: str) -> None:
    for quote in QUOTES:
        assert fold_text(f"{REPLY}\n\n{introduction}\n\n{quote}\n").reply == REPLY


@pytest.mark.parametrize("header", lines_of(HEADERS))
def test_an_older_mail_is_known_by_its_header(header: str) -> None:
    assert fold_text("\n".join([REPLY, "", *header.split("|"), "", "quoted words"])).reply == REPLY


@pytest.mark.parametrize("signature", lines_of(SIGNATURES))
def test_the_advertisement_of_a_telephone_is_no_part_of_the_reply(signature: str) -> None:
    assert fold_text(f"{REPLY}\n\n{signature}\n").reply == REPLY
    assert fold_text(f"{REPLY}\n\n{signature}\n\n-----Original message-----\n\nx").reply == REPLY
