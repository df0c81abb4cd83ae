from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from wortel.accounts.queries import find_time_zone
from wortel.analysis.consistency import compare_answers
from wortel.analysis.redact import redact
from wortel.analysis.variants import find_variants, strip_frame
from wortel.contacts.models import Contact
from wortel.events import actions as events
from wortel.quality import queries, rules
from wortel.quality.models import Answer, Sameness
from wortel.quality.queries import Given
from wortel.reasons.models import Reason

LOOKED_BACK = timedelta(days=90)
SHOWN = 8
LONGEST = 400


class NoSuchScore(ValueError):
    """The question is unknown, or the score lies outside its scale."""


@transaction.atomic
def take_answer(*, contact: Contact, question: str, score: int, now: datetime) -> Answer:
    """Keep what a customer answered about a contact; a later answer to the same question takes its place."""
    if not rules.is_score(question, score):
        raise NoSuchScore(f"{question}: {score}")
    answer, _ = Answer.objects.update_or_create(
        contact=contact, question=question, defaults={"score": score, "at": now}
    )
    events.record("survey.answered", about=contact, question=question)
    return answer


def compare_answers_given(*, now: datetime) -> int:
    """Look anew at what customers with the same reason were answered; gives how many reasons had answers."""
    found = 0
    for reason in Reason.objects.filter(is_active=True).order_by("pk"):
        given = queries.list_given(reason, now - LOOKED_BACK)
        _keep_sameness(reason, given, now)
        found += bool(given)
    return found


@transaction.atomic
def _keep_sameness(reason: Reason, given: Sequence[Given], now: datetime) -> None:
    """One row a language: the same words in two languages are no two answers."""
    by_language: defaultdict[str, list[Given]] = defaultdict(list)
    for one in given:
        by_language[one.language].append(one)
    Sameness.objects.filter(reason=reason).exclude(language__in=by_language).delete()
    for language, answers in by_language.items():
        variants = find_variants(redact(one.text, one.names) for one in answers)
        sameness = compare_answers({str(place): one.count for place, one in enumerate(variants)})
        chance = sameness.different
        Sameness.objects.update_or_create(
            reason=reason,
            language=language,
            defaults={
                "answers": len(answers),
                "different": chance.value,
                "low": chance.low,
                "high": chance.high,
                "most_given": sameness.most_given,
                "variants": [
                    {"count": one.count, "text": _shorten(one.example) if place < SHOWN else ""}
                    for place, one in enumerate(variants)
                ],
                "since": (now - LOOKED_BACK).astimezone(find_time_zone()).date(),
                "looked_at": now,
            },
        )


def _shorten(text: str) -> str:
    body = " ".join(strip_frame(text).split())
    return body if len(body) <= LONGEST else f"{body[: body.rfind(' ', 0, LONGEST)]}…"
