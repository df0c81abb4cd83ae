"""An owner says that a line is wrong: twenty contacts are looked at, and what was wrong is reversed to the cent."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import chain, repeat

import pytest
from tests import cast, make
from tests.problems.settled import AFTER, MONTH, invoice, settled, statement

from wortel.channels.models import Delivery
from wortel.events.models import Event
from wortel.problems import actions, queries
from wortel.problems.models import Entry, Launch, Objection, Posting

pytestmark = pytest.mark.django_db


def contested() -> Objection:
    settled()
    actions.send_statements(month=MONTH, by="Iemand", now=AFTER)
    return object_again()


def object_again() -> Objection:
    return actions.object_to(statement=statement(), problem=invoice(), why="Niet van ons", by="Ruben", now=AFTER)


def judged(right: int = 17) -> Objection:
    objection = contested()
    for sampled, is_right in zip(objection.sample.all(), chain(repeat(True, right), repeat(False)), strict=False):
        actions.judge(sampled=sampled, is_right=is_right, by="Iemand", now=AFTER)
    return objection


def decide(objection: Objection, outcome: str) -> Objection:
    return actions.decide(
        objection=objection, outcome=outcome, sentence="Drie gingen over iets anders.", by="Iemand", now=AFTER
    )


def standing() -> dict[tuple[str, str], int]:
    return {(one.charged_to, one.line): one.cents for one in queries.list_standing(MONTH)}


def test_twenty_contacts_are_drawn_and_always_the_same_ones() -> None:
    objection = contested()
    drawn = [one.contact_id for one in objection.sample.all()]
    assert (len(drawn), len(set(drawn))) == (20, 20)
    assert set(drawn) <= set(queries.list_charged(invoice(), MONTH))
    actions.withdraw_objection(objection=objection, now=AFTER)
    assert [one.contact_id for one in object_again().sample.all()] == drawn


def test_nothing_is_drawn_outside_the_month_or_from_an_agreed_window() -> None:
    settled()
    late = make.make_contact(at=AFTER)
    make.make_flag(late, invoice())
    assert len(queries.list_charged(invoice(), MONTH)) == 40
    day = date(2025, 9, 15)
    Launch.objects.create(problem=invoice(), first_on=day, last_on=day, why="Nieuw", by="Iemand", at=AFTER)
    assert queries.list_charged(invoice(), MONTH) == []


def test_a_decision_is_promised_within_ten_working_days_and_late_ones_are_seen() -> None:
    objection = contested()
    assert objection.due_on == date(2025, 10, 22)
    assert queries.list_overdue_objections(AFTER) == []
    assert queries.list_overdue_objections(AFTER + timedelta(days=15)) == [objection]


def test_it_must_be_in_time_about_ones_own_line_and_once() -> None:
    contested()
    with pytest.raises(actions.ObjectedAlready):
        object_again()
    problem, theirs = make.make_problem("P9"), statement("PakketSnel")
    with pytest.raises(actions.NothingCharged):
        actions.object_to(statement=theirs, problem=problem, why="Nee", by="Tamar", now=AFTER)
    with pytest.raises(actions.NothingCharged):
        actions.object_to(statement=theirs, problem=invoice(), why="Nee", by="Tamar", now=AFTER)
    with pytest.raises(actions.ObjectionTooLate):
        actions.object_to(statement=theirs, problem=invoice(), why="Nee", by="Tamar", now=AFTER + timedelta(days=15))


def test_the_share_that_was_right_has_its_interval() -> None:
    sample = queries.read_sample(judged(17))
    assert (sample.right, sample.wrong, sample.is_complete) == (17, 3, True)
    assert sample.estimate.low == pytest.approx(0.6396, abs=1e-4)
    assert sample.estimate.high == pytest.approx(0.9476, abs=1e-4)


def test_nothing_is_decided_before_all_were_looked_at_and_without_a_sentence() -> None:
    with pytest.raises(actions.NotDecidable):
        decide(contested(), "stands")
    Objection.objects.all().delete()


def test_a_line_that_stays_costs_what_it_cost() -> None:
    decided = decide(judged(20), "stands")
    assert (decided.outcome, decided.share_right, standing()["Facturatie", "P1"]) == ("stands", 1, 26_000)
    assert Posting.objects.filter(kind="correction").count() == 0


def test_what_was_wrong_is_taken_off_by_a_reversal_and_is_nobodys_again() -> None:
    decide(judged(17), "corrected")
    assert standing()["Facturatie", "P1"] == 22_100
    assert standing()["unassigned", "P1"] == 3_900
    assert queries.list_differences(MONTH) == []
    reversal = Entry.objects.get(reverses__isnull=False)
    assert (reversal.charged_to, reversal.cents) == ("Facturatie", -26_000)
    posting = Posting.objects.get(kind="correction")
    assert posting.why == "Bezwaar van Facturatie: Drie gingen over iets anders."


def test_the_owner_hears_what_came_of_it() -> None:
    objection = judged(17)
    before = Delivery.objects.count()
    decide(objection, "corrected")
    assert Delivery.objects.count() == before + 1
    assert cast.ruben().email in Delivery.objects.latest("pk").recipients
    assert list(Event.objects.filter(kind__startswith="objection.decided").values_list("details", flat=True)) == [
        {"outcome": "corrected", "right": 17, "of": 20}
    ]


def test_a_decision_can_be_taken_back_to_the_cent() -> None:
    objection = decide(judged(17), "corrected")
    with pytest.raises(actions.NotDecidable):
        actions.withdraw_objection(objection=objection, now=AFTER)
    opened = actions.reopen_objection(objection=objection, by="Iemand", now=AFTER)
    assert opened.is_open
    assert standing()["Facturatie", "P1"] == 26_000
    assert ("unassigned", "P1") not in standing()
    assert sum(-one.cents if one.charged_to == "total" else one.cents for one in Entry.objects.all()) == 0


def test_a_judgement_can_be_taken_back_until_it_is_decided() -> None:
    objection = judged(17)
    first = objection.sample.get(place=1)
    actions.judge(sampled=first, is_right=None, by="Iemand", now=AFTER)
    assert queries.find_next(objection) == first
    actions.judge(sampled=first, is_right=True, by="Iemand", now=AFTER)
    decided = decide(objection, "stands")
    assert decided.share_right == Decimal("0.85")
    with pytest.raises(actions.NotDecidable):
        actions.judge(sampled=decided.sample.get(place=1), is_right=False, by="Iemand", now=AFTER)


def test_the_cause_shows_what_stands() -> None:
    decide(judged(17), "corrected")
    lines = [(month, one.charged_to, one.cents) for month, one, _at in queries.list_latest_charges("P1", 6)]
    assert lines == [(MONTH, "unassigned", 3_900), (MONTH, "Facturatie", 22_100)]
