"""One case for each parcel, over channels and people: S1.3, S1.4 and S3.4 of the demands."""

import pytest
from django.utils import timezone
from tests import cast, make
from tests.desk.screens import as_agent
from tests.letters import MARIJKE, YOUSSEF, deliver, letter

from wortel.cases import actions as cases
from wortel.cases.models import Case
from wortel.cases.queries import list_cases_of
from wortel.contacts.models import Contact
from wortel.journey.byhand import note_call
from wortel.journey.receive import Receipt
from wortel.orders.models import Order

pytestmark = pytest.mark.django_db
PARCEL, ORDER = "3SPK7-4711", "2025-77001"


@pytest.fixture
def order() -> Order:
    """Youssef ordered it and has it sent to Marijke."""
    cast.shop()
    cast.marijke()
    made = make.make_order(cast.youssef(), ORDER, at=timezone.now())
    make.make_parcel(made, PARCEL, carrier=cast.carrier(), at=timezone.now())
    return made


def mail(text: str, *, sender: str = YOUSSEF, verdict: str = "pass", days: int = 0) -> Receipt:
    at = timezone.now() + days * cast.DAY
    return deliver(letter(text, sender=sender, verdict=verdict, at=at), now=at)


def call(text: str, *, phone: str = "+31600004187", days: int = 0, **wishes: object) -> Receipt:
    at = timezone.now() + days * cast.DAY
    return note_call(phone=phone, agent=cast.noor(), text=text, started_at=at, ended_at=at, **wishes)  # type: ignore[arg-type]  # the wishes are those of note_call


def test_lost_then_damaged_over_mail_and_phone_is_one_case(order: Order) -> None:
    """S1.3 and S3.4: a chain of five contacts, begun by mail and gone on by phone, is one case."""
    mail(f"Bestelling {ORDER} is niet gekomen.")
    call(f"Nog steeds niets over {ORDER}.", days=1)
    mail(f"Pakket {PARCEL.lower()} is gevonden, maar kapot.", days=2)
    call(f"Wil geld terug voor {PARCEL}", days=3)
    mail(f"Wanneer komt het geld van {ORDER}?", days=4)
    case = Case.objects.get()
    assert case.contact_count == 5
    assert set(Contact.objects.values_list("order", flat=True)) == {order.pk}
    assert list(Contact.objects.order_by("started_at").values_list("channel", flat=True)) == [
        "email", "phone", "email", "phone", "email",
    ]  # fmt: skip


def test_the_case_goes_on_where_the_colleague_says_so(order: Order) -> None:
    first = mail("Waar blijft mijn bankje?")
    again = call("Belt over haar mail", case=first.case)
    assert again.case == first.case
    assert Case.objects.get().contact_count == 2


def test_something_new_in_any_case_is_a_case_of_its_own(order: Order) -> None:
    mail(f"Bestelling {ORDER} is niet gekomen.")
    call(f"Een factuurvraag bij {ORDER}", is_apart=True)
    assert Case.objects.count() == 2


def test_another_order_is_another_case(order: Order) -> None:
    make.make_order(cast.youssef(), "2025-88002", at=timezone.now())
    mail(f"Bestelling {ORDER} is niet gekomen.")
    mail("Bestelling 2025-88002 ook niet.")
    assert Case.objects.count() == 2


def test_what_was_settled_is_not_opened_by_a_number(order: Order) -> None:
    first = mail(f"Bestelling {ORDER} is niet gekomen.")
    assert first.case is not None
    cases.close(case=first.case, now=cast.NOW)
    assert mail(f"Weer over {ORDER}", days=1).case != first.case


@pytest.mark.parametrize("verdict", ["fail", "none", ""])
def test_a_number_in_a_mail_that_is_not_proven_joins_nothing(verdict: str, order: Order) -> None:
    first = mail(f"Bestelling {ORDER} is niet gekomen.")
    forged = mail(f"Stuur {ORDER} naar mij", verdict=verdict)
    assert forged.case != first.case
    page = as_agent(cast.noor()).get(f"/cases/{forged.case.pk}/").content.decode() if forged.case else ""
    assert "Hetzelfde pakket" in page, "a colleague sees that it belongs together, and joins it with one key"


def test_a_number_of_an_order_says_nothing_about_a_stranger(order: Order) -> None:
    guessed = mail(f"Waar is {ORDER}?", sender="Eve <eve@elders.example>")
    assert guessed.contact is not None
    assert guessed.contact.order is None


def test_sender_and_receiver_share_a_case_and_each_has_their_own_page(order: Order) -> None:
    """S1.4: two customers on one case."""
    sent = mail(f"Bestelling {ORDER} is niet aangekomen.")
    received = mail(f"Ik kreeg pakket {PARCEL} niet", sender=MARIJKE)
    assert sent.case is not None
    assert received.case is not None
    assert sent.case != received.case, "two people are joined by a colleague, never by themselves"
    noor = as_agent(cast.noor())
    assert "Hetzelfde pakket" in noor.get(f"/cases/{received.case.pk}/").content.decode()
    noor.post(f"/cases/{sent.case.pk}/merges/", {"case": received.case.number})
    joint = Case.objects.standing().get()
    assert [list(list_cases_of(person)) for person in (cast.youssef(), cast.marijke())] == [[joint], [joint]]
    page = noor.get(f"/cases/{joint.pk}/").content.decode()
    assert "is niet aangekomen" in page
    assert "Ik kreeg pakket" in page
    hers = noor.get(f"/contacts/new/story/?customer={cast.marijke().pk}").content.decode()
    assert "Ik kreeg pakket" in hers
    assert "is niet aangekomen" not in hers, "what the other wrote is not hers"
    assert f'value="{joint.pk}"' in hers, "her next call goes on in the joint case"


def test_her_call_goes_on_in_the_joint_case(order: Order) -> None:
    sent, received = mail(f"Bestelling {ORDER} kwam niet aan."), mail(f"Pakket {PARCEL} kwam niet", sender=MARIJKE)
    assert sent.case is not None
    assert received.case is not None
    cases.merge(kept=sent.case, absorbed=received.case, now=cast.NOW)
    again = call(f"Belt over {PARCEL}", phone="+31600007319", days=1)
    assert again.case == sent.case
    assert again.customer == cast.marijke()
