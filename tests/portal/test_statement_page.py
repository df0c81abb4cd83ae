"""An owner's statement on a phone: the letter, every line, a way to object, and nothing of anybody else."""

import csv
import io
import re
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests import cast
from tests.problems.settled import AFTER, MONTH, invoice, settled, statement

from wortel.events.models import Event
from wortel.problems import actions
from wortel.problems.models import Accountable, Objection, Statement

pytestmark = pytest.mark.django_db


def entrance(person: Accountable, *, is_whole: bool = True, now: datetime | None = None) -> str:
    now = now or timezone.now()
    if is_whole:
        return actions.open_whole_entrance(owner=person.owner, person=person, now=now).token
    return actions.open_entrance(problem=invoice(), owner=person.owner, person=person, now=now).token


def sent(now: datetime | None = None) -> None:
    settled()
    actions.send_statements(month=MONTH, by="Iemand", now=now or timezone.now())


def words(client: Client, name: str, *args: str) -> str:
    html = client.get(reverse(name, args=args)).content.decode()
    return re.sub(r"[\s\u00a0\u202f]+", " ", re.sub(r"<[^>]+>", " ", html))


def test_the_letter_stands_there_and_is_seen_to_be_opened(client: Client) -> None:
    sent()
    page = words(client, "owner-statement", entrance(cast.ruben()), MONTH)
    assert "Overzicht van september 2025" in page
    assert "namen 35 klanten contact met ons op" in page
    assert "Regel ‘servicekosten’ op de factuur 40× € 260,00" in page
    assert "Je hoeft dit niet te betalen." in page
    assert statement().opened_at is not None
    assert Event.objects.filter(kind="statement.opened").count() == 1


def test_the_list_names_the_months(client: Client) -> None:
    sent()
    assert "september 2025 40 contacten" in words(client, "owner-statements", entrance(cast.ruben()))


def test_nothing_of_another_owner_can_be_read(client: Client) -> None:
    sent()
    token = entrance(cast.tamar())
    page = words(client, "owner-statement", token, MONTH)
    assert "Tijdvak niet gehaald" in page
    for canary in ("Facturatie", "servicekosten", "Ruben", "260,00", "Wat zijn", "Ilse"):
        assert canary not in page
    answer = client.post(reverse("owner-objections", args=[token, MONTH]), {"problem": invoice().pk, "why": "Nee"})
    assert answer.status_code == 302
    assert not Objection.objects.exists()


@pytest.mark.parametrize("name", ["owner-statement", "owner-statement-pdf", "owner-statement-csv"])
def test_a_link_to_one_cause_an_old_link_and_a_month_not_sent_open_nothing(client: Client, name: str) -> None:
    sent()
    one, whole = entrance(cast.ruben(), is_whole=False), entrance(cast.ruben())
    old = entrance(cast.ruben(), now=timezone.now() - timedelta(days=31))
    for token, month in ((one, MONTH), (whole, "2025-08"), (old, MONTH), ("x", MONTH), (whole, "'--")):
        assert client.get(f"/o/{token}/statements/{month}/").status_code == 404
    Statement.objects.update(sent_at=None)
    assert client.get(reverse(name, args=[whole, MONTH])).status_code == 404


def test_the_address_is_not_kept_or_passed_on(client: Client) -> None:
    sent()
    response = client.get(reverse("owner-statement", args=[entrance(cast.ruben()), MONTH]))
    assert (response["Referrer-Policy"], response["X-Robots-Tag"]) == ("same-origin", "noindex, nofollow")


def test_the_owner_objects_and_reads_by_when_an_answer_comes(client: Client) -> None:
    sent()
    token = entrance(cast.ruben())
    assert "Klopt dit niet?" in words(client, "owner-statement", token, MONTH)
    client.post(reverse("owner-objections", args=[token, MONTH]), {"problem": invoice().pk, "why": "Niet van ons"})
    objection = Objection.objects.get()
    assert (objection.why, objection.by, objection.sample.count()) == ("Niet van ons", "Ruben Mol", 20)
    assert Event.objects.get(kind="statement.objected").actor_kind == "owner"
    page = words(client, "owner-statement", token, MONTH)
    assert "Je hebt bezwaar gemaakt." in page
    assert "Wat zijn servicekosten?" not in page  # what customers said stays with us


def test_an_objection_needs_words_and_comes_in_time(client: Client) -> None:
    sent(AFTER)
    token = entrance(cast.ruben())
    address = reverse("owner-objections", args=[token, MONTH])
    for asked in ({"problem": invoice().pk, "why": " "}, {"why": "Nee"}, {"problem": invoice().pk, "why": "Nee"}):
        client.post(address, asked)
    assert not Objection.objects.exists()
    page = words(client, "owner-statement", token, MONTH)
    assert "De tien werkdagen zijn voorbij." in page
    assert "Klopt dit niet?" not in page


def test_it_can_be_kept_as_pdf_and_csv(client: Client) -> None:
    sent()
    token = entrance(cast.ruben())
    assert client.get(reverse("owner-statement-pdf", args=[token, MONTH])).content.startswith(b"%PDF-")
    text = client.get(reverse("owner-statement-csv", args=[token, MONTH])).content.decode("utf-8-sig")
    assert list(csv.DictReader(io.StringIO(text))) == [
        {
            "month": MONTH,
            "cause": "P1",
            "name": "Regel ‘servicekosten’ op de factuur",
            "contacts": "40",
            "minutes": "320.000",
            "eur": "260.00",
            "share": "1",
        }
    ]
