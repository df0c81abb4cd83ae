"""What customers answered, per step and per deed: the same figures as the pages. No customer, no words."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from ninja import Schema

from wortel.analysis.intervals import Estimate
from wortel.analysis.voices import FEWEST, Voice
from wortel.problems import queries
from wortel.problems.models import Problem


class EstimateOut(Schema):
    """A value with its limits; all three are null where fewer than five stand behind it."""

    value: float | None
    low: float | None
    high: float | None
    n: int


class QuestionOut(Schema):
    """One survey question: its figure (a share, points, or a mean) and how often each score was given."""

    question: str
    figure: EstimateOut
    mean: EstimateOut
    spread: list[int]


class StepVoiceOut(Schema):
    process: str
    place: int | None
    step: str | None
    causes: int
    questions: list[QuestionOut]
    still_bothered: EstimateOut
    told: int


class DeedVoiceOut(Schema):
    """What was done, and who was satisfied before it and after it."""

    problem: str
    what: str
    kind: str
    on: date
    before: list[QuestionOut]
    after: list[QuestionOut]
    change: EstimateOut
    still_bothered: EstimateOut | None


class VoicesOut(Schema):
    first: date
    last: date
    steps: list[StepVoiceOut]
    deeds: list[DeedVoiceOut]


class ProblemVoiceOut(Schema):
    questions: list[QuestionOut]
    deeds: list[DeedVoiceOut]


def voices(now: datetime) -> dict[str, Any]:
    """Every step that has a cause, over the last half year, and everything that was done."""
    period = queries.heard_days(now)
    return {
        "first": period.start,
        "last": period.last,
        "steps": [_step(one) for one in queries.list_step_voices(period)],
        "deeds": [_deed(one) for one in queries.list_deed_voices(now)],
    }


def voice_of(problem: Problem, now: datetime) -> dict[str, Any]:
    return {
        "questions": _questions(queries.find_voice(problem)),
        "deeds": [_deed(one) for one in queries.list_deed_voices(now, problem)],
    }


def show_estimate(found: Estimate) -> Mapping[str, Any]:
    """As on screen: too few give no number."""
    if found.n < FEWEST:
        return {"value": None, "low": None, "high": None, "n": found.n}
    return {"value": found.value, "low": found.low, "high": found.high, "n": found.n}


def _step(one: queries.StepVoice) -> Mapping[str, Any]:
    return {
        "process": one.process.name_nl,
        "place": one.step.place if one.step else None,
        "step": one.step.name_nl if one.step else None,
        "causes": one.causes,
        "questions": _questions(one.voice),
        "still_bothered": show_estimate(one.told.bothered),
        "told": one.told.asked,
    }


def _deed(one: queries.DeedVoice) -> Mapping[str, Any]:
    return {
        "problem": one.problem.code,
        "what": one.what,
        "kind": one.kind,
        "on": one.on,
        "before": _questions(one.before),
        "after": _questions(one.after),
        "change": show_estimate(one.change),
        "still_bothered": show_estimate(one.told.bothered) if one.told else None,
    }


def _questions(voice: Voice) -> list[Mapping[str, Any]]:
    return [
        {
            "question": one.question,
            "figure": show_estimate(one.figure),
            "mean": show_estimate(one.mean),
            "spread": list(one.spread) if one.is_enough else [],
        }
        for one in voice.questions
        if one.figure.n
    ]
