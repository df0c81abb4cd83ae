"""S0.3: no timer runs before anybody's eyes, and nobody's handling time stands on a screen."""

from pathlib import Path

import pytest
from django.utils import timezone
from tests import cast, make
from tests.desk.screens import as_agent

import wortel

ROOT = Path(wortel.__file__).parent
WORDS = ("aht", "handling time", "afhandeltijd", "handle time", "stopwatch", "time spent")


@pytest.mark.parametrize("room", ["desk", "ui", "problems", "accounts"])
def test_no_screen_has_words_or_code_for_it(room: str) -> None:
    files = [*ROOT.glob(f"{room}/templates/**/*.html"), *ROOT.glob(f"{room}/static/**/*.js")]
    assert files
    for file in files:
        text = f" {file.read_text().lower()} "
        assert not [word for word in WORDS if f" {word} " in text], file


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/inbox/", "/inbox/team/", "/customers/", "/contacts/new/", "/settings/"])
def test_no_page_shows_it(address: str) -> None:
    cast.shop()
    make.make_case(cast.marijke(), agent=cast.noor(), at=timezone.now())
    page = as_agent(cast.noor()).get(address).content.decode().lower()
    assert not [word for word in WORDS if f" {word} " in page]


@pytest.mark.django_db
def test_writing_down_a_call_shows_no_running_clock() -> None:
    cast.shop()
    page = as_agent(cast.noor()).get("/contacts/new/").content.decode()
    assert "<time" not in page
    assert "timer" not in page
