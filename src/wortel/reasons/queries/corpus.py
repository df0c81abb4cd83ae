"""The texts of which drivers are made, with their vectors as they were kept. Only for who may load numpy."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import numpy as np

from wortel.analysis.cleaning import clean
from wortel.analysis.embedding import Kind
from wortel.contacts.models import Contact
from wortel.reasons.models import Encoder
from wortel.reasons.queries.texts import AT_ONCE, Vectors, iterate_contacts, list_vectors, words_of

# Of more texts than this an even choice is read.
MOST = 60_000


@dataclass(frozen=True)
class Corpus:
    """Contacts with what they say, in the place of an embedder: it gives the vectors that were kept."""

    model_id: str
    contacts: Sequence[int]
    words: Sequence[str]
    spoken: Sequence[str]
    vectors: Vectors

    max_tokens: int | None = None
    is_symmetric: bool = True

    @property
    def languages(self) -> frozenset[str]:
        return frozenset(self.spoken)

    @property
    def dim(self) -> int:
        return int(self.vectors.shape[1])

    @cached_property
    def _places(self) -> dict[str, int]:
        return {clean(words): at for at, words in enumerate(self.words)}

    def embed(self, texts: Sequence[str], *, kind: Kind = "cluster") -> Vectors:
        """The rows of these texts, cleaned as they are before they are compared."""
        del kind
        return self.vectors[[self._places[text] for text in texts]]

    def count_tokens(self, text: str) -> int:
        return len(text.split())


def read_corpus(*, encoder: Encoder, since: datetime) -> Corpus:
    """What customers said since then, the earliest first."""
    counted = Contact.objects.counted().filter(started_at__gte=since, vectors__encoder=encoder)
    chosen = thin(list(counted.order_by("started_at").values_list("id", flat=True)), MOST)
    return read_contacts(chosen, encoder=encoder)


def read_contacts(contacts: Sequence[int], *, encoder: Encoder) -> Corpus:
    """These contacts, in this order, as far as they were read."""
    read = list_vectors(contacts, encoder=encoder)
    said: dict[int, str] = {}
    for some in iterate_contacts(read.contacts, AT_ONCE):
        said |= {contact.pk: words_of(contact) for contact in some}
    return Corpus(encoder.name, read.contacts, [said[pk] for pk in read.contacts], read.languages, read.vectors)


def thin[T](rows: Sequence[T], most: int) -> list[T]:
    """All, or an even choice of so many."""
    places = np.linspace(0, len(rows) - 1, min(len(rows), most)).astype(np.int64)
    return [rows[at] for at in places.tolist()]
