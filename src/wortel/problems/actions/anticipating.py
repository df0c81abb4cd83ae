"""Sparing the next question: learned from what follows what, worded by a person, suggested to whoever answers."""

from datetime import datetime

from django.db import transaction

from wortel.contacts.models import Contact
from wortel.events import actions as events
from wortel.problems.models import NextIssue, Suggestion
from wortel.problems.queries import anticipating as queries


@transaction.atomic
def learn_next_issues(*, now: datetime) -> int:
    """Work out anew what follows what. A pair that people wrote words for keeps them, also when it fades."""
    found = queries.learn_successors(now)
    for one in found:
        numbers = {"times": one.times, "of": one.of, "share": one.share, "low": one.low}
        NextIssue.objects.update_or_create(
            reason_id=one.first,
            next_reason_id=one.next,
            defaults={**numbers, "high": one.high, "base": one.base, "learned_at": now},
        )
    NextIssue.objects.filter(learned_at__lt=now, text_nl="", text_en="").delete()
    return len(found)


@transaction.atomic
def word_next_issue(*, next_issue: NextIssue, text_nl: str, text_en: str) -> NextIssue:
    """What an answer can say so that the next question need not be asked; without words nothing is suggested."""
    next_issue.text_nl, next_issue.text_en = text_nl.strip(), text_en.strip()
    next_issue.save(update_fields=["text_nl", "text_en"])
    events.record("next_issue.worded", about=next_issue)
    return next_issue


@transaction.atomic
def suggest(*, contact: Contact, now: datetime) -> Suggestion | None:
    """Suggest it once for each contact; None where nothing is known to follow."""
    earlier = Suggestion.objects.filter(contact=contact).select_related("next_issue__next_reason").first()
    if earlier is not None:
        return earlier
    found = queries.find_next_issue(contact)
    if found is None:
        return None
    made, is_new = Suggestion.objects.get_or_create(contact=contact, defaults={"next_issue": found, "shown_at": now})
    if is_new:
        with events.acting(events.SYSTEM):  # by nobody: whether a colleague takes it over is theirs
            events.record("suggestion.shown", about=made.next_issue, suggestion=made.pk)
    return made


@transaction.atomic
def accept(*, suggestion: Suggestion, now: datetime) -> Suggestion:
    """The sentence was taken over."""
    if suggestion.accepted_at is None:
        suggestion.accepted_at, suggestion.ignored_at = now, None
        suggestion.save(update_fields=["accepted_at", "ignored_at"])
        with events.acting(events.SYSTEM):  # by nobody: whether a colleague takes it over is theirs
            events.record("suggestion.accepted", about=suggestion.next_issue, suggestion=suggestion.pk)
    return suggestion


@transaction.atomic
def settle(*, contact: int, now: datetime) -> None:
    """The answer left: what was suggested and not taken over was passed by."""
    for passed in Suggestion.objects.filter(contact=contact, accepted_at=None, ignored_at=None):
        passed.ignored_at = now
        passed.save(update_fields=["ignored_at"])
        with events.acting(events.SYSTEM):  # by nobody: whether a colleague takes it over is theirs
            events.record("suggestion.ignored", about=passed.next_issue, suggestion=passed.pk)
