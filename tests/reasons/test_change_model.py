"""Another model takes over: it reads everything first, is held beside the one in use, and moves no contact."""

import argparse
from collections.abc import Sequence
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings
from tests.analysis import folders
from tests.make import NOW, make_agent, make_contact, make_reason
from tests.reasons.saying import fill_house
from tests.reasons.test_guess_reasons import SAID

from wortel.accounts.actions import found_organisation
from wortel.analysis.embedding import Kind, SentenceEncoder, Vectors
from wortel.config.commands import model
from wortel.config.refusal import CannotGoOn
from wortel.events.models import Event
from wortel.jobs.models import Progress
from wortel.reasons import actions
from wortel.reasons.actions import placing, texts
from wortel.reasons.actions.discovering import discover
from wortel.reasons.actions.switching import hold_beside, read_with_wanted, use
from wortel.reasons.models import Assignment, Driver, Encoder, TextVector
from wortel.reasons.queries import has_unread

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _shop() -> None:
    found_organisation(name="De Voorbeeldwinkel")


class Mirrored(SentenceEncoder):
    """As good as the bundled model, and in a space of its own."""

    model_id = "mirrored/1/abc"

    def embed(self, texts: Sequence[str], *, kind: Kind = "cluster") -> Vectors:
        return super().embed(texts, kind=kind)[:, ::-1].copy()


@pytest.fixture
def mirrored(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> str:
    """A folder with a good model is wanted; it stands there as soon as the fixture is asked for."""
    kinds = {"": SentenceEncoder(), "mirrored": Mirrored()}
    monkeypatch.setattr(texts, "_open", kinds.__getitem__)
    settings.TEXT_MODEL = "mirrored"
    return f"{Mirrored.model_id}/{texts.READING}"


@pytest.fixture
def poor(tmp_path: Path, settings: Settings) -> str:
    """A folder with a model of a dozen words is wanted."""
    pytest.importorskip("tokenizers", reason="reading a model from a folder needs tokenizers")
    folders.write_static(tmp_path)
    settings.TEXT_MODEL = str(tmp_path)
    return texts.name_of(texts.open_wanted())


def hush(done: int, of: int) -> None:
    assert done <= of


def readers() -> list[str]:
    return sorted(set(TextVector.objects.values_list("encoder__name", flat=True)))


def change(**wishes: bool) -> None:
    model.run(argparse.Namespace(**{"change": True, "anyway": False, **wishes}))


def read_with_bundled(settings: Settings) -> str:
    wanted, settings.TEXT_MODEL = settings.TEXT_MODEL, ""
    texts.read_all(now=NOW)
    settings.TEXT_MODEL = wanted
    return texts.name_of(texts.open_embedder())


def test_a_new_house_reads_with_the_model_of_the_folder(poor: str) -> None:
    make_contact(text="Waar blijft mijn pakket?")
    texts.read_new(now=NOW)
    assert readers() == [poor]


def test_a_folder_that_is_named_later_changes_nothing_by_itself(poor: str, settings: Settings) -> None:
    make_contact()
    bundled = read_with_bundled(settings)
    make_contact(text="Er is iets anders mis.")
    texts.read_all(now=NOW)
    assert readers() == [bundled] != [poor]


def test_two_models_stand_beside_each_other_until_one_takes_over(mirrored: str, settings: Settings) -> None:
    make_contact()
    bundled = read_with_bundled(settings)
    assert read_with_wanted(now=NOW, tell=hush)
    make_contact(text="Er is iets anders mis.")
    texts.read_all(now=NOW)
    assert readers() == sorted([bundled, mirrored])
    use(embedder=texts.open_wanted(), now=NOW)
    assert readers() == [mirrored]
    texts.read_all(now=NOW)
    assert TextVector.objects.count() == 2


def test_what_only_the_wanted_model_read_still_waits_for_the_one_in_use(mirrored: str, settings: Settings) -> None:
    make_contact()
    read_with_bundled(settings)
    make_contact(text="Er is iets anders mis.")
    read_with_wanted(now=NOW, tell=hush)
    assert has_unread(since=NOW.replace(year=2000))


def test_reading_that_was_stopped_goes_on_where_it_was(mirrored: str, settings: Settings) -> None:
    make_contact()
    read_with_bundled(settings)

    def stop(done: int, of: int) -> None:
        Progress.objects.filter(name="model").update(stop_asked_at=NOW)

    assert not read_with_wanted(now=NOW, tell=stop)
    assert read_with_wanted(now=NOW, tell=hush)
    assert TextVector.objects.filter(encoder__name=mirrored).count() == 1


def test_drivers_keep_their_number_and_their_contacts(mirrored: str, settings: Settings) -> None:
    fill_house(of_each=70)
    read_with_bundled(settings)
    used = texts.open_encoder(embedder=texts.open_embedder(), now=NOW)
    discover(encoder=used, agent=None, now=NOW)
    before = list(Assignment.objects.order_by("pk").values_list("contact", "driver", "variant"))
    drivers = list(Driver.objects.order_by("pk").values_list("pk", "retired_at"))
    change()
    assert list(Assignment.objects.order_by("pk").values_list("contact", "driver", "variant")) == before
    assert list(Driver.objects.order_by("pk").values_list("pk", "retired_at")) == drivers
    fresh = make_contact(text="Waar blijft mijn pakket? De bezorger is niet geweest.")
    texts.read_new(now=NOW)
    placing.place_new(encoder=Encoder.objects.get(name=mirrored), now=NOW)
    assert Assignment.objects.get(contact=fresh).driver is not None
    assert Event.objects.get(kind="text_model.changed").details == {"model": mirrored}


def test_models_are_compared_on_the_reasons_that_colleagues_gave(mirrored: str, settings: Settings) -> None:
    agent = make_agent("Noor")
    for code, said in SAID.items():
        reason = make_reason(code, code.title())
        for text in said:
            actions.confirm(contact=make_contact(text=text), reason=reason, agent=agent, now=NOW)
    read_with_bundled(settings)
    found = hold_beside(now=NOW)
    assert found.own is not None
    assert found.own.gain.n == 30
    assert not found.is_worse


def test_a_model_that_cannot_tell_requests_apart_is_refused(
    poor: str, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    make_contact()
    bundled = read_with_bundled(settings)
    with pytest.raises(CannotGoOn, match="the wanted model is worse"):
        change()
    assert "requests in Dutch" in capsys.readouterr().out
    assert texts.name_of(texts.open_embedder()) == bundled
    change(anyway=True)
    assert texts.name_of(texts.open_embedder()) == poor


def test_the_model_in_use_stays_when_the_setting_is_taken_away(poor: str, settings: Settings) -> None:
    texts.open_encoder(embedder=texts.open_embedder(), now=NOW)
    settings.TEXT_MODEL = ""
    assert texts.name_of(texts.open_embedder()) == poor


def test_a_folder_that_is_gone_is_followed_by_what_is_wanted(poor: str, settings: Settings) -> None:
    texts.open_encoder(embedder=texts.open_embedder(), now=NOW)
    Encoder.objects.update(folder="/nowhere")
    settings.TEXT_MODEL = ""
    assert isinstance(texts.open_embedder(), SentenceEncoder)
