"""Examples B and D in exact figures."""

from statsmodels.stats.rates import test_poisson_2indep as poisson_p_value
from tests import fixture_a

from wortel.analysis.effect import WeeklySeries, compare_weeks, without_peaks
from wortel.analysis.effect.trend import compare_with_trend

B = WeeklySeries.from_json(fixture_a.effect_b())
D = WeeklySeries.from_json(fixture_a.effect_d())
EURO_A_CONTACT = 8_339 / 1_250


def test_the_new_invoice_compared_with_itself() -> None:
    topic = compare_weeks(B).topic
    assert topic is not None
    assert (sum(B.topic_pre), sum(B.orders_pre), sum(B.topic_post), sum(B.orders_post)) == (
        7_261,
        226_300,
        1_778,
        138_300,
    )
    assert _texts(topic.ratio, topic.low, topic.high) == ["0.4007", "0.3679", "0.4364"]
    assert _texts(topic.phi, topic.rho) == ["1.2939", "0.3237"]
    assert (f"{topic.se:.5f}", topic.freedom) == ("0.04211", 36)


def test_the_control_topics_did_not_move() -> None:
    control = compare_weeks(B).control
    assert control is not None
    assert _texts(control.ratio, control.low, control.high) == ["0.9694", "0.9167", "1.0251"]
    assert _texts(control.phi, control.rho) == ["2.6126", "0.0000"]
    assert f"{control.se:.5f}" == "0.02754"


def test_the_new_invoice_works() -> None:
    effect = compare_weeks(B)
    assert effect.headline is not None
    assert effect.headline == effect.controlled
    assert _texts(effect.headline.ratio, effect.headline.low, effect.headline.high) == ["0.4133", "0.3732", "0.4577"]
    assert f"{effect.headline.se:.5f}" == "0.05032"
    assert effect.verdict == "works"


def test_the_new_invoice_spared_2500_contacts() -> None:
    avoided = compare_weeks(B).avoided
    assert avoided is not None
    spared = [avoided.contacts, avoided.low, avoided.high]
    assert [f"{number:.1f}" for number in spared] == ["2523.5", "2106.2", "2985.7"]
    assert [f"{number / 12:.1f}" for number in spared if number] == ["210.3", "175.5", "248.8"]
    assert [round(number * EURO_A_CONTACT) for number in spared if number] == [16_835, 14_051, 19_918]


def test_a_trend_beside_it_does_not_change_the_verdict() -> None:
    trended = compare_with_trend(B)
    assert trended is not None
    assert _texts(trended.ratio, trended.low, trended.high, trended.phi) == ["0.4123", "0.3755", "0.4527", "1.3050"]
    assert (f"{trended.trend:.3%}", f"{trended.trend_se:.3%}") == ("-0.142%", "0.172%")


def test_without_the_peak_weeks_the_verdict_stands() -> None:
    calm = without_peaks(B)
    assert [orders for orders in B.orders_post if orders not in calm.orders_post] == [
        12_000,
        14_500,
        15_800,
        14_200,
        12_600,
    ]
    assert compare_weeks(calm).verdict == "works"


def test_twelve_then_seven_is_too_early_to_say() -> None:
    effect = compare_weeks(D)
    assert effect.topic is not None
    assert _texts(effect.topic.ratio, effect.topic.low, effect.topic.high) == ["0.5833", "0.1946", "1.6070"]
    assert effect.verdict == "too_early"
    assert [effect.as_json()[key] for key in ("phi", "rho", "controlled_rr", "mde")] == [None] * 4


def test_the_exact_p_value_of_example_d() -> None:
    assert f"{poisson_p_value(7, 1, 12, 1, method='exact-cond').pvalue:.3f}" == "0.359"


def _texts(*numbers: float | None) -> list[str]:
    return [f"{number:.4f}" for number in numbers]
