"""What is planted: which causes, since when, fixed on which day, with which true effect."""

from dataclasses import dataclass
from datetime import date, timedelta

YEAR_DAYS = 364
WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class Topic:
    """Why customers make contact, how often, over which channels, and how much work it is."""

    code: str
    label_nl: str
    label_en: str
    demand: str
    signs: str
    per_week: float
    channels: str
    minutes: dict[str, float]
    repeats: float
    keywords: tuple[str, ...]


@dataclass(frozen=True)
class Cause:
    """A planted cause: the topic it shows as, who answers for it, and what its fix truly did."""

    problem: str
    topic: str
    owner: str
    process_nl: str
    process_en: str
    title_nl: str
    title_en: str
    summary_nl: str
    summary_en: str
    fix_weeks_ago: int | None = None
    fix_nl: str = ""
    washout_weeks: int = 1
    weeks_after: int = 12
    true_rr: float | None = None
    verdict: str | None = None


_MINUTES = {"phone": 8.0, "email": 10.0, "chat": 6.0, "whatsapp": 6.0, "webform": 7.0, "social": 6.0, "letter": 20.0}


def _scaled(factor: float) -> dict[str, float]:
    return {channel: round(minutes * factor, 2) for channel, minutes in _MINUTES.items()}


TOPICS = (
    Topic("factuur-onduidelijk", "Onduidelijke factuur", "Unclear invoice", "failure", "--", 74,
          "phone:62 email:20 chat:10 whatsapp:4 letter:4", _scaled(1.0), 0.15,
          ("factuur", "servicekosten", "bedrag", "rekening", "invoice", "charge")),
    Topic("waar-is-mijn-pakket", "Waar is mijn pakket", "Where is my parcel", "value", "+-", 70,
          "phone:36 email:20 chat:24 whatsapp:17 social:3", _scaled(0.75), 0.24,
          ("pakket", "volgen", "onderweg", "track", "parcel")),
    Topic("bezorger-niet-gekomen", "Bezorger niet gekomen", "Courier did not come", "failure", "--", 42,
          "phone:56 email:16 chat:8 whatsapp:12 social:8", _scaled(1.05), 0.25,
          ("bezorger", "niemand", "tijdvak", "thuisgebleven", "courier", "slot")),
    Topic("beschadigd-of-kwijt", "Beschadigd of kwijt", "Damaged or lost", "failure", "--", 66,
          "phone:42 email:28 chat:9 webform:21", _scaled(1.25), 0.32,
          ("beschadigd", "kapot", "kwijt", "kras", "damaged", "broken")),
    Topic("retour-aanmelden", "Retour aanmelden", "Return an item", "value", "+-", 42,
          "phone:22 email:18 chat:25 webform:35", _scaled(0.7), 0.08, ("retour", "terugsturen", "ruilen", "return")),
    Topic("productadvies", "Productadvies", "Product advice", "value", "++", 46,
          "phone:44 email:12 chat:40 social:4", _scaled(1.1), 0.05, ("past", "advies", "maat", "dimbaar", "advice")),
    Topic("bestelling-wijzigen", "Bestelling of adres wijzigen", "Change order or address", "value", "+-", 32,
          "phone:40 email:10 chat:30 whatsapp:20", _scaled(0.55), 0.04, ("wijzigen", "adres", "annuleren", "change")),
    Topic("betaling-bevestigen", "Betaling of identiteit bevestigen", "Confirm payment or identity", "value", "-+", 36,
          "phone:68 email:12 webform:20", _scaled(0.8), 0.07, ("betaling", "bevestigen", "betaald", "payment")),
    Topic("inlogcode-komt-niet", "Inlogcode komt niet aan", "Login code does not arrive", "failure", "--", 2,
          "phone:45 email:15 chat:30 webform:10", _scaled(0.7), 0.1, ("inlogcode", "code", "inloggen", "login")),
    Topic("verkeerd-afhaalpunt", "Pakket bij verkeerd afhaalpunt", "Parcel at the wrong pick-up point", "failure", "--",
          14, "phone:50 email:20 chat:15 whatsapp:15", _scaled(0.9), 0.28,
          ("afhaalpunt", "ophalen", "ophaalcode", "pick-up")),
)  # fmt: skip
TOPIC = {topic.code: topic for topic in TOPICS}
CONTROLS = ("retour-aanmelden", "productadvies", "bestelling-wijzigen", "betaling-bevestigen")

CAUSES = (
    Cause("servicekosten-op-factuur", "factuur-onduidelijk", "Facturatie", "Facturen opmaken", "Making invoices",
          "Regel ‘servicekosten’ op de factuur", "The ‘service costs’ line on the invoice",
          "Klanten zien op de factuur een regel die bij het afrekenen niet stond.",
          "Customers find a line on the invoice that was not there at checkout.",
          fix_weeks_ago=13, fix_nl="Vaste regel met uitleg en bedrag per tijdvak", true_rr=0.4, verdict="works"),
    Cause("sorteerschade", "beschadigd-of-kwijt", "PakketSnel", "Pakketten sorteren", "Sorting parcels",
          "Sorteerschade", "Damage while sorting",
          "Dozen vallen van de band in het sorteercentrum en raken ingedeukt of zoek.",
          "Boxes fall off the belt in the sorting centre and get dented or lost.",
          fix_weeks_ago=25, fix_nl="Nieuwe rand langs de sorteerband", weeks_after=24, true_rr=1.0,
          verdict="no_effect"),
    Cause("tijdvak-niet-gehaald", "bezorger-niet-gekomen", "PakketSnel", "Ritten plannen", "Planning routes",
          "Tijdvak niet gehaald", "Delivery slot missed",
          "De bezorger komt niet in het beloofde tijdvak. Klanten blijven er vergeefs voor thuis.",
          "The courier does not come in the promised slot. Customers stay home for nothing."),
    Cause("verkeerd-afhaalpunt", "verkeerd-afhaalpunt", "Karrevracht", "Afhaalpunten kiezen", "Choosing pick-up points",
          "Pakket bij verkeerd afhaalpunt", "Parcel at the wrong pick-up point",
          "Pakketten liggen bij een ander afhaalpunt dan op de volgpagina staat.",
          "Parcels lie at another pick-up point than the tracking page says."),
)  # fmt: skip
EMERGING = "inlogcode-komt-niet"
EMERGING_DAYS = 6


@dataclass(frozen=True)
class Calendar:
    """The demo year: it ends on `today`, and fixes fall on Mondays so that weeks are whole."""

    today: date

    @property
    def start(self) -> date:
        return self.today - timedelta(days=YEAR_DAYS - 1)

    @property
    def this_monday(self) -> date:
        return self.today - timedelta(days=self.today.weekday())

    def fix_on(self, cause: Cause) -> date | None:
        return None if cause.fix_weeks_ago is None else self.this_monday - cause.fix_weeks_ago * WEEK

    @property
    def emerging_from(self) -> date:
        return self.today - timedelta(days=EMERGING_DAYS - 1)

    def true_ratio(self, topic: str, day: date) -> float:
        """How the rate of a topic on a day compares with its rate before any fix."""
        for cause in CAUSES:
            fixed = self.fix_on(cause)
            if cause.topic == topic and fixed and cause.true_rr is not None and day >= fixed:
                washed_out = day >= fixed + cause.washout_weeks * WEEK
                return cause.true_rr if washed_out else (1 + cause.true_rr) / 2
        return 1.0
