"""What can be learned from people, and what was learned. Only for who may load numpy: never where a page is served."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q

from wortel.analysis.suggesting import Examples, Learned, Said, unpack
from wortel.contacts.models import Contact
from wortel.reasons.models import Encoder, Lesson, Reason, Source, TextVector
from wortel.reasons.queries.giving import list_lessons
from wortel.reasons.queries.texts import NEEDED, list_vectors, words_of

_OPEN = Q(given_reason=None) | Q(given_reason__source=Source.PROPOSED)


def list_given(limit: int) -> list[tuple[int, str]]:
    """The contacts whose reason somebody gave, with that reason: the latest, the oldest of them first."""
    return list(list_lessons().order_by("-at", "-id").values_list("contact", "reason__code")[:limit])[::-1]


def read_examples(given: Sequence[tuple[int, str]], *, encoder: Encoder) -> Examples:
    """The words and vectors of those contacts that were read, with their reason."""
    reasons = dict(given)
    contacts, said = read_said([pk for pk, _ in given], encoder=encoder)
    keys = [contact.pk for contact in contacts]
    return Examples(said, [reasons[key] for key in keys], keys)


def read_others(*, encoder: Encoder, limit: int) -> Said:
    """The latest contacts that were read and of which nobody gave the reason."""
    latest = Contact.objects.counted().filter(_OPEN, vectors__encoder=encoder).order_by("-started_at")
    return read_said(list(latest.values_list("id", flat=True)[:limit]), encoder=encoder)[1]


def read_said(contacts: Sequence[int], *, encoder: Encoder) -> tuple[list[Contact], Said]:
    """Those of these contacts that were read, and what they say."""
    found = list_vectors(contacts, encoder=encoder)
    known = Contact.objects.filter(pk__in=found.contacts).only(*NEEDED).in_bulk()
    read = [known[pk] for pk in found.contacts]
    return read, Said([words_of(one) for one in read], found.vectors, found.languages)


def list_unread_among(contacts: Sequence[int], *, encoder: Encoder) -> list[int]:
    """Those of these contacts that this model has not read yet."""
    is_read = set(TextVector.objects.filter(encoder=encoder, contact__in=contacts).values_list("contact", flat=True))
    return [pk for pk in contacts if pk not in is_read]


def list_names() -> tuple[list[str], list[str]]:
    """What the reasons in use are called and how people describe them, and the reason of each."""
    pairs = [
        (name, one.code)
        for one in Reason.objects.filter(is_active=True)
        for name in dict.fromkeys(filter(None, (one.label_nl, one.label_en, *one.keywords)))
    ]
    return [name for name, _ in pairs], [code for _, code in pairs]


def find_lesson(encoder: Encoder) -> Lesson | None:
    return Lesson.objects.filter(encoder=encoder).defer("packed").order_by("-pk").first()


def open_lesson(pk: int) -> Learned:
    return unpack(bytes(Lesson.objects.values_list("packed", flat=True).get(pk=pk)))


def list_unguessed(*, encoder: Encoder, lesson: Lesson, since: datetime, limit: int) -> list[int]:
    """Recent contacts whose reason nobody gave and about which this lesson was not asked yet, latest first."""
    waiting = Contact.objects.counted().filter(_OPEN, started_at__gte=since, vectors__encoder=encoder)
    return list(waiting.exclude(guess__lesson=lesson.pk).order_by("-started_at").values_list("id", flat=True)[:limit])
