"""A worker that dies while it writes to customers leaves nobody told twice, half, or forgotten."""

import os
import signal
import time
from datetime import timedelta
from itertools import count

import pytest
from django.db import connections
from tests.cast import NOW
from tests.problems.told import gone

from wortel.channels.models import Delivery
from wortel.contacts import actions as contacts
from wortel.contacts.models import Contact, Conversation
from wortel.problems.actions import telling as actions
from wortel.problems.models import Recipient, Telling

pytestmark = pytest.mark.django_db(transaction=True)

NAMES = [f"Klant{n}" for n in range(12)]


def let_go_of_the_database() -> None:
    """A child may not share a session with its parent."""
    for connection in connections.all():
        connection.close()
        if close_pool := getattr(connection, "close_pool", None):
            close_pool()


def send_and_die(monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    """Another process sends, and is killed without warning in the middle of a customer."""
    let_go_of_the_database()
    child = os.fork()
    if child == 0:
        written, tell = count(1), contacts.tell

        def tell_and_die(**values: object) -> Contact:
            said = tell(**values)  # type: ignore[arg-type]  # hands on what it was given
            if next(written) > after:
                os.kill(os.getpid(), signal.SIGKILL)
            return said

        monkeypatch.setattr(contacts, "tell", tell_and_die)
        actions.send_waiting(now=NOW)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)
    assert os.WTERMSIG(status) == signal.SIGKILL


def wait_until_the_server_noticed() -> None:
    """The dead worker's transaction ends when the server sees its session gone."""
    for _ in range(50):
        with connections["default"].cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database"
                " WHERE l.locktype = 'advisory' AND d.datname = current_database()"
            )
            row = cursor.fetchone()
        if row and row[0] == 0:
            return
        time.sleep(0.1)
    raise AssertionError("the killed worker still holds its lock")


def test_whatever_dies_each_customer_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    _, telling = gone(*NAMES)
    for minute, after in enumerate((3, 0, 4)):
        send_and_die(monkeypatch, after)
        wait_until_the_server_noticed()
        assert telling.recipients.filter(state="sent").count() == Delivery.objects.count() == (3, 3, 7)[minute]
    actions.send_waiting(now=NOW + timedelta(minutes=5))
    recipients = [to for delivery in Delivery.objects.all() for to in delivery.recipients]
    assert sorted(recipients) == sorted(f"{name.lower()}@post.example" for name in NAMES)
    assert Recipient.objects.filter(state="sent", contact__delivery__isnull=False).count() == len(NAMES)
    assert Conversation.objects.filter(contacts__direction="out").count() == len(NAMES)
    assert Telling.objects.get().state == "done"
