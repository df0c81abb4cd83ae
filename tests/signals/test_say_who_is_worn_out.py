"""At wrap-up: the customer is fed up, and I got stuck. The first stands on the contact, the second on nobody."""

import json

import pytest
from django.test import Client
from django.urls import reverse
from tests import cast, make
from tests.cast import DAY, NOW

from wortel.accounts.models import Organisation
from wortel.cases.models import Case
from wortel.events.models import Event
from wortel.journey.answer import WrapUp, undo_wrap, wrap
from wortel.signals.models import Kind, Signal, Tone

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    cast.shop()
    found = make.make_case(cast.marijke())
    make.give_reason(make.find_contact(found), make.make_reason("R4"))
    return found


def agree() -> None:
    Organisation.objects.update(works_council_agreed_on=(NOW - DAY).date())


def said() -> WrapUp:
    return WrapUp(is_solved=True, is_fed_up=True, is_stuck=True)


def test_that_the_customer_is_fed_up_stands_on_the_contact_without_a_colleague(case: Case) -> None:
    contact = make.find_contact(case)
    wrap(case=case, contact=contact, wrap_up=said(), agent=cast.noor(), now=NOW)
    mark = Signal.objects.get(kind=Kind.FED_UP)
    assert (mark.contact, mark.agent, mark.at) == (contact, None, contact.started_at)


def test_without_the_works_council_nobody_got_stuck(case: Case) -> None:
    wrap(case=case, contact=make.find_contact(case), wrap_up=said(), agent=cast.noor(), now=NOW)
    assert not Tone.objects.exists()


def test_that_a_colleague_got_stuck_is_counted_by_topic_and_week_and_stands_nowhere_else(case: Case) -> None:
    agree()
    wrap(case=case, contact=make.find_contact(case), wrap_up=said(), agent=cast.noor(), now=NOW)
    tone = Tone.objects.get()
    assert (tone.topic, tone.monday.isoformat(), tone.label, tone.contacts) == ("R4", "2025-10-06", "stuck", 1)
    assert not any("stuck" in str(event.details) for event in Event.objects.all())


def test_both_can_be_taken_back_and_said_again(case: Case) -> None:
    agree()
    contact = make.find_contact(case)
    wrapped = wrap(case=case, contact=contact, wrap_up=said(), agent=cast.noor(), now=NOW)
    undo_wrap(case=case, wrapped=wrapped, agent=cast.noor(), now=NOW)
    assert not Signal.objects.standing().filter(kind=Kind.FED_UP).exists()
    assert Tone.objects.get().contacts == 0
    wrap(case=case, contact=contact, wrap_up=said(), agent=cast.noor(), now=NOW)
    assert Signal.objects.standing().filter(kind=Kind.FED_UP).count() == 1


def test_what_a_colleague_said_before_is_not_undone_with_my_own_wrap_up(case: Case) -> None:
    contact = make.find_contact(case)
    wrap(case=case, contact=contact, wrap_up=said(), agent=cast.noor(), now=NOW)
    wrapped = wrap(case=case, contact=contact, wrap_up=said(), agent=cast.joris(), now=NOW)
    assert wrapped.fed_up is None


@pytest.mark.parametrize("is_agreed", [True, False])
def test_the_chip_about_myself_is_there_once_the_works_council_agreed(
    case: Case, client: Client, is_agreed: bool
) -> None:
    if is_agreed:
        agree()
    client.force_login(cast.noor())
    html = client.get(reverse("case-wrapup", args=[case.pk])).content.decode()
    assert 'name="fed_up"' in html
    assert ('name="stuck"' in html) is is_agreed


def test_sending_with_both_chips_can_be_undone_from_the_toast(case: Case, client: Client) -> None:
    agree()
    client.force_login(cast.noor())
    contact = make.find_contact(case)
    posted = {"wrapped": "1", "solved": "yes", "gone": "yes", "fed_up": "yes", "stuck": "yes"}
    answered = client.post(reverse("contact-wrapup", args=[contact.pk]), posted)
    assert Tone.objects.get().contacts == 1
    client.post(json.loads(answered.headers["HX-Trigger"])["toast"]["undo_url"])
    assert Tone.objects.get().contacts == 0
    assert not Signal.objects.standing().exists()
