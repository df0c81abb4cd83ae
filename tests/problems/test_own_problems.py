"""Who answers for a problem, the link they get, and what they say."""

from datetime import date, timedelta
from decimal import Decimal
from email import message_from_bytes, policy

import pytest
from tests import cast, make

from wortel.problems import actions, queries, rules
from wortel.problems.models import Notice, OwnerLink, Ownership, Problem

pytestmark = pytest.mark.django_db


def late_parcel() -> Problem:
    return make.make_problem("P2", "Tijdvak niet gehaald", process=cast.delivery())


def link_for(problem: Problem) -> tuple[OwnerLink, str]:
    person = cast.tamar()
    made = actions.open_entrance(problem=problem, owner=person.owner, person=person, now=cast.NOW)
    return made.link, made.token


def test_a_new_owner_takes_the_place_of_the_old_one() -> None:
    problem = late_parcel()
    token = link_for(problem)[1]
    actions.assign_owner(problem=problem, owner=cast.ruben().owner, now=cast.NOW + cast.DAY)
    assert [one.owner for one in problem.ownerships.filter(until=None)] == [cast.ruben().owner]
    assert problem.ownerships.exclude(until=None).get().owner == cast.tamar().owner
    with pytest.raises(queries.LinkNotValid):
        queries.find_link(token, cast.NOW + cast.DAY)


def test_two_owners_share_a_problem() -> None:
    shares = {cast.ruben().owner: Decimal("0.4"), cast.tamar().owner: Decimal("0.6")}
    actions.assign_owners(problem=make.make_problem("P1"), shares=shares, now=cast.NOW)
    assert sorted(Ownership.objects.values_list("share", flat=True)) == [Decimal("0.4"), Decimal("0.6")]


@pytest.mark.parametrize("shares", [["0.7", "0.4"], ["0"], []])
def test_owners_answer_for_at_most_the_whole(shares: list[str]) -> None:
    owners = [cast.ruben().owner, cast.tamar().owner]
    given = {owner: Decimal(share) for owner, share in zip(owners, shares, strict=False)}
    with pytest.raises(rules.SharesExceedWhole):
        actions.assign_owners(problem=make.make_problem("P1"), shares=given, now=cast.NOW)


def test_the_database_keeps_no_token() -> None:
    link, token = link_for(late_parcel())
    assert token not in str(vars(link))
    assert len(token) >= 43
    assert queries.find_link(token, cast.NOW) == link


def test_a_link_stops_after_thirty_days() -> None:
    _, token = link_for(late_parcel())
    queries.find_link(token, cast.NOW + timedelta(days=30) - cast.MINUTE)
    with pytest.raises(queries.LinkNotValid):
        queries.find_link(token, cast.NOW + timedelta(days=30))


def test_a_link_can_be_withdrawn() -> None:
    link, token = link_for(late_parcel())
    actions.revoke_link(link=link, now=cast.NOW)
    with pytest.raises(queries.LinkNotValid):
        queries.find_link(token, cast.NOW)


def test_a_link_of_a_dismissed_person_stops() -> None:
    _, token = link_for(late_parcel())
    actions.dismiss(person=cast.tamar())
    with pytest.raises(queries.LinkNotValid):
        queries.find_link(token, cast.NOW)


@pytest.mark.parametrize("guess", ["", "x", "0" * 43])
def test_a_guess_opens_nothing(guess: str) -> None:
    link_for(late_parcel())
    with pytest.raises(queries.LinkNotValid):
        queries.find_link(guess, cast.NOW)


def test_taking_it_on_is_accepted_and_told_to_the_reporter() -> None:
    problem = late_parcel()
    actions.flag_cause(contact=make.make_contact(), problem=problem, agent=cast.noor(), now=cast.NOW)
    answer = actions.answer_as_owner(link=link_for(problem)[0], kind="accepted", now=cast.NOW)
    assert answer.by == "Tamar Kuiper"
    assert problem.ownerships.get(until=None).accepted_at == cast.NOW
    assert [(notice.agent, notice.kind) for notice in Notice.objects.all()] == [(cast.noor(), "accepted")]


def test_not_mine_says_whose_and_takes_the_acceptance_back() -> None:
    problem = late_parcel()
    link, _ = link_for(problem)
    actions.answer_as_owner(link=link, kind="accepted", now=cast.NOW)
    answer = actions.answer_as_owner(link=link, kind="not_mine", whose=" Magazijn ", now=cast.NOW)
    assert answer.whose == "Magazijn"
    assert problem.ownerships.get(until=None).accepted_at is None


def test_a_plan_needs_a_day_that_is_still_to_come() -> None:
    link, _ = link_for(late_parcel())
    for day in (None, date(2025, 10, 6), date(2031, 1, 1)):
        with pytest.raises(actions.AnswerIncomplete):
            actions.answer_as_owner(link=link, kind="planned", planned_on=day, now=cast.NOW)
    answer = actions.answer_as_owner(link=link, kind="planned", planned_on=date(2025, 10, 7), now=cast.NOW)
    assert (queries.latest_answer(link), answer.planned_on) == (answer, date(2025, 10, 7))


def test_a_mail_is_signed_once() -> None:
    cast.shop()
    mailbox, problem = cast.mailbox(), late_parcel()
    assert _mailed(problem).rstrip().endswith(cast.shop().name)
    mailbox.signature_nl = "Team klantenservice"
    mailbox.save()
    text = _mailed(problem)
    assert text.rstrip().endswith("Team klantenservice")
    assert f"\n{cast.shop().name}\n" not in text


def _mailed(problem: Problem) -> str:
    person = cast.tamar()
    invitation = actions.invite(problem=problem, owner=person.owner, person=person, now=cast.NOW)
    assert invitation.delivery is not None
    read = message_from_bytes(bytes(invitation.delivery.raw), policy=policy.default)
    return str(read.get_content())
