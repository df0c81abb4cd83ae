from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db.models import Exists, OuterRef, QuerySet

from wortel.analysis.redact import redact
from wortel.analysis.wording import Model
from wortel.contacts.models import Contact, Direction
from wortel.reasons.models import GivenReason, Reason, Source, Wording

WORDS_READ = 4000
LEAST_SURE = 0.25


def find_given(contact: Contact) -> GivenReason | None:
    """The reason of a contact, proposed or confirmed."""
    return GivenReason.objects.select_related("reason").filter(contact=contact).first()


@dataclass(frozen=True)
class Proposer:
    """The reasons in use with what is known of their words; made once for many texts."""

    reasons: dict[str, Reason]
    model: Model

    def propose(self, text: str) -> list[tuple[Reason, float]]:
        """The reasons these words point to, likeliest first; nothing when the words say too little."""
        suggestions = self.model.suggest(text[:WORDS_READ])
        likely = [(one.reason, one.probability) for one in suggestions if one.reason in self.reasons]
        return [(self.reasons[code], probability) for code, probability in likely if probability >= LEAST_SURE]

    def propose_for(self, contact: Contact) -> list[tuple[Reason, float]]:
        return self.propose(f"{contact.subject}\n{contact.reply_text or contact.text}")


def find_proposer() -> Proposer:
    reasons = {reason.code: reason for reason in Reason.objects.filter(is_active=True)}
    described = tuple((one.code, (one.label_nl, one.label_en, *one.keywords)) for one in reasons.values())
    return Proposer(reasons, _model(_latest_lesson(), described))


def propose_for_text(text: str) -> list[tuple[Reason, float]]:
    return find_proposer().propose(text)


def _latest_lesson() -> int:
    return Wording.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


@lru_cache(maxsize=1)
def _model(lesson: int, described: tuple[tuple[str, tuple[str, ...]], ...]) -> Model:
    """What was learned, kept in memory; a reason that is too new to have been learned starts from its own words."""
    stored = Wording.objects.filter(pk=lesson).values_list("model", flat=True).first()
    model = Model.from_json(stored) if stored else Model()
    for code, words in described:
        if code not in model.reasons:
            model.introduce(code, words)
    return model


def list_lessons() -> QuerySet[GivenReason]:
    """Reasons that somebody gave, of customers' words from which may be learned."""
    given = GivenReason.objects.exclude(source=Source.PROPOSED).filter(reason__is_active=True)
    worded = given.exclude(contact__text="", contact__subject="")
    said = Contact.objects.readable().filter(pk=OuterRef("contact"), direction=Direction.IN)
    return worded.filter(Exists(said))


def list_examples(limit: int) -> list[tuple[str, str]]:
    """The words and the reason of contacts whose reason somebody gave, latest first, without what names people."""
    rows = list_lessons().order_by("-at")
    said = rows.values_list("contact__subject", "contact__reply_text", "contact__text", "reason__code")
    return [(redact(f"{subject}\n{reply or text}"[:WORDS_READ]), code) for subject, reply, text, code in said[:limit]]


def count_unlearned() -> int:
    """How many reasons were given by people since the latest lesson."""
    learned_at = Wording.objects.order_by("-pk").values_list("at", flat=True).first()
    given = GivenReason.objects.exclude(source=Source.PROPOSED)
    return (given.filter(at__gt=learned_at) if learned_at else given).count()


def list_waiting(*, since: datetime, limit: int) -> list[Contact]:
    """What came in without anybody giving a reason or a lesson making a guess, latest first."""
    waiting = Contact.objects.counted().readable().filter(given_reason=None, guess=None, started_at__gte=since)
    return list(waiting.order_by("-started_at").only("id", "subject", "reply_text", "text")[:limit])


def has_unread(*, since: datetime) -> bool:
    """Whether something came in of which the model in use has not read the words yet."""
    worded = Contact.objects.counted().readable().filter(started_at__gte=since).exclude(subject="", text="")
    return worded.exclude(vectors__encoder__used_since__isnull=False).exists()
