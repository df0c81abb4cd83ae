"""A manager may sleep, but not on a green page while causes go on."""

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests import cast, make
from tests.desk.screens import as_agent

from wortel.insight.rules import judge_day

counts = st.integers(min_value=0, max_value=10_000)


@given(contacts=counts.filter(bool), late=counts)
def test_with_an_open_cause_no_day_is_quiet(contacts: int, late: int) -> None:
    assert judge_day(open_cause_contacts=contacts, late=late) == "causes"


@given(late=counts)
def test_only_a_day_without_anything_late_is_quiet(late: int) -> None:
    assert (judge_day(open_cause_contacts=0, late=late) == "quiet") is (late == 0)


@pytest.mark.django_db
def test_home_is_never_all_green_while_an_open_cause_sends_contacts() -> None:
    cast.shop()
    noor = as_agent(cast.noor())
    quiet = "Niets is te laat, en geen open oorzaak stuurde iemand"
    assert quiet in noor.get(reverse("home")).content.decode()
    make.make_flag(make.make_contact(at=timezone.now()), make.make_problem("P1"))
    page = noor.get(reverse("home")).content.decode()
    assert quiet not in page
    assert "Er staan oorzaken open" in page
