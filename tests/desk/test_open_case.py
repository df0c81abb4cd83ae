"""A case as it lies open: what must be known before the first word is said."""

import re

import pytest
from django.test import Client
from django.utils import timezone
from tests import cast, make
from tests.desk.screens import as_agent, counted

from wortel.accounts.models import Mandate, Role
from wortel.cases import actions as cases
from wortel.cases.models import Case, Presence
from wortel.contacts.models import Attachment
from wortel.customers.models import AddressKind
from wortel.knowledge.models import Article
from wortel.problems.models import Rule

pytestmark = pytest.mark.django_db

MOST_QUERIES = 13


@pytest.fixture
def noor() -> Client:
    cast.shop()
    return as_agent(cast.noor())


def page(client: Client, case: Case) -> str:
    return client.get(f"/cases/{case.pk}/").content.decode()


def test_it_shows_who_this_is_and_how_sure_we_are(noor: Client) -> None:
    make.make_address(cast.youssef(), AddressKind.EMAIL, "benali.y@werk.example", is_certain=False)
    shown = page(noor, make.make_case(cast.youssef(), at=timezone.now()))
    assert "y.benali@post.example" in shown
    assert re.search(r'<dd class="sure">\s*zeker\s*</dd>', shown)
    assert "waarschijnlijk" in shown


def test_a_known_cause_comes_with_its_workaround_and_owner(noor: Client) -> None:
    reason = make.make_reason("delivery.missed")
    problem = make.make_problem(
        "slot", "Tijdvak niet gehaald", process=cast.delivery(), reason=reason, workaround_nl="Boek een vaste rit."
    )
    Rule.objects.create(problem=problem, reason=reason)
    case = make.make_case(cast.marijke(), at=timezone.now())
    make.give_reason(make.find_contact(case), reason)
    shown = page(noor, case)
    assert "Bekende oorzaak: Tijdvak niet gehaald" in shown
    assert "Boek een vaste rit." in shown
    assert "Tamar Kuiper, PakketSnel" in shown


def test_coming_back_is_said_before_the_first_word(noor: Client) -> None:
    reason, now = make.make_reason("delivery.missed"), timezone.now()
    for days in (5, 2, 0):
        case = make.make_case(cast.marijke(), "Levering bankje", at=now - days * cast.DAY)
        make.give_reason(make.find_contact(case), reason)
    assert "Derde keer over ‘Levering bankje’." in page(noor, case)


def test_room_to_act_and_knowledge_stand_beside_it(noor: Client) -> None:
    Mandate.objects.create(text_nl="Terugstorten", text_en="Refund", limit_cents=2500)
    Article.objects.create(
        slug="servicekosten",
        title_nl="Waar komen de servicekosten vandaan?",
        title_en="",
        body_nl="",
        body_en="",
        updated_at=cast.NOW,
        reason_codes=["invoice.fee"],
    )
    case = make.make_case(cast.youssef(), at=timezone.now())
    make.give_reason(make.find_contact(case), make.make_reason("invoice.fee"))
    shown = page(noor, case)
    assert "Terugstorten tot <b>€\u00a025</b>" in re.sub(r"\s*\n\s*", " ", shown)
    assert "Waar komen de servicekosten vandaan?" in shown


def test_who_missed_two_slots_is_at_risk_through_the_carrier(noor: Client) -> None:
    now = timezone.now()
    for code, days in (("88-1", 5), ("88-2", 2)):
        order = make.make_order(cast.marijke(), code, at=now - 9 * cast.DAY)
        make.make_parcel(order, f"3S{code}", carrier=cast.carrier(), at=now - days * cast.DAY)
    shown = page(noor, make.make_case(cast.marijke(), at=now))
    assert "Loopt risico te vertrekken" in shown
    assert "door PakketSnel" in shown


def test_a_merged_case_leads_to_the_one_it_became(noor: Client) -> None:
    kept, absorbed = make.make_case(cast.marijke()), make.make_case(cast.marijke())
    cases.merge(kept=kept, absorbed=absorbed, now=timezone.now())
    assert noor.get(f"/cases/{absorbed.pk}/").headers["Location"] == f"/cases/{kept.pk}/"


def test_opening_says_that_one_is_here_and_marks_it_read(noor: Client) -> None:
    case = make.make_case(cast.marijke(), at=timezone.now())
    noor.post(f"/cases/{case.pk}/presence/", {"state": "looking"})
    case.refresh_from_db()
    assert not case.is_unread
    assert Presence.objects.get().agent == cast.noor()
    noor.post(f"/cases/{case.pk}/presence/", {"state": "left"})
    assert not Presence.objects.exists()


def test_whoever_only_looks_has_no_composer() -> None:
    cast.shop()
    case = make.make_case(cast.marijke(), at=timezone.now())
    shown = page(as_agent(cast.colleague(Role.AUDITOR)), case)
    assert 'id="composer"' not in shown
    assert 'data-key="a"' not in shown


def test_a_process_owner_sees_no_case() -> None:
    cast.shop()
    case = make.make_case(cast.marijke())
    assert as_agent(cast.colleague(Role.OWNER)).get(f"/cases/{case.pk}/").status_code == 403


def test_a_case_asks_few_questions_however_long_its_story(noor: Client) -> None:
    marijke = cast.marijke()
    case = make.make_case(marijke, at=timezone.now())
    conversation = case.parts.get().conversation
    for number in range(20):
        contact = make.make_contact(conversation, f"bericht {number}", at=timezone.now())
        Attachment.objects.create(contact=contact, key=f"{number:032d}", part="2", type="image/png", size=1, md5="")
    page(noor, case)
    with counted() as queries:
        page(noor, case)
    assert len(queries) <= MOST_QUERIES, [query["sql"][:100] for query in queries]


def test_a_case_without_any_mail_address_asks_no_more_than_another(noor: Client) -> None:
    stranger = make.make_customer("?")
    case = make.make_case(stranger, at=timezone.now())
    conversation = case.parts.get().conversation
    conversation.participants.all().delete()
    for number in range(20):
        make.make_contact(conversation, f"bericht {number}", at=timezone.now())
    assert "geen mailadres bekend" in page(noor, case)
    with counted() as queries:
        page(noor, case)
    assert len(queries) <= MOST_QUERIES, [query["sql"][:100] for query in queries]


def test_two_people_with_one_address_are_shown_and_nobody_is_guessed(noor: Client) -> None:
    for name in ("Anna Bos", "Ben Bos"):
        make.make_customer(name, email="bos@post.example")
    case = make.make_case(make.make_customer("?"), at=timezone.now())
    case.customer = None
    case.save()
    conversation = case.parts.get().conversation
    conversation.participants.create(kind="email", value="bos@post.example")
    shown = noor.get(f"/cases/{case.pk}/people/").content.decode()
    assert "Anna Bos" in shown
    assert "Ben Bos" in shown


def test_one_walks_from_case_to_case_over_the_full_screen(noor: Client) -> None:
    now = timezone.now()
    first, second, third = (make.make_case(subject=f"{n}", at=now - n * cast.HOUR) for n in range(3))
    assert noor.get(f"/inbox/open/{second.pk}/next/").headers["Location"].startswith(f"/cases/{third.pk}/")
    assert noor.get(f"/inbox/open/{second.pk}/previous/").headers["Location"].startswith(f"/cases/{first.pk}/")
    assert noor.get(f"/inbox/open/{third.pk}/next/").headers["Location"].startswith(f"/cases/{third.pk}/")
