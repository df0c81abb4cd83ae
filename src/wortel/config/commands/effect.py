"""The verdict on a fix from weekly series; needs no database and no data folder."""

import argparse
import json
from pathlib import Path
from typing import Any

from wortel.analysis.effect import UnevenWeeks, WeeklySeries, compare_weeks
from wortel.config.refusal import CannotGoOn

NEEDED = ("orders_pre", "topic_pre", "orders_post", "topic_post")
OPTIONAL = ("control_pre", "control_post")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help=f"JSON with {', '.join((*NEEDED, *OPTIONAL))}: a number a week")


def run(args: argparse.Namespace) -> int:
    try:
        effect = compare_weeks(WeeklySeries.from_json(_read(args.file)))
    except UnevenWeeks as error:
        raise CannotGoOn(f"{args.file}: {error}.") from error
    print(json.dumps(effect.as_json()))
    return 0


def _read(path: Path) -> dict[str, list[float]]:
    try:
        series = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise CannotGoOn(f"{path} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise CannotGoOn(f"{path} is not JSON: {error}.") from error
    for name in NEEDED:
        if not isinstance(series, dict) or name not in series:
            raise CannotGoOn(f"{path} has no {name!r}; it needs {', '.join(NEEDED)}.")
    return {name: _numbers(path, name, series.get(name)) for name in (*NEEDED, *OPTIONAL)}


def _numbers(path: Path, name: str, value: Any) -> list[float]:
    numbers = [] if value is None else value
    if not isinstance(numbers, list) or not all(_is_number(one) for one in numbers):
        raise CannotGoOn(f"{path}: {name!r} is not a list of numbers.")
    return numbers


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
