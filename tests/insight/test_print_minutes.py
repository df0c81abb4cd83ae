"""The minutes on paper: who was there, what was decided, what came of the time before."""

import pytest
from django.urls import reverse
from django.utils import translation
from tests import cast, make
from tests.desk.screens import as_agent

from wortel.insight.minutes import lay_out_minutes
from wortel.insight.paper import Words
from wortel.problems import actions, queries
from wortel.problems.models import Meeting, Part

pytestmark = pytest.mark.django_db

NOW, DAY = cast.NOW, cast.DAY


def held() -> Meeting:
    """Noor asked Facturatie something last week, and parked a cause this week."""
    cast.shop()
    problem = make.make_problem("P1", "Servicekosten", process=cast.invoicing(), at=NOW - 9 * DAY)
    first = actions.begin_meeting(agent=cast.noor(), now=NOW - 7 * DAY)
    actions.decide_question(
        meeting=first,
        problem=problem,
        part=Part.NEW,
        question="Staat hij al online?",
        agent=cast.noor(),
        now=NOW - 7 * DAY,
    )
    actions.end_meeting(meeting=first, now=NOW - 7 * DAY)
    second = actions.begin_meeting(agent=cast.noor(), now=NOW)
    actions.decide_parking(meeting=second, problem=problem, part=Part.UNOWNED, agent=cast.noor(), now=NOW)
    return actions.end_meeting(meeting=second, now=NOW)


def test_the_paper_says_what_the_screen_says() -> None:
    meeting = held()
    before = queries.list_since(queries.find_before(meeting), NOW)
    with translation.override("nl"):
        sheet = lay_out_minutes(meeting, queries.list_since(meeting, NOW), before)
    words = [part.words.replace("\u00a0", " ") for part in sheet if isinstance(part, Words)]
    assert words[:3] == ["De Voorbeeldwinkel", "Besluiten van dinsdag 7 oktober 2025", "Aanwezig: Noor Vermeer"]
    assert "Zonder eigenaar" in words
    assert any(line.startswith("Geparkeerd tot volgende week") for line in words)
    assert any(line.startswith("Servicekosten: ") and "nu" in line for line in words)


def test_it_comes_as_a_pdf() -> None:
    response = as_agent(cast.noor()).get(reverse("meeting-pdf", args=[held().pk]))
    assert response.content.startswith(b"%PDF")
    assert response["Content-Disposition"] == 'attachment; filename="minutes-2025-10-07.pdf"'
