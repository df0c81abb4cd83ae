"""The command bar finds causes, customers and cases by their names."""

import pytest
from django.utils import timezone
from tests import cast, make
from tests.desk.screens import as_agent

from wortel.accounts.models import Role

pytestmark = pytest.mark.django_db


def ask(words: str, role: Role = Role.AGENT) -> dict[str, list[dict[str, str]]]:
    cast.shop()
    agent = cast.noor() if role == Role.AGENT else cast.colleague(role)
    groups = as_agent(agent).get("/command/", {"q": words}).json()["groups"]
    return {group["title"]: group["items"] for group in groups}


def test_a_cause_is_found_with_its_owner() -> None:
    problem = make.make_problem("fee", "Regel servicekosten op de factuur", process=cast.invoicing())
    found = ask("fact")["Oorzaken"]
    assert found[0] == {
        "icon": "sprout",
        "label": "Regel servicekosten op de factuur",
        "hint": "Facturatie",
        "tone": "rt",
        "href": f"/problems/{problem.pk}/",
    }


def test_people_and_cases_are_found() -> None:
    case = make.make_case(cast.youssef(), "Vraag over factuur", at=timezone.now())
    people = ask("benali")["Klanten en zaken"]
    assert people[0]["href"] == f"/customers/{cast.youssef().pk}/"
    assert any(item["href"] == f"/cases/{case.pk}/" for item in people)


def test_a_case_is_found_by_its_number() -> None:
    case = make.make_case(cast.youssef(), "Vraag over factuur", at=timezone.now())
    assert any(item["href"] == f"/cases/{case.pk}/" for item in ask(case.number)["Klanten en zaken"])


def test_without_words_the_server_has_nothing_to_add() -> None:
    assert ask("") == {}
