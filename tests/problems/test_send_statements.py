"""A letter to every owner: proposed when the month is closed, sent after a look, as serious as agreed."""

from datetime import date, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from django.db import IntegrityError, transaction
from tests import cast, make
from tests.problems.settled import AFTER, MONTH, OWNED, REST, keep, settled, statement

from wortel.channels.models import Delivery
from wortel.events.models import Event
from wortel.problems import actions, queries
from wortel.problems.models import Accountable, Stage
from wortel.problems.queries import Letter

pytestmark = pytest.mark.django_db


def letter(name: str = "Facturatie") -> Letter:
    return queries.write_letter(statement(name).owner, MONTH, AFTER)


def mail(to: str) -> str:
    (delivery,) = Delivery.objects.filter(recipients__contains=[to])
    parsed = message_from_bytes(bytes(delivery.raw), _class=EmailMessage, policy=policy.default)
    body = parsed.get_body(("plain",))
    assert body is not None
    return f"{parsed['Subject']}\n{body.get_content()}"


def test_closing_proposes_a_letter_to_every_owner_and_sends_nothing() -> None:
    settled()
    assert [one.owner.name for one in queries.list_statements(MONTH)] == ["Facturatie", "PakketSnel"]
    assert not Delivery.objects.exists()
    assert statement().sent_at is None


def test_the_letter_says_what_it_cost_and_how_many_customers() -> None:
    settled()
    ours = letter()
    assert (ours.customers, ours.contacts, ours.cents, ours.month_name) == (35, 40, 26_000, "september")
    assert ours.person == cast.ruben()
    assert [line.name for line in ours.lines] == ["Regel ‘servicekosten’ op de factuur"]


def test_all_are_sent_with_one_press_and_none_twice() -> None:
    settled()
    sent = actions.send_statements(month=MONTH, by="Iemand", now=AFTER)
    assert [one.owner.name for one in sent] == ["Facturatie", "PakketSnel"]
    assert actions.send_statements(month=MONTH, by="Iemand", now=AFTER) == []
    text = mail(cast.ruben().email)
    assert "In september namen 35 klanten contact met ons op" in text
    assert "40×, € 260,00" in text.replace("\xa0", " ")
    assert "/statements/2025-09/" in text
    assert "Je hoeft dit niet te betalen. We oefenen alleen even." in text
    assert "Je hoeft dit niet te betalen." not in mail(cast.tamar().email)
    assert Event.objects.filter(kind="statement.sent").count() == 2


def test_the_term_is_ten_working_days() -> None:
    settled()
    actions.send_statements(month=MONTH, by="Iemand", now=AFTER)
    assert statement().object_until == date(2025, 10, 22)


def test_who_has_no_address_stays_on_the_list() -> None:
    settled()
    Accountable.objects.filter(owner__name="PakketSnel").update(email="")
    assert [one.owner.name for one in actions.send_statements(month=MONTH, by="Iemand", now=AFTER)] == ["Facturatie"]
    with pytest.raises(actions.NobodyToSendTo):
        actions.send_statement(statement=statement("PakketSnel"), by="Iemand", now=AFTER)
    assert statement("PakketSnel").sent_at is None


def test_a_letter_has_three_figures_at_most_and_the_ledger_has_all() -> None:
    for code in ("P3", "P4", "P5"):
        make.make_problem(code, code)
    settled([*OWNED, *(("Facturatie", code, 1, 8.0, 650) for code in ("P3", "P4", "P5")), *REST])
    ours = letter()
    assert [(line.name, line.contacts, line.cents) for line in ours.figures] == [
        ("Regel ‘servicekosten’ op de factuur", 40, 26_000),
        ("3 andere oorzaken", 3, 1_950),
    ]
    assert (len(ours.lines), ours.cents) == (4, 27_950)


def test_everybody_sees_only_until_somebody_chooses_otherwise() -> None:
    settled()
    assert (letter().stage, letter().has_wink, letter().booking) == (Stage.Kind.SHOWBACK, True, "")
    actions.choose_stage(kind="shadow", by="Iemand", now=AFTER)
    assert letter().booking == "Dit is een schaduwfactuur: er wordt niets geboekt."
    actions.choose_stage(kind="booking", owner=statement().owner, by="Iemand", now=AFTER)
    assert (letter().stage, letter().has_wink) == (Stage.Kind.BOOKING, False)
    assert [one.kind for one in queries.list_stages()] == ["booking", "shadow"]
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.choose_stage(kind="", by="Iemand", now=AFTER)


def test_a_partner_is_never_booked() -> None:
    settled()
    actions.choose_stage(kind="booking", by="Iemand", now=AFTER)
    assert letter("PakketSnel").stage == Stage.Kind.SHADOW
    with pytest.raises(actions.PartnerGetsNoInvoice):
        actions.choose_stage(kind="booking", owner=statement("PakketSnel").owner, by="Iemand", now=AFTER)


def test_what_was_sent_keeps_its_stage() -> None:
    settled()
    actions.send_statements(month=MONTH, by="Iemand", now=AFTER)
    actions.choose_stage(kind="booking", by="Iemand", now=AFTER)
    assert letter().stage == Stage.Kind.SHOWBACK


def test_a_correction_is_told_with_its_reason() -> None:
    settled()
    keep([("Facturatie", "P1", 39, 312, 25_350), OWNED[1], ("unassigned", "R4", 6, 48, 3_900), REST[1]])
    actions.correct_month(month=MONTH, why="Eén contact ging over iets anders", by="Iemand", now=AFTER)
    assert (letter().cents, [one.why for one in letter().corrections]) == (
        25_350,
        ["Eén contact ging over iets anders"],
    )
    assert letter("PakketSnel").corrections == []


def test_thanks_name_what_the_owner_said() -> None:
    settled()
    assert letter().thanks == "Dank je wel dat je met ons meekijkt."
    problem, owner = letter().lines[0].problem, statement().owner
    assert problem is not None
    made = actions.open_entrance(problem=problem, owner=owner, person=cast.ruben(), now=AFTER)
    actions.answer_as_owner(link=made.link, problem=problem, kind="planned", planned_on=date(2025, 10, 15), now=AFTER)
    assert "15 oktober" in letter().thanks.replace("\xa0", " ")


def test_opening_is_remembered_once() -> None:
    settled()
    actions.mark_read(statement=statement(), now=AFTER)
    actions.mark_read(statement=statement(), now=AFTER + timedelta(days=1))
    assert statement().opened_at == AFTER
