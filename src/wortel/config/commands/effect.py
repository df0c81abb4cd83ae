"""The verdict on a fix, from a file of weekly series; needs no database."""

import argparse
import json
import sys
from pathlib import Path

from wortel.analysis.effect import UnevenWeeks, WeeklySeries, compare_weeks
from wortel.config.refusal import CannotGoOn

KEYS = ("orders_pre", "topic_pre", "control_pre", "orders_post", "topic_post", "control_post")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE.json", help=f"an object of lists, a number a week: {', '.join(KEYS)}")


def run(args: argparse.Namespace) -> int:
    json.dump(compare_weeks(_read(args.file)).as_json(), sys.stdout)
    sys.stdout.write("\n")
    return 0


def _read(name: str) -> WeeklySeries:
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8-sig")
        return WeeklySeries.from_json(json.loads(text))
    except OSError as error:
        raise CannotGoOn(f"{name} cannot be read: {error.strerror}.") from error
    except KeyError as error:
        raise CannotGoOn(f"{name} lacks the list {error}; it needs {', '.join(KEYS)}.") from error
    except UnevenWeeks as error:
        raise CannotGoOn(f"{name} has lists that do not fit each other ({error}).") from error
    except (ValueError, TypeError, AttributeError) as error:
        raise CannotGoOn(f"{name} is not a JSON object of lists of numbers ({error}).") from error
