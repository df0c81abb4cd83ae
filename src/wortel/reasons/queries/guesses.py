"""What was guessed of a contact and how well that goes, as a page shows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from wortel.analysis.intervals import Estimate
from wortel.contacts.models import Contact
from wortel.reasons.models import Guess, Lesson, Reason

# Less likely than this is no choice to offer.
FAINT = 0.02


@dataclass(frozen=True)
class Choice:
    """A reason with how probable it is."""

    reason: Reason
    chance: float


@dataclass(frozen=True)
class Guessed:
    """The likeliest reasons, first of all the likeliest, and why that one: its words, and contacts that are like it."""

    choices: list[Choice]
    is_sure: bool
    is_strange: bool
    words: list[str]
    alike: list[Contact]


def find_guess(contact: Contact, reasons: Iterable[Reason]) -> Guessed | None:
    """What was made of this contact, among these reasons."""
    guess = Guess.objects.filter(contact=contact).first()
    if guess is None:
        return None
    known = {reason.pk: reason for reason in reasons}
    likely = [Choice(known[pk], chance) for pk, chance in guess.choices if pk in known and chance >= FAINT]
    readable = Contact.objects.readable().select_related("conversation__part")
    found = readable.in_bulk(guess.alike) if guess.alike else {}
    alike = [found[pk] for pk in guess.alike if pk in found]
    return Guessed(likely, guess.is_sure, guess.is_strange, guess.words, alike)


@dataclass(frozen=True)
class ReasonScore:
    """How often the contacts of this reason got it as the first suggestion."""

    reason: Reason
    right: Estimate


@dataclass(frozen=True)
class Part:
    """Suggestions that were about this sure, and how many of those were right."""

    stated: float
    real: Estimate


@dataclass(frozen=True)
class Report:
    """How well reasons are suggested: judged on what people gave, each contact by what had not learned from it."""

    at: datetime
    learned_from: int
    tested: int
    right: Estimate
    right_by_wording: Estimate
    gain: Estimate
    is_by_wording: bool
    threshold: float
    suggested: Estimate
    right_when_suggested: Estimate
    parts: list[Part]
    scores: list[ReasonScore]


def find_report() -> Report | None:
    """What came of the latest trial; nothing while there was none."""
    lesson = Lesson.objects.filter(trial__isnull=False).defer("packed").order_by("-pk").first()
    if lesson is None or lesson.trial is None or lesson.tried_at is None:
        return None
    trial = lesson.trial
    codes = {reason.code: reason for reason in Reason.objects.filter(code__in=trial["by_reason"])}
    scores = [ReasonScore(codes[code], Estimate(**one)) for code, one in trial["by_reason"].items() if code in codes]
    return Report(
        at=lesson.tried_at,
        learned_from=lesson.learned_from,
        tested=trial["tested"],
        right=Estimate(**trial["right"]),
        right_by_wording=Estimate(**trial["right_by_wording"]),
        gain=Estimate(**trial["gain"]),
        is_by_wording=trial["is_by_wording"],
        threshold=trial["threshold"],
        suggested=Estimate(**trial["suggested"]),
        right_when_suggested=Estimate(**trial["right_when_suggested"]),
        parts=[Part(one["stated"], Estimate(**one["real"])) for one in trial["reliability"]],
        scores=sorted(scores, key=lambda score: -score.right.n),
    )
