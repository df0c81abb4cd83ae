"""Reporting that a cause remains: one key, no form, and undo."""

import json

import pytest
from django.test import Client
from django.utils import timezone
from tests import cast, make
from tests.desk.screens import as_agent

from wortel.accounts.models import Role
from wortel.cases.models import Case
from wortel.problems.models import Flag, Problem, Rule

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    cast.shop()
    return make.make_case(cast.marijke(), "Niemand geweest", at=timezone.now())


def flag(client: Client, case: Case) -> dict[str, str]:
    response = client.post(f"/contacts/{make.find_contact(case).pk}/flags/")
    told: dict[str, str] = json.loads(response["HX-Trigger"])["toast"]
    return told


def test_one_key_reports_the_cause_to_its_owner(case: Case) -> None:
    reason = make.make_reason("delivery.missed")
    problem = make.make_problem("slot", "Tijdvak niet gehaald", process=cast.delivery(), reason=reason)
    Rule.objects.create(problem=problem, reason=reason)
    make.give_reason(make.find_contact(case), reason)
    told = flag(as_agent(cast.noor()), case)
    assert Flag.objects.get().problem == problem
    assert told["text"] == "Gemeld. Tamar Kuiper ziet dit. Je hoort wat ermee gebeurt."


def test_a_cause_nobody_knew_becomes_a_problem_by_itself(case: Case) -> None:
    flag(as_agent(cast.noor()), case)
    assert Problem.objects.count() == 1


def test_the_toast_takes_it_back(case: Case) -> None:
    noor = as_agent(cast.noor())
    noor.post(flag(noor, case)["undo_url"])
    assert not Flag.objects.exists()


def test_pressing_again_takes_it_back(case: Case) -> None:
    noor = as_agent(cast.noor())
    flag(noor, case)
    flag(noor, case)
    assert not Flag.objects.exists()


def test_what_a_colleague_reported_stays(case: Case) -> None:
    flag(as_agent(cast.joris()), case)
    told = flag(as_agent(cast.noor()), case)
    assert told["text"] == "Al gemeld door Joris de Lange."
    assert Flag.objects.count() == 1


@pytest.mark.parametrize("role", [Role.AGENT, Role.LEAD, Role.MANAGER, Role.QUALITY, Role.ADMIN])
def test_everybody_who_meets_customers_can_report(case: Case, role: Role) -> None:
    flag(as_agent(cast.colleague(role)), case)
    assert Flag.objects.count() == 1


def test_whoever_only_looks_reports_nothing(case: Case) -> None:
    response = as_agent(cast.colleague(Role.AUDITOR)).post(f"/contacts/{make.find_contact(case).pk}/flags/")
    assert response.status_code == 403
    assert not Flag.objects.exists()
