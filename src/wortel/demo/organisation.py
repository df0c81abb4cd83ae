"""What stands in the fictional shop before the first contact: people, owners, knowledge, mandates, money."""

from wortel.accounts.models import Role

AGENTS = (
    ("Noor Vermeer", Role.AGENT),
    ("Joris de Lange", Role.AGENT),
    ("Amina Haddad", Role.AGENT),
    ("Pieter Boskamp", Role.AGENT),
    ("Lisa Terlouw", Role.AGENT),
    ("Marit Zandvoort", Role.LEAD),
    ("Hanneke Oudshoorn", Role.MANAGER),
    ("Sem Rietveld", Role.QUALITY),
    ("Ruben Aarts", Role.OWNER),
    ("Tamar Kuiper", Role.PARTNER),
    ("Bas Wortelboer", Role.ADMIN),
    ("Greta Nauta", Role.AUDITOR),
    ("Imke Poels", Role.SHOP),
)
DOMAIN = "devoorbeeldwinkel.example"

OWNERS = (
    ("Facturatie", "4410", None, (("Ruben Aarts", "first"), ("Els Vonk", "deputy"), ("Maaike Post", "head"))),
    ("PakketSnel", "", "PakketSnel", (("Tamar Kuiper", "first"), ("Sanne Mulder", "deputy"), ("Koen Blei", "head"))),
    ("Karrevracht", "", "Karrevracht", (("Lies Brouwer", "first"), ("Arend Pol", "head"))),
    ("Webteam", "4520", None, (("Dirk Haaksma", "first"), ("Fleur Winkel", "deputy"))),
    ("Magazijn", "4310", None, (("Henk Oord", "first"), ("Rosa Duin", "deputy"))),
    ("Sorteercentrum", "", "PakketSnel", (("Bea Linde", "first"),)),
)
# Steps that another department answers for than for the whole process.
HEADS = {
    "Bestelling afrekenen": "Webteam",
    "Pakket ophalen": "Magazijn",
    "Sorteren op de band": "Sorteercentrum",
    "Afhaalpunt kiezen": "Webteam",
}
# What was done about causes that are still open, and how many weeks ago.
WORKED = (
    ("tijdvak-niet-gehaald", "expectation", "Tijdvak tonen dat PakketSnel haalt", "Webteam", 7),
    ("tijdvak-niet-gehaald", "mitigation", "Klanten vooraf mailen bij drukte", "Noor Vermeer", 6),
    ("verkeerd-afhaalpunt", "process", "Elke ochtend de afhaalpunten vergelijken", "Lies Brouwer", 5),
    ("verkeerd-afhaalpunt", "mitigation", "Vraag en antwoord over afhaalpunten", "Amina Haddad", 4),
    ("sorteerschade", "product", "Dikkere doos voor lampen en spiegels", "Henk Oord", 3),
)

MANDATES = (
    ("Terugstorten", "Refund", 2500),
    ("Bezorgkosten kwijtschelden", "Waive delivery costs", None),
    ("Nieuwe rit op onze kosten", "A new delivery at our expense", None),
)

RATE = "0.75"
FEES = {"phone": "0.50", "email": "0.20", "chat": "0.30", "whatsapp": "0.30", "webform": "0.10", "social": "0.20",
        "letter": "1.50"}  # fmt: skip
MONTH_COST = "11625.00"
MONTH_MINUTES = "15500"

ARTICLES = (
    ("servicekosten", "Waar komen de servicekosten vandaan?", "Where do the service costs come from?",
     "De servicekosten van € 4,95 zijn voor bezorging op een vast tijdvak. Geen tijdvak gekozen? Stort het dan terug.",
     "The service costs of €4.95 pay for delivery in a fixed slot. If the customer chose no slot, refund them.",
     ["factuur-onduidelijk"]),
    ("bedrag-terugstorten", "Bedrag terugstorten op een factuur", "Refunding an amount on an invoice",
     "Open de factuur, kies ‘terugstorten’ en noem de regel. De klant heeft het geld binnen twee werkdagen.",
     "Open the invoice, choose ‘refund’ and name the line. The customer has the money within two working days.",
     ["factuur-onduidelijk"]),
    ("pakket-volgen", "Waar vind ik de status van een pakket?", "Where do I find the status of a parcel?",
     "De stappen van elk pakket staan in de tijdlijn van de klant. Staat er niets, vraag het dan na bij PakketSnel.",
     "The steps of each parcel stand in the customer's timeline. If there are none, ask PakketSnel.",
     ["waar-is-mijn-pakket", "bezorger-niet-gekomen"]),
    ("vaste-rit", "Een vaste rit boeken", "Booking a fixed route",
     "Laat PakketSnel een vaste rit boeken en vooraf bellen. Geef geen tijdvak van twee uur meer.",
     "Have PakketSnel book a fixed route and call ahead. Do not give a two-hour slot again.",
     ["bezorger-niet-gekomen"]),
    ("schade-melden", "Beschadigd of kwijt: wat doe ik?", "Damaged or lost: what do I do?",
     "Stuur meteen een nieuw exemplaar. Vraag één foto als die er nog niet is. Het oude hoeft niet terug.",
     "Send a new one at once. Ask for one picture if there is none yet. The old one need not come back.",
     ["beschadigd-of-kwijt"]),
    ("retour-zonder-printer", "Retour zonder printer", "Returning without a printer",
     "De bezorger neemt het etiket mee. Kies ‘ophalen’ bij het aanmelden van de retour.",
     "The driver brings the label. Choose ‘collect’ when registering the return.", ["retour-aanmelden"]),
    ("adres-wijzigen", "Adres wijzigen na bestellen", "Changing the address after ordering",
     "Dat kan tot de bestelling is ingepakt. Daarna kan PakketSnel de rit omleiden.",
     "Possible until the order has been packed. After that PakketSnel can redirect the route.",
     ["bestelling-wijzigen"]),
    ("betaling-nagaan", "Nagaan of een betaling binnen is", "Checking whether a payment arrived",
     "Zoek op bestelnummer. Een betaling staat binnen tien minuten in het systeem.",
     "Search by order number. A payment shows within ten minutes.", ["betaling-bevestigen"]),
)  # fmt: skip

# Who keeps an article right; of the others nobody does yet.
KEEPERS = {
    "servicekosten": "Sem Rietveld",
    "bedrag-terugstorten": "Sem Rietveld",
    "schade-melden": "Joris de Lange",
    "retour-zonder-printer": "Amina Haddad",
}

REPLIES = {
    "verkeerd-afhaalpunt": (
        "Je pakket ligt bij een ander afhaalpunt dan de volgpagina zegt. Ik stuur je het juiste adres.",
        "Your parcel is at another pick-up point than the tracking page says. I send you the right address.",
    ),
    "servicekosten-op-factuur": (
        (
            "De servicekosten zijn voor bezorging op een vast tijdvak. Dat was bij het afrekenen niet duidelijk."
            " Ik heb het bedrag teruggestort."
        ),
        (
            "The service costs pay for delivery in a fixed slot. That was not clear at checkout."
            " I have refunded the amount."
        ),
    ),
    "sorteerschade": (
        (
            "Je pakket is bij het sorteren beschadigd. Ik stuur je vandaag een nieuw exemplaar."
            " Het oude hoef je niet terug te sturen."
        ),
        "Your parcel was damaged while it was sorted. I am sending a new one today. You need not return the old one.",
    ),
    "tijdvak-niet-gehaald": (
        "Het spijt me dat je voor niets thuisbleef. Ik heb een vaste rit voor je geboekt; de chauffeur belt je vooraf.",
        "I am sorry that you stayed home for nothing. I have booked a fixed route; the driver calls you ahead.",
    ),
}
WORKAROUNDS = {
    "servicekosten-op-factuur": (
        "Stort de € 4,95 meteen terug als de klant geen tijdvak koos.",
        "Refund the €4.95 at once if the customer chose no slot.",
    ),
    "sorteerschade": (
        "Stuur meteen een nieuw exemplaar in een dubbele doos.",
        "Send a new one at once, in a double box.",
    ),
    "verkeerd-afhaalpunt": (
        "Zoek het afhaalpunt op bij Karrevracht en stuur de klant het juiste adres.",
        "Look up the pick-up point at Karrevracht and send the customer the right address.",
    ),
    "tijdvak-niet-gehaald": (
        "Laat PakketSnel een vaste rit boeken en vooraf bellen. Geef geen tijdvak van twee uur meer.",
        "Have PakketSnel book a fixed route and call ahead. Do not give a two-hour slot again.",
    ),
}
# The steps of each process in order, and the one at which its cause arises.
STEPS: dict[str, tuple[int, tuple[tuple[str, str], ...]]] = {
    "servicekosten-op-factuur": (
        2, (("Bestelling afrekenen", "Checking out"), ("Factuur opstellen", "Drawing up the invoice"),
            ("Factuur versturen", "Sending the invoice"))),
    "sorteerschade": (
        2, (("Pakket ophalen", "Collecting the parcel"), ("Sorteren op de band", "Sorting on the belt"),
            ("Laden", "Loading"))),
    "tijdvak-niet-gehaald": (
        1, (("Rit plannen", "Planning the route"), ("Rijden", "Driving"), ("Afleveren", "Delivering"))),
    "verkeerd-afhaalpunt": (
        1, (("Afhaalpunt kiezen", "Choosing the pick-up point"), ("Bericht sturen", "Sending the notice"))),
}  # fmt: skip
# What is changed, what is done and by whom; why it would help, for which part of the contacts, and how much work it is.
DONE_ABOUT: dict[str, tuple[tuple[str, str, str, str, float | None, str], ...]] = {
    "verkeerd-afhaalpunt": (
        ("process", "Elke ochtend de afhaalpunten vergelijken", "Lies Brouwer", "Dan klopt de volgpagina weer.", 0.5,
         "small"),
    ),
    "servicekosten-op-factuur": (
        ("expectation", "Bedrag tonen vóór het afrekenen", "Webteam", "Wie het vooraf ziet, belt er niet over.",
         0.3, "medium"),
        ("mitigation", "Vraag en antwoord in het helpcentrum", "Noor Vermeer", "", None, "small"),
    ),
    "sorteerschade": (
        ("process", "Elke week de schade nalopen", "Sanne Mulder", "Dan zien we welke band het doet.", 0.2, "small"),
    ),
    "tijdvak-niet-gehaald": (
        ("expectation", "Tijdvak tonen dat PakketSnel haalt", "Webteam", "Een ruimer tijdvak wordt vaker gehaald.",
         0.4, "small"),
        ("process", "Ritten plannen op de echte rijtijd", "Tamar Kuiper", "Nu is elke rit te vol gepland.",
         0.6, "large"),
    ),
}  # fmt: skip

MESSAGES = {
    "servicekosten-op-factuur": (
        "De servicekosten op je factuur",
        (
            "Hallo {name},\n\nOp {day} had je contact met ons over de regel ‘servicekosten’ op je factuur.\n\n"
            "Die regel is geen verrassing meer: het bedrag staat nu al bij het bestellen, met uitleg per tijdvak. "
            "Daarna hebben we twaalf weken geteld of dat hielp. Het helpt.\n\n"
            "Waar je last van had, is weg. Dank je wel dat je het zei."
        ),
        "The service costs on your invoice",
        (
            "Hello {name},\n\nOn {day} you contacted us about the ‘service costs’ line on your invoice.\n\n"
            "That line is no surprise any more: the amount now stands at checkout, explained for each slot. "
            "After that we counted for twelve weeks whether it helped. It does.\n\n"
            "What troubled you is gone. Thank you for telling us."
        ),
    ),
    "tijdvak-niet-gehaald": (
        "Je bestelling {order} komt misschien later",
        (
            "Hallo {name},\n\nPakketSnel haalt het tijdvak nu niet altijd. Ook bestelling {order} kan later komen. "
            "Je hoeft er niet voor thuis te blijven.\n\n"
            "Wil je dat de bezorger vooraf belt? Antwoord op dit bericht, dan regelen we dat.\n\n"
            "We werken met PakketSnel aan de oorzaak."
        ),
        "Your order {order} may come later",
        (
            "Hello {name},\n\nPakketSnel does not always make the slot at the moment. Order {order} may come later "
            "too. You need not stay home for it.\n\n"
            "Do you want the driver to call ahead? Answer this message and we arrange it.\n\n"
            "We are working on the cause with PakketSnel."
        ),
    ),
}
STILL_BOTHERED = (
    ("Op mijn laatste factuur stond de regel er weer.", "The line was on my latest invoice again."),
    ("Ik zie het bedrag nu wel, maar snap nog niet waarvoor het is.", "I see the amount, but not what it is for."),
    ("Bij mijn vorige bestelling stond het er niet bij.", "With my previous order it was not there."),
)
