from datetime import datetime

from django.db import transaction

from wortel.accounts.models import Agent
from wortel.analysis.wording import train
from wortel.contacts.models import Contact
from wortel.events import actions as events
from wortel.reasons import queries
from wortel.reasons.models import GivenReason, Reason, Source, Wording

LESSON = 10_000
FEATURES_KEPT = 12_000


def propose(*, contact: Contact, now: datetime) -> GivenReason | None:
    """Propose a reason from the words; what a colleague or an import has given stays as it is."""
    likely = queries.find_proposer().propose_for(contact)
    if not likely:
        return queries.find_given(contact)
    reason, confidence = likely[0]
    return propose_reason(contact=contact, reason=reason, confidence=confidence, now=now)


@transaction.atomic
def propose_reason(*, contact: Contact, reason: Reason, confidence: float, now: datetime) -> GivenReason:
    """Propose this reason, in the place of an earlier proposal; what a colleague or an import has given stays."""
    told = {"reason": reason, "source": Source.PROPOSED, "confidence": confidence, "agent": None, "at": now}
    given, is_new = GivenReason.objects.select_for_update().get_or_create(contact=contact, defaults=told)
    if given.source != Source.PROPOSED:
        return given
    is_other = is_new or given.reason_id != reason.pk
    if not is_new:
        GivenReason.objects.filter(pk=given.pk).update(**told)
        given.refresh_from_db()
    if is_other:
        events.record("reason.proposed", about=contact, reason=reason.code, confidence=round(confidence, 3))
    return given


@transaction.atomic
def withdraw_proposal(*, contact: Contact) -> None:
    """Propose nothing after all: what was proposed turned out to be a guess."""
    gone, _ = GivenReason.objects.filter(contact=contact, source=Source.PROPOSED).delete()
    if gone:
        events.record("reason.put_back", about=contact, reason="")


@transaction.atomic
def confirm(*, contact: Contact, reason: Reason, agent: Agent | None, now: datetime) -> GivenReason:
    """Give the reason of a contact; this is what proposals are learned from."""
    return _give(contact=contact, reason=reason, source=Source.CONFIRMED, agent=agent, now=now)


@transaction.atomic
def take_over(*, contact: Contact, reason: Reason, now: datetime) -> GivenReason:
    """Give the reason that another system had."""
    return _give(contact=contact, reason=reason, source=Source.IMPORTED, agent=None, now=now)


def _give(*, contact: Contact, reason: Reason, source: Source, agent: Agent | None, now: datetime) -> GivenReason:
    before = queries.find_given(contact)
    if before and before.source == source and before.reason_id == reason.pk:
        return before
    given, _ = GivenReason.objects.update_or_create(
        contact=contact,
        defaults={"reason": reason, "source": source, "confidence": None, "agent": agent, "at": now},
    )
    events.record(
        "reason.given", about=contact, reason=reason.code, source=source, before=before.reason.code if before else ""
    )
    return given


@transaction.atomic
def put_back(*, contact: Contact, earlier: GivenReason | None) -> None:
    """Undo: the contact has the reason it had, as it was given, or none."""
    if earlier is None:
        GivenReason.objects.filter(contact=contact).delete()
    else:
        GivenReason.objects.update_or_create(
            contact=contact,
            defaults={
                "reason_id": earlier.reason_id,
                "source": earlier.source,
                "confidence": earlier.confidence,
                "agent_id": earlier.agent_id,
                "at": earlier.at,
            },
        )
    events.record("reason.put_back", about=contact, reason=earlier.reason.code if earlier else "")


@transaction.atomic
def learn(*, now: datetime) -> Wording:
    """Learn anew from the latest reasons that people gave; reasons without examples start from their labels."""
    examples = queries.list_examples(LESSON)
    described = {
        reason.code: (reason.label_nl, reason.label_en, *reason.keywords)
        for reason in Reason.objects.filter(is_active=True)
    }
    model = train(examples, described)
    model.keep_common(FEATURES_KEPT)
    lesson = Wording.objects.create(learned_from=len(examples), model=model.as_json(), at=now)
    Wording.objects.exclude(pk=lesson.pk).delete()
    events.record("wording.learned", about=lesson, examples=len(examples))
    return lesson
