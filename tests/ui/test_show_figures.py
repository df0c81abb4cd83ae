import pytest
from django.template.loader import render_to_string
from django.utils import translation

from wortel.ui import figures
from wortel.ui.figures import Figure, Weight, weigh


def shown(figure: Figure, lang: str = "en") -> str:
    with translation.override(lang):
        return render_to_string("ui/parts/figure.html", {"figure": figure})


@pytest.mark.parametrize(
    ("count", "weight"),
    [(4, Weight.TOO_FEW), (5, Weight.THIN), (19, Weight.THIN), (20, Weight.ENOUGH), (None, Weight.ENOUGH)],
)
def test_a_number_is_trusted_by_its_count(count: int | None, weight: Weight) -> None:
    assert weigh(count) is weight


def test_below_five_answers_no_number_is_shown() -> None:
    with translation.override("nl"):
        figure = figures.rate("Klantvriendelijkheid", share=0.66, low=0.2, high=0.9, count=3)
    html = shown(figure, "nl")
    assert "te weinig gegevens" in html
    assert "3 antwoorden." in html
    assert "66" not in html


def test_below_twenty_answers_the_number_is_grey() -> None:
    html = shown(figures.rate("Friendliness", share=0.75, low=0.51, high=0.9, count=16))
    assert 'class="fig thin-n"' in html


def test_a_rate_tells_its_interval_in_words_and_in_a_picture() -> None:
    with translation.override("en"):
        figure = figures.rate("First time right", share=0.8201, low=0.808, high=0.8316, count=4085, axis=(0.6, 1))
    html = shown(figure)
    assert "82.0<small>%</small>" in html
    assert "between\u00a080.8 and\u00a083.2" in html
    # 300 units for 60 to 100 percent: 80.8 % stands at 156, 83.2 % at 173.7
    assert "M156.0 4H173.7" in html


def test_a_counted_share_has_no_interval() -> None:
    with translation.override("en"):
        figure = figures.counted_share("Failure demand", part=2300, whole=5000)
    html = shown(figure)
    assert "2,300 of 5,000 contacts" in html
    assert "M0 4H138.0" in html
    assert "between" not in html


def test_things_counted_one_by_one_are_dots() -> None:
    html = shown(figures.count("Waiting", value=14, marked=2))
    assert html.count("<circle") == 14
    assert html.count('class="hot"') == 2
