"""Telling customers that a cause is gone: never before the verdict, never twice, never at night."""

import email
import email.policy
import re
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import IntegrityError
from tests import cast
from tests.cast import DAY, HOUR, NOW
from tests.problems.told import approved, cause, complain, gone, mails, proposed, prove, sender, suffer

from wortel.accounts.models import Role
from wortel.cases.models import Case, Status
from wortel.channels.models import Delivery, Kind
from wortel.contacts.models import Contact
from wortel.customers import actions as customers
from wortel.customers.models import OptOut
from wortel.events.models import Event
from wortel.problems.actions import telling as actions
from wortel.problems.models import Closure, Problem, Recipient, Reopening, Restraint, Telling, Verdict
from wortel.problems.queries import telling as queries
from wortel.problems.queries.telling import Proposal
from wortel.problems.rules.telling import canned_words
from wortel.problems.tasks import send_tellings

pytestmark = pytest.mark.django_db
State = Recipient.State


def states(telling: Telling) -> dict[str, str]:
    rows = telling.recipients.select_related("customer")
    return {row.customer.name: row.why or row.state for row in rows}


def read(raw: str) -> Any:
    return email.message_from_string(raw, policy=email.policy.default)


# ── never before the verdict ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("verdict", "is_final"),
    [
        (Verdict.WORKS, False),
        (Verdict.TOO_EARLY, True),
        (Verdict.NO_EFFECT, True),
        (Verdict.WORSE, True),
        (None, False),
    ],
)
def test_nothing_is_proposed_before_a_final_verdict(verdict: str | None, is_final: bool) -> None:
    problem = cause()
    suffer(problem, "Ilse", email="ilse@post.example")
    if verdict:
        prove(problem, verdict=verdict, is_final=is_final)
    with pytest.raises(actions.NotProven):
        proposed(problem)
    assert not Telling.objects.exists()


def test_a_later_verdict_takes_the_right_to_tell_away() -> None:
    problem = cause()
    suffer(problem, "Ilse", email="ilse@post.example")
    prove(problem, days_ago=8)
    prove(problem, verdict=Verdict.NO_EFFECT, days_ago=1)
    with pytest.raises(actions.NotProven):
        proposed(problem)


def test_a_cause_that_came_back_is_not_gone() -> None:
    problem = cause()
    suffer(problem, "Ilse", email="ilse@post.example")
    effect = prove(problem)
    closure = Closure.objects.create(problem=problem, kind="effect", effect=effect, at=NOW)
    Reopening.objects.create(problem=problem, closure=closure, contacts=31, expected=9, at=NOW)
    with pytest.raises(actions.NotProven):
        proposed(problem)


def test_approving_and_resuming_ask_for_the_verdict_again() -> None:
    problem = cause()
    suffer(problem, "Ilse", email="ilse@post.example")
    prove(problem, days_ago=8)
    waiting = proposed(problem)
    prove(problem, verdict=Verdict.TOO_EARLY, is_final=False)
    with pytest.raises(actions.NotProven):
        actions.approve(telling=waiting, agent=sender(), now=NOW)
    Telling.objects.update(state="paused", approved_at=NOW)
    with pytest.raises(actions.NotProven):
        actions.resume(telling=waiting, agent=sender(), now=NOW)
    assert mails() == []


def test_a_message_on_its_way_halts_when_the_verdict_falls() -> None:
    problem, telling = gone("Ilse", "Jan")
    prove(problem, verdict=Verdict.NO_EFFECT, days_ago=0)
    assert actions.send_waiting(now=NOW) == 0
    telling.refresh_from_db()
    assert (telling.state, telling.halt) == ("paused", "unproven")
    assert mails() == []


def test_the_database_itself_refuses_gone_without_an_effect() -> None:
    with pytest.raises(IntegrityError, match="gone_is_told_on_an_effect"):
        Telling.objects.create(problem=cause(), kind="gone", proposed_at=NOW)


# ── who may, and in which words ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("role", [Role.AGENT, Role.OWNER, Role.PARTNER, Role.AUDITOR])
def test_only_those_who_answer_for_it_let_a_message_go(role: Role) -> None:
    problem = cause()
    prove(problem)
    suffer(problem, "Ilse", email="ilse@post.example")
    waiting = proposed(problem)  # an agent may propose
    with pytest.raises(actions.MayNotSend):
        actions.approve(telling=waiting, agent=sender(role), now=NOW)


def test_nothing_leaves_before_it_is_approved() -> None:
    problem = cause()
    prove(problem)
    suffer(problem, "Ilse", email="ilse@post.example")
    telling = proposed(problem)
    assert actions.send_batch(telling=telling, now=NOW) == 0
    assert mails() == []


def test_the_proposed_words_come_from_the_problem_and_feign_nothing() -> None:
    problem = cause()
    problem.title_en = "Service costs"
    problem.save()
    words = queries.propose_words(problem, Telling.Kind.GONE, prove(problem))
    assert "Servicekosten op de factuur" in words.text_nl
    assert "Uitleg op de factuur" in words.text_nl
    assert "12 weken" in words.text_nl
    assert words.text_nl.endswith("Waar je last van had, is weg. Dank je wel dat je het zei.")
    assert "Service costs" in words.text_en
    assert not canned_words(words.text_nl + words.text_en)
    assert canned_words("Excuses voor het ongemak, we begrijpen hoe vervelend dit is.") != []


def test_an_unknown_blank_is_refused() -> None:
    problem = cause()
    prove(problem)
    suffer(problem, "Ilse", email="ilse@post.example")
    telling = proposed(problem)
    with pytest.raises(actions.WordsRefused) as refusal:
        actions.word(telling=telling, words=Proposal("Weg", "Hallo {voornaam},", "Gone", "Hello {name},"))
    assert refusal.value.blanks == ["{voornaam}"]


def test_words_stand_still_once_they_are_approved() -> None:
    _, telling = gone("Ilse")
    with pytest.raises(actions.NotAProposal):
        actions.word(telling=telling, words=Proposal("a", "b", "c", "d"))


def test_a_name_is_never_read_as_a_blank() -> None:
    problem = cause()
    prove(problem)
    suffer(problem, "{stop} Jansen", email="x@post.example")
    telling = approved(problem)
    actions.send_waiting(now=NOW)
    assert "Hallo {stop}," in read(mails()[0]).get_content()
    assert telling


# ── the mail itself ─────────────────────────────────────────────────────────────────────────────────────────────


def test_the_mail_says_it_asks_one_thing_and_lets_go(settings: LazySettings) -> None:
    settings.PUBLIC_URL = "https://contact.devoorbeeldwinkel.example"
    gone("Ilse Roozendaal")
    assert actions.send_waiting(now=NOW) == 1
    mail = read(mails()[0])
    text = mail.get_content()
    assert mail["To"] == "ilse@post.example"
    assert mail["Subject"] == "Waar je last van had, is weg"
    assert text.startswith("Hallo Ilse,")
    links = re.findall(r"https://contact\.devoorbeeldwinkel\.example\S+", text)
    assert [link.endswith("/stop/") for link in links] == [False, True]
    assert mail["List-Unsubscribe"] == f"<{links[1]}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["In-Reply-To"] is None


def test_it_leaves_with_an_envelope_sender_so_that_bounces_come_back() -> None:
    gone("Ilse")
    actions.send_waiting(now=NOW)
    assert Delivery.objects.get().is_automatic is False


def test_an_english_customer_reads_english() -> None:
    problem = cause()
    prove(problem)
    suffer(problem, "Ann Hill", email="ann@post.example", language="en")
    approved(problem)
    actions.send_waiting(now=NOW)
    mail = read(mails()[0])
    assert mail["Subject"] == "What troubled you is gone"
    assert "Hello Ann," in mail.get_content()


def test_the_message_stands_in_the_case_it_is_about_and_counts_as_nobodys_answer() -> None:
    problem, _ = gone("Ilse")
    case = Case.objects.get()
    actions.send_waiting(now=NOW)
    said = Contact.objects.get(direction="out")
    assert said.conversation.part.case == case
    case.refresh_from_db()
    assert (case.status, case.is_unread, case.version) == (Status.CLOSED, True, 1)
    assert said.is_automatic
    assert said.agent is None
    assert problem


def test_who_has_no_mail_address_becomes_a_call() -> None:
    problem = cause()
    prove(problem)
    suffer(problem, "Piet", phone="+31600002222", channel=Kind.PHONE)
    telling = approved(problem)
    assert states(telling) == {"Piet": "to_call"}
    recipient = actions.mark_called(recipient=telling.recipients.get(), agent=cast.noor(), now=NOW)
    assert recipient.state == State.CALLED
    with pytest.raises(actions.NotNow):
        actions.mark_called(recipient=recipient, agent=cast.noor(), now=NOW)
    assert actions.unmark_called(recipient=recipient, agent=cast.noor(), now=NOW).state == State.TO_CALL
    assert mails() == []


# ── never twice ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_nobody_is_told_twice_however_often_the_job_runs() -> None:
    problem, telling = gone("Ilse", "Jan", "Piet")
    for minutes in range(5):
        actions.send_waiting(now=NOW + timedelta(minutes=minutes))
    assert len(mails()) == 3
    telling.refresh_from_db()
    assert telling.state == "done"
    with pytest.raises(actions.NobodyToTell):
        proposed(problem)


def test_one_message_of_a_kind_at_a_time() -> None:
    problem, _ = gone("Ilse")
    with pytest.raises(actions.AlreadyGoing):
        proposed(problem)


def test_whoever_opts_out_after_being_chosen_gets_nothing() -> None:
    _, telling = gone("Ilse", "Jan")
    customers.opt_out(kind="email", value="ilse@post.example", how=OptOut.How.LINK, now=NOW)
    actions.send_waiting(now=NOW)
    assert states(telling) == {"Ilse": "opted_out", "Jan": "sent"}
    assert len(mails()) == 1


def test_whoever_opens_a_case_after_being_chosen_gets_nothing() -> None:
    problem, telling = gone("Ilse")
    complain(problem, telling.recipients.get().customer, days_ago=0, status=Status.OPEN)
    actions.send_waiting(now=NOW)
    assert states(telling) == {"Ilse": "open_case"}


def test_two_chosen_customers_who_turn_out_to_be_one_hear_it_once() -> None:
    problem = cause()
    prove(problem)
    ilse = suffer(problem, "Ilse", email="ilse@post.example")
    other = suffer(problem, "I. Roozendaal", email="ilse@werk.example")
    telling = proposed(problem)
    customers.merge(kept=ilse, absorbed=other, now=NOW)
    actions.approve(telling=telling, agent=sender(), now=NOW)
    actions.send_waiting(now=NOW)
    assert len(mails()) == 1
    assert sorted(states(telling).values()) == ["sent", "told"]


def test_a_message_that_was_stopped_may_be_told_later_to_those_who_waited() -> None:
    problem, telling = gone("Ilse", "Jan")
    actions.send_batch(telling=telling, now=NOW, at_once=1)
    actions.stop(telling=telling, agent=sender(), now=NOW)
    assert sorted(states(telling).values()) == ["sent", "stopped"]
    later = NOW + 20 * DAY
    second = actions.propose(problem=problem, kind=Telling.Kind.GONE, customers=None, agent=cast.noor(), now=later)
    assert second.recipients.count() == 1


# ── restraint ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("moment", "sent"),
    [
        (datetime(2025, 10, 7, 6, 59, tzinfo=UTC), 0),  # 8:59 in Amsterdam
        (datetime(2025, 10, 7, 7, 0, tzinfo=UTC), 1),
        (datetime(2025, 10, 7, 17, 59, tzinfo=UTC), 1),
        (datetime(2025, 10, 7, 18, 0, tzinfo=UTC), 0),  # 20:00
        (datetime(2025, 10, 12, 10, 0, tzinfo=UTC), 0),  # a Sunday
        (datetime(2025, 10, 27, 7, 59, tzinfo=UTC), 0),  # the clock went back the day before: 8:59
        (datetime(2025, 10, 27, 8, 0, tzinfo=UTC), 1),
    ],
)
def test_nothing_leaves_in_quiet_hours(moment: datetime, sent: int) -> None:
    gone("Ilse")
    assert actions.send_waiting(now=moment) == sent


def test_a_demo_that_stands_still_sends_nothing(settings: LazySettings) -> None:
    Restraint.objects.create(id=1, quiet_from=time(0), quiet_until=time(0), on_sundays=True)
    gone("Ilse")
    settings.DEMO_TODAY = NOW.date()
    assert send_tellings(timestamp=0) == 0
    settings.DEMO_TODAY = None
    assert send_tellings(timestamp=0) == 1


def test_so_many_an_hour_over_all_messages_together() -> None:
    Restraint.objects.create(id=1, per_hour=3)
    gone("Ilse", "Jan", "Piet", "Kim", "Bo")
    assert actions.send_waiting(now=NOW) == 3
    assert actions.send_waiting(now=NOW + timedelta(minutes=59)) == 0
    assert actions.send_waiting(now=NOW + HOUR + timedelta(seconds=1)) == 2


def test_it_can_be_paused_resumed_and_stopped() -> None:
    _, telling = gone("Ilse", "Jan", "Piet")
    actions.send_batch(telling=telling, now=NOW, at_once=1)
    actions.pause(telling=telling, agent=sender(), now=NOW)
    assert actions.send_waiting(now=NOW) == 0
    actions.resume(telling=telling, agent=sender(), now=NOW)
    actions.send_batch(telling=telling, now=NOW, at_once=1)
    actions.stop(telling=telling, agent=sender(), now=NOW)
    assert actions.send_waiting(now=NOW) == 0
    assert len(mails()) == 2
    kinds = set(Event.objects.filter(about_kind="telling").values_list("kind", flat=True))
    assert {"telling.approved", "telling.paused", "telling.resumed", "telling.stopped", "telling.sent"} <= kinds


def test_the_quiet_hours_may_be_any_hours() -> None:
    Restraint.objects.create(id=1, quiet_from=time(11), quiet_until=time(13), on_sundays=True)
    gone("Ilse")
    assert actions.send_waiting(now=NOW) == 0  # a quarter to twelve
    assert actions.send_waiting(now=NOW + 2 * HOUR) == 1


# ── what comes back ─────────────────────────────────────────────────────────────────────────────────────────────


def sent_to(*names: str) -> list[Recipient]:
    gone(*names)
    actions.send_waiting(now=NOW)
    return list(Recipient.objects.filter(state="sent").order_by("pk"))


def test_an_answer_is_counted_once_with_its_interval() -> None:
    told = sent_to(*(f"Klant{n}" for n in range(10)))
    for place, recipient in enumerate(told[:6]):
        actions.answer_survey(recipient=recipient, is_still_bothered=place < 2, remark="", now=NOW)
    actions.answer_survey(recipient=told[0], is_still_bothered=True, remark="", now=NOW)
    tally = queries.tally_replies(Recipient.objects.all(), Restraint())
    assert (tally.yes, tally.answered, tally.asked) == (2, 6, 10)
    assert tally.share.low == pytest.approx(0.0968, abs=1e-4)
    assert tally.share.high == pytest.approx(0.7000, abs=1e-4)


def what_they_say(problem: Problem) -> queries.Tally:
    return queries.tally_replies(Recipient.objects.filter(telling__problem=problem, kind="gone"), Restraint())


def test_surely_too_many_who_are_still_bothered_hold_the_message_and_warn_at_the_verdict() -> None:
    told = sent_to(*(f"Klant{n}" for n in range(24)))
    problem = Problem.objects.get()
    late = suffer(problem, "Laat", email="laat@post.example")
    Telling.objects.update(state="running", finished_at=None)
    Recipient.objects.create(
        telling=Telling.objects.get(), problem=problem, kind="gone", customer=late, way="mail",
        value="laat@post.example", state="waiting", changed_at=NOW,
    )  # fmt: skip
    assert not what_they_say(problem).is_alarming
    for place, recipient in enumerate(told):
        actions.answer_survey(recipient=recipient, is_still_bothered=place < 12, remark="", now=NOW)
    warning = what_they_say(problem)
    assert warning.is_alarming
    assert (warning.yes, warning.answered) == (12, 24)
    assert actions.send_waiting(now=NOW) == 0
    assert Telling.objects.get().halt == "bothered"


def test_few_answers_warn_of_nothing() -> None:
    told = sent_to("Ilse", "Jan", "Piet", "Kim")
    for recipient in told:
        actions.answer_survey(recipient=recipient, is_still_bothered=True, remark="", now=NOW)
    assert not what_they_say(Problem.objects.get()).is_alarming


def test_who_is_still_bothered_and_says_why_is_heard_by_a_person() -> None:
    [recipient] = sent_to("Ilse")
    actions.answer_survey(recipient=recipient, is_still_bothered=True, remark="Weer € 4,95.", now=NOW)
    actions.answer_survey(recipient=recipient, is_still_bothered=True, remark="Weer € 4,95.", now=NOW)
    said = Contact.objects.get(text="Weer € 4,95.")
    assert said.asked_by_us
    assert not Contact.objects.counted().filter(pk=said.pk).exists()
    case = Case.objects.get()
    assert (case.status, case.latest_words) == (Status.OPEN, "Weer € 4,95.")


def test_stopping_leaves_what_is_known_of_others_alone() -> None:
    second, first = sorted(sent_to("Ilse", "Jan"), key=lambda one: one.value, reverse=True)
    actions.opt_out_by_link(recipient=first, how=OptOut.How.ONE_CLICK, now=NOW)
    assert OptOut.objects.get().value == "ilse@post.example"
    event = Event.objects.get(kind="address.opted_out")
    assert (event.actor_kind, event.actor_id) == ("customer", first.customer_id)
    assert second.value not in str(event.details)
