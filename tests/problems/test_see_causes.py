"""Everybody at the front line can report, on every channel and without one; and take it back."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests import cast, make

from wortel.accounts.models import Role
from wortel.channels.models import Kind
from wortel.contacts.models import Contact
from wortel.journey.again import send_again, undo_sent_again
from wortel.partners.actions import add_member
from wortel.problems import actions, queries
from wortel.problems.models import Flag, Hunch, Problem, Sighting
from wortel.signals.models import Signal

pytestmark = pytest.mark.django_db

NOW = cast.NOW
INSIDE = (Role.AGENT, Role.LEAD, Role.MANAGER, Role.QUALITY, Role.ADMIN)
MOST_QUERIES = 45


def seat(role: Role) -> Client:
    cast.shop()
    client = Client()
    client.force_login(cast.colleague(role))
    return client


@pytest.mark.parametrize("channel", list(Kind))
@pytest.mark.parametrize("role", INSIDE)
def test_every_role_flags_on_every_channel_and_takes_it_back(role: Role, channel: Kind) -> None:
    client = seat(role)
    case = make.make_case(cast.marijke(), at=timezone.now(), channel=channel)
    address = reverse("contact-flags", args=[make.find_contact(case).pk])
    told = json.loads(client.post(address)["HX-Trigger"])["toast"]
    assert Flag.objects.get().agent == cast.colleague(role)
    client.post(told["undo_url"])
    assert not Flag.objects.exists()


def test_a_flag_asks_few_questions_of_the_database(django_assert_max_num_queries: object) -> None:
    client = seat(Role.AGENT)
    case = make.make_case(cast.marijke(), at=timezone.now())
    reason = make.make_reason("delivery.missed")
    make.give_reason(make.find_contact(case), reason)
    make.make_problem("slot", "Tijdvak niet gehaald", process=cast.delivery(), reason=reason)
    with django_assert_max_num_queries(MOST_QUERIES):  # type: ignore[operator]  # a fixture without a type
        client.post(reverse("contact-flags", args=[make.find_contact(case).pk]))


def test_shop_staff_report_a_known_cause_with_one_key() -> None:
    problem = make.make_problem("P1", "Kortingscode geweigerd")
    client = seat(Role.SHOP)
    assert "Kortingscode geweigerd" in client.get(reverse("sightings")).content.decode()
    client.post(reverse("sightings"), {"problem": problem.pk})
    assert (Sighting.objects.get().problem, Sighting.objects.get().order) == (problem, None)


def test_shop_staff_see_no_customers_and_no_causes_but_these() -> None:
    client = seat(Role.SHOP)
    assert client.get("/inbox/").status_code == 403
    assert client.get("/customers/").status_code == 403
    assert client.get("/problems/").status_code == 403
    assert client.get("/").headers["Location"] == reverse("sightings")


def test_a_partner_reports_only_what_concerns_it() -> None:
    theirs = make.make_problem("P2", "Tijdvak niet gehaald", process=cast.delivery())
    others = make.make_problem("P1", "Servicekosten", process=cast.invoicing())
    client = seat(Role.PARTNER)
    add_member(partner=cast.carrier(), agent=cast.colleague(Role.PARTNER))
    page = client.get(reverse("sightings")).content.decode()
    assert "Tijdvak niet gehaald" in page
    assert "Servicekosten" not in page
    assert client.post(reverse("sightings"), {"problem": others.pk}).status_code == 404
    client.post(reverse("sightings"), {"problem": theirs.pk})
    assert Sighting.objects.get().problem == theirs


def test_something_else_becomes_a_cause_of_its_own_and_goes_with_undo() -> None:
    client = seat(Role.SHOP)
    client.post(reverse("sightings"), {"what": "De kassa leest de cadeaukaart niet"})
    sighting = Sighting.objects.get()
    assert sighting.problem.title_nl == "De kassa leest de cadeaukaart niet"
    client.post(reverse("sighting-removal", args=[sighting.pk]))
    assert not Problem.objects.exists()


def test_somebody_elses_report_stays() -> None:
    sighting = actions.see_cause(problem=make.make_problem("P1"), agent=cast.noor(), now=NOW)
    assert seat(Role.SHOP).post(reverse("sighting-removal", args=[sighting.pk])).status_code == 404
    assert Sighting.objects.exists()


def test_an_unknown_order_reports_nothing() -> None:
    problem = make.make_problem("P1")
    seat(Role.SHOP).post(reverse("sightings"), {"problem": problem.pk, "order": "W-404"})
    assert not Sighting.objects.exists()


def test_one_line_on_why_stands_with_the_cause_and_may_be_left_out() -> None:
    problem = make.make_problem("P1")
    sighting = actions.see_cause(problem=problem, agent=cast.noor(), now=NOW)
    assert actions.say_why(text="   ", agent=cast.noor(), now=NOW, sighting=sighting) is None
    actions.say_why(text="De code verloopt een dag te vroeg", agent=cast.noor(), now=NOW, sighting=sighting)
    contact = make.make_contact()
    actions.flag_cause(contact=contact, problem=problem, agent=cast.joris(), now=NOW)
    actions.say_why(text="Kassa en site rekenen anders", agent=cast.joris(), now=NOW, contact=contact)
    actions.say_why(text="De kassa rondt af", agent=cast.joris(), now=NOW, contact=contact)
    assert set(queries.list_hunches(problem)) == {"De code verloopt een dag te vroeg", "De kassa rondt af"}
    assert Hunch.objects.count() == 2


# ── orders ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_order_nobody_spoke_of_is_reported_under_its_carriers_cause() -> None:
    problem = make.make_problem("P2", "Tijdvak niet gehaald", process=cast.delivery())
    order = make.make_order(cast.marijke(), "W-1001")
    make.make_parcel(order, "PS-1", carrier=cast.carrier())
    reported = actions.report_order(order=order, agent=cast.noor(), now=NOW)
    assert reported.sighting is not None
    assert (reported.problem, reported.sighting.order) == (problem, order)


def test_without_a_known_cause_one_is_made_of_what_happened_and_met_by_the_next() -> None:
    cast.delivery()
    for code in ("W-1", "W-2"):
        order = make.make_order(cast.marijke(), code)
        make.make_parcel(order, f"PS-{code}", carrier=cast.carrier())
        actions.report_order(order=order, agent=cast.noor(), now=NOW)
    made = Problem.objects.get()
    assert made.title_nl == "Niet bezorgd: PakketSnel"
    assert made.ownerships.get().owner == cast.tamar().owner
    assert made.sightings.count() == 2


def test_what_the_customer_said_about_the_order_gets_the_flag() -> None:
    order = make.make_order(cast.marijke(), "W-1001")
    contact = make.make_contact(make.make_conversation(cast.marijke()), at=NOW - timedelta(days=2))
    Contact.objects.filter(pk=contact.pk).update(order=order)
    reported = actions.report_order(order=order, agent=cast.noor(), now=NOW)
    assert reported.flag is not None
    assert reported.flag.contact == contact


def test_sending_again_looks_for_the_cause_in_the_same_step_and_goes_back_whole() -> None:
    order = make.make_order(cast.marijke(), "W-1001")
    make.make_parcel(order, "PS-1", carrier=cast.carrier())
    sent = send_again(order=order, is_cause_sought=True, agent=cast.noor(), now=NOW)
    assert Signal.objects.standing().get().order == order
    assert Sighting.objects.get().order == order
    undo_sent_again(sent=sent, now=NOW)
    assert not Signal.objects.standing().exists()
    assert not Sighting.objects.exists()
    assert not Problem.objects.exists()


def test_the_desk_sends_again_and_undoes_from_the_toast() -> None:
    client = seat(Role.AGENT)
    order = make.make_order(cast.marijke(), "W-1001")
    told = json.loads(client.post(reverse("order-resends", args=[order.pk]))["HX-Trigger"])["toast"]
    assert "W-1001 gaat opnieuw de deur uit. Gemeld" in told["text"]
    client.post(told["undo_url"])
    assert not Sighting.objects.exists()
    client.post(reverse("order-resends", args=[order.pk]), {"cause": "no"})
    assert Signal.objects.standing().count() == 1
    assert not Sighting.objects.exists()
