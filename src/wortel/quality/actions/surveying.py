from datetime import datetime

from django.db import transaction

from wortel.contacts.models import Contact
from wortel.events import actions as events
from wortel.quality import rules
from wortel.quality.models import Answer


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
