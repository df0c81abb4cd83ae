"""How many replies are found exactly, set by set: the figures behind docs/explanation/how-replies-are-folded.md."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from wortel.channels.email.folding import fold, fold_html, fold_text
from wortel.channels.email.html_text import html_to_text
from wortel.channels.email.parse import read

HERE = Path(__file__).parent
OWN = HERE / "replies"
OUTSIDE = HERE / "outside_replies.txt"
SIX_WORDS = ["Hi.", "I", "am", "fine.", "Thanks,", "Alex"]
SINGLE = {"OLK_SRC_BODY_SECTION.html": "Reply", "reply-separated-by-hr.html": "Hi there Bob"}


@dataclass
class Score:
    """Exact: the reply and nothing else. Complete: no word of the writer lost. Emptied: nothing was left."""

    asked: int = 0
    exact: int = 0
    complete: int = 0
    emptied: int = 0
    missed: list[str] = field(default_factory=list)

    def add(self, name: str, found: str, wanted: str) -> None:
        got, want = words_of(found), words_of(wanted)
        self.asked += 1
        self.exact += got == want
        self.complete += not Counter(want) - Counter(got)
        self.emptied += not got
        if got != want:
            self.missed.append(name)

    @property
    def row(self) -> str:
        return f"{self.asked} | {self.exact} | {self.complete} | {self.emptied}"


def words_of(text: str) -> list[str]:
    """White space and bare quote marks are no words."""
    return [word for word in text.replace("\ufeff", "").split() if word.strip(">")]


def own_mails(group: str) -> Iterator[tuple[str, bytes, str]]:
    for path in sorted((OWN / group).glob("*.eml")):
        yield path.stem, path.read_bytes(), path.with_suffix(".reply").read_text("utf-8")


def score_own(group: str) -> Score:
    """Each mail as it is filed."""
    score = Score()
    for name, raw, wanted in own_mails(group):
        score.add(name, read(raw).reply_text, wanted)
    return score


def score_own_html(group: str) -> Score:
    """The mails with HTML once more, as if there were no plain text beside it, and as they are cut for display."""
    score = Score()
    for name, raw, wanted in own_mails(group):
        mail = read(raw)
        if mail.body_is_html:
            score.add(f"{name} as text", fold(html_to_text(mail.body), mail.body)[0], wanted)
            score.add(f"{name} as HTML", fold_text(html_to_text(fold_html(mail.body).reply)).reply, wanted)
    return score


def score_trimmer(folder: Path) -> Score:
    score = Score()
    for path in sorted((folder / "emails").iterdir()):
        wanted = (folder / "trimmed" / path.name).read_text("utf-8")
        score.add(path.name, fold_text(path.read_text("utf-8")).reply, wanted)
    return score


def score_talon(folder: Path) -> Score:
    score = Score()
    for path in sorted(folder.glob("standard_replies/*.eml")):
        score.add(path.name, read(path.read_bytes()).reply_text, "Hello")
    for path in sorted(folder.glob("html_replies/*.html")):
        reply = html_to_text(fold_html(path.read_text("utf-8")).reply)
        score.add(path.name, reply, " ".join(SIX_WORDS))
    for name, wanted in SINGLE.items():
        score.add(name, html_to_text(fold_html((folder / name).read_text("utf-8")).reply), wanted)
    return score


def score_lines(name: str) -> Callable[[Path], Score]:
    """Sets without an expected reply beside the mail: the lines that somebody wrote stand in `outside_replies.txt`."""

    def score_set(folder: Path) -> Score:
        score = Score()
        for line in OUTSIDE.read_text("utf-8").splitlines():
            path, _, lines = line.partition(" ")
            if path.startswith(f"{name}/"):
                first, last = map(int, lines.split("-"))
                text = (folder.parent / path).read_text("utf-8")
                score.add(path, fold_text(text).reply, "\n".join(text.splitlines()[first - 1 : last]))
        return score

    return score_set
