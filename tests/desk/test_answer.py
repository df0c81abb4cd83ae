"""Answering: what one stroke on the send button does, and how every part of it is called back."""

import json
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from tests import cast, make
from tests.desk.screens import as_agent

from wortel.accounts.models import Organisation
from wortel.cases.models import Case, Draft, Outcome, Status
from wortel.channels.models import Delivery
from wortel.contacts.models import Contact, Note
from wortel.problems.models import Flag, Problem
from wortel.reasons.models import GivenReason
from wortel.signals.models import Lack

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


def send(client: Client, case: Case, text: str = "Dag Youssef", **said: object) -> HttpResponse:
    seen = max(Contact.objects.filter(conversation__part__case=case).values_list("pk", flat=True))
    return client.post(f"/cases/{case.pk}/answers/", {"text": text, "seen": seen, "view": "open", **said})


def toast(response: HttpResponse) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(response["HX-Trigger"])["toast"]
    return told


def undo(client: Client, response: HttpResponse) -> dict[str, str]:
    return toast(client.post(toast(response)["undo_url"]))


HELPED = {"wrapped": "1", "solved": "yes", "gone": "yes"}
REMAINS = {"wrapped": "1", "solved": "yes", "gone": "no"}


def test_an_answer_waits_in_the_outbox_for_its_customer(case: Case, noor: Client) -> None:
    told = toast(send(noor, case))
    delivery = Delivery.objects.get()
    assert delivery.state == Delivery.State.WAITING
    assert "y.benali@post.example" in json.dumps(delivery.recipients)
    assert told["text"] == "Verstuurd aan Youssef."


@pytest.mark.parametrize("seconds", [3, 45])
def test_the_way_back_is_open_as_long_as_the_answer_waits(case: Case, noor: Client, seconds: int) -> None:
    Organisation.objects.update(undo_seconds=seconds)
    assert toast(send(noor, case))["seconds"] == seconds


def test_without_waiting_there_is_no_way_back(case: Case, noor: Client) -> None:
    Organisation.objects.update(undo_seconds=0)
    assert toast(send(noor, case))["undo_url"] == ""


def test_helped_closes_the_case_and_not_its_cause(case: Case, noor: Client) -> None:
    send(noor, case, **REMAINS)
    case.refresh_from_db()
    assert case.status == Status.CLOSED
    outcome = Outcome.objects.get()
    assert (outcome.is_solved, outcome.is_cause_open) == (True, True)
    assert Problem.objects.open().count() == 1


def test_not_yet_helped_leaves_the_case_with_the_customer(case: Case, noor: Client) -> None:
    send(noor, case, **{**HELPED, "solved": "no"})
    case.refresh_from_db()
    assert case.status == Status.WAITING


def test_an_open_cause_is_reported_under_the_problem_that_was_chosen(case: Case, noor: Client) -> None:
    problem = make.make_problem("fee", "Regel servicekosten", process=cast.invoicing())
    told = toast(send(noor, case, **REMAINS, problem=problem.pk))
    assert Flag.objects.get().problem == problem
    assert told["text"] == "Verstuurd aan Youssef. Oorzaak gemeld bij Facturatie."


def test_a_new_cause_can_be_named_beside_those_we_know(case: Case, noor: Client) -> None:
    make.make_problem("fee", "Regel servicekosten")
    send(noor, case, **REMAINS, problem="new")
    assert Flag.objects.get().problem.title_nl == "Servicekosten"


def test_reason_and_lacking_means_are_kept(case: Case, noor: Client) -> None:
    reason = make.make_reason("invoice.fee")
    send(noor, case, **HELPED, reason=reason.pk, lacks=["case_status", "knowledge"])
    assert GivenReason.objects.get().reason == reason
    assert set(Lack.objects.values_list("means", flat=True)) == {"case_status", "knowledge"}


def test_an_answer_without_words_is_not_sent(case: Case, noor: Client) -> None:
    response = send(noor, case, text="   ")
    assert response.status_code == 422
    assert "Er is nog niets om te versturen." in response.content.decode()
    assert not Delivery.objects.exists()


def test_what_came_between_is_shown_before_anything_is_sent(case: Case, noor: Client) -> None:
    seen = make.find_contact(case).pk
    make.make_contact(case.parts.get().conversation, "Laat maar, het is al opgelost", at=timezone.now())
    response = noor.post(f"/cases/{case.pk}/answers/", {"text": "Dag Youssef", "seen": seen})
    page = response.content.decode()
    assert "Er kwam een bericht tussen." in page
    assert "Laat maar, het is al opgelost" in page
    assert "Dag Youssef" in page
    assert not Delivery.objects.exists()


def test_two_colleagues_do_not_answer_over_each_other(case: Case, noor: Client) -> None:
    seen = make.find_contact(case).pk
    said = {"text": "Dag", "seen": seen}
    assert noor.post(f"/cases/{case.pk}/answers/", said).status_code == 200
    assert as_agent(cast.joris()).post(f"/cases/{case.pk}/answers/", said).status_code == 422
    assert Delivery.objects.count() == 1


def test_calling_it_back_brings_everything_back(case: Case, noor: Client) -> None:
    before = GivenReason.objects.count()
    reason = make.make_reason("invoice.fee")
    sent = send(noor, case, **REMAINS, reason=reason.pk, lacks=["knowledge"])
    assert undo(noor, sent)["text"] == "Teruggehaald."
    case.refresh_from_db()
    assert case.status == Status.OPEN
    assert not Outcome.objects.exists()
    assert not Flag.objects.exists()
    assert not Problem.objects.exists()
    assert not Lack.objects.exists()
    assert GivenReason.objects.count() == before
    assert not Contact.objects.filter(direction="out").exists()
    assert Draft.objects.get().text == "Dag Youssef"


def test_nobody_else_can_call_it_back(case: Case, noor: Client) -> None:
    sent = send(noor, case)
    assert "kan niet meer" in undo(as_agent(cast.joris()), sent)["text"]
    assert Delivery.objects.get().state == Delivery.State.WAITING


def test_what_has_left_is_not_called_back(case: Case, noor: Client) -> None:
    sent = send(noor, case)
    Delivery.objects.update(state=Delivery.State.SENT, attempts=1)
    assert undo(noor, sent)["text"] == "Te laat: het is verstuurd."


def test_a_call_is_answered_by_mail_where_an_address_is_known(noor: Client) -> None:
    cast.shop()
    cast.mailbox()
    called = make.make_case(cast.youssef(), "Gebeld", at=timezone.now(), channel="phone")
    page = noor.get(f"/cases/{called.pk}/").content.decode()
    assert "per mail aan <b>y.benali@post.example</b>, want dit kwam per telefoon" in " ".join(page.split())
    send(noor, called)
    assert Delivery.objects.count() == 1
    assert called.parts.count() == 2


def test_without_an_address_what_was_said_is_written_down(noor: Client) -> None:
    cast.shop()
    called = make.make_case(make.make_customer("Bezoeker"), "Gebeld", at=timezone.now(), channel="phone")
    sent = send(noor, called, text="Ik heb teruggebeld.")
    assert toast(sent)["text"] == "Opgeschreven."
    assert Contact.objects.get(direction="out").channel == "phone"
    undo(noor, sent)
    assert not Contact.objects.filter(direction="out").exists()


def test_without_a_mailbox_nothing_is_lost(noor: Client) -> None:
    cast.shop()
    case = make.make_case(cast.youssef(), at=timezone.now())
    response = send(noor, case)
    assert "nog geen mailbox" in response.content.decode()
    assert "Dag Youssef" in response.content.decode()


def test_sending_opens_the_next_case_in_the_list(case: Case, noor: Client) -> None:
    following = make.make_case(cast.marijke(), "De volgende", at=timezone.now() - cast.HOUR)
    response = send(noor, case, **HELPED, then="next")
    assert f'data-case="{following.pk}"' in response.content.decode()
    assert response["HX-Push-Url"].startswith(f"/cases/{following.pk}/")


def test_a_note_stays_between_colleagues(case: Case, noor: Client) -> None:
    noor.post(f"/cases/{case.pk}/notes/", {"text": "Ruben weet ervan"})
    assert Note.objects.get().text == "Ruben weet ervan"
    assert not Delivery.objects.exists()


def test_a_draft_is_there_when_one_comes_back(case: Case, noor: Client) -> None:
    noor.post(f"/cases/{case.pk}/draft/", {"text": "Dag You", "kind": "answer"})
    page = noor.get(f"/cases/{case.pk}/").content.decode()
    assert "Dag You</textarea>" in page
    assert "bewaard" in page


def test_the_wrap_up_comes_filled_in(case: Case, noor: Client) -> None:
    reason = make.make_reason("invoice.fee", "Servicekosten")
    make.give_reason(make.find_contact(case), reason)
    page = noor.get(f"/cases/{case.pk}/wrap-up/").content.decode()
    assert f'<option value="{reason.pk}" selected>' in page
    assert "voorgesteld" in page
    assert "Is Youssef geholpen?" in page
    assert 'name="solved" value="yes"' in page
    assert 'name="gone" value="no"' in page
