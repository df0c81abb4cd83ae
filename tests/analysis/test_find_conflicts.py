"""Contradictions between answers, found where they were planted and nowhere else."""

from itertools import chain

import pytest

from wortel.analysis.promised import Conflict, find_conflicts, find_promised


def values(text: str) -> list[tuple[str, str]]:
    return [(one.kind, one.value) for one in find_promised(text) if one.kind != "answer"]


def seen(conflict: Conflict) -> list[tuple[str, int]]:
    return [(value.value, value.count) for value in conflict.values]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Je hebt twee weken bedenktijd.", ("term", "14 day")),
        ("Het duurt 3 tot 5 werkdagen.", ("term", "3-5 working day")),
        ("Binnen 48 uur hoor je meer.", ("term", "48 hour")),
        ("You can return it within a month.", ("term", "1 month")),
        ("We answer within two business days.", ("term", "2 working day")),
        ("De code is geldig tot en met 30 november.", ("date", "30-11")),
        ("Send it back before December 3rd.", ("date", "3-12")),
        ("Betaal uiterlijk vrijdag 3 dec. aan de balie.", ("date", "3-12")),
        ("Het kost € 1.250,50 bij elkaar.", ("amount", "125050")),
        ("Je betaalt 10 euro voor de rit.", ("amount", "1000")),
        ("The fee is €4.95 each time.", ("amount", "495")),
        ("Je krijgt 15 procent korting.", ("share", "15")),
    ],
)
def test_a_promise_has_one_form_in_two_languages(text: str, value: tuple[str, str]) -> None:
    assert values(text) == [value]


def test_an_order_number_is_no_promise() -> None:
    assert values("Bestelling DV-2025-88231 is onderweg naar 7411 KX.") == []


def test_the_day_of_a_parcel_is_no_last_day() -> None:
    assert values("Je pakket komt op 30 november.") == []


def test_greeting_and_signature_promise_nothing() -> None:
    assert values("Dag Ilse,\n\nDat zoek ik uit.\n\nGroet,\nNoor\nMaandag tot 5 uur") == []


TWO_WEEKS = ("Je hebt 14 dagen om je bestelling terug te sturen.", "Terugsturen van je bestelling kan twee weken lang.")
MONTH = ("Je hebt 30 dagen om je bestelling terug te sturen.",)


def test_fourteen_days_against_thirty_is_one_conflict_whatever_the_wording() -> None:
    said = [*TWO_WEEKS * 7, *MONTH * 9]
    (conflict,) = find_conflicts(said)
    assert seen(conflict) == [("14 day", 14), ("30 day", 9)]
    assert conflict.sameness.different.value == pytest.approx(1 - (14 * 13 + 9 * 8) / (23 * 22))


def test_the_order_of_the_answers_makes_no_difference() -> None:
    said = [*TWO_WEEKS * 7, *MONTH * 9]
    assert [seen(one) for one in find_conflicts(said)] == [seen(one) for one in find_conflicts(said[::-1])]


def test_a_slip_is_no_conflict() -> None:
    assert find_conflicts([*TWO_WEEKS * 7, *MONTH * 2]) == []


NOVEMBER, DECEMBER = "De code is geldig tot 30 november.", "Tot en met 15 december is de code geldig."


def test_two_last_days_given_in_turn_are_a_conflict() -> None:
    (conflict,) = find_conflicts([NOVEMBER, DECEMBER, NOVEMBER] * 5)
    assert (conflict.kind, seen(conflict)) == ("date", [("30-11", 10), ("15-12", 5)])


def test_a_last_day_that_took_the_place_of_another_is_news() -> None:
    assert find_conflicts([NOVEMBER] * 10 + [DECEMBER] * 10) == []


def test_an_amount_of_ones_own_is_no_conflict() -> None:
    said = [f"Je krijgt € {euros},95 terug op je rekening." for euros in range(40) for _ in range(2)]
    assert find_conflicts([*said, *["Je krijgt € 4,95 terug op je rekening."] * 5]) == []


def test_terms_of_different_things_are_no_conflict() -> None:
    said = ["De chauffeur belt binnen 2 uur.", "Het geld staat binnen 5 werkdagen op je rekening."]
    assert find_conflicts(said * 20) == []


def test_yes_and_no_about_the_same_thing_are_a_conflict() -> None:
    said = ["Het oude exemplaar hoef je niet terug te sturen."] * 8 + ["Stuur eerst het oude exemplaar terug."] * 4
    (conflict,) = find_conflicts(said)
    assert (conflict.kind, seen(conflict)) == ("answer", [("no", 8), ("yes", 4)])


def test_a_no_to_something_else_is_no_conflict() -> None:
    said = ["Ik stuur je vandaag een nieuw exemplaar.", "Je hoeft niets te betalen voor de bezorging."]
    assert find_conflicts(said * 10) == []


def test_answers_from_two_articles_are_a_conflict() -> None:
    articles = {
        "ruilen": "Ruilen kan in de winkel met de bon, neem de originele verpakking mee.",
        "retour": "Meld je retour aan met het formulier, de bezorger haalt het pakket bij je thuis op.",
    }
    (conflict,) = find_conflicts([*[articles["ruilen"]] * 4, *[articles["retour"]] * 6], articles)
    assert (conflict.kind, seen(conflict)) == ("article", [("retour", 6), ("ruilen", 4)])


# What was planted over twelve questions in two languages: six contradict themselves, six do not.
CONTRADICTING = (
    (TWO_WEEKS, MONTH),
    (("De reparatie duurt drie weken.",), ("Reken voor de reparatie op 6 weken.",)),
    (("Bezorgen kost € 4,95.",), ("Voor bezorgen betaal je 7,50 euro.",)),
    (("You may cancel the contract within 30 days.",), ("The contract may be cancelled within 14 days.",)),
    (("Je kunt de afspraak nog verzetten.",), ("De afspraak kun je niet meer verzetten.",)),
    (("We refund 100% of the ticket.",), ("Of the ticket we refund 50 percent.",)),
)
AGREEING = (
    (("De reparatie duurt drie weken.",), ("Voor de reparatie rekenen we 21 dagen.",)),
    (("Je geld staat binnen 5 werkdagen terug op je rekening.",), ("Binnen vijf werkdagen heb je het geld terug.",)),
    (("The driver calls you ahead.",), ("You will get a call from the driver.",)),
    (("Bezorgen kost € 4,95.",), ("Voor bezorgen betaal je 4,95 euro.",)),
    (("Je hoeft niets te doen.",), ("We sturen je morgen een nieuwe pas.",)),
    (("It takes two weeks.",), ("It takes 14 days.",)),
)  # fmt: skip


def test_planted_contradictions_are_found_and_nothing_else() -> None:
    def said(pair: tuple[tuple[str, ...], tuple[str, ...]]) -> list[str]:
        return list(chain(pair[0] * 12, pair[1] * 8))

    assert [len(find_conflicts(said(pair))) for pair in CONTRADICTING] == [1] * len(CONTRADICTING)
    assert [len(find_conflicts(said(pair))) for pair in AGREEING] == [0] * len(AGREEING)
