"""What imports cannot show: foreign keys are strings, and they point down the line of rooms too."""

import tomllib
from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
LIBRARIES = {"auth", "contenttypes", "sessions", "procrastinate", "account", "mfa", "messages", "postgres"}


def layers() -> dict[str, int]:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    lines = next(contract for contract in contracts if contract["type"] == "layers")["layers"]
    return {room.strip(): height for height, line in enumerate(lines) for room in line.split("|")}


def room_of(label: str) -> str:
    return "channels" if label == "wortel_channels" else label


def test_foreign_keys_point_down_the_line_of_rooms() -> None:
    height = layers()
    upward = [
        f"{model.__name__}.{field.name} in {room} points up to {target}"
        for model in apps.get_models()
        if (room := room_of(model._meta.app_label)) in height
        for field in model._meta.get_fields()
        if field.concrete
        and field.is_relation
        and field.related_model
        and (target := room_of(field.related_model._meta.app_label)) in height
        and target != room
        and height[target] <= height[room]
    ]
    assert upward == []


def test_every_model_stands_in_a_room() -> None:
    height = layers()
    homeless = [
        model.__name__
        for model in apps.get_models()
        if room_of(model._meta.app_label) not in height and model._meta.app_label not in LIBRARIES
    ]
    assert homeless == []
