"""How many causes stand open, beside their place in the menu: of each the ones they may see."""

import pytest
from django.test import RequestFactory
from tests import cast, make

from wortel.accounts.models import Agent, Role
from wortel.problems import actions
from wortel.problems.menu import count_open
from wortel.problems.models import Problem

pytestmark = pytest.mark.django_db


def count(agent: Agent) -> int | None:
    request = RequestFactory().get("/")
    request.user = agent
    return count_open(request)


def test_a_colleague_sees_all_and_an_owner_their_own() -> None:
    person = cast.ruben()
    person.agent = make.make_agent("Ruben", Role.OWNER)
    person.save()
    theirs, other = make.make_problem("P1"), make.make_problem("P2")
    actions.assign_owner(problem=theirs, owner=person.owner, now=cast.NOW)
    assert (count(cast.noor()), count(person.agent)) == (2, 1)
    Problem.objects.filter(pk=theirs.pk).update(closed_at=cast.NOW)
    Problem.objects.filter(pk=other.pk).update(merged_into=theirs)
    assert (count(cast.noor()), count(person.agent)) == (0, 0)
