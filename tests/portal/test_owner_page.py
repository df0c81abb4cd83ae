"""The owner's page: a link, no account, three buttons, and nothing that is not theirs."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests import cast, make

from wortel.events.models import Event
from wortel.problems import actions
from wortel.problems.models import Effect, OwnerAnswer, OwnerLink, Problem, ProcessOwner, Verdict

pytestmark = pytest.mark.django_db

CANARIES = ("Kanarie", "kanarie@post.example", "0687654321", "Kanariestraat 12", "7419 ZZ", "KAN-987654")


def late_parcel() -> Problem:
    shop = cast.shop()
    shop.has_wink = True
    shop.save()
    problem = make.make_problem(
        "P2", "De bezorger komt niet", process=cast.delivery(), workaround_nl="We bellen vooraf."
    )
    customer = make.make_customer("Jan Kanarie", email="kanarie@post.example")
    words = (
        "Weer niemand, zegt Kanarie. Mail kanarie@post.example of bel 0687654321. "
        "Ik woon Kanariestraat 12, 7419 ZZ. Bestelling KAN-987654."
    )
    make.make_flag(make.make_contact(make.make_conversation(customer), words), problem)
    return problem


def entrance(problem: Problem) -> tuple[OwnerLink, str]:
    person = cast.tamar()
    made = actions.open_entrance(problem=problem, owner=person.owner, person=person, now=timezone.now())
    return made.link, reverse("owner", args=[made.token])


def test_the_page_says_what_goes_wrong_and_for_whom(client: Client) -> None:
    _, address = entrance(late_parcel())
    page = client.get(address)
    text = page.content.decode()
    assert page.status_code == 200
    for words in ("Dag Tamar,", "De bezorger komt niet", "Bezorgen", "We bellen vooraf.", "Ik pak dit op"):
        assert words in text


def test_the_page_tells_nothing_about_customers_or_other_causes(client: Client) -> None:
    make.make_problem("P1", "Kanarieprobleem van een ander", process=cast.invoicing())
    _, address = entrance(late_parcel())
    text = client.get(f"{address}?all").content.decode()
    for canary in (*CANARIES, "Facturatie", "Ruben"):
        assert canary not in text
    assert "Weer niemand" in text


def test_the_address_is_not_passed_on_or_kept(client: Client) -> None:
    _, address = entrance(late_parcel())
    headers = client.get(address).headers
    assert headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in headers["Cache-Control"]
    assert "noindex" in headers["X-Robots-Tag"]


def test_every_shut_door_looks_the_same(client: Client) -> None:
    link, address = entrance(late_parcel())
    shut = {client.get(reverse("owner", args=["x" * 43])).content}
    OwnerLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    shut.add(client.get(address).content)
    OwnerLink.objects.update(expires_at=timezone.now() + timedelta(days=1), revoked_at=timezone.now())
    shut.add(client.get(address).content)
    assert client.get(address).status_code == 404
    assert client.post(f"{address}answers/", {"kind": "accepted"}).status_code == 404
    assert len({_without_token(page) for page in shut}) == 1
    assert "bezorger" not in shut.pop().decode()
    assert not OwnerAnswer.objects.exists()
    assert link.pk


def _without_token(page: bytes) -> bytes:
    start = page.index(b"X-CSRFToken")
    return page[:start] + page[start + 100 :]


def test_one_press_takes_it_on_and_a_later_visit_says_so(client: Client) -> None:
    problem = late_parcel()
    _, address = entrance(problem)
    page = client.post(f"{address}answers/", {"kind": "accepted"}, follow=True)
    assert "Jouw antwoord" in page.content.decode()
    assert problem.ownerships.get(until=None).accepted_at
    event = Event.objects.get(kind="owner.answered")
    assert (event.actor_kind, event.actor_name) == ("owner", "Tamar Kuiper")


def test_not_mine_asks_whose(client: Client) -> None:
    _, address = entrance(late_parcel())
    page = client.post(f"{address}answers/", {"kind": "not_mine", "whose": "Het magazijn"}, follow=True)
    assert "Het magazijn" in page.content.decode()


def test_planned_asks_a_day(client: Client) -> None:
    _, address = entrance(late_parcel())
    client.post(f"{address}answers/", {"kind": "planned"})
    client.post(f"{address}answers/", {"kind": "planned", "planned_on": "2001-01-01"})
    assert not OwnerAnswer.objects.exists()
    day = (timezone.now() + timedelta(days=30)).date()
    client.post(f"{address}answers/", {"kind": "planned", "planned_on": day.isoformat()})
    assert OwnerAnswer.objects.get().planned_on == day


def test_after_the_fix_the_verdict_stands_there(client: Client) -> None:
    problem = late_parcel()
    fix = actions.record_fix(problem=problem, what="Vaste rit", on=cast.NOW.date(), now=cast.NOW)
    actions.measure_effect(fix=fix, now=datetime(2025, 10, 20, tzinfo=UTC))
    _, address = entrance(problem)
    assert "Vaste rit" in client.get(address).content.decode()
    known = dict.fromkeys(Effect.objects.get().numbers)
    # fmt: off
    numbers = {**known, "rr": 0.4, "controlled_rr": 0.41, "controlled_low": 0.37, "controlled_high": 0.46,
               "avoided": 2523.5, "avoided_low": 2106.2, "avoided_high": 2985.7, "saved": 16835.0, "saved_low": 14051.0,
               "saved_high": 19918.0, "orders_before": 1, "orders_after": 1, "weeks_before": 26,
               "weeks_after": 12}
    # fmt: on
    Effect.objects.update(verdict=Verdict.WORKS, numbers=numbers)
    text = client.get(address).content.decode()
    assert "Werkt" in text
    assert "ongeveer\u00a02.500 contacten, tussen\u00a02.106 en\u00a02.986" in text
    assert "€\u00a016.835" in text


def test_the_wink_is_for_colleagues_and_can_be_switched(client: Client) -> None:
    problem = late_parcel()
    _, address = entrance(problem)
    wink = "Nog niet."
    assert wink not in client.get(address).content.decode()
    ProcessOwner.objects.update(has_wink=True)
    assert wink in client.get(address).content.decode()
    shop = cast.shop()
    shop.has_wink = False
    shop.save()
    assert wink not in client.get(address).content.decode()
    assert not ProcessOwner(partner=None, has_wink=False).likes_wink
    assert ProcessOwner(partner=None).likes_wink


def test_in_english_for_who_reads_english(client: Client) -> None:
    _, address = entrance(late_parcel())
    text = client.get(address, headers={"Accept-Language": "en"}).content.decode()
    assert "I take this on" in text
    assert "Not mine" in text
