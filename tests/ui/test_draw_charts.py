"""Charts are checked by what they mean: where a value stands, which words are there, what the table says."""

import itertools
import math
import re
from collections.abc import Iterator
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest
from django.utils import translation

from wortel.ui.charts import bars, dots, effect, ground, line, quadrant, shares, spark, story
from wortel.ui.charts.chart import Chart
from wortel.ui.charts.ink import MID, NARROW, Ink, Scale, ticks
from wortel.ui.samples import pictures


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def read(svg: str) -> ET.Element:
    return ET.fromstring(svg)


def words(svg: str) -> list[str]:
    return [text.text or "" for text in read(svg).iter("text")]


def of(svg: str, tag: str, cls: str) -> list[ET.Element]:
    return [shape for shape in read(svg).iter(tag) if cls in (shape.get("class") or "").split()]


def share(place: str | None) -> float:
    return float((place or "").rstrip("%"))


def every_picture() -> dict[str, Chart]:
    week = effect.Week(date(2025, 9, 1), 10)
    return {
        "ground": ground.draw(ground.Day(8, (1, 2), (1, 1), (2.0,), (1.0,), now="8:30")),
        "effect": effect.draw(pictures.effect_of_the_invoice()),
        "effect without a fix": effect.draw(effect.Effect((week,), "new", date(2025, 9, 1))),
        "dots": pictures.first_time_right(),
        "bars": pictures.means(),
        "weeks": bars.per_week(pictures.weeks(), "Weeks"),
        "line": line.draw(pictures.failure_line(), "Line"),
        "funnel": pictures.teams(),
        "quadrant": pictures.values(),
        "story": story.draw(pictures.marijke()),
    }


@pytest.mark.parametrize("name", sorted(every_picture()))
def test_every_picture_has_words_for_who_cannot_see_it(name: str) -> None:
    chart = every_picture()[name]
    for drawing in (chart.wide, chart.mid, chart.narrow):
        whole = read(drawing)
        assert whole.get("role") == "img"
        assert len(whole.get("aria-label") or "") > 3


@pytest.mark.parametrize("name", sorted(every_picture()))
def test_text_and_dots_stand_outside_what_stretches(name: str) -> None:
    chart = every_picture()[name]
    for drawing in (chart.wide, chart.mid, chart.narrow):
        whole = read(drawing)
        assert whole.get("viewBox") is None
        stretched = next(shape for shape in whole if shape.get("class") == "ch-s")
        assert list(stretched.iter("text")) == []
        assert list(stretched.iter("circle")) == []


@pytest.mark.parametrize("name", sorted(every_picture()))
def test_nothing_is_coloured_in_place(name: str) -> None:
    chart = every_picture()[name]
    assert re.search(r'\s(?:style|fill|stroke)="', chart.wide + chart.mid + chart.narrow) is None


@pytest.mark.parametrize("name", sorted(every_picture()))
def test_every_picture_has_its_figures_as_a_table(name: str) -> None:
    table = every_picture()[name].table
    assert table is not None
    assert table.rows
    assert {len(row) for row in table.rows} == {len(table.head)}


def test_a_stranger_s_words_stay_words() -> None:
    chart = bars.with_interval([bars.Bar("<b>&", 0.2, 0.1, 0.3, 50)], '"><script>')
    assert "<script>" not in chart.figure()
    assert words(chart.wide)[0] == "<b>&"


def test_help_grows_up_and_a_cause_grows_down() -> None:
    day = ground.Day(8, (4,), (2,))
    leaf = of(ground.draw(day).wide, "rect", "f-lline")[0]
    base = float(leaf.get("y", 0)) + float(leaf.get("height", 0))
    root = of(ground.draw(day).wide, "path", "f-root")[0].get("d") or ""
    assert float(leaf.get("height", 0)) == pytest.approx(80, abs=1)
    assert float(root.split("v")[0].split()[1]) == pytest.approx(base, abs=0.1)
    # Down to half the height, its taper included.
    assert sum(float(part) for part in re.findall(r"v([\d.]+)l[\d.]+ ([\d.]+)", root)[0]) == pytest.approx(40, abs=1)


def test_what_is_only_expected_is_hollow() -> None:
    drawn = ground.draw(ground.Day(8, (4, 4), (2, 2), (3.0,), (1.0,), now="8:30")).wide
    assert len(of(drawn, "rect", "f-lline")) == 2
    assert len(of(drawn, "rect", "ghost")) == 1
    assert "8:30, expected from here" in words(drawn)


def test_a_phone_shows_the_hours_round_now() -> None:
    day = ground.Day(8, (1,) * 15, (1,) * 15, (1.0,) * 33, (1.0,) * 33, now="11:45")
    window = day.window(24)
    assert len(window) == 24
    assert window.start % 4 == 0
    assert window.start < 15 < window.stop


def test_the_effect_says_what_was_avoided_only_when_it_may() -> None:
    proven = pictures.effect_of_the_invoice()
    unsure = effect.Effect(proven.weeks, proven.fix, proven.fixed_on)
    assert "about\u00a02,500" in words(effect.draw(proven).wide)
    assert "avoided" not in words(effect.draw(unsure).wide)


def test_the_week_that_does_not_count_is_shaded_and_named() -> None:
    drawn = effect.draw(pictures.effect_of_the_invoice()).wide
    assert len(of(drawn, "rect", "wash")) == 1
    assert "week 41 does not count" in words(drawn)


def test_more_contacts_than_expected_are_no_gain() -> None:
    first = date(2025, 9, 1)
    before = [effect.Week(first + timedelta(weeks=at), 100) for at in range(4)]
    after = [effect.Week(first + timedelta(weeks=at), 150, None, 100, 90, 110) for at in range(4, 8)]
    drawn = effect.draw(effect.Effect((*before, *after), "new form", first + timedelta(weeks=4))).wide
    assert len(of(drawn, "path", "loss")) == 1
    assert of(drawn, "path", "gain") == []


def test_the_effect_s_label_tells_before_after_and_expected() -> None:
    label = effect.draw(pictures.effect_of_the_invoice()).label
    assert "279 a week before, 148 after" in label
    assert "358 were to be expected" in label


def test_the_true_figure_is_filled_and_the_misleading_one_hollow() -> None:
    row = dots.Row("Damaged", 0.571, 0.519, 0.622, 350, other=0.9216)
    drawn = dots.draw([row], dots.Columns("own", "apart", "chains"), "FCR").wide
    own, other = of(drawn, "circle", "true")[0], of(drawn, "circle", "hole")[0]
    assert share(own.get("cx")) < share(other.get("cx"))
    assert {"57.1", "92.2", "350", "Damaged"} <= set(words(drawn))


def test_an_interval_ends_where_it_says() -> None:
    row = dots.Row("Damaged", 0.6, 0.5, 0.7, 350)
    drawn = dots.draw([row], dots.Columns("own", "apart", "chains"), "FCR").wide
    start, end = re.findall(r"[MH]([\d.]+)", of(drawn, "path", "ivl")[0].get("d") or "")
    x = Scale(0.5, 1, 212, 776 - 84)
    assert (float(start), float(end)) == (pytest.approx(x(0.5), abs=0.1), pytest.approx(x(0.7), abs=0.1))


def test_too_few_chains_give_no_dot() -> None:
    drawn = dots.draw([dots.Row("New", 1, 0.2, 1, 4)], dots.Columns("own", "apart", "chains"), "FCR").wide
    assert of(drawn, "circle", "true") == []
    assert "too little data" in words(drawn)


def test_bars_are_as_long_as_their_share() -> None:
    chart = bars.with_interval([bars.Bar("a", 0.2, 0.1, 0.4, 50), bars.Bar("b", 0.1, 0.05, 0.2, 50)], "x").wide
    long, short = (float(bar.get("width", 0)) for bar in of(chart, "rect", "f-mute"))
    assert long == pytest.approx(2 * short)


def test_a_week_bar_carries_its_number() -> None:
    drawn = bars.per_week(pictures.weeks(), "Contacts per week").narrow
    assert {"123", "125", "126", "106"} <= set(words(drawn))
    assert len(of(drawn, "rect", "f-root")) == 4


def test_alarm_days_stand_out() -> None:
    drawn = bars.per_day([bars.Count("", 1), bars.Count("", 5, is_alarm=True)], "days")
    assert (len(of(drawn, "rect", "f-mute")), len(of(drawn, "rect", "f-root"))) == (1, 1)


def test_a_missing_month_leaves_a_gap() -> None:
    moments = tuple(line.Moment(str(at), value) for at, value in enumerate((1.0, 2.0, None, 3.0, 4.0)))
    drawn = line.draw(line.Line(moments, "contacts"), "Line").wide
    assert len(of(drawn, "path", "s-ink")) == 2


def test_a_forecast_is_dashed_from_the_last_known_point() -> None:
    drawn = line.draw(pictures.failure_line(), "Line").wide
    solid = of(drawn, "path", "s-root")[0].get("d") or ""
    dashed = of(drawn, "path", "s-dash")[0].get("d") or ""
    assert dashed.removeprefix("M").split("L")[0] == solid.split("L")[-1]


def test_only_what_lies_outside_the_limits_gets_a_name() -> None:
    drawn = pictures.teams().wide
    assert [word for word in words(drawn) if word.startswith("Team")] == ["Team East"]
    assert len(of(drawn, "circle", "fo")) == 1


def test_a_topic_is_as_large_as_its_contacts() -> None:
    topics = [quadrant.Topic("a", 400, True, True), quadrant.Topic("b", 100, False, False)]
    large, small = (float(dot.get("r", 0)) for dot in of(quadrant.draw(topics, "x").wide, "circle", "f-lline"))
    assert large**2 / small**2 == pytest.approx(4, abs=0.05)


@pytest.mark.parametrize(("name", "width"), [("wide", quadrant.WIDE), ("mid", MID), ("narrow", NARROW)])
def test_no_topic_hides_another(name: str, width: float) -> None:
    topics = [quadrant.Topic(str(n), n, False, False) for n in (267, 253, 160, 12)]
    dots = of(getattr(quadrant.draw(topics, "x"), name), "circle", "f-lline")
    discs = [(share(dot.get("cx")) / 100 * width, float(dot.get("cy", 0)), float(dot.get("r", 0))) for dot in dots]
    assert len(discs) == len(topics)
    for (x, y, r), (u, v, q) in itertools.combinations(discs, 2):
        assert math.dist((x, y), (u, v)) > r + q


def test_topics_never_cover_each_other() -> None:
    for drawing, width in ((pictures.values().wide, 776), (pictures.values().narrow, 326)):
        spots = [
            (share(dot.get("cx")) * width / 100, float(dot.get("cy", 0)), float(dot.get("r", 0)))
            for dot in read(drawing).iter("circle")
        ]
        assert len(spots) == 8
        for at, (x, y, radius) in enumerate(spots):
            for other_x, other_y, other in spots[at + 1 :]:
                assert (x - other_x) ** 2 + (y - other_y) ** 2 > (radius + other) ** 2


def test_the_advice_follows_both_signs() -> None:
    assert quadrant.advice(quadrant.Topic("invoice", 1, False, False)) == "Eliminate"
    assert quadrant.advice(quadrant.Topic("parcel", 1, True, False)) == "Automate"
    assert quadrant.advice(quadrant.Topic("identity", 1, False, True)) == "Simplify"
    assert quadrant.advice(quadrant.Topic("advice", 1, True, True)) == "Leverage"


def test_a_case_is_one_line_over_its_channels() -> None:
    drawn = story.draw(pictures.marijke()).wide
    assert len(of(drawn, "circle", "rootd")) == 3
    assert (of(drawn, "path", "s-root")[0].get("d") or "").count("L") == 2
    assert len(of(drawn, "path", "brok-m")) == 2
    assert "courier did not come, 3 times" in words(drawn)


def test_the_parts_of_a_whole_fill_it() -> None:
    drawn = shares.share_bar(
        [shares.Part(18156, "f-root"), shares.Part(10523.5, "f-lline"), shares.Part(9217.5, "f-mute")]
    )
    last = of(drawn, "rect", "f-mute")[0]
    assert float(last.get("x", 0)) + float(last.get("width", 0)) == pytest.approx(1000, abs=0.1)
    assert float(last.get("width", 0)) == pytest.approx(1000 * 9217.5 / 37897, abs=0.1)


def test_first_contacts_are_filled_and_repeats_hollow() -> None:
    drawn = shares.first_and_repeat(1050, 200, 1250, failure=True)
    filled, hollow = of(drawn, "rect", "f-root")[0], of(drawn, "rect", "f-rep")[0]
    assert float(filled.get("width", 0)) == 1050
    assert float(hollow.get("x", 0)) + float(hollow.get("width", 0)) == pytest.approx(1250)


def test_a_spark_ends_in_a_dot_on_its_last_value() -> None:
    drawn = spark.spark((0, 10, 5), top=10)
    dot = next(iter(read(drawn).iter("circle")))
    assert float(dot.get("cy", 0)) == pytest.approx(Scale(0, 10, 19, 3)(5))
    assert 'aria-hidden="true"' in drawn


def test_small_series_share_one_scale() -> None:
    drawn = spark.multiples([spark.Multiple("a", (10, 10)), spark.Multiple("b", (5, 5))])
    heights = [float(place) for place in re.findall(r'cy="([\d.]+)"', drawn)]
    assert heights[0] < heights[1]


@pytest.mark.parametrize(
    ("top", "steps"), [(560, [0, 200, 400]), (0.53, [0, 0.2, 0.4]), (5, [0, 2, 4]), (0, [0]), (97, [0, 50])]
)
def test_an_axis_has_round_steps(top: float, steps: list[float]) -> None:
    assert ticks(top) == pytest.approx(steps)


def test_empty_series_draw_an_empty_picture() -> None:
    assert spark.spark(()) == ""
    assert words(ground.draw(ground.Day(8, (), ())).wide) == []
    assert read(line.draw(line.Line((), "x"), "nothing").wide).get("role") == "img"
    assert read(quadrant.draw([], "nothing").wide).get("role") == "img"


def test_paper_ignores_what_has_no_size() -> None:
    ink = Ink(100, 10)
    ink.rect("f-root", 0, 0, 0, 5)
    assert "<rect" not in ink.svg("x")
