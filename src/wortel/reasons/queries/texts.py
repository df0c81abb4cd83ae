"""What the words of contacts mean. Only for who may load numpy: never imported where a page is served."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import batched

import numpy as np
from django.db.models import Exists, OuterRef, QuerySet
from numpy.typing import NDArray

from wortel.contacts.models import Contact
from wortel.reasons.models import Encoder, TextVector
from wortel.reasons.rules import read_words

type Vectors = NDArray[np.float32]
type Packed = bytes | memoryview[int]

AT_ONCE = 5_000
NEEDED = ("id", "subject", "reply_text", "text", "sender_name")


@dataclass(frozen=True, slots=True)
class Read:
    """Contacts of which the words were read: one row of `vectors` each."""

    contacts: Sequence[int]
    languages: Sequence[str]
    vectors: Vectors


def words_of(contact: Contact) -> str:
    return read_words(subject=contact.subject, text=contact.reply_text or contact.text, sender=contact.sender_name)


def find_encoder(name: str) -> Encoder | None:
    return Encoder.objects.filter(name=name).first()


def list_unread(*, encoder: Encoder, since: datetime, limit: int) -> list[Contact]:
    """Recent contacts that this model has not read yet, the oldest first."""
    recent = _unread(encoder).filter(started_at__gte=since).order_by("started_at")
    return list(recent.only(*NEEDED)[:limit])


def list_all_unread(encoder: Encoder) -> list[int]:
    """Everything this model has not read yet, the latest first."""
    return list(_unread(encoder).order_by("-started_at").values_list("id", flat=True))


def _unread(encoder: Encoder) -> QuerySet[Contact]:
    is_read = TextVector.objects.filter(contact=OuterRef("pk"), encoder=encoder)
    return Contact.objects.counted().readable().exclude(subject="", text="").filter(~Exists(is_read))


def list_vectors(contacts: Iterable[int], *, encoder: Encoder) -> Read:
    """Those of these contacts that were read, in the order given; of others nothing."""
    wanted = list(contacts)
    found: dict[int, tuple[str, Packed]] = {}
    for some in batched(wanted, AT_ONCE):
        rows = TextVector.objects.filter(contact__in=some, encoder=encoder)
        found |= {pk: (language, row) for pk, language, row in rows.values_list("contact", "language", "vector")}
    known = [pk for pk in wanted if pk in found]
    return Read(known, [found[pk][0] for pk in known], unpack([found[pk][1] for pk in known]))


def count_read(encoder: Encoder) -> int:
    return TextVector.objects.filter(encoder=encoder).count()


def iterate_contacts(pks: Sequence[int], size: int) -> Iterator[list[Contact]]:
    """These contacts with their words, so many at a time."""
    for some in batched(pks, size):
        yield list(Contact.objects.filter(pk__in=some).only(*NEEDED))


def unpack(rows: Sequence[Packed]) -> Vectors:
    if not rows:
        return np.zeros((0, 0), np.float32)
    whole = np.frombuffer(b"".join(bytes(row) for row in rows), np.float16)
    return whole.reshape(len(rows), -1).astype(np.float32)
