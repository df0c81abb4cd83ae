"""Evidence about a shipment for a claim: what stands in it, who made it, and that nobody is named without a reason."""

import json
import tracemalloc
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from secrets import token_bytes
from zipfile import ZipFile

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from tests import cast, make

from wortel.accounts.models import Role
from wortel.events.models import Event
from wortel.insight import packs, tasks
from wortel.jobs.actions import ask_to_stop
from wortel.jobs.models import Progress
from wortel.orders.models import Parcel
from wortel.problems import actions, queries
from wortel.problems.models import Pack, PackBatch, Problem

pytestmark = pytest.mark.django_db

MORE, MAIL = 8, 3_000_000
SECRETS = ("Marijke", "Hoekstra", "Noor", "Vermeer", "06-12345678", "Lindelaan")
WORDS = "Ik ben Marijke Hoekstra, Lindelaan 12. Niemand kwam. Bel 06-12345678."
WITH_NAMES = actions.Wanted(is_redacted=False, why="De verzekeraar vraagt om de naam")


@pytest.fixture
def parcel() -> Parcel:
    """A parcel that came a day late, a customer who said so, and our answer."""
    cast.shop()
    order = make.make_order(cast.marijke(), "2025-88112", at=make.NOW - timedelta(days=5))
    parcel = make.make_parcel(order, "3SPK0001", carrier=cast.carrier(), at=make.NOW - timedelta(days=2))
    parcel.delivered_at = make.NOW - timedelta(days=1)
    parcel.save()
    case = make.make_case(cast.marijke(), text=WORDS, at=make.NOW - timedelta(days=1))
    contact = make.find_contact(case)
    contact.order = order
    contact.minutes = 8
    contact.save()
    make.make_contact(
        contact.conversation, "Dag Marijke, het spijt ons. Noor Vermeer", direction="out", agent=cast.noor()
    )
    return parcel


def content(parcel: Parcel, wanted: actions.Wanted = actions.Wanted()) -> str:  # noqa: B008 (frozen)
    return packs.canonical(packs.print_pack(parcel, wanted, agent=cast.noor(), now=make.NOW).shipment).decode()


def test_it_holds_order_promise_steps_words_and_cost(parcel: Parcel) -> None:
    told = json.loads(content(parcel))
    assert (told["order"], told["parcel"], told["carrier"]) == ("2025-88112", "3SPK0001", "PakketSnel")
    assert told["hours_late"] == 22.0, "promised until two hours after the beginning of the slot"
    assert [step["kind"] for step in told["steps"]] == ["announced", "depot", "on_route", "missed"]
    assert [one["is_ours"] for one in told["tellings"]] == [False, True]
    assert "Niemand kwam." in told["tellings"][0]["text"]


def test_nobody_is_named_unless_somebody_says_why(parcel: Parcel) -> None:
    masked = content(parcel)
    assert [secret for secret in SECRETS if secret in masked] == []
    named = content(parcel, WITH_NAMES)
    assert "Marijke Hoekstra" in named
    assert "Noor" not in named, "colleagues are never named to the other side"
    with pytest.raises(actions.NoReasonGiven):
        actions.Wanted(is_redacted=False).check()


def test_the_fingerprint_can_be_worked_out_again_and_changes_with_the_content(parcel: Parcel) -> None:
    first = packs.print_pack(parcel, actions.Wanted(), agent=cast.noor(), now=make.NOW)
    assert sha256(packs.canonical(first.shipment)).hexdigest() == first.content_hash
    assert first.paper.startswith(b"%PDF")
    parcel.delivered_at = make.NOW
    parcel.save()
    second = packs.print_pack(parcel, actions.Wanted(), agent=cast.noor(), now=make.NOW)
    assert second.content_hash != first.content_hash


def test_making_it_is_remembered_with_who_and_why(client: Client, parcel: Parcel) -> None:
    client.force_login(cast.noor())
    address = reverse("parcel-packs", args=[parcel.pk])
    assert client.post(address).content.startswith(b"%PDF")
    refused = client.post(address, {"with_names": "on"})
    assert refused.status_code == 422
    assert "Zeg waarom." in refused.content.decode()
    assert client.post(address, {"with_names": "on", "why": "Claim 12"}).content.startswith(b"%PDF")
    assert [(pack.agent, pack.is_redacted, pack.why) for pack in Pack.objects.order_by("pk")] == [
        (cast.noor(), True, ""),
        (cast.noor(), False, "Claim 12"),
    ]
    event = Event.objects.filter(kind="pack.made").latest("id")
    assert event.details["why"] == "Claim 12"
    assert "Claim 12" in client.get(address).content.decode()


def test_the_mails_come_along_only_when_asked_for(client: Client, parcel: Parcel) -> None:
    contact = parcel.order.contacts.get()
    contact.arrival = make.make_arrival(b"From: marijke\r\n\r\nNiemand kwam.", outcome="filed")
    contact.save()
    client.force_login(cast.noor())
    answer = client.post(reverse("parcel-packs", args=[parcel.pk]), {"with_originals": "on", "why": "Claim 12"})
    with ZipFile(BytesIO(answer.content)) as archive:
        names = archive.namelist()
        assert f"mails/{contact.pk}.eml" in names
        raw = archive.read(f"mails/{contact.pk}.eml")
        told = json.loads(archive.read("content.json"))
    assert told["tellings"][0]["original"]["sha256"] == sha256(raw).hexdigest()


def hit(parcel: Parcel) -> Problem:
    problem = make.make_problem("laat", process=cast.delivery())
    make.make_flag(parcel.order.contacts.get(), problem)
    return problem


def asked(problem: Problem) -> PackBatch:
    return actions.ask_packs(problem=problem, wanted=actions.Wanted(), agent=cast.noor(), now=make.NOW)


def test_a_whole_problem_gets_an_index_and_a_pack_for_each_parcel(client: Client, parcel: Parcel) -> None:
    batch = asked(hit(parcel))
    tasks.print_packs(batch=batch.pk)
    client.force_login(cast.noor())
    answer = client.get(reverse("packs-fetch", args=[batch.pk]))
    held = b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # a streamed file
    with ZipFile(BytesIO(held)) as archive:
        names = archive.namelist()
    assert names == ["pack-2025-88112-3SPK0001/pack-2025-88112-3SPK0001.pdf",
                     "pack-2025-88112-3SPK0001/content.json", "index.pdf"]  # fmt: skip
    batch.refresh_from_db()
    assert batch.file_hash == sha256(held).hexdigest()
    assert Event.objects.filter(kind="packs.fetched").exists()
    client.force_login(cast.joris())
    assert client.get(reverse("packs-fetch", args=[batch.pk])).status_code == 404, (
        "another colleague did not ask for it"
    )


def test_many_packs_take_no_more_memory_than_few(parcel: Parcel) -> None:
    problem = hit(parcel)
    hit_also(problem, parcel, 2)
    few, _ = print_all(problem)
    hit_also(problem, parcel, MORE)
    many, batch = print_all(problem)
    assert batch.parcels == MORE + 3
    assert default_storage.size(batch.file) > (MORE + 2) * MAIL
    assert many - few < MORE * MAIL / 4


def hit_also(problem: Problem, parcel: Parcel, parcels: int) -> None:
    """More parcels, each with a mail of its own that does not become smaller."""
    conversation = parcel.order.contacts.get().conversation
    for n in range(parcels):
        order = make.make_order(cast.marijke(), f"2025-{parcels}-{n}", at=make.NOW - timedelta(days=5))
        make.make_parcel(order, f"3SPK{parcels}{n}", carrier=cast.carrier(), at=make.NOW - timedelta(days=2))
        contact = make.make_contact(conversation)
        contact.order, contact.arrival = order, make.make_arrival(token_bytes(MAIL), outcome="filed")
        contact.save()
        make.make_flag(contact, problem)


def print_all(problem: Problem) -> tuple[int, PackBatch]:
    """The most memory that was in use while the evidence was made."""
    wanted = actions.Wanted(has_originals=True, why="Claim 12")
    batch = actions.ask_packs(problem=problem, wanted=wanted, agent=cast.noor(), now=make.NOW)
    tracemalloc.start()
    tasks.print_packs(batch=batch.pk)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    batch.refresh_from_db()
    return most, batch


def test_the_making_shows_how_far_it_is_and_can_be_stopped(parcel: Parcel, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = asked(hit(parcel))
    print_pack = packs.print_pack

    def stopped(*args: object, **more: object) -> packs.Printed:
        ask_to_stop(progress=Progress.objects.get(name=f"packs {batch.pk}"), now=make.NOW)
        return print_pack(*args, **more)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr(tasks, "print_pack", stopped)
    tasks.print_packs(batch=batch.pk)
    batch.refresh_from_db()
    assert (batch.file, batch.finished_at is not None) == ("", True)


def test_after_a_week_the_file_is_gone_and_that_it_was_made_is_not(client: Client, parcel: Parcel) -> None:
    batch = asked(hit(parcel))
    tasks.print_packs(batch=batch.pk)
    batch.refresh_from_db()
    assert batch.finished_at is not None
    assert tasks.sweep_packs(timestamp=int((batch.finished_at + timedelta(days=8)).timestamp())) == 1
    batch.refresh_from_db()
    assert not batch.is_ready
    client.force_login(cast.noor())
    assert client.get(reverse("packs-fetch", args=[batch.pk])).status_code == 404
    assert Pack.objects.filter(batch=batch).count() == 1


def test_only_parcels_of_the_partner_that_owns_the_cause_are_packed(parcel: Parcel) -> None:
    problem = hit(parcel)
    make.make_parcel(parcel.order, "ANDER01", at=make.NOW)
    assert list(queries.list_hit_parcels(problem)) == [parcel]


def test_neither_a_partner_nor_an_auditor_makes_evidence(client: Client, parcel: Parcel) -> None:
    client.force_login(cast.colleague(Role.PARTNER))
    assert client.post(reverse("parcel-packs", args=[parcel.pk])).status_code == 403
    client.force_login(cast.colleague(Role.AUDITOR))
    assert client.post(reverse("parcel-packs", args=[parcel.pk])).status_code == 403
    assert not Pack.objects.exists()
