"""Whole mails in the shapes of real programs, and the table of figures that the documentation shows."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.channels.email import replies_measured as measured
from tests.outside import shared

PAGE = Path(__file__).parents[3] / "docs/explanation/how-replies-are-folded.md"


@pytest.mark.parametrize("group", ["tuned", "apart"])
def test_the_new_words_of_every_own_mail_are_found(group: str) -> None:
    score = measured.score_own(group)
    assert (score.missed, score.emptied) == ([], 0)
    html = measured.score_own_html(group)
    assert (html.missed, html.emptied) == ([], 0)


def test_there_are_enough_different_mails() -> None:
    mails = {wanted for group in ("tuned", "apart") for _, _, wanted in measured.own_mails(group)}
    assert len(mails) > 100


@pytest.mark.parametrize("group", ["tuned", "apart"])
def test_the_page_shows_what_the_own_mails_give(group: str) -> None:
    assert f"| own mails, {group} | {measured.score_own(group).row} |" in PAGE.read_text("utf-8")
    assert f"| their HTML, {group} | {measured.score_own_html(group).row} |" in PAGE.read_text("utf-8")


@pytest.mark.outside
@pytest.mark.parametrize(
    ("name", "score_set"),
    [
        ("reply-trimmer", measured.score_trimmer),
        ("talon", measured.score_talon),
        ("crisp", measured.score_lines("crisp")),
        ("github-reply", measured.score_lines("github-reply")),
        ("mail-parser-reply", measured.score_lines("mail-parser-reply")),
    ],
)
def test_the_page_shows_what_other_peoples_mails_give(name: str, score_set: Callable[[Path], measured.Score]) -> None:
    score = score_set(shared(f"data/mail/{name}"))
    assert score.emptied == 0
    assert score.complete == score.asked
    assert f"| {name} | {score.row} |" in PAGE.read_text("utf-8")
