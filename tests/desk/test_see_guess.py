"""The proposed reason says how sure it is and why, and another one is one key away."""

from dataclasses import asdict

import pytest
from django.test import Client
from django.utils import timezone
from tests import cast, make
from tests.desk.screens import as_agent

from wortel.accounts.models import Role
from wortel.analysis.intervals import Estimate, estimate_share
from wortel.analysis.suggesting import Reliability, Trial
from wortel.cases.models import Case
from wortel.contacts.models import Contact
from wortel.reasons import actions
from wortel.reasons.models import Encoder, Guess, Lesson, Reason

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    cast.shop()
    return make.make_case(
        cast.youssef(), "Servicekosten", "Waar is dit voor?", at=timezone.now(), mailbox=cast.mailbox()
    )


@pytest.fixture
def noor() -> Client:
    return as_agent(cast.noor())


@pytest.fixture
def reasons() -> tuple[Reason, Reason]:
    return make.make_reason("R1", "Onduidelijke factuur"), make.make_reason("R2", "Waar is mijn pakket")


def guess(contact: Contact, *chances: tuple[Reason, float], is_sure: bool = True, is_strange: bool = False) -> None:
    alike = make.make_contact(subject="Nota klopt niet", text="De nota klopt niet")
    Guess.objects.create(
        contact=contact,
        choices=[(reason.pk, chance) for reason, chance in chances],
        is_sure=is_sure,
        is_strange=is_strange,
        words=["factuur", "servicekosten"],
        alike=[alike.pk],
        lesson=1,
        at=cast.NOW,
    )
    if is_sure:
        actions.propose_reason(contact=contact, reason=chances[0][0], confidence=chances[0][1], now=cast.NOW)


def wrap_up(client: Client, case: Case) -> str:
    return client.get(f"/cases/{case.pk}/wrap-up/").content.decode()


def test_it_says_how_sure_it_is_and_why(case: Case, noor: Client, reasons: tuple[Reason, Reason]) -> None:
    guess(make.find_contact(case), (reasons[0], 0.83), (reasons[1], 0.12))
    page = wrap_up(noor, case)
    assert "83 % zeker" in page.replace("\xa0", " ")
    assert "factuur, servicekosten" in page
    assert "Nota klopt niet" in page


def test_another_reason_is_one_key_away(case: Case, noor: Client, reasons: tuple[Reason, Reason]) -> None:
    guess(make.find_contact(case), (reasons[0], 0.83), (reasons[1], 0.12))
    page = wrap_up(noor, case)
    assert f'data-reason="{reasons[1].pk}" aria-pressed="false" data-key="5"' in page


def test_when_it_is_not_sure_nothing_is_filled_in(case: Case, noor: Client, reasons: tuple[Reason, Reason]) -> None:
    guess(make.find_contact(case), (reasons[0], 0.31), (reasons[1], 0.3), is_sure=False)
    page = wrap_up(noor, case)
    assert "Niet zeker genoeg om in te vullen." in page
    assert " selected" not in page.split("</select>")[0]
    assert page.count("data-reason=") == 2


def test_of_a_reason_that_a_colleague_gave_nothing_is_guessed(
    case: Case, noor: Client, reasons: tuple[Reason, Reason]
) -> None:
    guess(make.find_contact(case), (reasons[0], 0.83))
    actions.confirm(contact=make.find_contact(case), reason=reasons[1], agent=cast.noor(), now=cast.NOW)
    assert "data-reason=" not in wrap_up(noor, case)


def test_how_well_it_goes_stands_with_the_reasons(reasons: tuple[Reason, Reason]) -> None:
    cast.shop()
    client = as_agent(cast.colleague(Role.ADMIN))
    assert "Nog niet getoetst" in client.get("/settings/reasons/").content.decode()
    trial = Trial(
        tested=200,
        right=estimate_share(168, 200),
        right_by_wording=estimate_share(150, 200),
        gain=Estimate(0.09, 0.03, 0.15, 200),
        is_by_wording=False,
        threshold=0.44,
        suggested=estimate_share(180, 200),
        right_when_suggested=estimate_share(160, 180),
        reliability=(Reliability(0.75, estimate_share(150, 200)),),
        by_reason={"R1": estimate_share(90, 100), "R2": estimate_share(78, 100)},
    )
    encoder = Encoder.objects.create(name="a/1/0", since=cast.NOW)
    Lesson.objects.create(
        encoder=encoder, learned_from=400, packed=b"", at=cast.NOW, trial=asdict(trial), tried_on=400, tried_at=cast.NOW
    )
    page = client.get("/settings/reasons/").content.decode()
    for words in ("84,0", "75,0", "Vanaf 44", "Onduidelijke factuur", "+9 punten"):
        assert words in page.replace("\xa0", " ")
