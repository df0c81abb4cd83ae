"""What is planted: which causes, since when, fixed on which day, with which true effect."""

from dataclasses import dataclass
from datetime import date, timedelta

YEAR_DAYS = 364
WEEK = timedelta(weeks=1)


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
