"""Two carriers, of which the better one looks worse: it brings most of the parcels to the countryside.

In the city and in the country the first has less trouble than the second, and plainly added it has twice as much.
"""

from dataclasses import dataclass
from random import Random

from wortel.demo.world.people import CARRIER, SECOND_CARRIER
from wortel.demo.world.plan import CAUSES

CITY, COUNTRY = "stad", "platteland"
LARGE, SMALL = "groot", "klein"
LARGE_SHARE = 0.3


@dataclass(frozen=True)
class Carrier:
    """What it is given, and how many contacts for every 1,000 parcels it truly causes."""

    name: str
    share: float
    country_share: float
    city_rate: float
    country_rate: float

    def rate(self, region: str) -> float:
        return self.country_rate if region == COUNTRY else self.city_rate

    @property
    def plain_rate(self) -> float:
        return self.country_share * self.country_rate + (1 - self.country_share) * self.city_rate


PLANTED = (
    Carrier(CARRIER, share=0.8, country_share=0.6, city_rate=40, country_rate=220),
    Carrier(SECOND_CARRIER, share=0.2, country_share=0.07, city_rate=60, country_rate=260),
)
BY_NAME = {carrier.name: carrier for carrier in PLANTED}
# Who brought the parcel that these contacts are about.
CARRIER_OF = {cause.topic: BY_NAME[cause.owner] for cause in CAUSES if cause.owner in BY_NAME}


def hand_over(draw: Random) -> tuple[str, str, str]:
    """Who takes a parcel, where it goes and how large it is."""
    carrier = draw.choices(PLANTED, [one.share for one in PLANTED])[0]
    region = COUNTRY if draw.random() < carrier.country_share else CITY
    return carrier.name, region, LARGE if draw.random() < LARGE_SHARE else SMALL


def goes_wrong(draw: Random, carrier: Carrier, name: str, region: str) -> bool:
    """Whether this parcel is one that customers contact us about, more often where more goes wrong."""
    return name == carrier.name and draw.random() < carrier.rate(region) / carrier.country_rate


def true_ratio() -> float:
    """How much more trouble the second has than the first, with the parcels of both."""
    country = sum(one.share * one.country_share for one in PLANTED)
    first, second = (country * one.country_rate + (1 - country) * one.city_rate for one in PLANTED)
    return second / first
