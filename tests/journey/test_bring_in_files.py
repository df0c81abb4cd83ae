"""Whatever a file looks like, its rows come in; what is wrong with a row is told with its line."""

import json
from pathlib import Path

import pytest
from tests.journey.bringing import bring_in, bring_in_path, bring_in_text, contact, counts

from wortel.contacts.models import Contact
from wortel.journey.bring_in.table import Unreadable
from wortel.orders.models import Order

pytestmark = pytest.mark.django_db

HEAD = "contact_id,channel,direction,started_at,ended_at,minutes,text"
CALL = "phone,in,2025-09-01T10:00:00+02:00,2025-09-01T10:05:00+02:00"


@pytest.mark.parametrize("divider", [",", ";", "\t"])
def test_comma_semicolon_and_tab_are_recognised(tmp_path: Path, divider: str) -> None:
    text = f"{HEAD}\nc1,{CALL},8,hello\n".replace(",", divider)
    assert counts(bring_in_text(tmp_path, "contacts", text)) == (1, 0, 0, 0)


def test_a_byte_order_mark_is_no_part_of_the_first_column(tmp_path: Path) -> None:
    assert counts(bring_in_text(tmp_path, "contacts", f"\ufeff{HEAD}\nc1,{CALL},8,hello\n")) == (1, 0, 0, 0)


@pytest.mark.parametrize(("written", "meant"), [("8,5", "8.500"), ("8.5", "8.500"), ("1.234,5", "1234.500")])
def test_a_decimal_comma_is_accepted(tmp_path: Path, written: str, meant: str) -> None:
    bring_in_text(tmp_path, "contacts", f"{HEAD}\nc1,{CALL},8,hello\n".replace(",", ";").replace(";8;", f";{written};"))
    assert str(Contact.objects.get(code="c1").minutes) == meant


def test_a_text_may_span_lines_and_the_next_row_keeps_its_number(tmp_path: Path) -> None:
    text = f'{HEAD}\nc1,{CALL},8,"one\ntwo"\nc2,{CALL},eight,three\n'
    summary = bring_in_text(tmp_path, "contacts", text)
    assert Contact.objects.get(code="c1").text == "one\ntwo"
    assert [(bad.line, bad.reason) for bad in summary.bad] == [(4, "minutes: 'eight' is not a number")]


def test_json_lines_may_leave_out_what_is_empty(tmp_path: Path) -> None:
    row = {**contact("c1"), "minutes": 8.5, "spam": False, "lacked": ["knowledge", "mandate"], "extra": {"a": 1}}
    text = json.dumps(row) + "\n" + json.dumps(contact("c2")) + "\nnot json\n[]\n"
    summary = bring_in_text(tmp_path, "contacts", text, name="file.jsonl")
    assert counts(summary) == (2, 0, 0, 2)
    assert Contact.objects.get(code="c1").attributes == {"extra": '{"a": 1}'}
    assert Contact.objects.get(code="c1").lacks.count() == 2


def test_parquet_holds_the_same_names(tmp_path: Path) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    rows = [contact("c1", minutes="8"), contact("c2")]
    columns = {name: [row.get(name) for row in rows] for name in rows[0]}
    parquet.write_table(pa.table(columns), tmp_path / "file.parquet")
    assert counts(bring_in_path(tmp_path / "file.parquet", "contacts")) == (2, 0, 0, 0)


def test_a_column_may_have_another_name(tmp_path: Path) -> None:
    row = {"ticket" if name == "contact_id" else name: value for name, value in contact("c1").items()}
    assert counts(bring_in(tmp_path, "contacts", row, renames={"contact_id": "ticket"})) == (1, 0, 0, 0)


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="'channel'"):
        bring_in_text(tmp_path, "contacts", "contact_id,direction\nc1,in\n")


def test_an_unknown_column_is_kept(tmp_path: Path) -> None:
    bring_in(tmp_path, "orders", {"order": "O1", "customer": "K1", "placed_at": "2025-09-01T10:00:00Z", "shelf": "12"})
    assert Order.objects.get(code="O1").attributes == {"shelf": "12"}


BAD = {
    "channel": ("fax", "channel: 'fax' is not one of"),
    "direction": ("sideways", "direction: 'sideways' is not one of"),
    "started_at": ("2025-09-01 10:00", "has no offset"),
    "ended_at": ("2025-08-01T10:00:00Z", "ended_at: is before started_at"),
    "survey_csat": ("6", "survey_csat: '6' is not a whole number from 1 to 5"),
    "survey_nps": ("9.5", "survey_nps: '9.5' is not a whole number from 0 to 10"),
    "lacked": ("patience", "lacked: 'patience' is not one of"),
    "spam": ("maybe", "spam: 'maybe' is not 0 or 1"),
    "minutes": ("-1", "minutes: '-1' is not a number from 0"),
    "contact_id": ("", "contact_id: is empty"),
}


@pytest.mark.parametrize("column", BAD)
def test_a_bad_row_is_told_and_the_rest_is_taken(tmp_path: Path, column: str) -> None:
    value, reason = BAD[column]
    summary = bring_in(tmp_path, "contacts", contact("c1"), contact("c2", **{column: value}), contact("c3"))
    assert counts(summary) == (2, 0, 0, 1)
    assert summary.bad[0].line == 3
    assert reason in summary.bad[0].reason


def test_bytes_that_are_not_utf_8_spoil_only_their_row(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(f"{HEAD}\nc1,{CALL},8,".encode() + b"caf\xe9" + f"\nc2,{CALL},8,tea\n".encode())
    summary = bring_in_path(path, "contacts")
    assert counts(summary) == (1, 0, 0, 1)
    assert summary.bad[0].reason == "holds bytes that are not UTF-8"


def test_nul_becomes_a_sign_that_the_database_can_hold(tmp_path: Path) -> None:
    bring_in_text(tmp_path, "contacts", f"{HEAD}\nc1,{CALL},8,a\x00b\n")
    assert Contact.objects.get(code="c1").text == "a\N{REPLACEMENT CHARACTER}b"


def test_a_row_with_too_few_fields_is_refused(tmp_path: Path) -> None:
    summary = bring_in_text(tmp_path, "contacts", f"{HEAD}\nc1,phone\n")
    assert summary.bad[0].reason == "has 2 fields where the header has 7"
