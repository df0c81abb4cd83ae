"""Example A7: which topics wear out customers and colleagues, in order, with what was lacking; and who may see what."""

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse
from tests import cast, make
from tests.api.doors import ask, key
from tests.fixture_a import ZONE
from tests.reading import open_reader

from wortel.accounts.models import Organisation, Role
from wortel.analysis.intervals import estimate_share
from wortel.api.models import Scope
from wortel.cases.models import Outcome
from wortel.contacts.models import Contact, Direction
from wortel.insight.queries.friction import rank_friction
from wortel.insight.queries.lacking import list_lacking
from wortel.insight.queries.sounding import compare_topics
from wortel.insight.queries.wearing import Weeks, list_cells
from wortel.journey.listen import count_tone, hear_answer
from wortel.knowledge.actions import count_search
from wortel.metrics.actions import keep_month
from wortel.signals.actions import count_stuck, mark_fed_up
from wortel.signals.models import Kind, Signal, Tone

pytestmark = pytest.mark.django_db

TODAY = date(2025, 10, 8)
MARKED = {"R4": (165, 22), "R1": (100, 5)}
AGENTS = ("Noor Vermeer", "Joris de Lange", "Amina Haddad", "Pieter Boskamp", "Lisa Terlouw")


@pytest.fixture
def worn_out(kept_month: dict[str, Any], settings: LazySettings) -> None:
    """The marks of A7, said at wrap-up by five colleagues in turn."""
    keep_month(answer=kept_month)
    settings.DEMO_TODAY = TODAY
    Organisation.objects.update(works_council_agreed_on=date(2025, 9, 1))
    agents = [make.make_agent(name) for name in AGENTS]
    for topic, (customers, colleagues) in MARKED.items():
        contacts = list(Contact.objects.counted().filter(given_reason__reason__code=topic).order_by("pk"))
        Outcome.objects.filter(contact__in=contacts).delete()
        Outcome.objects.bulk_create(
            Outcome(contact=contact, agent=agents[place % 5], is_solved=True, at=contact.started_at)
            for place, contact in enumerate(contacts)
        )
        for contact in contacts[:customers]:
            mark_fed_up(contact=contact)
        for contact in contacts[:colleagues]:
            count_stuck(topic=topic, at=contact.started_at, zone=ZONE)


def read(client: Client, name: str, **asked: str) -> str:
    html = client.get(reverse(name), {"month": "2025-09", **asked}).content.decode()
    return re.sub(r"[\s\u00a0\u202f]+", " ", re.sub(r"<[^>]+>", " ", html))


def test_a7_ranks_damaged_before_unclear_with_its_exact_shares(worn_out: None) -> None:
    first, second, *_ = rank_friction("2025-09", TODAY).topics
    assert (first.topic, second.topic) == ("R4", "R1")
    assert (first.contacts, first.lacking.value) == (550, 0.4)
    assert first.means == {"case_status": 120, "customer_data": 60, "product_info": 20, "knowledge": 20}
    assert first.fed_up is not None
    assert f"{first.fed_up.value:.4f} {first.fed_up.low:.4f} {first.fed_up.high:.4f}" == "0.3000 0.2632 0.3396"
    assert first.stuck is not None
    assert (first.stuck.value, first.stuck.n) == (0.04, 550)
    assert second.fed_up is not None
    assert f"{second.fed_up.value:.4f} {second.fed_up.low:.4f} {second.fed_up.high:.4f}" == "0.0800 0.0662 0.0964"
    assert second.stuck is not None
    assert (second.stuck.value, second.stuck.n) == (0.004, 1250)


def test_the_first_advice_for_damaged_is_the_means_and_not_coaching(worn_out: None) -> None:
    topics = {one.topic: one for one in rank_friction("2025-09", TODAY).topics}
    assert (topics["R4"].step, topics["R4"].most_lacked) == ("means", "case_status")


def test_which_means_is_lacking_stands_beside_each_source(worn_out: None, client: Client) -> None:
    first, *_ = list_lacking("2025-09", TODAY)
    assert (first.topic, first.most) == ("R4", "case_status")
    assert (first.chips["case_status"].value, first.chips["case_status"].n) == (120 / 550, 550)
    assert (first.handed_over.value, first.unsure) == (0.0, None)
    client.force_login(cast.noor())
    page = read(client, "insight-friction")
    assert "Welk middel ontbreekt" in page
    assert "Status van de zaak 21,8 % tussen" in page


def test_hand_overs_and_doubt_point_to_a_means_less_surely(worn_out: None) -> None:
    contacts = Contact.objects.counted().filter(given_reason__reason__code="R1").order_by("pk")[:1000]
    Signal.objects.bulk_create(
        Signal(kind=Kind.TRANSFER, contact=one, about=f"event {one.pk}", at=one.started_at) for one in contacts
    )
    topics = {one.topic: one for one in list_lacking("2025-09", TODAY)}
    assert topics["R1"].most == "mandate"
    assert topics["R1"].handed_over == estimate_share(1000, 1250)
    assert topics["R1"].weighed[0].weight == pytest.approx((estimate_share(1000, 1250).low or 0) / 2)


def test_searches_in_vain_point_to_knowledge(worn_out: None) -> None:
    for _ in range(40):
        count_search(words="servicekosten", topic="R1", on=date(2025, 9, 3))
    topics = {one.topic: one for one in list_lacking("2025-09", TODAY)}
    assert (topics["R1"].most, topics["R1"].in_vain) == ("knowledge", estimate_share(40, 40))


def test_the_page_shows_a7(worn_out: None, client: Client) -> None:
    client.force_login(cast.noor())
    page = read(client, "insight-friction")
    assert re.search(
        r"Beschadigd of kwijt 550 40,0 % tussen 36,0 en 44,1 · 550 contacten Status van de zaak 120 Klantgegevens 60 "
        r"Kennis 20 Productinformatie 20 30,0 % tussen 26,3 en 34,0 · 550 contacten 4,0 % tussen 2,7 en 6,0 "
        r"· 550 contacten Eerst de middelen: status van de zaak",
        page,
    ), page[page.find("Beschadigd") :][:500]
    assert "8,0 % tussen 6,6 en 9,6 · 1.250 contacten 0,4 % tussen 0,2 en 0,9" in page
    assert "Eerst de oorzaak: Regel servicekosten op factuur" in page
    assert page.index("Beschadigd of kwijt") < page.index("Onduidelijke factuur") < page.index("Waar is mijn pakket")


@pytest.mark.parametrize(("asked", "contacts"), [({"fed_up": "1"}, "165"), ({"lacking": "1"}, "220")])
def test_each_share_opens_as_many_contacts_as_it_counts(
    worn_out: None, client: Client, asked: dict[str, str], contacts: str
) -> None:
    client.force_login(cast.noor())
    assert f"{contacts} contacten in september 2025, geteld." in read(client, "insight-contacts", reason="R4", **asked)


def test_the_api_gives_a7_unrounded(worn_out: None) -> None:
    first, second, *_ = ask("friction?month=2025-09", key(Scope.FIGURES_READ)).json()["topics"]
    assert (first["reason"], first["customers"]["value"], first["colleagues"]["value"]) == ("R4", 0.3, 0.04)
    assert (first["lacking"]["value"], first["first"], first["means"]["case_status"]) == (0.4, "means", 120)
    assert (second["reason"], second["customers"]["value"], second["colleagues"]["value"]) == ("R1", 0.08, 0.004)


def test_until_the_works_council_agrees_our_side_is_absent_and_the_page_says_what_is_needed(
    worn_out: None, client: Client
) -> None:
    Organisation.objects.update(works_council_agreed_on=None)
    client.force_login(cast.noor())
    page = read(client, "insight-friction")
    assert "30,0 % tussen 26,3 en 34,0" in page
    assert "4,0 % tussen 2,7 en 6,0" not in page
    assert "Onze eigen kant wordt nog niet geteld" in page
    assert all(one["colleagues"] is None for one in ask("friction?month=2025-09", key()).json()["topics"])
    assert "Vraag de ondernemingsraad om instemming" in read(client, "insight-tone")


def test_a_topic_of_four_colleagues_shows_neither_side(worn_out: None) -> None:
    fifth = make.make_agent(AGENTS[4])
    Outcome.objects.filter(contact__given_reason__reason__code="R4", agent=fifth).update(
        agent=make.make_agent(AGENTS[0])
    )
    topics = {one.topic: one for one in rank_friction("2025-09", TODAY).topics}
    assert topics["R4"].fed_up is None
    assert topics["R4"].stuck is None
    assert topics["R1"].fed_up is not None


@pytest.mark.parametrize("role", [Role.OWNER, Role.PARTNER, Role.SHOP])
def test_nobody_outside_sees_it(role: Role, client: Client) -> None:
    cast.shop()
    client.force_login(cast.colleague(role))
    assert client.get(reverse("insight-friction")).status_code == 403
    assert client.get(reverse("insight-tone")).status_code == 403


# ── topic by week ───────────────────────────────────────────────────────────────────────────────────────────────


def answers(monday: date, amount: int, *, people: int, blaming: int) -> None:
    reason = make.make_reason("R1", "Onduidelijke factuur")
    at = datetime(monday.year, monday.month, monday.day, 12, tzinfo=ZONE)
    for number in range(amount):
        conversation = make.make_conversation(make.make_customer(f"Klant {monday} {number}"), at=at)
        make.give_reason(make.make_contact(conversation, at=at), reason)
        text = "Dat is je eigen schuld." if number < blaming else "Ik stort het bedrag vandaag terug."
        sent = make.make_contact(
            conversation, text, at=at + timedelta(hours=1), direction=Direction.OUT,
            agent=make.make_agent(AGENTS[number % people]),
        )  # fmt: skip
        hear_answer(sent, now=at + timedelta(hours=2))
        count_tone(sent, reader=open_reader(), now=at + timedelta(hours=2))


def test_a_week_with_enough_stands_alone_and_a_small_one_joins(client: Client, settings: LazySettings) -> None:
    cast.shop()
    Organisation.objects.update(works_council_agreed_on=date(2025, 9, 15))
    settings.DEMO_TODAY = TODAY
    answers(date(2025, 9, 8), 20, people=5, blaming=9)  # before it was agreed: never read, never counted
    answers(date(2025, 9, 15), 20, people=5, blaming=3)
    answers(date(2025, 9, 22), 12, people=5, blaming=1)
    answers(date(2025, 9, 29), 12, people=3, blaming=0)
    client.force_login(cast.noor())
    page = read(client, "insight-tone")
    assert "15 % tussen 5 en 36 · 20 antwoorden" in page, page[page.find("Onduidelijke") :][:400]
    assert "4 % tussen 1 en 20 · 24 antwoorden 22 sep – 5 okt" in page
    assert "verwijt" in page


def test_four_colleagues_are_too_few_to_show(client: Client, settings: LazySettings) -> None:
    cast.shop()
    Organisation.objects.update(works_council_agreed_on=date(2025, 9, 1))
    settings.DEMO_TODAY = TODAY
    answers(date(2025, 9, 15), 40, people=4, blaming=3)
    client.force_login(cast.noor())
    assert "Er is nog niet genoeg geteld" in read(client, "insight-tone")
    assert Tone.objects.get(label=Tone.Label.BLAME).contacts == 3


def test_both_sides_stand_beside_each_other_and_a_mismatch_is_marked(client: Client, settings: LazySettings) -> None:
    cast.shop()
    Organisation.objects.update(works_council_agreed_on=date(2025, 9, 1))
    settings.DEMO_TODAY = TODAY
    answers(date(2025, 9, 15), 40, people=5, blaming=30)
    (topic,) = compare_topics(Weeks(date(2025, 9, 8), date(2025, 10, 6)))
    assert topic.ours is not None
    assert topic.harsher is not None
    assert (topic.name, topic.ours.value, topic.harsher.value) == ("R1", 0.75, 0.75)
    assert topic.theirs == estimate_share(0, 40)
    assert topic.is_mismatch
    client.force_login(cast.noor())
    page = read(client, "insight-tone")
    assert "Wij zijn scherper dan onze klanten" in page
    assert "verwijt aan de klant" in page.lower()


def test_what_happened_before_the_agreement_is_no_part_of_a_week_that_was_half_agreed() -> None:
    cast.shop()
    Organisation.objects.update(works_council_agreed_on=date(2025, 9, 17))
    answers(date(2025, 9, 15), 4, people=2, blaming=0)
    answers(date(2025, 9, 18), 3, people=2, blaming=1)
    (cell,) = list_cells("blame", Weeks(date(2025, 9, 15), date(2025, 9, 22)))["R1"]
    assert (cell.contacts, cell.marked) == (3, 1)
