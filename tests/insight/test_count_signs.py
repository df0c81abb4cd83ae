"""What contacts showed beyond their words, counted for a month, and silent when there is too little."""

from datetime import timedelta

import pytest
from django.utils import translation
from tests import cast, make

from wortel.cases import actions as cases
from wortel.contacts.models import Direction
from wortel.insight.queries.signs import Sign, list_signs
from wortel.journey.listen import hear_answer
from wortel.orders.models import Parcel
from wortel.signals.actions import mark_unsolvable

pytestmark = pytest.mark.django_db

NOW, HOUR, DAY = cast.NOW, cast.HOUR, cast.DAY
LATER = NOW + 20 * DAY


def sign(name: str) -> Sign:
    with translation.override("en"):
        return _find(name)


def _find(name: str) -> Sign:
    return next(one for one in list_signs("2025-10", LATER) if one.name == name)


def answer(number: int, text: str) -> None:
    conversation = make.make_conversation(make.make_customer(f"Klant {number}"), at=NOW)
    make.make_contact(conversation, at=NOW)
    sent = make.make_contact(conversation, text, at=NOW + HOUR, direction=Direction.OUT, agent=cast.noor())
    hear_answer(sent, now=NOW + 2 * HOUR)
    if number == 0:
        make.make_contact(conversation, "Dat staat er niet.", at=NOW + 3 * DAY)


def test_of_ten_answers_five_only_refer_and_one_customer_is_back() -> None:
    for number in range(10):
        answer(number, "Kijk op onze website." if number < 5 else "Je bankje komt morgen om 10 uur.")
    found = sign("Only sent to the website")
    assert (found.count, found.said) == (5, "50% of 10 answers, 20% returned")


def test_of_four_answers_no_share_is_told() -> None:
    for number in range(4):
        answer(number, "Kijk op onze website.")
    assert sign("Only sent to the website").said == "too little data (4)"


def test_promises_kept_late_and_forgotten_are_told_apart() -> None:
    case = make.make_case(cast.marijke())
    for hours in (1, 1, 1, 3, 3):
        promise = make.make_promise(case, NOW + 2 * HOUR)
        cases.keep_promise(promise=promise, now=NOW + hours * HOUR)
    make.make_promise(case, NOW + 2 * HOUR)
    make.make_promise(case, LATER + DAY)
    found = sign("Promises kept")
    assert (found.count, found.said) == (3, "50% of 6; 3 broken")


def test_parcels_are_judged_by_the_moment_that_was_promised() -> None:
    for number in range(5):
        parcel = make.make_parcel(make.make_order(cast.marijke(), f"W-{number}"), f"PS-{number}", at=NOW)
        came = NOW + timedelta(hours=1 if number < 4 else 30)
        Parcel.objects.filter(pk=parcel.pk).update(delivered_at=came)
    assert sign("Parcels that came as promised").said == "80% of 5; 1 broken"


def test_a_mark_counts_in_its_own_month_only() -> None:
    mark_unsolvable(contact=make.make_contact(), agent=cast.noor(), now=NOW)
    mark_unsolvable(contact=make.make_contact(), agent=cast.noor(), now=NOW - 30 * DAY)
    assert sign("I cannot solve this").count == 1
