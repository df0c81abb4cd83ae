"""One click or one key: put a mail where it belongs, make it a case of its own, and back again."""

import json
import re

import pytest
from django.test import Client
from django.utils import timezone
from tests import cast, make
from tests.desk.screens import as_agent
from tests.letters import deliver, letter

from wortel.cases import actions as cases
from wortel.cases.models import Case, Draft, Status
from wortel.contacts.models import Contact, Direction

pytestmark = pytest.mark.django_db
EVE = "Eve <eve@elders.example>"
LONG_AGO = cast.NOW + 90 * cast.DAY


@pytest.fixture
def noor(client: Client) -> Client:
    cast.shop()
    return as_agent(cast.noor())


def undo(client: Client, response: object) -> None:
    client.post(json.loads(response["HX-Trigger"])["toast"]["undo_url"])  # type: ignore[index]  # a response of Django


def belongs() -> tuple[Case, Case]:
    """Marijke's case, and the one of a mail that names it and may not join."""
    first = deliver(letter("Waar blijft het?", message_id="a@hoekstra.example"))
    other = deliver(letter("Ik ben haar zus", sender=EVE, answers="a@hoekstra.example"))
    assert first.case is not None
    assert other.case is not None
    return first.case, other.case


def test_a_mail_that_names_a_case_is_put_there_with_one_key(noor: Client) -> None:
    named, alone = belongs()
    page = noor.get(f"/cases/{alone.pk}/").content.decode()
    assert re.search(r'data-key="b"[^>]*>(?:(?!</button>).)*Hoort daarbij', page, re.DOTALL)
    response = noor.post(f"/cases/{alone.pk}/belonging/", {"belongs": "yes"})
    assert Case.objects.get(pk=alone.pk).merged_into == named
    assert response["HX-Push-Url"] == f"/cases/{named.pk}/?from=open"
    undo(noor, response)
    back = Case.objects.get(pk=alone.pk)
    assert (back.merged_into, back.possibly_belongs_to, back.status) == (None, named, Status.OPEN)


def test_a_mail_that_names_a_case_may_stand_alone(noor: Client) -> None:
    named, alone = belongs()
    response = noor.post(f"/cases/{alone.pk}/belonging/", {"belongs": "no"})
    assert "hoort daarbij" not in response.content.decode().lower()
    assert Case.objects.get(pk=alone.pk).possibly_belongs_to is None
    undo(noor, response)
    assert Case.objects.get(pk=alone.pk).possibly_belongs_to == named


def test_once_put_there_its_sender_goes_on_in_the_same_case(noor: Client) -> None:
    named, alone = belongs()
    noor.post(f"/cases/{alone.pk}/belonging/", {"belongs": "yes"})
    first = Contact.objects.get(sender__value="eve@elders.example")
    again = deliver(letter("Nog iets", sender=EVE, answers=first.message_id))
    assert again.case == named


def settled(text: str, *, at: object = LONG_AGO) -> Case:
    """Marijke's case was closed, and now she answers the old mail."""
    first = deliver(letter("Waar blijft mijn bankje?", message_id="a@hoekstra.example"))
    assert first.case is not None
    cases.close(case=first.case, now=cast.NOW)
    deliver(letter(text, answers="a@hoekstra.example", at=at), now=at)  # type: ignore[arg-type]  # a moment
    return Case.objects.get(pk=first.case.pk)


NEW = "Verkopen jullie ook tuinstoelen voor buiten, en wat kosten die?"


def test_a_new_question_as_an_answer_to_an_old_mail_is_proposed_as_a_case_of_its_own(noor: Client) -> None:
    case = settled(NEW)
    assert (case.status, case.asks_anew) == (Status.OPEN, Contact.objects.latest("pk"))
    page = noor.get(f"/cases/{case.pk}/").content.decode()
    assert "Dit lijkt een nieuwe vraag" in page
    response = noor.post(f"/contacts/{case.asks_anew_id}/place/", {"following": "on"})
    fresh = Case.objects.latest("pk")
    old = Case.objects.get(pk=case.pk)
    assert (fresh.status, fresh.contact_count, fresh.latest_words[:20]) == (Status.OPEN, 1, NEW[:20])
    assert (old.status, old.asks_anew, old.contact_count) == (Status.CLOSED, None, 1)
    undo(noor, response)
    back = Case.objects.get(pk=case.pk)
    assert (back.status, back.asks_anew_id, back.contact_count) == (Status.OPEN, case.asks_anew_id, 2)


def test_the_same_question_stays_where_it_is(noor: Client) -> None:
    case = settled(NEW)
    response = noor.post(f"/cases/{case.pk}/sameness/")
    assert "Dit lijkt een nieuwe vraag" not in response.content.decode()
    undo(noor, response)
    assert Case.objects.get(pk=case.pk).asks_anew_id is not None


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Dank je wel!", 90),
        ("Waar blijft mijn bankje nou?", 10),
        (NEW, 1),
        ("Het bankje waar ik om vroeg blijft uit", 30),
    ],
)
def test_thanks_and_the_same_words_and_soon_after_are_no_new_question(text: str, days: int) -> None:
    assert settled(text, at=cast.NOW + days * cast.DAY).asks_anew is None


def test_other_words_within_weeks_are_a_new_question() -> None:
    assert settled(NEW, at=cast.NOW + 10 * cast.DAY).asks_anew is not None


def test_one_message_goes_to_another_case_and_back(noor: Client) -> None:
    first, second = deliver(letter("Bankje", message_id="a@hoekstra.example")), deliver(letter("Lamp"))
    stray = deliver(letter("Over de lamp", answers="a@hoekstra.example"))
    assert first.case is not None
    assert second.case is not None
    assert stray.contact is not None
    shown = noor.get(f"/contacts/{stray.contact.pk}/place/").content.decode()
    assert f'value="{second.case.pk}"' in shown
    response = noor.post(f"/contacts/{stray.contact.pk}/place/", {"case": second.case.number})
    counts = [Case.objects.get(pk=case.pk).contact_count for case in (first.case, second.case)]
    assert counts == [1, 2]
    undo(noor, response)
    counts = [Case.objects.get(pk=case.pk).contact_count for case in (first.case, second.case)]
    assert counts == [2, 1]


def test_whoever_may_only_look_sees_no_such_button(noor: Client) -> None:
    from wortel.accounts.models import Role

    _named, alone = belongs()
    auditor = as_agent(cast.colleague(Role.AUDITOR))
    page = auditor.get(f"/cases/{alone.pk}/").content.decode()
    assert "Hoort daarbij" not in page
    assert "Hoort ergens anders" not in page
    auditor.post(f"/cases/{alone.pk}/belonging/", {"belongs": "yes"})
    assert Case.objects.get(pk=alone.pk).merged_into is None


def test_what_is_sent_from_a_case_that_was_merged_meanwhile_goes_to_the_other(noor: Client) -> None:
    kept = make.make_case(cast.marijke(), "Bankje", at=timezone.now(), mailbox=cast.mailbox())
    absorbed = make.make_case(cast.marijke(), "Nog eens", at=timezone.now(), mailbox=cast.mailbox())
    noor.post(f"/cases/{absorbed.pk}/draft/", {"text": "Dag Marijke"})
    cases.merge(kept=kept, absorbed=absorbed, now=timezone.now())
    assert Draft.objects.get().case == kept
    told = noor.get(f"/cases/{absorbed.pk}/line/")
    assert "hoort nu bij een andere zaak" in told.content.decode()
    assert "casemerged" in told["HX-Trigger"]
    seen = Contact.objects.latest("pk").pk
    noor.post(f"/cases/{absorbed.pk}/answers/", {"text": "Dag Marijke", "seen": seen})
    said = Contact.objects.get(direction=Direction.OUT)
    assert said.conversation.part.case == kept


@pytest.mark.parametrize("way", ["received", "delivered"])
def test_two_mailboxes_that_get_the_same_mail_make_one_contact(way: str) -> None:
    raw = letter("Waar blijft het?", to="hallo@devoorbeeldwinkel.example, verkoop@devoorbeeldwinkel.example")
    more = {
        "received": b"Received: from a.example by b.example; Tue, 7 Oct 2025 11:45:00 +0200\r\nX-Spam: no\r\n",
        "delivered": b"Delivered-To: verkoop@devoorbeeldwinkel.example\r\nReturn-Path: <x@y.example>\r\n",
    }[way]
    copy = more + raw.replace(b"\r\n", b"\n") + b"\n\n"
    first, second = deliver(raw), deliver(copy)
    assert second.contact == first.contact
    assert (Contact.objects.count(), Case.objects.count()) == (1, 1)
