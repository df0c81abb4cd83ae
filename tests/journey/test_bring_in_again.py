"""Bringing in twice changes nothing, and the order of files and rows does not matter."""

import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests import make
from tests.fixture_a import Table, contacts_i, customers_i, write_folder
from tests.journey.bringing import bring_in, bring_in_path, contact, counts

from wortel.cases.models import Case, Part
from wortel.channels.models import Delivery
from wortel.contacts.models import Contact
from wortel.customers.models import Customer
from wortel.events.models import Event
from wortel.problems.models import Flag, Ownership, Problem
from wortel.reasons.models import GivenReason, Reason, Source

pytestmark = pytest.mark.django_db

FULL = contact(
    "c1",
    minutes="8",
    order="O1",
    partner="PakketSnel",
    agent_team="Team 1",
    solved="1",
    cause_open="1",
    problem="P1",
    lacked="knowledge;mandate",
    fed_up="1",
    survey_csat="4",
    survey_nps="9",
    text="Hallo",
    colour="red",
)


def test_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    bring_in(tmp_path, "contacts", FULL, contact("c2", 3))
    assert counts(bring_in(tmp_path, "contacts", FULL, contact("c2", 3))) == (0, 2, 0, 0)
    assert Case.objects.count() == 1
    assert Flag.objects.count() == 1


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("minutes", "9"),
        ("reason", "parcel"),
        ("problem", "P2"),
        ("lacked", "knowledge"),
        ("fed_up", "0"),
        ("survey_csat", "5"),
        ("survey_nps", ""),
        ("solved", "0"),
        ("customer", "K2"),
        ("case", "Z1"),
        ("colour", "blue"),
    ],
)
def test_what_differs_is_changed_and_leaves_an_event(tmp_path: Path, column: str, value: str) -> None:
    bring_in(tmp_path, "contacts", FULL)
    assert counts(bring_in(tmp_path, "contacts", {**FULL, column: value})) == (0, 0, 1, 0)
    assert Event.objects.filter(kind="import.changed", about_kind="contact").count() == 1
    assert counts(bring_in(tmp_path, "contacts", {**FULL, column: value})) == (0, 1, 0, 0)


def test_a_file_leaves_one_event_and_sends_nothing(tmp_path: Path) -> None:
    bring_in(tmp_path, "contacts", FULL, contact("c2", 3))
    done = Event.objects.filter(kind__startswith="import.")
    assert [event.kind for event in done] == ["import.done"]
    assert done[0].details | {"file": ""} == {
        "file": "",
        "what": "contacts",
        "months": ["2025-09"],
        "rows": 2,
        "new": 2,
        "same": 0,
        "changed": 0,
        "bad": 0,
    }
    assert not Delivery.objects.exists()


def test_a_narrow_file_clears_nothing(tmp_path: Path) -> None:
    bring_in(tmp_path, "contacts", FULL)
    narrow = {name: FULL[name] for name in ("contact_id", "channel", "direction", "started_at", "ended_at")}
    assert counts(bring_in(tmp_path, "contacts", narrow)) == (0, 1, 0, 0)


def test_what_a_colleague_said_is_not_undone_by_a_file(tmp_path: Path) -> None:
    bring_in(tmp_path, "contacts", FULL)
    given = GivenReason.objects.get()
    given.reason, given.source = make.make_reason("parcel"), Source.CONFIRMED
    given.save()
    assert counts(bring_in(tmp_path, "contacts", FULL)) == (0, 1, 0, 0)
    assert GivenReason.objects.get().reason.code == "parcel"


TABLES: dict[str, Table] = {
    "contacts": [FULL, contact("c2", 3), contact("c3", 20, customer="K2"), *contacts_i()],
    "customers": [*customers_i(), {"customer": "K2", "name": "Klant 2", "email": "k2@post.example"}],
    "orders": [{"order": "O1", "customer": "K1", "placed_at": "2025-08-30T10:00:00Z", "carrier": "PakketSnel"}],
    "reasons": [{"reason": "invoice", "parent": "money", "demand": "failure"}, {"reason": "money", "label_nl": "Geld"}],
    "problems": [{"problem": "P1", "owner": "Facturatie", "rule": "reason=money", "title": "Regel"}],
    "rates": [{"valid_from": "2025-01-01", "team": "Team 1", "eur_per_minute": "0,80"}],
}
ORDERS: list[Sequence[str]] = [list(TABLES), list(reversed(TABLES)), ["problems", "contacts", "rates", "customers"]]


def picture() -> object:
    """Everything that matters, without the numbers that the database gave out."""
    parts = Part.objects.values_list("case", "conversation__contacts__code")
    cases: dict[int, set[str]] = {}
    for case, code in parts:
        cases.setdefault(case, set()).add(code)
    return (
        sorted(map(sorted, cases.values())),
        sorted(Case.objects.values_list("who", "status", "opened_at", "closed_at", "contact_count")),
        sorted(Contact.objects.values_list("code", "customer__code", "order__code", "given_reason__reason__code")),
        sorted(Customer.objects.values_list("code", "name", "merged_into__code"), key=str),
        sorted(Reason.objects.values_list("code", "parent__code", "demand"), key=str),
        sorted(Problem.objects.values_list("code", "title_nl", "rule__reason__code"), key=str),
        sorted(Ownership.objects.values_list("problem__code", "owner__name", "share")),
    )


def bring_in_all(folder: Path, order: Sequence[str], seed: int) -> object:
    shuffled = {name: random.Random(seed).sample(rows, len(rows)) for name, rows in TABLES.items()}
    paths = write_folder(folder, shuffled)
    for name in [*order, *(name for name in TABLES if name not in order)]:
        bring_in_path(paths[name], name)
    return picture()


def test_the_order_of_files_and_rows_does_not_matter(tmp_path: Path) -> None:
    from django.db import transaction

    pictures = []
    for seed, order in enumerate(ORDERS):
        with transaction.atomic():
            pictures.append(bring_in_all(tmp_path / str(seed), order, seed))
            transaction.set_rollback(True)
    assert pictures[0] == pictures[1] == pictures[2]


def test_the_summary_does_not_depend_on_the_order_of_files(tmp_path: Path) -> None:
    bring_in(tmp_path, "contacts", FULL)
    for kind in ("orders", "reasons", "problems"):
        summary = bring_in(tmp_path, kind, *TABLES[kind])
        assert counts(summary) == (len(TABLES[kind]), 0, 0, 0)
    named = {"customer": "K1", "name": "Klant 1"}
    assert counts(bring_in(tmp_path, "customers", named)) == (1, 0, 0, 0)
    assert counts(bring_in(tmp_path, "customers", named)) == (0, 1, 0, 0)
