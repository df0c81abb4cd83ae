"""The command line: every command explains itself, and loads no more than it needs."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.config.machine import command, environment
from wortel.config.cli import COMMANDS, HIDDEN, main

FOLDER = Path(__file__).resolve().parents[2] / "src/wortel/config/commands"
PARTS = {"__init__", "arguments", "listening", "rows"}  # what several commands share


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    said = capsys.readouterr().out
    assert [name for name in COMMANDS if not re.search(rf"^    {name} ", said, re.MULTILINE)] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])
    assert ended.value.code == 0
    assert "--home" in capsys.readouterr().out or name == "test"


def test_each_module_is_a_command() -> None:
    modules = {path.stem for path in FOLDER.glob("*.py")} | {path.parent.stem for path in FOLDER.glob("*/__init__.py")}
    names = {name.replace("-", "_").replace("import", "import_") for name in (*COMMANDS, *HIDDEN)}
    assert modules - PARTS == names


@pytest.mark.parametrize("words", [["effect"], ["bursts"], ["parse"], ["topics"], ["language"]])
def test_an_analysis_starts_without_the_framework(words: list[str]) -> None:
    probe = (
        f"import sys; from wortel.config.cli import main\ntry: main({[*words, '--help']})\nexcept SystemExit: pass\n"
    )
    probe += "print('django' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", probe], env=environment(), capture_output=True, text=True, check=True, cwd="/"
    )
    assert done.stdout.endswith("False\n")


@pytest.mark.parametrize("place", ["before", "after"])
def test_the_data_folder_may_be_named_on_either_side(folder: Path, place: str) -> None:
    home = ["--home", str(folder / place)]
    words = [*home, "doctor"] if place == "before" else ["doctor", *home]
    assert f"{folder / place} is not there yet" in command(*words).stdout


def test_a_folder_with_the_name_of_a_command_is_a_folder(folder: Path) -> None:
    (folder / "run").mkdir()
    assert "is not there yet" in command("--home", str(folder / "run" / "test"), "doctor").stdout


def test_a_folder_without_a_model_is_refused_in_one_line(folder: Path) -> None:
    (folder / "texts.jsonl").write_text('{"id": "1", "text": "Waar blijft mijn pakket?"}\n')
    said = command("topics", "--model", str(folder), str(folder / "texts.jsonl"))
    assert said.returncode == 2
    assert said.stderr == f"wortel: {folder} has no tokenizer.json\n"
