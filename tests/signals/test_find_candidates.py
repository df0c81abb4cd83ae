"""Of thousands of messages the ones that are most alike are read, whatever common marks they share with the others."""

from datetime import timedelta

import pytest
from django.db import connection
from tests import cast, make
from tests.desk.screens import lasting_plan

from wortel.contacts.models import Contact
from wortel.signals import queries
from wortel.signals.models import Print
from wortel.store.actions import count_rows_anew

pytestmark = pytest.mark.django_db

MANY = 2_200
OPENING, CLOSING, ELSEWHERE = 1, 2, 3


def test_of_two_sentences_that_thousands_use_the_message_with_both_is_read() -> None:
    new = make.make_contact(make.make_conversation(cast.marijke()))
    marks = [OPENING] * MANY + [CLOSING] * MANY
    others = Contact.objects.bulk_create(
        Contact(conversation=new.conversation, channel=new.channel, direction="in", started_at=make.NOW - timedelta(1))
        for _ in range(2 * MANY + 1)
    )
    Print.objects.bulk_create(Print(contact=one, marks=[mark]) for one, mark in zip(others, marks, strict=False))
    Print.objects.create(contact=others[-1], marks=[OPENING, CLOSING, ELSEWHERE])
    count_rows_anew()
    found = queries.find_candidates(new, [OPENING, CLOSING])
    assert others[-1].pk in [one.contact for one in found]


def test_marks_are_looked_up_in_their_index() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "Bitmap Index Scan on print_marks" in lasting_plan(queries.ALIKE)
