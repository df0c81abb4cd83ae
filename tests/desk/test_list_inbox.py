"""The inbox: who waits for us, newest first, with what one must know before opening."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from tests import cast, make
from tests.desk.screens import as_agent, counted

from wortel.cases.models import Draft, Presence, Status
from wortel.problems.models import Rule

pytestmark = pytest.mark.django_db

MOST_QUERIES = 5


def subjects(page: str) -> list[str]:
    """The subjects on the page, from top to bottom."""
    return [part.split("</b>")[0] for part in page.split('<span class="row-sub"><b>')[1:]]


def show(view: str = "", **query: str) -> str:
    return as_agent(cast.noor()).get(f"/inbox/{view}", query).content.decode()


def test_the_newest_case_stands_on_top() -> None:
    now = timezone.now()
    make.make_case(subject="gisteren", at=now - cast.DAY)
    make.make_case(subject="net", at=now)
    assert subjects(show()) == ["net", "gisteren"]


def test_each_view_shows_its_own() -> None:
    noor, joris = cast.noor(), cast.joris()
    make.make_case(subject="van Noor", agent=noor)
    make.make_case(subject="van Joris", agent=joris)
    make.make_case(subject="van niemand")
    make.make_case(subject="bij de klant", status=Status.WAITING)
    assert subjects(show("mine/")) == ["van Noor"]
    assert subjects(show("unassigned/")) == ["van niemand"]
    assert subjects(show("waiting/")) == ["bij de klant"]
    assert len(subjects(show("all_open/"))) == 4


def test_a_channel_is_picked_out() -> None:
    make.make_case(subject="per mail")
    make.make_case(subject="gebeld", channel="phone")
    assert subjects(show(channel="phone")) == ["gebeld"]


def test_an_unknown_view_is_not_there() -> None:
    assert as_agent(cast.noor()).get("/inbox/verzonnen/").status_code == 404


def test_a_row_says_what_hangs_on_the_case() -> None:
    now = timezone.now()
    case = make.make_case(cast.marijke(), at=now)
    Draft.objects.create(case=case, agent=cast.joris(), text="Dag", saved_at=now)
    Presence.objects.create(case=case, agent=cast.joris(), seen_at=now, is_writing=False)
    make.make_promise(case, now + cast.HOUR)
    page = show()
    assert "concept van Joris" in page
    assert "Joris kijkt mee" in page
    assert "beloofd vandaag" in page or "beloofd" in page


def test_a_colleague_who_left_is_not_shown() -> None:
    now = timezone.now()
    case = make.make_case(at=now)
    Presence.objects.create(case=case, agent=cast.joris(), seen_at=now - timedelta(minutes=2))
    assert "kijkt mee" not in show()


def test_one_does_not_see_oneself_looking() -> None:
    now = timezone.now()
    Presence.objects.create(case=make.make_case(at=now), agent=cast.noor(), seen_at=now)
    assert "kijkt mee" not in show()


def test_who_comes_back_for_the_same_reason_is_counted() -> None:
    now, reason = timezone.now(), make.make_reason("delivery.missed")
    for days in (6, 3, 0):
        case = make.make_case(cast.marijke(), at=now - days * cast.DAY)
        make.give_reason(make.find_contact(case), reason)
    assert "3e keer" in show()


def test_a_known_cause_stands_on_the_row() -> None:
    reason = make.make_reason("delivery.missed")
    problem = make.make_problem("slot", "Tijdvak niet gehaald", process=cast.delivery(), reason=reason)
    Rule.objects.create(problem=problem, reason=reason)
    case = make.make_case(cast.marijke(), at=timezone.now())
    make.give_reason(make.find_contact(case), reason)
    assert "Tijdvak niet gehaald" in show()


def test_an_empty_inbox_points_to_the_causes() -> None:
    page = show()
    assert "Niets wacht hier op je." in page
    assert 'href="/problems/"' in page


def test_older_rows_come_in_pages_without_a_gap() -> None:
    now = timezone.now()
    for number in range(55):
        make.make_case(subject=f"zaak {number}", at=now - number * cast.MINUTE)
    client = as_agent(cast.noor())
    first = client.get("/inbox/").content.decode()
    address = re.findall(r'id="more"\s+hx-get="([^"]*)"', first)[0].replace("&amp;", "&")
    rest = client.get(address, headers={"HX-Request": "true", "HX-Target": "more"}).content.decode()
    assert subjects(first) + subjects(rest) == [f"zaak {number}" for number in range(55)]


def test_the_inbox_asks_five_questions() -> None:
    now = timezone.now()
    for number in range(50):
        case = make.make_case(subject=f"zaak {number}", at=now - number * cast.MINUTE)
        make.make_promise(case, now + cast.HOUR)
    client = as_agent(cast.noor())
    client.get("/inbox/")
    with counted() as queries:
        client.get("/inbox/")
    assert len(queries) <= MOST_QUERIES, [query["sql"][:120] for query in queries]


def test_the_list_grows_without_more_questions() -> None:
    client = as_agent(cast.noor())
    make.make_case(at=timezone.now())
    client.get("/inbox/")
    with counted() as few:
        client.get("/inbox/")
    for _ in range(20):
        make.make_case(at=timezone.now())
    with counted() as many:
        client.get("/inbox/")
    assert len(many) == len(few)
