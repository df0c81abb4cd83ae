"""The week of an owner in plain words: once a week, redacted, in their language, and stoppable."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone
from tests import cast, make
from tests.desk.screens import as_agent

from wortel.accounts.models import Role
from wortel.channels.models import Delivery
from wortel.problems import actions, queries, rules
from wortel.problems.models import Absence, Accountable, Agreement, Digest, OwnerLink, Problem

pytestmark = pytest.mark.django_db

MONDAY = datetime(2025, 10, 13, 6, 0, tzinfo=UTC)  # eight o'clock in Amsterdam


def week(now: datetime = MONDAY) -> Problem:
    """Four contacts in the week before, one of which names its customer."""
    cast.shop()
    cast.mailbox()
    problem = make.make_problem("P1", "Factuur klopt niet", process=cast.invoicing())
    customer = make.make_customer("Jan Kanarie", email="kanarie@post.example")
    words = "Mijn factuur klopt alweer niet, zegt Kanarie. Bel 0687654321."
    make.make_flag(make.make_contact(make.make_conversation(customer), words, at=now - 2 * cast.DAY), problem)
    for _ in range(3):
        make.make_flag(make.make_contact(at=now - 3 * cast.DAY), problem)
    return problem


def sent() -> EmailMessage:
    found = message_from_bytes(bytes(Delivery.objects.get().raw), policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


def plain() -> str:
    body = sent().get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def test_it_says_what_customers_said_and_opens_all_of_this_owner() -> None:
    problem = week()
    actions.assign_owner(problem=problem, owner=cast.ruben().owner, now=MONDAY - 4 * cast.DAY)
    assert actions.send_digests(now=MONDAY) == 1
    text = plain()
    assert "namen klanten 4 keer contact op met De Voorbeeldwinkel" in text
    assert "Mijn factuur klopt alweer niet" in text
    assert "ruben@devoorbeeldwinkel.example" in str(sent()["To"])
    link = OwnerLink.objects.get()
    assert link.problem is None
    assert link.owner == cast.ruben().owner
    html = sent().get_body(("html",))
    assert html is not None
    assert "Factuur klopt niet" in html.get_content()


def test_no_customer_stands_in_it() -> None:
    week()
    actions.send_digests(now=MONDAY)
    raw = bytes(Delivery.objects.get().raw).decode()
    everything = plain() + sent().get_body(("html",)).get_content() + raw  # type: ignore[union-attr]  # made above
    for canary in ("Kanarie", "0687654321", "kanarie@post.example"):
        assert canary not in everything


def test_one_a_week_whatever_restarts() -> None:
    problem = week()
    for minutes in (0, 30, 60, 60 * 24):
        actions.send_digests(now=MONDAY + timedelta(minutes=minutes))
    assert Delivery.objects.count() == 1
    next_week = MONDAY + timedelta(days=7)
    make.make_flag(make.make_contact(at=next_week - cast.DAY), problem)
    actions.send_digests(now=next_week)
    assert Delivery.objects.count() == 2


@pytest.mark.parametrize(
    ("moment", "is_due"),
    [
        ("2025-10-13 07:59", False),
        ("2025-10-13 08:00", True),
        ("2025-10-13 17:59", True),
        ("2025-10-13 18:00", False),
        ("2025-10-14 07:59", False),
        ("2025-10-14 08:00", True),
        ("2025-10-12 12:00", True),
    ],
)
def test_from_the_agreed_hour_and_when_missed_the_next_days(moment: str, is_due: bool) -> None:
    here = datetime.fromisoformat(moment)
    assert rules.is_digest_moment(here, weekday=0, hour=8, until_hour=18) is is_due


def test_a_sunday_sends_nothing() -> None:
    week()
    assert actions.send_digests(now=MONDAY - cast.DAY) == 0


def test_day_and_hour_can_be_chosen_and_it_can_be_switched_off() -> None:
    week()
    Agreement.objects.create(pk=1, digest_weekday=1, digest_hour=9)
    assert actions.send_digests(now=MONDAY) == 0
    Agreement.objects.update(has_digest=False)
    assert actions.send_digests(now=MONDAY + timedelta(hours=25)) == 0
    Agreement.objects.update(has_digest=True)
    assert actions.send_digests(now=MONDAY + timedelta(hours=25)) == 1


def test_in_the_language_of_the_reader() -> None:
    week()
    Accountable.objects.update(language="en")
    actions.send_digests(now=MONDAY)
    assert "Hello Ruben," in plain()
    assert "4 customer contacts about Facturatie" in str(sent()["Subject"])


def test_whoever_is_away_is_stood_in_for() -> None:
    week()
    owner = cast.ruben().owner
    Accountable.objects.create(owner=owner, part="deputy", name="Anna Bos", email="anna@devoorbeeldwinkel.example")
    Absence.objects.create(person=cast.ruben(), from_on=MONDAY.date(), until_on=MONDAY.date())
    actions.send_digests(now=MONDAY)
    assert Delivery.objects.get().recipients == ["anna@devoorbeeldwinkel.example"]


def test_nothing_to_say_sends_nothing() -> None:
    cast.shop()
    cast.mailbox()
    make.make_problem("P1", process=cast.invoicing())
    assert actions.send_digests(now=MONDAY) == 0
    assert Digest.objects.get().delivery is None


def test_what_stays_level_gets_no_arrow_and_no_number() -> None:
    orders = [100] * 8
    assert rules.judge_trend([20, 24, 18, 22, 19, 25, 20, 24], orders) == rules.Trend("same")
    rising = rules.judge_trend([20, 24, 18, 22, 19, 25, 20, 60], orders)
    assert (rising.way, round(rising.ratio or 0, 2)) == ("more", 2.84)
    assert rules.judge_trend([20, 24, 18, 22, 19, 25, 20, 0], orders).way == "fewer"
    assert rules.judge_trend([20] * 7 + [40], [100] * 7 + [200]).way == "same"
    assert rules.judge_trend([0, 0, 1, 0, 1, 0, 1, 1], orders).way == "unknown"
    assert rules.judge_trend([0] * 7 + [9], orders).way == "unknown"


def test_opting_out_stops_the_weekly_mail_only(client: Client) -> None:
    problem = week()
    address = urlsplit(actions.stop_address(cast.ruben())).path
    client.get(address)
    assert cast.ruben().digest_refused_at is None
    page = client.post(address)
    assert "Je krijgt de wekelijkse mail niet meer" in page.content.decode()
    assert actions.send_digests(now=MONDAY) == 0
    asked = actions.ask_owner(problem=problem, owner=cast.ruben().owner, text="Sinds wanneer?", by="", now=MONDAY)
    assert Delivery.objects.get().recipients == ["ruben@devoorbeeldwinkel.example"]
    assert asked.is_open
    client.post(address, {"again": "1"})
    assert cast.ruben().digest_refused_at is None


@pytest.mark.parametrize("key", ["x", "1:abc:def"])
def test_a_made_up_key_stops_nothing(client: Client, key: str) -> None:
    cast.shop()
    assert client.post(f"/o/digests/{key}/").status_code == 404


def test_colleagues_see_it_before_it_leaves() -> None:
    week(timezone.now())
    manager = as_agent(make.make_agent("Mieke Smit", Role.MANAGER, is_demo=True))
    page = manager.get(f"/owners/{cast.ruben().owner.pk}/digest/").content.decode()
    assert "Ruben Mol" in page
    assert "Weekmail van Facturatie" in page
    assert not Digest.objects.exists()
    assert not OwnerLink.objects.exists()


def test_quotes_come_from_several_causes_and_at_most_three() -> None:
    week()
    other = make.make_problem("P2", "Herinnering te vroeg", process=cast.invoicing())
    for n in range(5):
        words = f"Ik kreeg een herinnering voor de factuur kwam, keer {n} al."
        make.make_flag(make.make_contact(text=words, at=MONDAY - cast.DAY), other)
    found = queries.find_week(cast.ruben().owner, MONDAY)
    assert len(found.quotes) == 3
    assert any("alweer" in quote.text for quote in found.quotes)
    assert any("herinnering" in quote.text for quote in found.quotes)


def test_a_link_to_everything_can_be_withdrawn() -> None:
    week(timezone.now())
    owner = cast.ruben().owner
    entrance = actions.open_whole_entrance(owner=owner, person=cast.ruben(), now=timezone.now())
    manager = as_agent(make.make_agent("Mieke Smit", Role.MANAGER, is_demo=True))
    assert "Links die alles van deze eigenaar openen" in manager.get(f"/owners/{owner.pk}/digest/").content.decode()
    manager.post(f"/owners/{owner.pk}/links/{entrance.link.pk}/removal/")
    assert Client().get(f"/o/{entrance.token}/").status_code == 404
