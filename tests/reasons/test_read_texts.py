"""What contacts say is kept as vectors: read once, apart from every page, and gone with the words."""

from collections.abc import Sequence
from datetime import timedelta

import numpy as np
import pytest
from tests.make import NOW, make_contact, make_conversation, make_customer

from wortel.accounts.actions import found_organisation
from wortel.analysis.embedding import Kind, SentenceEncoder, Vectors
from wortel.contacts.models import Contact, Direction
from wortel.reasons.actions import texts
from wortel.reasons.models import Encoder, TextVector
from wortel.reasons.queries import has_unread
from wortel.reasons.queries.texts import list_vectors
from wortel.reasons.rules import read_words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _shop() -> None:
    found_organisation(name="De Voorbeeldwinkel")


class OtherModel(SentenceEncoder):
    """Weights of another year."""

    model_id = "another/1/abc"

    def embed(self, texts: Sequence[str], *, kind: Kind = "cluster") -> Vectors:
        return np.full((len(texts), 4), 0.5, np.float32)


def test_what_came_in_lately_is_read() -> None:
    contact = make_contact(text="Waar blijft mijn pakket? Ik wacht al een week.")
    assert texts.read_new(now=NOW) == 1
    kept = TextVector.objects.get()
    assert (kept.contact, kept.language) == (contact, "nl")


def test_a_vector_is_the_one_of_the_words_that_matter() -> None:
    contact = make_contact(text="Beste mensen,\nWaar blijft mijn pakket?\nMet vriendelijke groet,\nIlse Roozendaal")
    texts.read_new(now=NOW)
    read = list_vectors([contact.pk], encoder=Encoder.objects.get())
    expected = SentenceEncoder().embed(["Waar blijft mijn pakket?"])
    assert float((read.vectors @ expected.T)[0, 0]) > 0.999


def test_nothing_is_read_twice() -> None:
    make_contact()
    texts.read_new(now=NOW)
    assert texts.read_new(now=NOW) == 0


def test_our_own_answers_are_not_read() -> None:
    make_contact(direction=Direction.OUT)
    assert texts.read_new(now=NOW) == 0


def test_what_is_older_is_read_at_night() -> None:
    make_contact(at=NOW - timedelta(days=90))
    assert texts.read_new(now=NOW) == 0
    assert texts.read_all(now=NOW) == 1


def test_another_model_reads_everything_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    make_contact(at=NOW - timedelta(days=90))
    texts.read_all(now=NOW)
    monkeypatch.setattr(texts, "open_embedder", OtherModel)
    assert texts.read_all(now=NOW) == 1
    assert [one.encoder.name for one in TextVector.objects.all()] == [f"another/1/abc/{texts.READING}"]


def test_words_that_change_lose_their_vector() -> None:
    contact = make_contact()
    texts.read_new(now=NOW)
    Contact.objects.filter(pk=contact.pk).update(text="", reply_text="")
    assert not TextVector.objects.exists()


def test_a_vector_stays_when_something_else_changes() -> None:
    contact = make_contact()
    texts.read_new(now=NOW)
    Contact.objects.filter(pk=contact.pk).update(product="Bankje Fjell")
    assert TextVector.objects.exists()


def test_a_vector_goes_with_its_contact() -> None:
    contact = make_contact()
    texts.read_new(now=NOW)
    contact.delete()
    assert not TextVector.objects.exists()


def test_vectors_come_in_the_order_of_the_question() -> None:
    conversation = make_conversation(make_customer())
    first, second = (make_contact(conversation, text) for text in ("De factuur klopt niet", "Waar blijft mijn pakket"))
    unread = make_contact(conversation, direction=Direction.OUT)
    texts.read_new(now=NOW)
    read = list_vectors([second.pk, unread.pk, first.pk], encoder=Encoder.objects.get())
    assert read.contacts == [second.pk, first.pk]
    assert read.vectors.shape == (2, 512)


def test_what_names_a_person_is_not_read() -> None:
    said = read_words(
        subject="Bestelling 2025-10432", text="Ik ben Ilse Roozendaal, bel 06-12345678", sender="Ilse Roozendaal"
    )
    assert not {"Ilse", "Roozendaal", "12345678", "10432"} & set(said.replace(",", " ").split())


def test_the_readers_are_called_for_what_is_new_only() -> None:
    make_contact(at=NOW - timedelta(days=1))
    since = NOW - timedelta(days=7)
    assert has_unread(since=since)
    texts.read_new(now=NOW)
    assert not has_unread(since=since)
