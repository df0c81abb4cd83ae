"""A manager closes a month, corrects it, sends the letters and judges an objection, all from the ledger."""

import csv
import io
import re
import zipfile
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse
from tests import cast
from tests.problems.settled import AFTER, MONTH, OWNED, REST, invoice, keep, settled, statement

from wortel.accounts.models import Role
from wortel.problems import actions, queries, tasks
from wortel.problems.models import Objection, Posting, Stage, Statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(client: Client) -> Client:
    client.force_login(cast.colleague(Role.MANAGER))
    return client


def read(client: Client, address: str = "") -> str:
    html = client.get(address or f"{reverse('ledger')}?month={MONTH}").content.decode()
    return re.sub(r"[\s\u00a0\u202f]+", " ", re.sub(r"<[^>]+>", " ", html))


def open_month() -> None:
    cast.shop(), cast.mailbox(), cast.ruben(), cast.tamar()
    keep([*OWNED, *REST])


def test_a_month_that_is_over_is_proposed_to_be_closed_to_managers_only(client: Client) -> None:
    open_month()
    client.force_login(cast.noor())
    assert "Sluit september 2025" not in read(client)
    assert client.post(reverse("month-closing", args=[MONTH])).status_code in (302, 403, 404)
    assert not Posting.objects.exists()
    client.force_login(cast.colleague(Role.MANAGER))
    assert "Sluit september 2025" in read(client)
    client.post(reverse("month-closing", args=[MONTH]))
    page = read(client)
    assert "door Iemand Manager; correcties staan als aparte regel." in page
    assert "Stuur 2 overzichten" in page


def test_the_ledger_shows_what_differs_and_one_press_corrects_it(manager: Client) -> None:
    settled()
    assert "De feiten zijn daarna veranderd" not in read(manager)
    keep([("Facturatie", "P1", 39, 312, 25_350), OWNED[1], ("unassigned", "R4", 6, 48, 3_900), REST[1]])
    page = read(manager)
    assert "Facturatie Regel ‘servicekosten’ op de factuur −1 −6,50" in page
    assert "Facturatie Regel ‘servicekosten’ op de factuur 40 320 260,00" in page
    manager.post(reverse("month-corrections", args=[MONTH]), {"why": " "})
    assert Posting.objects.filter(kind="correction").count() == 0
    manager.post(reverse("month-corrections", args=[MONTH]), {"why": "Verkeerd gemeld"})
    page = read(manager)
    assert "op de factuur 39 312 253,50" in page
    assert "Verkeerd gemeld Iemand Manager" in page
    assert "−40 −260,00" in page
    assert "De feiten zijn daarna veranderd" not in page


def test_letters_leave_after_a_look_and_it_is_seen_when(manager: Client) -> None:
    settled()
    assert "nog niet verstuurd" in read(manager)
    manager.post(reverse("month-statements", args=[MONTH]))
    assert "verstuurd" in read(manager)
    assert Statement.objects.exclude(sent_at=None).count() == 2
    actions.mark_read(statement=statement("PakketSnel"), now=AFTER)
    assert "geopend" in read(manager, f"{reverse('ledger')}?month={MONTH}&owner=PakketSnel")


def test_a_stage_is_chosen_for_all_and_for_one(manager: Client) -> None:
    settled()
    manager.post(reverse("stages"), {"kind": "shadow", "month": MONTH})
    assert "Dit is een schaduwfactuur: er wordt niets geboekt." in read(manager)
    manager.post(reverse("stages"), {"kind": "booking", "owner": statement().owner.pk})
    assert "apart afgesproken voor deze eigenaar" in read(manager)
    manager.post(reverse("stages"), {"kind": "booking", "owner": statement("PakketSnel").owner.pk})
    manager.post(reverse("stages"), {"kind": "gratis"})
    assert [one.kind for one in Stage.objects.all()] == ["booking", "shadow"]
    assert "Iemand Manager: Facturatie Boeken" in read(manager, reverse("stages"))


def test_nothing_leaves_by_itself_until_somebody_chose_so(monkeypatch: pytest.MonkeyPatch) -> None:
    open_month()
    at = datetime(2025, 10, 5, 6, 30, tzinfo=UTC)
    keep([*OWNED, *REST], as_of=at)
    # Counting anew is a process of its own, which does not see the rows of a test.
    monkeypatch.setattr(tasks.metrics, "refresh", lambda *, month: keep([*OWNED, *REST], month=month, as_of=at))
    assert tasks.send_by_itself(int(at.timestamp())) == 0
    assert not Posting.objects.exists()
    actions.choose_stage(kind="showback", is_sent_by_itself=True, by="Iemand", now=AFTER)
    assert tasks.send_by_itself(int(at.timestamp())) == 2
    assert tasks.send_by_itself(int(at.timestamp())) == 0
    assert {one.sent_by for one in Statement.objects.all()} == {"Wortel"}


def test_another_stage_leaves_it_as_it_was_who_sends(manager: Client) -> None:
    settled()
    actions.choose_stage(kind="showback", is_sent_by_itself=True, by="Iemand", now=AFTER)
    html = manager.get(f"{reverse('ledger')}?month={MONTH}").content.decode()
    form = html[html.index('class="seg st"') :].partition("</form>")[0]
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form.partition("<button")[0]))
    manager.post(reverse("stages"), {**fields, "kind": "shadow"})
    assert (queries.find_stage(), queries.is_sent_by_itself()) == ("shadow", True)


def test_finance_gets_every_entry_of_who_is_booked(manager: Client) -> None:
    settled()
    owner = statement().owner
    owner.cost_centre, owner.ledger_code = "4711", "4600"
    owner.save()
    assert manager.get(reverse("ledger-invoices", args=[MONTH])).status_code == 404
    actions.choose_stage(kind="booking", by="Iemand", now=AFTER)
    keep([("Facturatie", "P1", 39, 312, 25_350), OWNED[1], ("unassigned", "R4", 6, 48, 3_900), REST[1]])
    actions.correct_month(month=MONTH, why="Verkeerd gemeld", by="Iemand", now=AFTER)
    text = manager.get(reverse("ledger-bookings", args=[MONTH])).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["owner"], row["cost_centre"], row["ledger_code"], row["eur"]) for row in rows] == [
        ("Facturatie", "4711", "4600", "260.00"),
        ("Facturatie", "4711", "4600", "-260.00"),
        ("Facturatie", "4711", "4600", "253.50"),
    ]
    assert rows[1]["reverses"] == rows[0]["entry"]
    packed = manager.get(reverse("ledger-invoices", args=[MONTH])).content
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.namelist() == [f"2025-09-{owner.pk}.xml", f"2025-09-{owner.pk}-2.xml"]
    assert manager.get(reverse("statement-ubl", args=[MONTH, owner.pk]))["Content-Type"] == "application/zip"


def test_a_sample_is_judged_one_after_the_other_and_decided(manager: Client) -> None:
    settled()
    manager.post(reverse("month-statements", args=[MONTH]))
    answer = manager.post(
        reverse("statement-objections", args=[statement().pk]), {"problem": invoice().pk, "why": "Niet van ons"}
    )
    objection = Objection.objects.get()
    address = reverse("objection", args=[objection.pk])
    assert answer["Location"] == address
    assert "gesprek 1 van 20" in read(manager, address)
    for place in range(1, 21):
        said = "wrong" if place in (3, 7) else "right"
        manager.post(reverse("objection-sample", args=[objection.pk, place]), {"is_right": said})
    assert "18 van 20 horen erbij; van de hele regel tussen 70 % en 97 %." in read(manager, address)
    manager.post(reverse("objection-decision", args=[objection.pk]), {"outcome": "corrected", "sentence": "Twee niet."})
    page = read(manager)
    assert "op de factuur 36 288 234,00" in page
    assert "Bezwaar van Facturatie: Twee niet." in page
    manager.post(reverse("objection-removal", args=[objection.pk]))
    assert "op de factuur 40 320 260,00" in read(manager)


def test_an_agreed_launch_stands_with_what_is_not_charged(manager: Client) -> None:
    settled([*OWNED, *REST[:1], ("not_charged", "P1", 3, 24, 1_950), REST[1]])
    page = read(manager)
    assert "Afgesproken aanloop: Regel ‘servicekosten’ op de factuur 3 24 19,50" in page
    assert "Eerste contacten op gewone vragen 9 72 58,50" in page
