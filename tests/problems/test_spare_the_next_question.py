"""What surely follows what is learned, worded by a person, suggested beside the answer, and logged by nobody's name."""

from datetime import timedelta

import pytest
from django.test import Client
from tests import cast, make
from tests.cast import DAY, NOW

from wortel.accounts.models import Role
from wortel.cases.models import Case
from wortel.contacts.models import Contact
from wortel.customers.models import Customer
from wortel.events.models import Event
from wortel.journey.answer import answer
from wortel.journey.route import find_route
from wortel.problems.actions import anticipating as actions
from wortel.problems.models import NextIssue, Suggestion

pytestmark = pytest.mark.django_db

SENTENCE = "Het etiket voor een retour zit in de doos."


def asked(customer: Customer, reason: str, days_ago: float) -> Contact:
    contact = make.make_contact(make.make_conversation(customer), at=NOW - timedelta(days=days_ago))
    make.give_reason(contact, make.make_reason(reason), at=contact.started_at)
    return contact


def learned() -> NextIssue:
    """Ten of thirty who asked where their parcel was came back to return it; of thirty others one did."""
    for n in range(30):
        first, other = make.make_customer(f"A{n}"), make.make_customer(f"B{n}")
        asked(first, "pakket", 20)
        asked(other, "advies", 20)
        if n < 10:
            asked(first, "retour", 15)
        if n < 1:
            asked(other, "retour", 15)
    actions.learn_next_issues(now=NOW)
    return NextIssue.objects.get()


def test_only_what_surely_follows_more_often_is_learned() -> None:
    found = learned()
    assert (found.reason.code, found.next_reason.code, found.times, found.of) == ("pakket", "retour", 10, 30)
    assert found.low == pytest.approx(0.1923, abs=1e-4)
    assert found.base == pytest.approx(1 / 41)


def test_a_later_question_than_two_weeks_follows_nothing() -> None:
    for n in range(30):
        customer = make.make_customer(f"A{n}")
        asked(customer, "pakket", 40)
        asked(customer, "retour", 20)
    assert actions.learn_next_issues(now=NOW) == 0


def test_a_pair_with_words_is_kept_when_it_fades() -> None:
    worded = actions.word_next_issue(next_issue=learned(), text_nl=SENTENCE, text_en="")
    Contact.objects.all().delete()
    actions.learn_next_issues(now=NOW + DAY)
    assert NextIssue.objects.get() == worded
    actions.word_next_issue(next_issue=worded, text_nl="", text_en="")
    actions.learn_next_issues(now=NOW + 2 * DAY)
    assert not NextIssue.objects.exists()


def question() -> Case:
    cast.shop()
    cast.mailbox()
    case = make.make_case(cast.marijke(), "Waar is mijn pakket?")
    make.give_reason(make.find_contact(case), make.make_reason("pakket"))
    return case


def at_work() -> Client:
    client = Client()
    client.force_login(make.make_agent("Noor Vermeer", team=cast.care()))
    return client


def test_without_words_nothing_is_suggested() -> None:
    learned()
    assert actions.suggest(contact=make.find_contact(question()), now=NOW) is None


def test_it_is_shown_beside_the_answer_and_taking_it_over_is_logged_without_a_name() -> None:
    actions.word_next_issue(next_issue=learned(), text_nl=SENTENCE, text_en="")
    case, client = question(), at_work()
    page = client.post(f"/cases/{case.pk}/hints/", {"text": "Het komt morgen."}).content.decode()
    assert SENTENCE in page
    assert "33\u00a0% van deze klanten komt terug met “retour”" in page
    made = Suggestion.objects.get()
    client.post(f"/suggestions/{made.pk}/acceptance/")
    client.post(f"/suggestions/{made.pk}/acceptance/")
    event = Event.objects.get(kind="suggestion.accepted")
    assert (event.actor_kind, event.actor_id, event.actor_name) == ("system", None, "")
    assert SENTENCE not in client.post(f"/cases/{case.pk}/hints/", {"text": "x"}).content.decode()


def test_an_answer_without_it_passed_it_by() -> None:
    actions.word_next_issue(next_issue=learned(), text_nl=SENTENCE, text_en="")
    case = question()
    actions.suggest(contact=make.find_contact(case), now=NOW)
    route = find_route(case)
    answer(case=case, text="Morgen.", agent=make.make_agent("Noor Vermeer"), now=NOW, seen=route.seen)
    assert Suggestion.objects.get().ignored_at == NOW
    assert Event.objects.get(kind="suggestion.ignored").actor_kind == "system"


def test_the_page_shows_pairs_and_leads_word_them() -> None:
    found = learned()
    cast.shop()
    client = at_work()
    text = client.get("/next-issues/").content.decode()
    assert "33\u00a0%, tussen 19\u00a0% en 51\u00a0%; na andere vragen 2\u00a0%." in text
    assert client.post(f"/next-issues/{found.pk}/", {"text_nl": SENTENCE}).status_code == 403
    client.force_login(make.make_agent("Marit", Role.LEAD))
    client.post(f"/next-issues/{found.pk}/", {"text_nl": SENTENCE, "text_en": ""})
    found.refresh_from_db()
    assert found.text_nl == SENTENCE
