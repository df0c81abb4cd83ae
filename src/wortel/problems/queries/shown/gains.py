"""What a change made of contacts and euros, in words that say no more than was proven."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from wortel.problems.models import Effect, Verdict
from wortel.ui import numbers

type Words = Callable[[float], str]


@dataclass(frozen=True)
class Gain:
    """What a change made of contacts or euros; `tone` is leaf only for what was proven."""

    label: str
    value: str
    between: str
    tone: str


def say_avoided(measured: Effect) -> str:
    """As running text says it, where it is proven: about 2,500 contacts, between 2,106 and 2,986."""
    kept = measured.numbers
    if measured.verdict != Verdict.WORKS or kept["avoided"] is None:
        return ""
    low, high = numbers.number(kept["avoided_low"]), numbers.number(kept["avoided_high"])
    return _("%(about)s contacts, %(between)s") % {
        "about": numbers.roughly(kept["avoided"]),
        "between": numbers.between(low, high),
    }


def say_saved(measured: Effect) -> str:
    kept = measured.numbers
    if measured.verdict != Verdict.WORKS or kept["saved"] is None:
        return ""
    return f"{_euros(kept['saved'])}, {numbers.between(_euros(kept['saved_low']), _euros(kept['saved_high']))}"


def list_gains(measured: Effect) -> list[Gain]:
    """Contacts and euros; before there is a verdict they say nothing yet."""
    kept = measured.numbers
    if measured.verdict == Verdict.TOO_EARLY:
        return []
    weeks = kept["weeks_after"]
    found = [
        _gain(measured, "avoided", numbers.number, _in_weeks(Verdict(measured.verdict), weeks)),
        _gain(measured, "saved", _euros, _in_euros(Verdict(measured.verdict))),
    ]
    return [gain for gain in found if gain]


def _in_weeks(verdict: Verdict, weeks: int) -> str:
    if verdict == Verdict.WORKS:
        words = ngettext("Avoided in one week", "Avoided in %(weeks)s weeks", weeks)
    elif verdict == Verdict.WORSE:
        words = ngettext("More in one week", "More in %(weeks)s weeks", weeks)
    else:
        words = ngettext("Difference in one week", "Difference in %(weeks)s weeks", weeks)
    return words % {"weeks": weeks}


def _in_euros(verdict: Verdict) -> str:
    if verdict == Verdict.WORKS:
        return pgettext("euros", "Saved")
    return _("Extra cost") if verdict == Verdict.WORSE else _("Difference in euros")


def _gain(measured: Effect, name: str, words: Words, label: str) -> Gain | None:
    low, value, high = (measured.numbers[key] for key in (f"{name}_low", name, f"{name}_high"))
    if value is None or low is None or high is None:
        return None
    if measured.verdict == Verdict.WORKS:
        tone = "lfv" if name == "avoided" else ""
        return Gain(label, words(value), numbers.between(words(low), words(high)), tone)
    if measured.verdict == Verdict.WORSE:
        return Gain(label, words(-value), numbers.between(words(-high), words(-low)), "")
    # A number whose interval holds nought would be taken for a result.
    return Gain(label, _("not shown"), numbers.between(_signed(low, words), _signed(high, words)), "")


def _signed(fewer: float, words: Words) -> str:
    said = _("%(n)s fewer") if fewer > 0 else _("%(n)s more")
    return said % {"n": words(abs(fewer))}


def _euros(value: float) -> str:
    return numbers.euros(100 * value, 0)
