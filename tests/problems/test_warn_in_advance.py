"""Customers a cause can touch who have not called: who they are, who is told nothing, and what telling spared."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from tests import cast, make
from tests.cast import DAY, NOW
from tests.problems.told import cause, mails, sender

from wortel.accounts.models import Role
from wortel.contacts.models import Contact
from wortel.customers.models import Customer
from wortel.orders.models import Order, ParcelStep
from wortel.problems.actions import telling as actions
from wortel.problems.models import Exposure, LeftOut, Problem, Recipient, Telling
from wortel.problems.queries import telling as queries

pytestmark = pytest.mark.django_db

AHEAD = Telling.Kind.AHEAD


def late() -> Problem:
    problem = cause("P2", "Tijdvak niet gehaald")
    problem.workaround_nl = "Zet een afspraak in je agenda; we bellen een uur vooraf."
    problem.save()
    return problem


def buyer(name: str, *, step: str = "missed", days_ago: int = 3, what: str = "Bankje Fjell") -> Customer:
    customer = make.make_customer(name, email=f"{name.lower()}@post.example")
    order = make.make_order(customer, f"B-{name}", what, at=NOW - days_ago * DAY)
    parcel = make.make_parcel(order, f"3S{name}", carrier=cast.carrier(), at=NOW - days_ago * DAY)
    parcel.steps.exclude(kind=step).filter(kind="missed").delete()
    return customer


def exposed(problem: Problem, **rule: object) -> Exposure:
    return actions.set_exposure(problem=problem, **rule, agent=sender(), now=NOW)  # type: ignore[arg-type]  # parts of a rule, by name


def names(exposure: Exposure) -> dict[str, str]:
    return {one.customer.name: one.why or one.way.value for one in queries.list_exposed(exposure, NOW)}


def test_every_part_of_the_rule_that_is_filled_in_has_to_fit() -> None:
    problem = late()
    for name, step, days_ago, what in (
        ("Anna", "missed", 3, "Bankje Fjell"),
        ("Bram", "delivered", 3, "Bankje Fjell"),
        ("Cato", "missed", 40, "Bankje Fjell"),
        ("Dirk", "missed", 3, "Lamp"),
        ("Eef", "missed", 90, "Bankje Fjell"),
    ):
        buyer(name, step=step, days_ago=days_ago, what=what)
    rule = {"carrier": cast.carrier(), "step": ParcelStep.Kind.MISSED}
    assert set(names(exposed(problem, **rule))) == {"Anna", "Cato", "Dirk"}
    assert set(names(exposed(problem, **rule, product="bankje"))) == {"Anna", "Cato"}
    since = {"placed_from": (NOW - 5 * DAY).date(), "placed_until": NOW.date()}
    assert set(names(exposed(problem, **rule, **since))) == {"Anna", "Dirk"}
    assert Exposure.objects.count() == 1


def test_a_rule_that_touches_everybody_is_no_rule() -> None:
    with pytest.raises(actions.ExposureTooWide):
        exposed(late())
    with pytest.raises(actions.ExposureTooWide):
        exposed(late_again(), placed_from=NOW.date(), placed_until=(NOW - DAY).date())


def late_again() -> Problem:
    return make.make_problem("P3", "Nog iets")


def test_whoever_called_about_it_already_needs_no_warning() -> None:
    problem, reason = late(), make.make_reason("R2")
    for name in ("Anna", "Bram", "Cato"):
        buyer(name)
    make.make_flag(make.make_contact(make.make_conversation(Customer.objects.get(name="Anna"))), problem)
    make.give_reason(make.make_contact(make.make_conversation(Customer.objects.get(name="Bram"))), reason)
    assert set(names(exposed(problem, step="missed"))) == {"Bram", "Cato"}
    assert set(names(exposed(problem, step="missed", reason=reason))) == {"Cato"}


def test_only_an_open_problem_with_a_rule_can_warn() -> None:
    problem = late()
    buyer("Anna")
    with pytest.raises(actions.NothingToWarnOf):
        actions.propose(problem=problem, kind=AHEAD, customers=None, agent=sender(), now=NOW)
    exposed(problem, step="missed")
    problem.closed_at = NOW
    problem.save()
    with pytest.raises(actions.NothingToWarnOf):
        actions.propose(problem=problem, kind=AHEAD, customers=None, agent=sender(), now=NOW)


def warned(problem: Problem, *people: str) -> Telling:
    for name in people:
        buyer(name)
    exposed(problem, step="missed")
    telling = actions.propose(problem=problem, kind=AHEAD, customers=None, agent=sender(Role.AGENT), now=NOW)
    return actions.approve(telling=telling, agent=sender(), now=NOW)


PEOPLE = [f"Klant{n}" for n in range(20)]


def test_a_tenth_picked_at_random_is_told_nothing_and_that_is_kept() -> None:
    telling = warned(late(), *PEOPLE)
    assert telling.recipients.filter(state="held_out", drawn="held").count() == 2
    assert telling.recipients.filter(state="waiting", drawn="told").count() == 18
    actions.send_waiting(now=NOW)
    assert len(mails()) == 18
    held = set(telling.recipients.filter(drawn="held").values_list("value", flat=True))
    assert not any(value in mail for value in held for mail in mails())


def test_the_same_seed_draws_the_same_people() -> None:
    telling = warned(late(), *PEOPLE)
    first = set(telling.recipients.filter(drawn="held").values_list("customer__name", flat=True))
    Recipient.objects.update(state="chosen", drawn="")
    Telling.objects.update(state="proposed", approved_at=None)
    actions.approve(telling=telling, agent=sender(), now=NOW)
    assert set(telling.recipients.filter(drawn="held").values_list("customer__name", flat=True)) == first


def test_the_held_out_are_never_warned_later_of_the_same() -> None:
    problem = late()
    telling = warned(problem, *PEOPLE)
    actions.send_waiting(now=NOW)
    telling.refresh_from_db()
    assert telling.state == "done"
    with pytest.raises(actions.NobodyToTell):
        actions.propose(problem=problem, kind=AHEAD, customers=None, agent=sender(), now=NOW + 60 * DAY)


def test_whoever_calls_before_the_message_leaves_gets_none_and_stays_in_the_group() -> None:
    problem = late()
    telling = warned(problem, *PEOPLE)
    someone = telling.recipients.filter(state="waiting").order_by("pk")[0]
    make.make_flag(make.make_contact(make.make_conversation(someone.customer), at=NOW + timedelta(minutes=1)), problem)
    actions.send_waiting(now=NOW + timedelta(minutes=2))
    someone.refresh_from_db()
    assert (someone.state, someone.why, someone.drawn) == ("left_out", LeftOut.CALLED, "told")
    assert len(mails()) == 17


def test_the_warning_holds_when_the_problem_is_closed() -> None:
    problem = late()
    warned(problem, *PEOPLE)
    problem.closed_at = NOW
    problem.save()
    assert actions.send_waiting(now=NOW) == 0
    assert Telling.objects.get().halt == "closed"


def test_the_mail_names_the_order_and_offers_the_workaround() -> None:
    warned(late(), "Anna", "Bram")
    actions.send_waiting(now=NOW)
    text = mails()[0].replace("=\r\n", "")
    assert "B-" in text
    assert "we bellen een uur vooraf" in text
    assert "Heb je er nog last van" not in text
    assert "/stop/" in text


# ── what it spared ──────────────────────────────────────────────────────────────────────────────────────────────

MANY = """
INSERT INTO customers_customer (name, city, language, need, attributes)
SELECT 'K' || n, '', 'nl', '', '{}' FROM generate_series(1, 40000) n RETURNING id
"""
DRAWN = """
INSERT INTO problems_recipient (
    telling_id, problem_id, kind, customer_id, way, value, times, state, why, drawn, changed_at
)
SELECT %(telling)s, %(problem)s, 'ahead', c.id, 'mail', '', 1,
    CASE WHEN n <= 4000 THEN 'held_out' ELSE 'sent' END, '', CASE WHEN n <= 4000 THEN 'held' ELSE 'told' END, %(now)s
FROM (SELECT id, row_number() OVER (ORDER BY id) n FROM customers_customer) c
"""
CALLED = """
INSERT INTO contacts_contact (
    conversation_id, customer_id, channel, direction, started_at, ended_at, subject, text, reply_text, has_html,
    sender_name, message_id, product, minutes, transfers, is_answered, is_verified, is_automatic, is_spam, asked_by_us,
    callback_promised, follow_up_open, attributes
)
SELECT %(conversation)s, customer_id, 'phone', 'in', %(at)s, %(at)s, '', '', '', false, '', '', '', 6, 0, true, true,
    false, false, false, false, false, '{}'
FROM problems_recipient WHERE drawn = %(drawn)s ORDER BY id LIMIT %(many)s
RETURNING id
"""


def forty_thousand(held: int, told: int) -> Telling:
    """Fixture A8: 4,000 of 40,000 orders were told nothing; so many of each group made contact about it."""
    problem, reason = late(), make.make_reason("R2")
    exposed(problem, step="missed", reason=reason)
    telling = Telling.objects.create(
        problem=problem, kind="ahead", proposed_at=NOW, approved_at=NOW, state="done", held_out_share=0.1
    )
    conversation = make.make_conversation(channel="phone")
    with connection.cursor() as cursor:
        cursor.execute(MANY)
        cursor.execute(DRAWN, {"telling": telling.pk, "problem": problem.pk, "now": NOW})
        for drawn, many in (("held", held), ("told", told)):
            at = NOW + DAY
            cursor.execute(CALLED, {"conversation": conversation.pk, "at": at, "drawn": drawn, "many": many})
            contacts = [row[0] for row in cursor.fetchall()]
            cursor.execute(
                "INSERT INTO reasons_givenreason (contact_id, reason_id, source, at)"
                " SELECT unnest(%s::bigint[]), %s, 'imported', now()",
                (contacts, reason.pk),
            )
    return telling


def test_the_figures_of_a8_come_out_of_the_database() -> None:
    spared = queries.measure_spared(forty_thousand(held=200, told=920), NOW + 20 * DAY)
    assert spared is not None
    assert (spared.people_held, spared.people_told, spared.contacts_held, spared.contacts_told) == (
        4000,
        36000,
        200,
        920,
    )
    assert spared.per_thousand_held == pytest.approx(50.0)
    assert spared.per_thousand_told == pytest.approx(25.56, abs=0.005)
    avoided, ratio = spared.deflection.avoided, spared.deflection.ratio
    assert [round(x) for x in (avoided.value, avoided.low, avoided.high) if x is not None] == [880, 624, 1136]
    assert [round(x, 4) for x in (ratio.value, ratio.low, ratio.high) if x is not None] == [0.5111, 0.4386, 0.5956]
    assert (spared.is_enough, spared.is_over) == (True, True)
    page = signed_in().get(f"/problems/{Problem.objects.get(code='P2').pk}/ahead/").content.decode()
    for words in ("880 contacten vermeden", "tussen 624 en 1.136", "50,0", "25,6", "0,51"):
        assert words in page


def test_contacts_from_before_the_draw_or_after_the_days_do_not_count() -> None:
    telling = forty_thousand(held=200, told=920)
    Contact.objects.filter(pk__in=Contact.objects.order_by("pk").values("pk")[:100]).update(started_at=NOW - DAY)
    Contact.objects.filter(pk__in=Contact.objects.order_by("pk").values("pk")[100:150]).update(
        started_at=NOW + 15 * DAY
    )
    spared = queries.measure_spared(telling, NOW + 20 * DAY)
    assert spared is not None
    assert spared.contacts_held == 50


def test_too_few_contacts_give_no_number() -> None:
    telling = forty_thousand(held=4, told=30)
    spared = queries.measure_spared(telling, NOW + 2 * DAY)
    assert spared is not None
    assert not spared.is_enough
    text = signed_in().get(f"/tellings/{telling.pk}/").content.decode()
    assert "te weinig gegevens" in text
    assert "contacten vermeden" not in text


def signed_in() -> Client:
    client = Client()
    client.force_login(sender())
    return client


def test_the_page_keeps_a_rule_and_begins_a_message() -> None:
    problem = late()
    buyer("Anna")
    client = signed_in()
    address = f"/problems/{problem.pk}/ahead/"
    assert client.post(address, {"product": ""}).status_code == 422
    client.post(address, {"step": "missed", "placed_from": "2025-09-01"})
    text = client.get(address).content.decode()
    assert "1 klant kan het merken" in text
    client.post(f"/problems/{problem.pk}/tellings/", {"kind": "ahead", "scope": "found"})
    assert Telling.objects.get().held_out_share == 0.1
    client.post(f"{address}removal/")
    assert not Exposure.objects.exists()
    assert Order.objects.count() == 1
