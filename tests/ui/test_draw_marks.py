import pytest
from django.utils import translation

from wortel.ui import icons, marks


@pytest.mark.parametrize(
    ("helped", "cause", "words"),
    [
        (True, "gone", "Geholpen, oorzaak weg"),
        (True, "open", "Geholpen, oorzaak blijft"),
        (False, "open", "Nog niet geholpen, oorzaak blijft"),
        (False, "unknown", "Nog niet geholpen, oorzaak onbekend"),
    ],
)
def test_two_outcomes_always_have_their_words(helped: bool, cause: str, words: str) -> None:
    with translation.override("nl"):
        assert f">{words}</span>" in marks.pair(helped=helped, cause=cause)
        assert f'aria-label="{words}"' in marks.pair_glyph(helped=helped, cause=cause)


def test_a_verdict_has_a_shape_and_a_word() -> None:
    with translation.override("nl"):
        drawn = {kind: marks.verdict(kind) for kind in marks.VERDICTS}
    assert all("<svg" in one for one in drawn.values())
    assert "Nog niet te zeggen" in drawn["early"]
    assert "Averechts" in drawn["worse"]


def test_a_price_tag_says_amount_and_period() -> None:
    with translation.override("nl"):
        tag = marks.price(833900, "september", big=True)
    assert tag == '<span class="tag"><b>€\u00a08.339,00</b><span>september</span></span>'


def test_an_interval_stays_on_its_track() -> None:
    interval = marks.Interval(-5, 50, 130)
    assert (interval.at(-5), interval.at(50), interval.at(130)) == (0, 150, 300)


def test_a_shortcut_is_written_as_people_know_it() -> None:
    assert marks.keys("Control+Enter") == '<kbd aria-hidden="true">Ctrl ↵</kbd>'
    assert marks.keys("g h") == '<kbd aria-hidden="true">G</kbd><kbd aria-hidden="true">H</kbd>'


def test_an_icon_beside_words_is_silent_and_alone_it_has_a_name() -> None:
    assert 'aria-hidden="true"' in icons.icon("mail")
    assert 'role="img" aria-label="Later"' in icons.icon("moon", label="Later")


def test_a_strange_name_cannot_leave_its_label() -> None:
    assert "<script>" not in icons.icon("mail", label='"><script>')
    assert "<script>" not in marks.price(1, "<script>")


def test_every_channel_has_an_icon() -> None:
    for name in {*icons.CHANNELS.values(), *icons.SPRITE}:
        assert "<path" in icons.icon(name) or "<circle" in icons.icon(name)


def test_more_dots_than_fit_end_in_a_plus() -> None:
    assert marks.dots(40).count("<circle") == 16
    assert "more-d" in marks.dots(40)
    assert "more-d" not in marks.dots(16)
