"""One text from many people: read once, answered once, linked to one cause."""

import pytest
from django.test import Client
from django.utils import timezone
from tests import cast, make
from tests.cast import HOUR

from wortel.accounts.models import Role
from wortel.cases.models import Case, Status
from wortel.channels.models import Delivery
from wortel.contacts.models import Contact, Direction
from wortel.journey.hold_beside import find_copies
from wortel.problems.models import Flag

pytestmark = pytest.mark.django_db

PLEA = "Ik vraag u om de winkel in de Kerkstraat open te houden, want ouderen kunnen niet verder reizen voor hun post."


def campaign(people: int = 9) -> Contact:
    """So many people send one text, an hour apart, the latest just now."""
    cast.shop()
    now = timezone.now()
    for number in range(people):
        customer = make.make_customer(f"Klant {number}", email=f"k{number}@post.example")
        text = f"Geachte heer,\n\n{PLEA}\n\nGroet, Klant {number}"
        make.make_case(customer, text=text, at=now - (people - number) * HOUR, subject="Kerkstraat")
    find_copies(int(now.timestamp()))
    return Contact.objects.earliest("started_at")


def test_the_group_stands_in_the_list_and_on_the_case(client: Client) -> None:
    first = campaign()
    client.force_login(cast.noor())
    page = client.get("/same-texts/").content.decode()
    assert '<b class="num">9</b>' in page
    assert f"/same-texts/{first.pk}/" in page
    latest = Case.objects.latest("pk")
    assert "Deze tekst kwam in twee dagen van 9 mensen" in client.get(f"/cases/{latest.pk}/").content.decode()


def test_seven_people_are_no_group(client: Client) -> None:
    campaign(7)
    client.force_login(cast.noor())
    assert "Er kwam geen tekst van veel mensen." in client.get("/same-texts/").content.decode()


def test_one_answer_goes_to_everybody_in_their_own_case(client: Client) -> None:
    cast.mailbox()
    first = campaign()
    Case.objects.filter(who="Klant 3").update(status=Status.CLOSED, closed_at=timezone.now())
    client.force_login(cast.noor())
    assert "Stuur aan 8 mensen" in client.get(f"/same-texts/{first.pk}/").content.decode()
    answered = client.post(f"/same-texts/{first.pk}/answers/", {"text": "De winkel blijft open."}, follow=True)
    assert "8 mensen beantwoord." in answered.content.decode()
    assert Contact.objects.filter(direction=Direction.OUT, reply_text__contains="De winkel blijft open").count() == 8
    assert len({tuple(one.recipients) for one in Delivery.objects.all()}) == 8
    assert not Case.objects.filter(status=Status.OPEN).exists()


def test_an_empty_answer_is_not_sent(client: Client) -> None:
    first = campaign()
    client.force_login(cast.noor())
    client.post(f"/same-texts/{first.pk}/answers/", {"text": " "})
    assert not Contact.objects.filter(direction=Direction.OUT).exists()


def test_without_a_mailbox_nothing_is_sent(client: Client) -> None:
    first = campaign()
    client.force_login(cast.noor())
    refused = client.post(f"/same-texts/{first.pk}/answers/", {"text": "De winkel blijft open."}, follow=True)
    assert "Er is niets verstuurd" in refused.content.decode()
    assert not Contact.objects.filter(direction=Direction.OUT).exists()


def test_all_of_them_count_for_one_cause(client: Client) -> None:
    first = campaign()
    problem = make.make_problem("Sluiting Kerkstraat")
    client.force_login(cast.noor())
    client.post(f"/same-texts/{first.pk}/flags/", {"problem": problem.pk})
    assert Flag.objects.filter(problem=problem).count() == 9


def test_an_auditor_reads_and_sends_nothing(client: Client) -> None:
    first = campaign()
    client.force_login(cast.colleague(Role.AUDITOR))
    assert "Stuur aan" not in client.get(f"/same-texts/{first.pk}/").content.decode()
    assert client.post(f"/same-texts/{first.pk}/answers/", {"text": "Nee"}).status_code == 403
