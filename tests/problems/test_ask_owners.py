"""Whatever is asked of an owner has a promise; whoever stays silent is reminded, step by step, and never a customer."""

from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy

import pytest
from tests import cast, make

from wortel.channels.models import Delivery
from wortel.events.models import Event
from wortel.problems import actions, queries
from wortel.problems.models import (
    Absence,
    Accountable,
    Agreement,
    OwnerLink,
    OwnerRequest,
    Ownership,
    Problem,
    Reminder,
)

pytestmark = pytest.mark.django_db

TUESDAY = datetime(2025, 10, 7, 9, 45, tzinfo=UTC)  # 11:45 in Amsterdam
DUE = date(2025, 10, 14)  # five working days later


def on(day: int, hour: int = 10, minute: int = 0) -> datetime:
    """In October 2025, on the wall in Amsterdam, where it is summer time until the 26th."""
    return datetime(2025, 10, day, hour - 2, minute, tzinfo=UTC)


def asked() -> tuple[Problem, OwnerRequest]:
    cast.shop()
    cast.mailbox()
    owner = cast.ruben().owner
    for part, name in (("deputy", "Anna Bos"), ("head", "Karel Vos")):
        email = f"{name.split()[0].lower()}@devoorbeeldwinkel.example"
        Accountable.objects.create(owner=owner, part=part, name=name, email=email)
    problem = make.make_problem("P1", "Factuur klopt niet")
    actions.assign_owner(problem=problem, owner=owner, now=TUESDAY)
    return problem, OwnerRequest.objects.get()


def parts() -> list[str]:
    return list(Reminder.objects.order_by("at").values_list("part", flat=True))


def recipients() -> list[str]:
    return [address for mail in Delivery.objects.order_by("pk") for address in mail.recipients]


def text_of(delivery: Delivery) -> str:
    return str(message_from_bytes(bytes(delivery.raw), policy=policy.default).get_content())


def test_giving_a_problem_to_an_owner_asks_with_a_promise() -> None:
    problem, request = asked()
    assert (request.kind, request.due_on) == ("take_on", DUE)
    actions.assign_owner(problem=problem, owner=cast.ruben().owner, now=TUESDAY + cast.DAY)
    assert OwnerRequest.objects.count() == 1


def test_nobody_is_reminded_on_the_promised_day() -> None:
    asked()
    assert actions.escalate(now=on(14, 17)) == 0
    assert parts() == []


def test_the_first_reminder_leaves_when_the_mail_hours_of_the_next_day_begin() -> None:
    asked()
    assert actions.escalate(now=on(15, 7, 59)) == 0
    assert actions.escalate(now=on(15, 8)) == 1
    assert actions.escalate(now=on(15, 8)) == 0
    assert recipients() == ["ruben@devoorbeeldwinkel.example"]
    assert "Op dinsdag\u00a07\u00a0oktober\u00a02025 vroegen we je iets." in text_of(Delivery.objects.get())


def test_after_hours_and_in_the_weekend_it_stays_quiet() -> None:
    asked()
    assert actions.escalate(now=on(15, 18)) == 0
    assert actions.escalate(now=on(18, 11)) == 0
    assert parts() == []


def test_then_the_deputy_then_the_head_then_nobody() -> None:
    problem, _ = asked()
    for day in (15, 16, 17, 20, 21, 22, 23, 24, 27, 28, 31):
        actions.escalate(now=on(day, 12))
    assert parts() == ["first", "deputy", "head"]
    days = [reminder.at.day for reminder in Reminder.objects.order_by("at")]
    assert days == [15, 20, 23]  # three working days between each
    assert recipients() == [f"{name}@devoorbeeldwinkel.example" for name in ("ruben", "anna", "karel")]
    told = Event.objects.filter(kind="owner.reminded", about_id=problem.pk).order_by("pk")
    assert [event.details["part"] for event in told] == ["first", "deputy", "head"]


def test_who_is_away_is_passed_over() -> None:
    asked()
    Absence.objects.create(person=cast.ruben(), from_on=date(2025, 10, 15), until_on=date(2025, 10, 15))
    actions.escalate(now=on(15))
    assert parts() == ["deputy"]


def test_an_answer_stops_it() -> None:
    problem, request = asked()
    actions.escalate(now=on(15))
    link = OwnerLink.objects.get()
    actions.answer_as_owner(link=link, kind="accepted", now=on(16))
    request.refresh_from_db()
    assert request.answered_at == on(16)
    assert request.answer == problem.answers.get()
    actions.escalate(now=on(20))
    assert parts() == ["first"]


def test_closing_the_problem_stops_it() -> None:
    problem, _ = asked()
    problem.closed_at = on(13)
    problem.save()
    assert actions.escalate(now=on(15)) == 0


def test_reminders_can_be_switched_off_and_their_days_chosen() -> None:
    asked()
    Agreement.objects.create(pk=1, has_reminders=False, reminder_days=1)
    assert actions.escalate(now=on(15)) == 0
    Agreement.objects.update(has_reminders=True)
    actions.escalate(now=on(15))
    actions.escalate(now=on(16))
    assert parts() == ["first", "deputy"]


def test_without_a_mailbox_nothing_is_ticked_off() -> None:
    asked()
    Delivery.objects.all().delete()
    cast.mailbox().delete()
    assert actions.escalate(now=on(15)) == 0
    assert parts() == []


def test_only_people_of_the_register_ever_get_a_mail() -> None:
    problem, _ = asked()
    customer = make.make_customer("Jan Kanarie", email="kanarie@post.example")
    make.make_flag(make.make_contact(make.make_conversation(customer), "Mail mij: kanarie@post.example"), problem)
    for day in (15, 20, 23):
        actions.escalate(now=on(day))
    known = set(Accountable.objects.values_list("email", flat=True))
    assert set(recipients()) <= known
    assert all("kanarie" not in text_of(mail).lower() for mail in Delivery.objects.all())


def test_an_owner_by_process_is_asked_once_it_is_worth_a_mail() -> None:
    cast.shop()
    cast.mailbox()
    problem = make.make_problem("P1", "Factuur klopt niet", process=cast.invoicing(), at=on(6))
    for _ in range(2):
        make.make_flag(make.make_contact(at=on(13)), problem)
    assert actions.escalate(now=on(14)) == 0
    make.make_flag(make.make_contact(at=on(13)), problem)
    assert actions.escalate(now=on(14)) == 1
    assert actions.escalate(now=on(14, 11)) == 0
    assert OwnerRequest.objects.get().due_on == date(2025, 10, 21)
    assert recipients() == ["ruben@devoorbeeldwinkel.example"]


def test_a_planned_day_that_passed_is_asked_about_once() -> None:
    problem, _ = asked()
    link = actions.open_entrance(problem=problem, owner=cast.ruben().owner, person=cast.ruben(), now=on(8)).link
    actions.answer_as_owner(link=link, kind="planned", planned_on=date(2025, 10, 15), what="Nieuw sjabloon", now=on(8))
    assert problem.actions.get().what == "Nieuw sjabloon"
    assert actions.escalate(now=on(15)) == 0
    assert actions.escalate(now=on(16)) == 1
    assert actions.escalate(now=on(17)) == 0
    assert OwnerRequest.objects.get(answered_at=None).kind == "is_done"
    actions.answer_as_owner(link=link, kind="done", done_on=date(2025, 10, 16), what="Sjabloon live", now=on(17))
    assert not OwnerRequest.objects.filter(answered_at=None).exists()


def test_a_question_goes_to_whoever_is_on_duty_and_the_answer_ends_it() -> None:
    problem, _ = asked()
    Absence.objects.create(person=cast.ruben(), from_on=date(2025, 10, 6), until_on=date(2025, 10, 17))
    owner = cast.ruben().owner
    request = actions.ask_owner(problem=problem, owner=owner, text="Sinds wanneer?", by="Noor Vermeer", now=on(8))
    mail = Delivery.objects.get()
    assert mail.recipients == ["anna@devoorbeeldwinkel.example"]
    assert "Sinds wanneer?" in text_of(mail)
    assert "Noor" not in text_of(mail)
    link = OwnerLink.objects.get()
    actions.answer_question(request=request, reply="Sinds maandag.", link=link, now=on(9))
    with pytest.raises(actions.AlreadyAnswered):
        actions.answer_question(request=request, reply="Toch dinsdag.", link=link, now=on(9))
    request.refresh_from_db()
    assert (request.reply, request.replied_by) == ("Sinds maandag.", "Anna Bos")


def test_an_owner_asks_us_and_hears_by_mail() -> None:
    problem, _ = asked()
    link = actions.open_entrance(problem=problem, owner=cast.ruben().owner, person=cast.ruben(), now=on(8)).link
    back = actions.ask_back(link=link, problem=problem, text="Welke facturen?", now=on(8))
    assert back.due_on == date(2025, 10, 10)
    assert queries.list_waiting_for_us() == [back]
    actions.answer_owner(request=back, reply="Die van september.", by="Noor Vermeer", now=on(9))
    assert queries.list_waiting_for_us() == []
    assert "Die van september." in text_of(Delivery.objects.get())


def test_not_mine_hands_it_over_with_a_trace() -> None:
    problem, _ = asked()
    right = cast.tamar().owner
    link = actions.open_entrance(problem=problem, owner=cast.ruben().owner, person=cast.ruben(), now=on(8)).link
    answer = actions.answer_as_owner(link=link, kind="not_mine", whose=right.name, now=on(8))
    actions.hand_on(answer=answer, to=right, now=on(8))
    assert Ownership.objects.get(problem=problem, until=None).owner == right
    answer.refresh_from_db()
    assert answer.handed_to == right
    assert OwnerRequest.objects.get(owner=right).is_open
    event = Event.objects.get(kind="problem.passed_on")
    assert event.details == {"giver": "Facturatie", "owner": "PakketSnel"}
    assert not queries.may_pass_on(problem, cast.ruben().owner)
    with pytest.raises(queries.LinkNotValid):
        queries.find_owned(link, problem.pk)


def test_reminding_twice_sends_one_mail() -> None:
    _, request = asked()
    assert actions.remind(request=request, now=on(15)) is not None
    assert actions.remind(request=request, now=on(15) + timedelta(minutes=1)) is None
