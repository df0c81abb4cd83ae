"""What was looked for in vain is counted by week, masked, and without whoever looked."""

from datetime import date, timedelta

import pytest
from django.test import Client
from tests import cast

from wortel.events.models import Event
from wortel.knowledge.actions import SEARCHES_KEPT, count_opened, count_search
from wortel.knowledge.models import Article, Search
from wortel.knowledge.queries import Sought, count_sought, list_sought_in_vain

pytestmark = pytest.mark.django_db

DAY = date(2025, 10, 7)
MONDAY = date(2025, 10, 6)
WEEK = timedelta(weeks=1)


def look(words: str, *, topic: str = "", on: date = DAY, times: int = 1, opened: int = 0) -> None:
    for _ in range(times):
        count_search(words=words, topic=topic, on=on)
    for _ in range(opened):
        count_opened(words=words, topic=topic, on=on)


def test_what_was_looked_for_without_opening_anything_comes_first() -> None:
    look("retour zonder printer", times=3, opened=1)
    look("garantie op een accu", times=5)
    look("servicekosten", times=4, opened=4)
    assert list_sought_in_vain(since=MONDAY, limit=8) == [
        Sought("garantie op een accu", 5, 5),
        Sought("retour zonder printer", 3, 2),
    ]


def test_what_was_looked_for_once_is_not_shown() -> None:
    look("garantie op een accu")
    assert list_sought_in_vain(since=MONDAY, limit=8) == []


def test_opening_two_articles_makes_no_other_search_less_vain() -> None:
    look("retour", topic="retour", times=2, opened=3)
    look("terugsturen", topic="retour", times=2)
    assert count_sought(first=MONDAY, until=MONDAY + WEEK) == {"retour": (2, 4)}


def test_names_and_numbers_are_masked_and_nobody_is_kept() -> None:
    look("Factuur van mevrouw Hoekstra 2025-10432")
    assert [one.words for one in Search.objects.all()] == ["factuur van mevrouw [name] [number]"]
    assert {field.name for field in Search._meta.get_fields()} == {"id", "monday", "words", "topic", "asked", "opened"}
    assert not Event.objects.exists()


def test_each_week_is_counted_apart_and_kept_for_half_a_year() -> None:
    look("accu", on=DAY)
    look("accu", on=DAY + SEARCHES_KEPT)
    assert Search.objects.count() == 2
    look("accu", on=DAY + SEARCHES_KEPT + WEEK)
    assert not Search.objects.filter(monday=MONDAY).exists()


def test_two_letters_are_no_search() -> None:
    look("ac")
    assert not Search.objects.exists()


def test_the_page_counts_what_was_typed_and_what_was_opened(client: Client) -> None:
    cast.shop()
    Article.objects.create(slug="accu", title_nl="Accu opladen", title_en="Charging", updated_at=cast.NOW)
    client.force_login(cast.noor())
    for _ in range(3):
        client.post("/knowledge/searches/", {"q": "accu"})
    rows = client.get("/knowledge/", {"q": "accu"}, headers={"HX-Target": "articles"}).text
    assert "/knowledge/accu/?q=accu" in rows
    client.get("/knowledge/accu/?q=accu")
    page = client.get("/knowledge/").text
    assert "Tevergeefs gezocht" in page
    assert "2 van de 3 keer tevergeefs" in page
