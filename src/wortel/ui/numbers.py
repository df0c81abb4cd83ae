"""How figures, amounts and moments are written, in Dutch and in English; every space inside one is a no-break space."""

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone
from django.utils.translation import get_language

GAP = "\u00a0"
MINUS = "\u2212"

WEEKDAYS = {
    "nl": ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
MONTHS = {
    "nl": (
        "januari", "februari", "maart", "april", "mei", "juni",
        "juli", "augustus", "september", "oktober", "november", "december",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip
SHORT_MONTHS = {
    "nl": ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}

type Amount = int | float | Decimal


def language() -> str:
    return "en" if (get_language() or "nl").startswith("en") else "nl"


def number(value: Amount, decimals: int = 0, lang: str | None = None) -> str:
    """Halves go away from zero, as people round; a sum of money never depends on the parity of its last digit."""
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    text = f"{abs(rounded):,.{decimals}f}"
    if (lang or language()) == "nl":
        text = text.translate(str.maketrans(",.", ".,"))
    return f"{MINUS}{text}" if rounded < 0 else text


def price(eur: Decimal, lang: str | None = None) -> str:
    """An amount per minute or contact: at least cents, and what it has beyond them."""
    digits = -int(eur.normalize().as_tuple().exponent)
    return euros(eur * 100, max(digits, 2), lang)


def euros(cents: Amount, decimals: int = 2, lang: str | None = None) -> str:
    lang = lang or language()
    exact = cents if isinstance(cents, Decimal) else Decimal(repr(cents))
    text = number(abs(exact) / 100, decimals, lang)
    sign = MINUS if exact < 0 else ""
    return f"{sign}€{text}" if lang == "en" else f"{sign}€{GAP}{text}"


def percent(share: Amount, decimals: int = 1, lang: str | None = None) -> str:
    """A share of one: 0.8201 reads 82,0 %."""
    lang = lang or language()
    return per_hundred(share, decimals, lang) + ("%" if lang == "en" else f"{GAP}%")


def per_hundred(share: Amount, decimals: int = 1, lang: str | None = None) -> str:
    """The same share without its sign, for axes and for big figures whose sign stands apart."""
    exact = share if isinstance(share, Decimal) else Decimal(repr(share))
    return number(exact * 100, decimals, lang)


def change(ratio: float, decimals: int = 1, lang: str | None = None) -> str:
    """A ratio in words, because a minus sign is easily missed: 0.413 reads 58,7 % minder."""
    lang = lang or language()
    fewer, more = ("fewer", "more") if lang == "en" else ("minder", "meer")
    return f"{percent(abs(1 - ratio), decimals, lang)}{GAP}{fewer if ratio < 1 else more}"


def between(low: str, high: str, lang: str | None = None) -> str:
    first, link = ("between", "and") if (lang or language()) == "en" else ("tussen", "en")
    return f"{first}{GAP}{low} {link}{GAP}{high}"


def roughly(value: float, lang: str | None = None) -> str:
    """An estimate in running text keeps two digits: 2,523.5 reads ongeveer 2.500."""
    lang = lang or language()
    places = 2 - len(str(int(abs(value)))) if abs(value) >= 1 else 0
    word = "about" if lang == "en" else "ongeveer"
    return f"{word}{GAP}{number(round(value, min(places, 0)), 0, lang)}"


def here(moment: datetime) -> datetime:
    """On the clock of whoever reads; whoever writes one moment in several ways need not work it out each time."""
    return _local(moment).replace(tzinfo=None)


def clock(moment: datetime) -> str:
    local = _local(moment)
    return f"{local.hour}:{local.minute:02d}"


def day(on: date, today: date | None = None, lang: str | None = None) -> str:
    """wo 8 okt; with the year only when it is another one than today's."""
    lang = lang or language()
    on = _day(on)
    name = WEEKDAYS[lang][on.weekday()][: 2 if lang == "nl" else 3]
    year = f"{GAP}{on.year}" if today is not None and _day(today).year != on.year else ""
    return f"{name}{GAP}{on.day}{GAP}{SHORT_MONTHS[lang][on.month - 1]}{year}"


def short_day(on: date, lang: str | None = None) -> str:
    on = _day(on)
    return f"{on.day}{GAP}{SHORT_MONTHS[lang or language()][on.month - 1]}"


def long_day(on: date, lang: str | None = None) -> str:
    lang = lang or language()
    on = _day(on)
    return f"{WEEKDAYS[lang][on.weekday()]}{GAP}{on.day}{GAP}{MONTHS[lang][on.month - 1]}{GAP}{on.year}"


def month(on: date, lang: str | None = None) -> str:
    on = _day(on)
    return f"{MONTHS[lang or language()][on.month - 1]}{GAP}{on.year}"


def moment(at: datetime, now: datetime, lang: str | None = None) -> str:
    """A time today, absolute from yesterday on: vandaag 9:12, vr 3 okt 15:10."""
    lang = lang or language()
    if _day(at) == _day(now):
        return f"{'today' if lang == 'en' else 'vandaag'}{GAP}{clock(at)}"
    return f"{day(at, now, lang)}{GAP}{clock(at)}"


def age(since: datetime, now: datetime, lang: str | None = None) -> str:
    """How long something waits, in the largest whole unit; two weeks or more becomes the day itself."""
    lang = lang or language()
    gone = max(now - since, timedelta())
    if gone < timedelta(minutes=1):
        return "now" if lang == "en" else "nu"
    if gone < timedelta(hours=1):
        return f"{int(gone.total_seconds() // 60)}{GAP}min"
    if gone < timedelta(days=1):
        return f"{int(gone.total_seconds() // 3600)}{GAP}{'h' if lang == 'en' else 'u'}"
    if gone < timedelta(days=14):
        return f"{gone.days}{GAP}d"
    return short_day(since, lang)


def duration(seconds: float, lang: str | None = None) -> str:
    """6 min 40, 2 u 15; used for calls and waits."""
    lang = lang or language()
    whole = round(seconds)
    if whole < 60:
        return f"{whole}{GAP}s"
    if whole < 3600:
        rest = f"{GAP}{whole % 60:02d}" if whole % 60 else ""
        return f"{whole // 60}{GAP}min{rest}"
    rest = f"{GAP}{whole % 3600 // 60:02d}" if whole % 3600 >= 60 else ""
    return f"{whole // 3600}{GAP}{'h' if lang == 'en' else 'u'}{rest}"


def file_size(count: int, lang: str | None = None) -> str:
    size = float(count)
    for unit in ("bytes", "kB", "MB"):
        if size < 1000 or unit == "MB":
            return f"{number(size, 1 if unit == 'MB' else 0, lang)}{GAP}{unit}"
        size /= 1000
    raise AssertionError


def _local(moment: datetime) -> datetime:
    return moment.astimezone(timezone.get_current_timezone()) if moment.tzinfo else moment


def _day(on: date) -> date:
    return _local(on).date() if isinstance(on, datetime) else on
