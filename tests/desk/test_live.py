"""Open screens hear what happens: within a second, without gaps, and only while their reader is signed in."""

import asyncio
import time

import psycopg
import pytest
from django.contrib.sessions.models import Session
from tests import cast, make
from tests.desk import live_driver
from tests.desk.live_driver import Screen, database_url, sign_in

from wortel.accounts.models import Role
from wortel.config import asgi
from wortel.config.asgi import Push
from wortel.desk.live import hub
from wortel.events import actions as events

pytestmark = pytest.mark.django_db(transaction=True)

RECORD = """
INSERT INTO events_event (at, kind, actor_kind, actor_name, about_kind, about_id, details)
VALUES (now(), 'case.taken', 'agent', '', 'case', %s, '{}') RETURNING id
"""


def happen(connection: psycopg.Connection, case: int) -> int:
    """Something happens to a case, in whatever transaction is running."""
    row = connection.execute(RECORD, [case]).fetchone()
    assert row is not None
    connection.execute("NOTIFY wortel_events")
    return int(row[0])


def test_what_is_committed_is_heard_within_a_second() -> None:
    cookie = sign_in(cast.noor())

    async def scene(push: Push) -> None:
        async with Screen(push, cookie=cookie) as screen:
            with psycopg.connect(database_url(), autocommit=True) as connection:
                happen(connection, 12)
            began = time.monotonic()
            await screen.hear("case:12")
            assert time.monotonic() - began < 1

    live_driver.run(scene)


def test_a_lower_number_that_is_committed_later_is_heard() -> None:
    cookie = sign_in(cast.noor())

    async def scene(push: Push) -> None:
        async with Screen(push, cookie=cookie) as screen:
            with psycopg.connect(database_url()) as slow, psycopg.connect(database_url(), autocommit=True) as quick:
                first = happen(slow, 1)
                second = happen(quick, 2)
                assert first < second
                await screen.hear("case:2")
                slow.commit()
                late = await screen.hear("case:1")
                assert late["number"] == first

    live_driver.run(scene)


def test_a_screen_that_comes_back_hears_what_it_missed() -> None:
    cookie = sign_in(cast.noor())

    async def scene(push: Push) -> None:
        with psycopg.connect(database_url()) as slow, psycopg.connect(database_url(), autocommit=True) as quick:
            async with Screen(push, cookie=cookie) as screen:
                happen(slow, 1)
                happen(quick, 2)
                await screen.hear("case:2")
            slow.commit()
            happen(quick, 3)
            async with Screen(push, cookie=cookie, after=screen.number) as again:
                await again.hear("case:1")
                await again.hear("case:3")

    live_driver.run(scene)


def test_something_about_a_contact_is_news_of_its_case() -> None:
    cookie = sign_in(cast.noor())
    case = make.make_case(cast.marijke())

    async def scene(push: Push) -> None:
        async with Screen(push, cookie=cookie) as screen:
            await asyncio.to_thread(record_about_contact, case.pk)
            news = await screen.hear(f"case:{case.pk}")
            assert "inbox" in news["topics"]

    live_driver.run(scene)


def record_about_contact(case: int) -> None:
    from django.db import connection

    from wortel.contacts.models import Contact

    events.record("contact.filed", about=Contact.objects.get(conversation__part__case=case))
    connection.close()


def test_nobody_hears_anything_without_a_session() -> None:
    async def scene(push: Push) -> None:
        async with Screen(push, cookie="made-up") as screen:
            assert screen.status == 401

    live_driver.run(scene)


def test_a_process_owner_hears_nothing_about_customers() -> None:
    cookie = sign_in(cast.colleague(Role.OWNER))

    async def scene(push: Push) -> None:
        async with Screen(push, cookie=cookie) as screen:
            assert screen.status == 401

    live_driver.run(scene)


def test_a_page_of_somebody_else_cannot_listen() -> None:
    cookie = sign_in(cast.noor())

    async def scene(push: Push) -> None:
        async with Screen(push, cookie=cookie, origin="http://elsewhere.example") as screen:
            assert screen.status == 403

    live_driver.run(scene)


def test_signing_out_closes_the_stream() -> None:
    cookie = sign_in(cast.noor())

    async def scene(push: Push) -> None:
        async with Screen(push, cookie=cookie) as screen:
            await asyncio.to_thread(end_session, cookie)
            await asyncio.wait_for(screen.has_ended.wait(), 5)

    live_driver.run(scene)


def end_session(key: str) -> None:
    from django.db import connection

    Session.objects.filter(session_key=key).delete()
    connection.close()


def test_a_new_password_ends_old_sessions() -> None:
    noor = cast.noor()
    cookie = sign_in(noor)
    noor.set_password("een heel ander wachtwoord")
    noor.save()

    async def scene(push: Push) -> None:
        async with Screen(push, cookie=cookie) as screen:
            assert screen.status == 401

    live_driver.run(scene)


def test_a_screen_that_takes_nothing_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asgi, "SLOWEST_SECONDS", 0.2)
    cookie = sign_in(cast.noor())

    async def scene(push: Push) -> None:
        async with Screen(push, cookie=cookie) as screen:
            screen.turn_deaf()
            with psycopg.connect(database_url(), autocommit=True) as connection:
                happen(connection, 12)
            await asyncio.wait_for(screen.has_ended.wait(), 5)
            assert push.screens == 0

    live_driver.run(scene)


def test_the_hub_listens_where_events_are_announced() -> None:
    assert hub.CHANNEL == events.CHANNEL


def test_a_line_on_which_nothing_happens_shows_signs_of_life(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asgi, "BEAT_SECONDS", 0.05)
    cookie = sign_in(cast.noor())

    async def scene(push: Push) -> None:
        async with Screen(push, cookie=cookie) as screen, asyncio.timeout(5):
            while screen.beats < 3:
                await asyncio.sleep(0.02)

    live_driver.run(scene)
