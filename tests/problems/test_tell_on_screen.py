"""The pages on which customers are chosen and told: who sees what, who may send, and what is written down."""

import csv
import io

import pytest
from django.test import Client
from tests.cast import NOW
from tests.problems.told import approved, cause, gone, mails, proposed, prove, sender, suffer

from wortel.accounts.models import Role
from wortel.channels.models import Kind
from wortel.customers.models import Customer
from wortel.events.models import Event
from wortel.problems.actions import measure_effect
from wortel.problems.models import Problem, Recipient, Restraint, Telling

pytestmark = pytest.mark.django_db


def signed_in(role: Role = Role.MANAGER) -> Client:
    client = Client()
    client.force_login(sender(role))
    return client


def ready() -> Problem:
    problem = cause()
    prove(problem)
    suffer(problem, "Ilse Roozendaal", email="ilse@post.example", times=2)
    suffer(problem, "Piet Bakker", phone="+31600002222", channel=Kind.PHONE)
    suffer(problem, "=Wim(1)", email="wim@post.example", language="en")
    return problem


def test_the_list_says_who_and_how_and_why_not() -> None:
    problem = ready()
    suffer(problem, "Zonder Adres")
    text = signed_in(Role.AGENT).get(f"/problems/{problem.pk}/customers/").content.decode()
    for words in ("Ilse Roozendaal", "ilse@post.example", "4 klanten namen er 5 keer", "geen adres dat werkt (1)"):
        assert words in text


def test_without_a_verdict_nothing_can_be_proposed_on_any_route() -> None:
    problem = cause()
    suffer(problem, "Ilse", email="ilse@post.example")
    client = signed_in()
    page = client.get(f"/problems/{problem.pk}/customers/").content.decode()
    assert "Stel een bericht voor" not in page
    assert 'name="customer"' not in page
    client.post(f"/problems/{problem.pk}/tellings/", {"scope": "found"})
    client.post(f"/problems/{problem.pk}/tellings/", {"scope": "ticked", "customer": "1"})
    client.post(f"/problems/{problem.pk}/tellings/", {"kind": "ahead", "scope": "found"})
    assert not Telling.objects.exists()
    assert mails() == []


def test_everybody_found_or_only_those_ticked() -> None:
    problem = ready()
    client = signed_in(Role.AGENT)
    client.post(f"/problems/{problem.pk}/tellings/", {"scope": "found", "q": "rooz", "group": ""})
    assert Recipient.objects.get().customer.name == "Ilse Roozendaal"
    client.post(f"/tellings/{Telling.objects.get().pk}/removal/")
    piet = Customer.objects.get(name="Piet Bakker")
    client.post(f"/problems/{problem.pk}/tellings/", {"scope": "ticked", "customer": [str(piet.pk)]})
    assert Recipient.objects.get().customer == piet


def test_the_preview_shows_real_customers_in_each_language() -> None:
    telling = proposed(ready())
    text = signed_in().get(f"/tellings/{telling.pk}/").content.decode()
    assert "Hallo Ilse," in text
    assert "What troubled you is gone" in text
    assert "/t/example/stop/" in text


def test_words_that_feign_a_feeling_are_pointed_at() -> None:
    telling = proposed(ready())
    words = {"subject_nl": "Weg", "text_nl": "Excuses voor het ongemak.", "subject_en": "Gone", "text_en": "Gone."}
    client = signed_in(Role.AGENT)
    client.post(f"/tellings/{telling.pk}/", words)
    text = client.get(f"/tellings/{telling.pk}/").content.decode()
    assert "Hier staat een gevoel" in text
    wrong = client.post(f"/tellings/{telling.pk}/", {**words, "text_nl": "Hallo {voornaam}"})
    assert wrong.status_code == 422
    assert "{voornaam}" in wrong.content.decode()


@pytest.mark.parametrize("role", [Role.AGENT, Role.AUDITOR])
def test_an_agent_cannot_let_it_go_by_any_address(role: Role) -> None:
    telling = proposed(ready())
    client = signed_in(role)
    assert "Geef vrij" not in client.get(f"/tellings/{telling.pk}/").content.decode()
    assert client.post(f"/tellings/{telling.pk}/approval/").status_code == 403
    assert client.post(f"/tellings/{telling.pk}/state/", {"state": "running"}).status_code == 403
    telling.refresh_from_db()
    assert telling.state == "proposed"


@pytest.mark.parametrize("role", [Role.OWNER, Role.PARTNER])
def test_owners_and_partners_see_no_customer(role: Role) -> None:
    problem, telling = gone("Kanarie")
    client = signed_in(role)
    for address in (f"/problems/{problem.pk}/customers/", f"/problems/{problem.pk}/ahead/", f"/tellings/{telling.pk}/"):
        assert client.get(address).status_code == 403


def test_a_manager_lets_it_go_pauses_and_goes_on() -> None:
    telling = proposed(ready())
    client = signed_in()
    for address, values, state in (
        ("approval", {}, "running"),
        ("state", {"state": "paused"}, "paused"),
        ("state", {"state": "running"}, "running"),
        ("state", {"state": "stopped"}, "stopped"),
    ):
        client.post(f"/tellings/{telling.pk}/{address}/", values)
        telling.refresh_from_db()
        assert telling.state == state
    assert client.post(f"/tellings/{telling.pk}/state/", {"state": "proposed"}).status_code == 400
    assert telling.approved_by == sender()


def test_a_call_is_ticked_off_and_back() -> None:
    telling = approved(ready())
    call = telling.recipients.get(state="to_call")
    client = signed_in(Role.AGENT)
    address = f"/tellings/{telling.pk}/calls/{call.pk}/"
    client.post(address)
    call.refresh_from_db()
    assert call.state == "called"
    client.post(address, {"undo": "1"})
    call.refresh_from_db()
    assert call.state == "to_call"


def test_taking_the_list_along_is_written_down_and_safe_in_a_spreadsheet() -> None:
    problem = ready()
    assert signed_in(Role.AGENT).get(f"/problems/{problem.pk}/customers/?format=csv").status_code == 403
    assert not Event.objects.filter(kind="customers.exported").exists()
    answer = signed_in().get(f"/problems/{problem.pk}/customers/?format=csv&group=mail")
    lines = b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # a streamed answer
    rows = list(csv.DictReader(io.StringIO(lines.decode("utf-8-sig"))))
    assert {row["name"] for row in rows} == {"Ilse Roozendaal", "'=Wim(1)"}
    event = Event.objects.get(kind="customers.exported")
    assert (event.actor_name, event.details) == ("Iemand Manager", {"customers": 2})


def test_the_page_of_the_cause_leads_there() -> None:
    problem = ready()
    fix = problem.fixes.get()
    proven = fix.effects.get()
    measured = measure_effect(fix=fix, now=NOW)  # draws weeks, where the planted one has none
    measured.verdict, measured.is_final, measured.numbers = proven.verdict, True, measured.numbers | proven.numbers
    measured.save()
    text = signed_in().get(f"/problems/{problem.pk}/").content.decode()
    assert f"/problems/{problem.pk}/customers/" in text
    assert "niemand die er last van had weet het" in text


def test_the_limits_are_chosen_by_those_who_answer_for_them() -> None:
    assert signed_in(Role.LEAD).get("/settings/telling/").status_code == 403
    values = {
        "per_hour": "50", "days_between": "30", "quiet_from": "18:00", "quiet_until": "10:00", "open_days": "7",
        "held_out": "20", "warn": "15",
    }  # fmt: skip
    client = signed_in()
    assert "20:00" in client.get("/settings/telling/").content.decode()
    client.post("/settings/telling/", values)
    found = Restraint.objects.get()
    assert (found.per_hour, found.held_out_share, found.warn_share, found.on_sundays) == (50, 0.2, 0.15, False)
    assert client.post("/settings/telling/", {**values, "held_out": "80"}).status_code == 422
