"""Where data outside the checkout lives, and how a test says that it is absent."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


def shared(name: str) -> Path:
    """The shared folder or file `name`; the test is skipped by name where it is absent."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"outside data absent: shared/{name}")
    return path
