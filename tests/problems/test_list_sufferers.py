"""Who suffered from a cause, each once, and why somebody is left in peace."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import cast, make
from tests.cast import DAY, NOW
from tests.problems.told import cause, complain, prove, suffer

from wortel.cases.models import Status
from wortel.channels.models import Kind
from wortel.customers import actions as customers
from wortel.customers.models import AddressKind, Customer, OptOut
from wortel.problems.models import LeftOut, Problem, Recipient, Telling, Way
from wortel.problems.queries import telling as queries
from wortel.problems.queries.telling import Candidate

pytestmark = pytest.mark.django_db


def listed(problem: Problem) -> dict[str, Candidate]:
    return {one.customer.name: one for one in queries.list_sufferers(problem, NOW)}


def test_each_customer_stands_there_once_with_how_often_and_when() -> None:
    problem = cause()
    suffer(problem, "Ilse Roozendaal", email="ilse@post.example", times=3, days_ago=40)
    found = listed(problem)["Ilse Roozendaal"]
    assert (found.heard.times, found.heard.latest_at, found.value) == (3, NOW - 40 * DAY, "ilse@post.example")
    assert found.way == Way.MAIL
    assert found.may_be_told


def test_merged_customers_are_one() -> None:
    problem = cause()
    first = suffer(problem, "Ilse", email="ilse@post.example")
    second = suffer(problem, "I. Roozendaal", phone="+31600001111", channel=Kind.PHONE, days_ago=50)
    customers.merge(kept=first, absorbed=second, now=NOW)
    found = listed(problem)
    assert list(found) == ["Ilse"]
    assert found["Ilse"].heard.times == 2
    assert found["Ilse"].value == "ilse@post.example"


def test_whoever_has_only_a_phone_is_to_be_called() -> None:
    problem = cause()
    suffer(problem, "Piet", phone="+31600002222", channel=Kind.PHONE)
    assert listed(problem)["Piet"].way == Way.CALL


def test_whoever_only_writes_on_a_messenger_is_not_called_instead() -> None:
    problem = cause()
    suffer(problem, "Wim", phone="+31600003333", channel=Kind.WHATSAPP)
    assert listed(problem)["Wim"].why == LeftOut.NOT_YET


def test_an_address_that_bounced_or_is_only_probable_is_not_used() -> None:
    problem = cause()
    bounced = suffer(problem, "Bo", email="bo@post.example")
    bounced.addresses.update(bounced_at=NOW)
    unsure = suffer(problem, "Eva")
    make.make_address(unsure, AddressKind.EMAIL, "eva@post.example", is_certain=False)
    found = listed(problem)
    assert found["Bo"].why == LeftOut.NO_ADDRESS
    assert not found["Eva"].may_be_told
    assert found["Eva"].value == ""


def test_who_opted_out_is_left_in_peace_whatever_their_other_addresses() -> None:
    problem = cause()
    suffer(problem, "Otto", email="otto@post.example", phone="+31600004444")
    customers.opt_out(kind="phone", value="+31600004444", how=OptOut.How.COLLEAGUE, now=NOW)
    assert listed(problem)["Otto"].why == LeftOut.OPTED_OUT
    customers.opt_in(kind="phone", value="+31600004444", now=NOW)
    assert listed(problem)["Otto"].may_be_told


def test_an_open_case_comes_first_until_it_is_old() -> None:
    problem = cause()
    busy = suffer(problem, "Bas", email="bas@post.example")
    make.make_case(busy, "Waar is mijn lamp?", at=NOW - 3 * DAY)
    quiet = suffer(problem, "Kim", email="kim@post.example")
    make.make_case(quiet, "Lang geleden", at=NOW - 40 * DAY)
    assert listed(problem)["Bas"].why == LeftOut.OPEN_CASE
    assert listed(problem)["Kim"].may_be_told


def test_a_pending_complaint_is_no_moment_for_good_news() -> None:
    problem = cause()
    angry = suffer(problem, "Ank", email="ank@post.example")
    case = make.make_case(angry, "Klacht over de behandeling", at=NOW - 60 * DAY)
    make.give_reason(make.find_contact(case), make.make_reason("klacht-bejegening"))
    assert listed(problem)["Ank"].why == LeftOut.COMPLAINT
    case.status, case.closed_at = Status.CLOSED, NOW
    case.save()
    assert listed(problem)["Ank"].may_be_told


def test_a_family_with_one_address_hears_it_once() -> None:
    problem = cause()
    suffer(problem, "Jan", email="samen@post.example", days_ago=30)
    suffer(problem, "Mia", email="samen@post.example", days_ago=50)
    found = listed(problem)
    assert found["Jan"].may_be_told
    assert found["Mia"].why == LeftOut.SHARED


def told(problem: Problem, customer: Customer, days_ago: int) -> None:
    telling = Telling.objects.create(
        problem=problem, kind="gone", effect=prove(problem), proposed_at=NOW, approved_at=NOW, state="done"
    )
    Recipient.objects.create(
        telling=telling, problem=problem, kind="gone", customer=customer, way="mail", state="sent",
        value=customer.addresses.get().value, changed_at=NOW - days_ago * DAY,
    )  # fmt: skip


def test_whoever_was_told_is_never_told_again_not_even_under_another_name() -> None:
    problem = cause()
    jan = suffer(problem, "Jan", email="jan@post.example")
    told(problem, jan, days_ago=300)
    suffer(problem, "J. Jansen", email="jan@post.example")
    assert {one.why for one in listed(problem).values()} == {LeftOut.TOLD}


def test_whoever_heard_of_something_else_last_week_waits() -> None:
    problem, other = cause(), make.make_problem("P9", "Iets anders")
    jan = suffer(problem, "Jan", email="jan@post.example")
    told(other, jan, days_ago=7)
    assert listed(problem)["Jan"].why == LeftOut.RECENTLY
    Recipient.objects.update(changed_at=NOW - 15 * DAY)
    assert listed(problem)["Jan"].may_be_told


def test_the_words_of_a_cause_that_was_merged_in_count_as_told() -> None:
    problem, absorbed = cause(), make.make_problem("P9", "Hetzelfde")
    jan = suffer(problem, "Jan", email="jan@post.example")
    told(absorbed, jan, days_ago=300)
    absorbed.merged_into = problem
    absorbed.save()
    assert listed(problem)["Jan"].why == LeftOut.TOLD


def test_spam_and_what_only_looks_like_it_is_no_suffering() -> None:
    problem = cause()
    case = complain(problem, cast.marijke())
    contact = make.find_contact(case)
    contact.is_spam = True
    contact.save()
    assert listed(problem) == {}


def test_more_customers_ask_no_more_questions() -> None:
    problem = cause()
    suffer(problem, "Een", email="een@post.example")

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            queries.list_sufferers(problem, NOW)
        return len(captured)

    few = asked()
    for n in range(12):
        suffer(problem, f"Klant {n}", email=f"k{n}@post.example", times=2)
    assert asked() == few <= 14


def test_groups_are_counted_and_searched() -> None:
    problem = cause()
    suffer(problem, "Ilse Roozendaal", email="ilse@post.example")
    suffer(problem, "Piet", phone="+31600002222", channel=Kind.PHONE)
    suffer(problem, "Zonder")
    found = queries.list_sufferers(problem, NOW)
    counted = queries.count_groups(found)
    assert (counted["mail"], counted["call"], counted["out"], counted["no_address"]) == (1, 1, 1, 1)
    assert [one.customer.name for one in queries.search_sufferers(found, words="ROOZ ilse", group="mail")] == [
        "Ilse Roozendaal"
    ]
    assert queries.search_sufferers(found, words="rooz", group="call") == []
