"""A worker that dies while it writes to customers leaves nobody told twice, half, or forgotten."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.db import connections
from tests.cast import NOW
from tests.config.machine import SOURCE
from tests.desk.live_driver import database_url
from tests.problems.told import gone

from wortel.channels.models import Delivery
from wortel.contacts.models import Conversation
from wortel.problems.actions import telling as actions
from wortel.problems.models import Recipient, Telling

pytestmark = pytest.mark.django_db(transaction=True)

NAMES = [f"Klant{n}" for n in range(12)]


SEND_AND_DIE = """
import os, signal, sys
from datetime import datetime
from itertools import count

import django

django.setup()
from wortel.contacts import actions as contacts
from wortel.problems.actions import telling

written, tell = count(1), contacts.tell


def tell_and_die(**values):
    said = tell(**values)
    if next(written) > int(sys.argv[1]):
        os.kill(os.getpid(), signal.SIGKILL)
    return said


contacts.tell = tell_and_die
telling.send_waiting(now=datetime.fromisoformat(sys.argv[2]))
"""


def send_and_die(after: int) -> None:
    """Another process sends, and is killed without warning in the middle of a customer."""
    ours = {
        "DATABASE_URL": database_url(),
        "DJANGO_SETTINGS_MODULE": "wortel.config.settings",
        "PYTHONPATH": str(SOURCE),
    }
    words = [sys.executable, "-c", SEND_AND_DIE, str(after), NOW.isoformat()]
    done = subprocess.run(words, env=os.environ | ours, check=False, capture_output=True, timeout=120)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()


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


def test_whatever_dies_each_customer_is_told_once() -> None:
    _, telling = gone(*NAMES)
    for minute, after in enumerate((3, 0, 4)):
        send_and_die(after)
        wait_until_the_server_noticed()
        assert telling.recipients.filter(state="sent").count() == Delivery.objects.count() == (3, 3, 7)[minute]
    actions.send_waiting(now=NOW + timedelta(minutes=5))
    recipients = [to for delivery in Delivery.objects.all() for to in delivery.recipients]
    assert sorted(recipients) == sorted(f"{name.lower()}@post.example" for name in NAMES)
    assert Recipient.objects.filter(state="sent", contact__delivery__isnull=False).count() == len(NAMES)
    assert Conversation.objects.filter(contacts__direction="out").count() == len(NAMES)
    assert Telling.objects.get().state == "done"
