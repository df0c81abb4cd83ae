"""What customers of the fictional shop say, per topic and language, and what colleagues answer."""

import random

SAYS_NL: dict[str, tuple[tuple[str, str], ...]] = {
    "factuur-onduidelijk": (
        ("Wat zijn deze servicekosten?", "Op mijn factuur staat een regel ‘servicekosten’ van € 4,95. Bij het afrekenen heb ik die niet gezien. Waar is dit voor?"),
        ("Factuur klopt niet met bestelling", "Het bedrag op de factuur van {order} is hoger dan wat ik bij het afrekenen zag. Kunnen jullie dat uitleggen?"),
        ("Vraag over mijn factuur", "Ik betaal geen rekening die ik niet snap. Wat betekent de regel servicekosten bij {product}?"),
        ("Extra kosten", "Vorig jaar had ik precies dezelfde vraag. Waarom staan er extra kosten op de factuur van {order}?"),
        ("Dubbele regel op de rekening", "Er staan twee regels op mijn rekening die ik niet begrijp. Moet ik hier nu echt voor bellen?"),
    ),
    "waar-is-mijn-pakket": (
        ("Waar is mijn pakket?", "Ik wacht op {product}, bestelling {order}. De volgpagina zegt al twee dagen niets. Waar is het nu?"),
        ("Status van bestelling {order}", "Kunnen jullie zien waar mijn pakket is? Ik zou graag weten of ik morgen thuis moet blijven."),
        ("Track en trace werkt niet", "De link om mijn pakket te volgen doet het niet. Wanneer komt {product}?"),
        ("Wanneer wordt het bezorgd", "Er staat alleen ‘onderweg’. Komt {product} deze week nog?"),
    ),
    "bezorger-niet-gekomen": (
        ("Bezorger niet geweest", "Ik heb vrij genomen voor {product} en er is in het tijdvak niemand geweest. Ook geen briefje. Wanneer komt het nu wel?"),
        ("Weer niemand aan de deur", "Dit is de tweede ochtend dat ik voor niets thuisblijf. De bezorger is weer niet gekomen."),
        ("Tijdvak niet gehaald", "Er was bezorging beloofd tussen 12 en 2. Ik zit al sinds twaalf uur bij het raam en er is niemand."),
        ("Pakket niet bezorgd", "Volgens jullie ben ik niet thuis geweest bij de bezorging van {order}. Dat klopt niet, ik was de hele dag thuis."),
    ),
    "beschadigd-of-kwijt": (
        ("Beschadigd aangekomen", "{product} is binnen, maar de doos was ingedeukt en er zit een barst in. Wat nu?"),
        ("Twee onderdelen kapot", "Bij het uitpakken van {order} bleken twee onderdelen gebroken. Foto’s kan ik sturen."),
        ("Pakket kwijt", "Mijn pakket {order} is volgens de vervoerder zoekgeraakt. Ik wil weten of er een nieuw komt."),
        ("Kras op nieuwe {product}", "Er zit een diepe kras op. De doos was aan één kant helemaal open. Kunnen jullie dit omruilen?"),
    ),
    "retour-aanmelden": (
        ("Retour aanmelden", "Ik wil {product} graag terugsturen. Hoe krijg ik een retouretiket voor {order}?"),
        ("Terugsturen", "De kleur past toch niet. Kan ik {product} retour melden zonder printer?"),
        ("Retour van twee dozen", "Mijn retour bestaat uit twee dozen. Heb ik dan twee etiketten nodig?"),
    ),
    "productadvies": (
        ("Past {product} bij mij?", "Ik twijfel over {product}. Is die ook geschikt voor een kleine kamer?"),
        ("Vraag over {product}", "Van welk hout of materiaal is {product} precies en hoe onderhoud ik het?"),
        ("Advies", "Is {product} dimbaar en past er een gewone lamp in?"),
    ),
    "bestelling-wijzigen": (
        ("Adres wijzigen bestelling {order}", "Ik ga verhuizen. Kunnen jullie het bezorgadres van {order} aanpassen?"),
        ("Bestelling wijzigen", "Ik heb per ongeluk twee keer {product} besteld. Kan er één af?"),
        ("Annuleren", "Kan ik {order} nog annuleren? Hij is nog niet verstuurd."),
    ),
    "betaling-bevestigen": (
        ("Betaling bevestigen", "Ik heb {order} betaald, maar ik kreeg geen bevestiging. Is het goed gegaan?"),
        ("Is mijn betaling binnen?", "Het bedrag is afgeschreven. Kunnen jullie bevestigen dat de betaling binnen is?"),
    ),
    "verkeerd-afhaalpunt": (
        ("Pakket ligt ergens anders", "Volgens de volgpagina ligt {product} bij het afhaalpunt op de hoek. Daar weten ze van niets. Waar is het?"),
        ("Verkeerd afhaalpunt", "Ik ben naar het afhaalpunt gereden en {order} lag er niet. Het blijkt in een ander dorp te liggen."),
        ("Ophaalcode werkt niet", "De ophaalcode van {order} geldt voor een ander afhaalpunt dan in mijn mail staat."),
    ),
    "inlogcode-komt-niet": (
        ("Inlogcode komt niet aan", "Ik probeer in te loggen, maar de code komt niet aan. Ook niet bij ongewenste mail."),
        ("Kan niet inloggen", "Ik vraag steeds een inlogcode aan en er komt niets. Zo kan ik {order} niet bekijken."),
        ("Geen code ontvangen", "De inlogcode voor mijn account komt al sinds gisteren niet meer binnen."),
    ),
    "schroeven-ontbreken": (
        ("Schroeven ontbreken", "Bij {product} zit het zakje schroeven niet in de doos. Zo kan ik de planken niet vastzetten."),
        ("Zakje schroeven zit er niet bij", "Ik wilde {product} in elkaar zetten, maar het zakje met schroeven ontbreekt."),
        ("Geen schroeven", "In de doos van {order} zaten geen schroeven voor de planken. Alles ligt nu in de gang."),
    ),
    "kapje-ontbreekt": (
        ("Plafondkapje ontbreekt", "Bij {product} ontbreekt het plafondkapje. De draden hangen nu los uit het plafond."),
        ("Kapje zit niet in de doos", "Het kapje voor het plafond zat niet bij {product}. Kunnen jullie dat nasturen?"),
        ("Lamp zonder kapje", "De lamp van {order} hangt, maar er zat geen plafondkapje bij en de draden zijn te zien."),
    ),
    "kortingscode-werkt-niet": (
        ("Kortingscode werkt niet", "De kortingscode uit jullie mail wordt bij het afrekenen geweigerd. De actie loopt toch nog?"),
        ("Code ongeldig", "Bij het afrekenen staat dat mijn kortingscode ongeldig is, maar hij is van deze week."),
        ("Geen korting", "Ik vul de kortingscode in en de prijs blijft hetzelfde. Nu heb ik zonder korting betaald."),
    ),
    "afmelden-lukt-niet": (
        ("Afmelden nieuwsbrief", "Ik heb me drie keer afgemeld voor de nieuwsbrief en hij blijft komen."),
        ("Link afmelden doet niets", "De link onder de nieuwsbrief om af te melden geeft een lege pagina."),
        ("Stop met de nieuwsbrief", "Haal mij van de lijst van de nieuwsbrief. Zelf afmelden lukt niet."),
    ),
    "handleiding-onduidelijk": (
        ("Handleiding klopt niet", "Stap 4 van de handleiding van {product} klopt niet met de onderdelen. Welke kant is boven?"),
        ("Hulp bij monteren", "In de handleiding van {product} staan alleen plaatjes en ik kom niet verder dan stap 4."),
        ("Montage {product}", "Volgens de handleiding passen de zijkanten op elkaar, maar de gaten zitten verkeerd om."),
    ),
    "overige-onvrede": (
        ("Jammer", "Ik had van jullie meer verwacht. Vroeger stond er altijd iemand in de winkel die meedacht."),
        ("Muziek in de wacht", "De muziek aan de telefoon staat zo hard dat ik het gesprek bijna heb weggedrukt."),
        ("Papier", "Waarom sturen jullie nog een folder in de brievenbus? Er zit een sticker op."),
        ("Verpakking", "Een klein kussen in een doos waar een fiets in past. Dat kan toch anders."),
        ("Openingstijden", "Op de deur staat zes uur en om half zes ging het licht uit."),
        ("Toon", "De verkoper in de winkel zei dat ik beter had moeten lezen. Dat vind ik niet netjes."),
        ("Website", "Elke keer als ik terugga staat de lijst weer bovenaan. Ik ben er klaar mee."),
    ),
}  # fmt: skip
SAYS_EN: dict[str, tuple[tuple[str, str], ...]] = {
    "factuur-onduidelijk": (
        ("What is this service charge?", "My invoice shows a line ‘service costs’ of €4.95 that was not there at checkout. What is it for?"),
        ("Invoice question", "The amount on the invoice of {order} is higher than what I agreed to. Please explain the extra charge."),
    ),
    "waar-is-mijn-pakket": (("Where is my parcel?", "I am waiting for {order}. The tracking page has said nothing for two days. Where is my parcel now?"),),
    "bezorger-niet-gekomen": (("Courier did not come", "I stayed home all morning for {product} and the courier did not come in the promised slot."),),
    "beschadigd-of-kwijt": (("Arrived damaged", "{product} arrived with a crack, and the box was dented. What happens now?"),),
    "retour-aanmelden": (("Return", "I would like to return {product}. How do I get a return label for {order}?"),),
    "productadvies": (("Advice on {product}", "Would {product} fit a small room, and how do I look after it?"),),
    "bestelling-wijzigen": (("Change of address", "I am moving. Can you change the delivery address of {order}?"),),
    "betaling-bevestigen": (("Payment confirmation", "I paid for {order} but got no confirmation. Did my payment arrive?"),),
    "verkeerd-afhaalpunt": (("Wrong pick-up point", "The tracking page sends me to a pick-up point where they know nothing of {product}. Where is {order}?"),),
    "inlogcode-komt-niet": (("Login code does not arrive", "I keep asking for a login code and nothing arrives. I cannot see {order}."),),
    "schroeven-ontbreken": (("Screws missing", "The bag of screws for {product} is missing from the box, so I cannot fix the shelves."),),
    "kapje-ontbreekt": (("Ceiling cap missing", "The ceiling cap of {product} is missing, and the wires hang loose."),),
    "kortingscode-werkt-niet": (("Discount code fails", "The discount code from your mail is refused at checkout although the offer still runs."),),
    "afmelden-lukt-niet": (("Unsubscribe", "I unsubscribed from the newsletter three times and it keeps coming."),),
    "handleiding-onduidelijk": (("Manual unclear", "Step 4 of the manual of {product} does not match the parts. Which side is up?"),),
    "overige-onvrede": (
        ("A pity", "I expected more of you. There used to be somebody in the shop who thought along."),
        ("Packaging", "A small cushion in a box that would hold a bicycle. Surely that can be done differently."),
    ),
}  # fmt: skip
ANSWERS_NL = {
    "factuur-onduidelijk": "De € 4,95 is voor bezorging op een vast tijdvak. Dat had bij het afrekenen duidelijk moeten zijn. Ik heb het bedrag teruggestort, je hebt het binnen twee werkdagen.",
    "waar-is-mijn-pakket": "Je pakket ligt in het depot en gaat morgen mee. Je krijgt vooraf een bericht met het tijdvak.",
    "bezorger-niet-gekomen": "Ik heb een vaste rit voor je geboekt. De chauffeur belt je een kwartier van tevoren. Lukt het niet, dan bel ik je zelf.",
    "beschadigd-of-kwijt": "Ik stuur je vandaag een nieuw exemplaar. Het oude hoef je niet terug te sturen.",
    "retour-aanmelden": "Je retour staat klaar. De bezorger neemt het etiket mee, printen hoeft niet. Je hebt 14 dagen om het mee te geven.",
    "productadvies": "Ja, dat past goed. Hij is ook dimbaar met een gewone dimmer.",
    "bestelling-wijzigen": "Dat is aangepast. Je ziet het nieuwe adres in de bevestiging.",
    "betaling-bevestigen": "Je betaling is binnen. De bevestiging heb ik nog een keer gestuurd.",
    "verkeerd-afhaalpunt": "Ik heb het afhaalpunt opgezocht en stuur je het adres. Liever thuis? Dan laat ik het morgen brengen.",
    "inlogcode-komt-niet": "We zien dat codes nu niet aankomen. Ik heb je bestelling voor je opgezocht en zoek uit waar het misgaat.",
    "schroeven-ontbreken": "Ik stuur je vandaag een nieuw zakje schroeven. Je hoeft niets terug te sturen.",
    "kapje-ontbreekt": "Ik stuur je het kapje vandaag na. Je hoeft niets terug te sturen.",
    "kortingscode-werkt-niet": "Ik heb de korting alsnog verrekend. Je ziet het op de factuur.",
    "afmelden-lukt-niet": "Ik heb je zelf van de lijst gehaald. Er kan er nog één onderweg zijn.",
    "handleiding-onduidelijk": "Bij stap 4 hoort de gladde kant boven. Ik stuur je een filmpje waarin je het ziet.",
    "overige-onvrede": "Dank je dat je het zegt. Ik heb het doorgegeven.",
}  # fmt: skip
ANSWERS_EN = {
    "factuur-onduidelijk": "The €4.95 pays for a fixed delivery slot. That should have been clear at checkout. I have refunded it; you will have it within two working days.",
    "waar-is-mijn-pakket": "Your parcel is at the depot and leaves tomorrow. You will get a message with the slot.",
    "bezorger-niet-gekomen": "I have booked a fixed route for you. The driver calls a quarter of an hour ahead. If it fails, I call you myself.",
    "beschadigd-of-kwijt": "I am sending a new one today. You need not return the old one.",
    "retour-aanmelden": "Your return is ready. The driver brings the label, no printing needed.",
    "productadvies": "Yes, it fits well, and it can be dimmed with an ordinary dimmer.",
    "bestelling-wijzigen": "That has been changed. You will see the new address in the confirmation.",
    "betaling-bevestigen": "Your payment has arrived. I have sent the confirmation once more.",
    "verkeerd-afhaalpunt": "I have looked up the pick-up point and send you the address. Rather at home? Then I have it brought tomorrow.",
    "inlogcode-komt-niet": "We see that codes do not arrive at the moment. I have looked up your order and am finding out what goes wrong.",
    "schroeven-ontbreken": "I am sending you a new bag of screws today. You need not return anything.",
    "kapje-ontbreekt": "I am sending you the cap today. You need not return anything.",
    "kortingscode-werkt-niet": "I have settled the discount after all. You will see it on the invoice.",
    "afmelden-lukt-niet": "I have taken you off the list myself. One more may be on its way.",
    "handleiding-onduidelijk": "In step 4 the smooth side goes up. I am sending you a short film that shows it.",
    "overige-onvrede": "Thank you for saying so. I have passed it on.",
}  # fmt: skip
AGAIN_NL = (
    "Ik had hier al eerder contact over. ",
    "Dit is de tweede keer dat ik het vraag. ",
    "Nog steeds niet opgelost. ",
)
AGAIN_EN = ("I contacted you about this before. ", "This is the second time I ask. ", "Still not solved. ")
OPENINGS_NL = ("Goedemorgen,\n\n", "Hallo,\n\n", "Beste mensen,\n\n", "Dag,\n\n", "")
OPENINGS_EN = ("Hello,\n\n", "Good morning,\n\n", "")


def says(
    draw: random.Random,
    *,
    topic: str,
    language: str,
    order: str,
    product: str,
    is_repeat: bool,
    name: str,
    is_written: bool,
) -> tuple[str, str]:
    """Subject and text of what a customer brings up."""
    english = language == "en"
    subject, core = draw.choice((SAYS_EN if english else SAYS_NL)[topic])
    again = draw.choice(AGAIN_EN if english else AGAIN_NL) if is_repeat else ""
    text = (again + core).format(order=order, product=product)
    if is_written:
        opening = draw.choice(OPENINGS_EN if english else OPENINGS_NL)
        text = f"{opening}{text}\n\n{'Regards' if english else 'Groet'}, {name.split()[0]}"
    return subject.format(order=order, product=product), text


# What some colleagues answer instead, and in how many of a hundred: there is no agreed answer to these.
OTHERWISE_NL = {
    "factuur-onduidelijk": (
        (24, "De servicekosten horen bij het tijdvak dat je koos. Daarom kan ik ze niet terugstorten."),
        (12, "Stuur je een foto van de factuur? Dan zoek ik na waar de kosten vandaan komen."),
    ),
    "beschadigd-of-kwijt": (
        (15, "Stuur eerst het beschadigde exemplaar terug. Daarna sturen we een nieuw exemplaar."),
    ),
    "retour-aanmelden": (
        (30, "Je retour staat klaar. De bezorger neemt het etiket mee. Je hebt 30 dagen om het mee te geven."),
    ),
}
# In what those answers clash with the others: yes against no, or one term against another.
CLASHING = {"factuur-onduidelijk": "answer", "beschadigd-of-kwijt": "answer", "retour-aanmelden": "term"}


def answers(*, topic: str, language: str, name: str, agent: str, draw: random.Random) -> str:
    """What a colleague writes back."""
    first = name.split()[0]
    if language == "en":
        return f"Hello {first},\n\n{ANSWERS_EN[topic]}\n\nKind regards,\n{agent}"
    return f"Dag {first},\n\n{_answer_nl(topic, draw)}\n\nGroet,\n{agent}"


def _answer_nl(topic: str, draw: random.Random) -> str:
    drawn = draw.randrange(100)
    for share, words in OTHERWISE_NL.get(topic, ()):
        if drawn < share:
            return words
        drawn -= share
    return ANSWERS_NL[topic]


THANKS_NL = ("Dank je wel, duidelijk.", "Fijn, dank voor de snelle hulp.", "Helder. Maar waarom gebeurt dit steeds?")
THANKS_EN = (
    "Thank you, that is clear.",
    "Great, thanks for the quick help.",
    "Clear. But why does this keep happening?",
)


def thanks(*, language: str, draw: random.Random) -> str:
    """What a customer writes back to an answer."""
    return draw.choice(THANKS_EN if language == "en" else THANKS_NL)
