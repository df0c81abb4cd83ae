"""Small words that several parts of the desk say."""

from django.utils.translation import get_language, gettext


def is_english() -> bool:
    return (get_language() or "nl").startswith("en")


def first_word(name: str) -> str:
    """Colleagues call each other by the first name."""
    return name.split()[0] if name.split() else name


def nth(times: int) -> str:
    """Which time somebody comes back, short: 2e keer, 2nd time."""
    if is_english():
        ending = "th" if 10 <= times % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(times % 10, "th")
        return f"{times}{ending} time"
    return f"{times}e keer"


def nth_time(times: int) -> str:
    """The same as a sentence begins: Third time."""
    words = {
        2: gettext("Second time"),
        3: gettext("Third time"),
        4: gettext("Fourth time"),
        5: gettext("Fifth time"),
    }
    return words.get(times) or gettext("%(times)s times") % {"times": times}
