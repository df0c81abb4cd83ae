"""What we answered at another desk comes in with who wrote it, and goes to what the customer said last in that case."""

from datetime import datetime
from pathlib import Path

import pytest
from tests import cast, make
from tests.fixture_a import Row
from tests.journey.bringing import NOW, bring_in, contact

from wortel.accounts.models import Agent
from wortel.cases.models import Case
from wortel.contacts.models import Contact, Direction, Withheld
from wortel.quality.queries import list_given

pytestmark = pytest.mark.django_db

BEFORE = datetime.fromisoformat("2025-09-01T00:00:00+02:00")


def answer(key: str, day: int, text: str, **columns: str) -> Row:
    return contact(key, day, channel="email", direction="out", text=text, **columns)


def given() -> list[str]:
    return [one.text for one in list_given(Contact.objects.filter(direction=Direction.IN), BEFORE)]


def test_who_wrote_it_is_known_by_mail_address(tmp_path: Path) -> None:
    noor = cast.noor()
    bring_in(tmp_path, "contacts", answer("b", 2, "Het komt eraan.", agent=noor.email.upper()))
    assert Contact.objects.get(code="b").agent == noor


def test_to_be_named_in_a_file_gives_nobody_an_account(tmp_path: Path) -> None:
    bring_in(tmp_path, "contacts", answer("b", 2, "Het komt eraan.", agent="weg@elders.example"))
    assert Contact.objects.get(code="b").agent is None
    assert not Agent.objects.exists()


def test_an_answer_goes_to_what_its_case_said_last(tmp_path: Path) -> None:
    make.make_reason("parcel")
    noor = cast.noor()
    rows = (
        *(contact("a", 1, case="Z1", reason="invoice"), contact("c", 3, case="Z1", reason="parcel")),
        *(
            answer("b", 2, "Dat zoek ik uit.", case="Z1"),
            answer("d", 4, "Het komt eraan.", case="Z1", agent=noor.email),
        ),
        answer("e", 5, "Nog een bericht.", case="Z1"),
    )
    bring_in(tmp_path, "contacts", *rows)
    found = list_given(Contact.objects.filter(code="c"), BEFORE)
    assert [(one.text, one.by, noor.name in one.names) for one in found] == [("Het komt eraan.", noor.pk, True)]
    assert found[0].reason == Contact.objects.get(code="c").given_reason.reason_id
    assert given() == ["Het komt eraan.", "Dat zoek ik uit."]


def test_without_a_case_it_goes_to_the_chain_it_falls_in(tmp_path: Path) -> None:
    bring_in(
        tmp_path, "contacts", answer("b", 2, "Dat zoek ik uit."), contact("a", 1), contact("c", 1, reason="parcel")
    )
    assert given() == ["Dat zoek ik uit."]


@pytest.mark.parametrize("special", ["a", "b", "c"])
def test_one_message_that_is_too_personal_keeps_all_of_its_case_apart(tmp_path: Path, special: str) -> None:
    rows = (
        *(contact("a", 1, case="Z1"), contact("b", 2, case="Z1"), answer("c", 3, "Beterschap.", case="Z1")),
        *(contact("d", 1, case="Z2", customer="K2"), answer("e", 2, "Het komt.", case="Z2", customer="K2")),
    )
    bring_in(tmp_path, "contacts", *rows)
    for one in (Contact.objects.get(code=special), make.make_contact()):
        Withheld.objects.create(contact=one, at=NOW)
    assert given() == ["Het komt."]


def test_what_we_begin_here_answers_nothing(tmp_path: Path) -> None:
    bring_in(tmp_path, "contacts", contact("a", 1, case="Z1"))
    letter = make.make_conversation(cast.marijke())
    Case.objects.get().parts.create(conversation=letter)
    make.make_contact(letter, "Wil je meedoen?", at=NOW, direction=Direction.OUT)
    assert given() == []
