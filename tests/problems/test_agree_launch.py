"""A manager agrees beforehand, on the page of the cause, on days that are nobody's charge."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests import cast, make

from wortel.accounts.models import Role
from wortel.problems.models import Launch

pytestmark = pytest.mark.django_db


def test_days_are_agreed_and_withdrawn_on_the_page(client: Client) -> None:
    cast.shop()
    problem = make.make_problem("P1", "Nieuwe factuur")
    client.force_login(cast.colleague(Role.MANAGER))
    today = timezone.localdate()
    asked = {"first_on": today, "last_on": today + timedelta(days=6), "why": "Nieuwe factuur in juni"}
    client.post(reverse("problem-launches", args=[problem.pk]), asked)
    launch = Launch.objects.get()
    assert launch.by == "Iemand Manager"
    assert "Nieuwe factuur in juni" in client.get(reverse("problem", args=[problem.pk])).content.decode()
    client.post(reverse("problem-launch-removal", args=[problem.pk, launch.pk]))
    assert "Nieuwe factuur in juni" not in client.get(reverse("problem", args=[problem.pk])).content.decode()


def test_days_that_are_past_are_refused(client: Client) -> None:
    cast.shop()
    problem = make.make_problem("P1", "Nieuwe factuur")
    client.force_login(cast.colleague(Role.MANAGER))
    past = timezone.localdate() - timedelta(days=1)
    client.post(reverse("problem-launches", args=[problem.pk]), {"first_on": past, "last_on": past, "why": "Achteraf"})
    assert not Launch.objects.exists()
