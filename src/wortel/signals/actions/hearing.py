"""What the rules find in our own answers. The answer's writer is neither kept nor asked for."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from wortel.analysis.language import Known, Span, find_reasked, find_referral
from wortel.contacts.models import Contact
from wortel.events import actions as events
from wortel.signals.models import Heard, Kind, Signal


@transaction.atomic
def hear(*, answer: Contact, answered: Contact, known: Known, now: datetime) -> list[Signal]:
    """Note on the customer's contact that it was sent to the website, or asked for what we know."""
    _, is_new = Heard.objects.get_or_create(contact=answer, defaults={"at": now})
    if not is_new:
        return []
    found: list[tuple[Kind, Mapping[str, object]]] = []
    if referral := find_referral(answer.reply_text or answer.text):
        found.append((Kind.WEBSITE_REFERRAL, _seen_in(referral)))
    for name, span in find_reasked(answer.reply_text or answer.text, known):
        found.append((Kind.RE_ASKED, {**_seen_in(span), "fact": name}))
    signals = [
        Signal(
            kind=kind,
            contact=answered,
            about=f"contact {answer.pk}{' ' + str(evidence['fact']) if 'fact' in evidence else ''}",
            at=answer.started_at,
            evidence=evidence,
        )
        for kind, evidence in found
    ]
    Signal.objects.bulk_create(signals, ignore_conflicts=True)
    events.record_each("signal.seen", [(answered, {"seen": one.kind, "contact": answered.pk}) for one in signals])
    return signals


def skip(*, answer: Contact, now: datetime) -> None:
    """Nothing to hold it against: a call that we began, an automatic message."""
    Heard.objects.update_or_create(
        contact=answer, defaults={"tone_at": now}, create_defaults={"at": now, "tone_at": now}
    )


def _seen_in(span: Span) -> dict[str, object]:
    return {"text": span.text, "start": span.start, "end": span.end}
