"""Mails made to keep the folding busy: the work grows with their length and not faster. Counted, not timed."""

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from wortel.channels.email.folding import fold_html, fold_text

SHORT, LONG = 50_000, 200_000

TEXTS = [
    *("> ", "> a\n", ">", "On 1 a:\n", "On 1 2 3 4\n", "Op 1 schreef schreef schreef\n", "a@b ", "<a@b.c> x:\n"),
    *("From: x\n", "*Van:* x\n*a:* b\n", "-- a\n", "--\n", "---\n", "Sent from my phone a a a a a\n", "\n", "_"),
    *("> a\nOn 1 b wrote:\n\nja\n", "confidential intended recipient delete\n\n", "2016-01-01 10:00 a@b c@d\n"),
    *("在1写道\n", "Op 1 " + "x" * 580 + ":\n", " ", "\t", "*** ", ">>> a\n", "| a\n", "mijn antwoord hieronder "),
]
PAGES = [
    *("<blockquote>", "<blockquote>a</blockquote>b", "<b>Van:</b>", "<div>", "<div class=gmail_quote>", "<hr>From"),
    *("<div style='border-top:solid #E1E1E1 1.0pt'>", "<b>&nbsp;", "<", "<b ", "<br><blockquote>x</blockquote>"),
    *("<style>", "<div class=moz-cite-prefix>a</div>", "<div>Op 1 schreef a:<br>", "<div class=gmail_quote>a</div>"),
]


def calls(work: Callable[[str], object], source: str) -> int:
    """How many functions were called, ours and those of Python itself."""
    count = 0

    def listen(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(listen)
    try:
        work(source)
    finally:
        sys.setprofile(None)
    return count


def long(piece: str, length: int) -> str:
    return (piece * (length // len(piece) + 1))[:length]


@pytest.mark.parametrize("piece", TEXTS)
def test_four_times_the_text_is_four_times_the_work(piece: str) -> None:
    short, lengthy = (calls(fold_text, "Hallo\n" + long(piece, length) + "\neinde") for length in (SHORT, LONG))
    assert lengthy <= 4.5 * short + 2_000


@pytest.mark.parametrize("piece", PAGES)
def test_four_times_the_markup_is_four_times_the_work(piece: str) -> None:
    short, lengthy = (calls(fold_html, "Hallo" + long(piece, length) + "einde") for length in (SHORT, LONG))
    assert lengthy <= 4.5 * short + 2_000
