"""Examples B, D and E by the commands, which need no database."""

import json
from pathlib import Path

import pytest
from tests.fixture_a import bursts_e, effect_b, effect_d, write_folder

from wortel.config.cli import main


def say(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, object]]:
    assert main(words) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def effect(capsys: pytest.CaptureFixture[str], folder: Path, series: dict[str, list[int]]) -> dict[str, object]:
    path = folder / "series.json"
    path.write_text(json.dumps(series))
    return say(capsys, "effect", str(path))[0]


def test_b_the_new_invoice_works(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = effect(capsys, tmp_path, effect_b())
    expected = {
        "rr": (0.4007, 4),
        "rr_low": (0.3679, 4),
        "rr_high": (0.4364, 4),
        "control_rr": (0.9694, 4),
        "controlled_rr": (0.4133, 4),
        "controlled_low": (0.3732, 4),
        "controlled_high": (0.4577, 4),
        "avoided": (2523.5, 1),
        "avoided_low": (2106.2, 1),
        "avoided_high": (2985.7, 1),
        "phi": (1.2939, 4),
        "rho": (0.3237, 4),
    }
    assert {name: round(float(str(found[name])), places) for name, (_, places) in expected.items()} == {
        name: number for name, (number, _) in expected.items()
    }
    assert found["verdict"] == "works"


def test_d_is_too_early_to_say(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = effect(capsys, tmp_path, effect_d())
    assert [round(float(str(found[name])), 4) for name in ("rr", "rr_low", "rr_high")] == [0.5833, 0.1946, 1.6070]
    assert found["verdict"] == "too_early"
    nothing = ("phi", "rho", "control_rr", "controlled_rr", "controlled_low", "controlled_high", "mde")
    assert {found[name] for name in nothing} == {None}


def test_an_effect_file_without_orders_is_refused_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "series.json"
    path.write_text("{}")
    assert main(["effect", str(path)]) == 2
    assert "orders_pre" in capsys.readouterr().err


def test_e_the_alarm_rings_first_on_day_six(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_folder(tmp_path, {"bursts": bursts_e()})["bursts"]
    alarms = say(capsys, "bursts", str(path))
    assert [(one["date"], one["first"]) for one in alarms] == [("2025-09-06", True), ("2025-09-07", False)]
    assert set(alarms[0]) == {"date", "topic", "window", "count", "expected", "p", "first"}


def test_a_bad_row_of_bursts_is_told_and_the_rest_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bursts.csv"
    path.write_text("date;topic;count\n2025-09-01;late;two\n2025-09-02;late;1\n")
    assert main(["bursts", str(path)]) == 0
    assert "line 2: count" in capsys.readouterr().err
