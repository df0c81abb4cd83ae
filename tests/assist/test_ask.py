"""A colleague asks for a draft or a summary: what leaves, what comes back, and what happens when nothing does."""

import html
import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from tests import cast, make
from tests.assist.conftest import Ask, describe
from tests.desk.screens import as_agent
from tests.fakes.completions import Mind

from wortel.accounts.models import Role
from wortel.assist import actions
from wortel.assist.models import Errand, Kind, Supplier, Trouble
from wortel.assist.tasks import run_errand
from wortel.cases.models import Case
from wortel.events.models import Event
from wortel.journey.withhold import object_to_reading
from wortel.knowledge.models import Article
from wortel.reasons.models import Driver, Level, Proposal

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    cast.shop()
    now = timezone.now()
    text = "Ik ben Marijke Hoekstra, bel 06-12345678. Bestelling 2025-10432 is er niet."
    found = make.make_case(cast.marijke(), "Bankje van Marijke", text, at=now - timedelta(hours=2))
    conversation = found.parts.get().conversation
    make.make_contact(conversation, "We zoeken het uit, Noor Vermeer", at=now, direction="out", agent=cast.noor())
    make.make_note(found, "KANARIE-NOTITIE: lastige klant", agent=cast.noor(), at=now)
    make.give_reason(make.find_contact(found), make.make_reason("levering-te-laat"))
    for slug, is_public in (("levering", True), ("intern", False)):
        Article.objects.create(
            slug=slug, title_nl="Levering", title_en="Delivery", body_nl=f"KANARIE-{slug}: zie www.winkel.example/pad",
            body_en="See it", is_public=is_public, updated_at=now, reason_codes=["levering-te-laat"],
        )  # fmt: skip
    make.make_case(cast.youssef(), "Elders", "KANARIE-ELDERS waar is mijn tafel", at=now)
    return found


def page(client: Client, errand: Errand) -> str:
    return client.get(f"/errands/{errand.pk}/").content.decode()


def test_only_this_case_and_what_we_published_leaves_and_masked(
    case: Case, supplier: Supplier, mind: Mind, ask: Ask
) -> None:
    sent = ask(case, Kind.DRAFT).sent
    assert [one["messages"] for one in mind.asked] == [sent]
    assert sent[1]["content"] == (
        "[1] klant\n1| Bankje van [naam]\n1| Ik ben [naam], bel [telefoon]. Bestelling [nummer] is er niet.\n\n"
        "[2] wij\n2| We zoeken het uit, [naam]\n\n"
        "[3] artikel\n3| Levering\n3| KANARIE-levering: zie www.winkel.example/pad"
    )


def test_the_colleague_sees_the_words_and_takes_them_over_without_numbers(
    case: Case, supplier: Supplier, mind: Mind, ask: Ask, noor: Client
) -> None:
    mind.says("Dag [naam], zie www.winkel.example/pad [3]. Het is weg [9].")
    said = page(noor, ask(case, Kind.DRAFT))
    assert 'data-insert="Dag [naam], zie www.winkel.example/pad. Het is weg."' in said
    assert '<sup class="no" title="Deze bron is niet verstuurd">[9]</sup>' in said
    assert "Vul daarna zelf in: [naam]." in said
    assert "Dit is verstuurd naar Modelhuis (Nederland), woord voor woord:" in said


def test_what_left_is_shown_word_for_word(case: Case, supplier: Supplier, mind: Mind, ask: Ask, noor: Client) -> None:
    said = html.unescape(page(noor, ask(case, Kind.SUMMARY)))
    for message in mind.asked[0]["messages"]:
        assert message["content"] in said


def test_what_left_is_written_down_without_its_words(case: Case, supplier: Supplier, ask: Ask) -> None:
    asked = ask(case, Kind.DRAFT)
    sent, answered = Event.objects.filter(about_kind="errand", about_id=asked.pk).order_by("pk")
    assert (sent.kind, answered.kind) == ("assist.sent", "assist.answered")
    assert sent.details == {
        "what": "draft", "number": case.number, "to": "Modelhuis (Nederland)", "model": "klein-model", "sources": 3,
        "letters": sum(len(one["content"]) for one in asked.sent),
    }  # fmt: skip
    assert answered.details == {"what": "draft", "letters": len(asked.text), "tokens": 102}


def test_a_number_that_hides_is_masked(supplier: Supplier, mind: Mind, ask: Ask) -> None:
    hidden = "Bel \uff10\uff16\u200b12\u200b34\u200b5678 of 06\u00ad12345678, IBAN NL\u200b91ABNA0417164300"
    ask(make.make_case(cast.marijke(), "Bel mij", hidden, at=timezone.now()), Kind.SUMMARY)
    assert "345678" not in json.dumps(mind.asked)
    assert "0417164300" not in json.dumps(mind.asked)


def test_an_english_customer_gets_an_english_draft(supplier: Supplier, mind: Mind, ask: Ask) -> None:
    customer = make.make_customer("Emily Stone")
    customer.language = "en"
    customer.save()
    asked = ask(make.make_case(customer, "Late", "Where is it?", at=timezone.now()), Kind.DRAFT)
    assert asked.language == "en"
    assert "in English" in mind.asked[0]["messages"][0]["content"]


def test_only_who_asked_sees_it(case: Case, supplier: Supplier, ask: Ask, noor: Client) -> None:
    asked = ask(case, Kind.DRAFT)
    assert noor.get(f"/errands/{asked.pk}/").status_code == 200
    for other in (cast.joris(), cast.colleague(Role.ADMIN)):
        assert as_agent(other).get(f"/errands/{asked.pk}/").status_code == 404


def test_nothing_is_there_while_it_is_off(case: Case, address: str, noor: Client, mind: Mind) -> None:
    described = describe(address)
    assert noor.post(f"/cases/{case.pk}/errands/", {"kind": "draft"}).status_code == 404
    assert 'id="assist"' not in noor.get(f"/cases/{case.pk}/").content.decode()
    actions.switch_on(supplier=described, now=timezone.now())
    assert 'id="assist"' in noor.get(f"/cases/{case.pk}/").content.decode()
    Supplier.objects.update(drafts=False)
    assert noor.post(f"/cases/{case.pk}/errands/", {"kind": "draft"}).status_code == 404
    assert noor.post(f"/cases/{case.pk}/errands/", {"kind": "summary"}).status_code == 200
    assert mind.asked == []


def test_what_is_switched_off_meanwhile_stays(case: Case, supplier: Supplier, mind: Mind, noor: Client) -> None:
    noor.post(f"/cases/{case.pk}/errands/", {"kind": "draft"})
    actions.switch_off(supplier=Supplier.objects.get())
    run_errand(errand=Errand.objects.get().pk)
    assert (Errand.objects.get().trouble, mind.asked) == (Trouble.WITHDRAWN, [])


def test_a_thousand_presses_are_one_question(case: Case, supplier: Supplier, noor: Client) -> None:
    for _ in range(20):
        noor.post(f"/cases/{case.pk}/errands/", {"kind": "draft"})
    assert Errand.objects.count() == 1
    assert ProcrastinateJob.objects.filter(queue_name="assist").count() == 1


def test_a_script_stops_at_the_limit_of_the_day(supplier: Supplier, mind: Mind, ask: Ask, noor: Client) -> None:
    Supplier.objects.update(a_day=3)
    cases = [make.make_case(cast.marijke(), text=f"Vraag {n}", at=timezone.now()) for n in range(30)]
    said = [noor.post(f"/cases/{one.pk}/errands/", {"kind": "draft"}).content.decode() for one in cases]
    assert Errand.objects.count() == 3
    assert "Morgen kan het weer" in said[-1]
    Errand.objects.update(asked_at=timezone.now() - timedelta(days=1))
    assert ask(cases[-1], Kind.DRAFT).text


def test_who_is_away_is_asked_again_ever_later_and_nobody_else_is_held_up(
    case: Case, supplier: Supplier, mind: Mind, ask: Ask, noor: Client
) -> None:
    mind.status = 503
    first = ask(case, Kind.DRAFT)
    assert first.ended_at is None
    assert "wordt het opnieuw gevraagd" in page(noor, first)
    other = ask(make.make_case(cast.youssef(), at=timezone.now()), Kind.DRAFT)
    assert (other.ended_at, len(mind.asked)) == (None, 1)
    waiting = ProcrastinateJob.objects.filter(task_name__endswith="wake_errand")
    assert waiting.count() == 2
    assert list(waiting.values_list("lock", flat=True)) == [None, None]
    for failures in (2, 3):
        Supplier.objects.update(rests_until=timezone.now())
        run_errand(errand=first.pk)
        assert Supplier.objects.get().failures == failures
    rest = Supplier.objects.get().rests_until
    assert rest is not None
    assert 50 < (rest - timezone.now()).total_seconds() <= 60
    mind.status = 200
    Supplier.objects.update(rests_until=timezone.now())
    run_errand(errand=first.pk)
    first.refresh_from_db()
    assert (first.trouble, first.text != "", Supplier.objects.get().failures) == ("", True, 0)


def test_after_an_hour_it_is_said_that_nobody_answers(
    case: Case, supplier: Supplier, mind: Mind, ask: Ask, noor: Client
) -> None:
    mind.status = 500
    asked = ask(case, Kind.DRAFT)
    Errand.objects.update(asked_at=timezone.now() - timedelta(hours=1))
    Supplier.objects.update(rests_until=timezone.now())
    run_errand(errand=asked.pk)
    assert Errand.objects.get().trouble == Trouble.BUSY
    assert "Al het andere werkt gewoon." in page(noor, asked)


def test_a_case_without_words_sends_nothing(supplier: Supplier, mind: Mind, ask: Ask) -> None:
    empty = make.make_case(cast.marijke(), "Foto", "", at=timezone.now())
    assert (ask(empty, Kind.DRAFT).trouble, mind.asked) == (Trouble.NOTHING, [])


def test_of_who_objects_nothing_leaves(case: Case, supplier: Supplier, mind: Mind, ask: Ask) -> None:
    assert case.customer is not None
    object_to_reading(customer=case.customer, now=cast.NOW)
    assert (ask(case, Kind.DRAFT).trouble, mind.asked) == (Trouble.NOTHING, [])


def test_what_is_too_personal_does_not_leave(supplier: Supplier, mind: Mind, ask: Ask) -> None:
    ill = make.make_case(text="Ik lig in het ziekenhuis, kan de bank later komen?")
    assert (ask(ill, Kind.SUMMARY).trouble, mind.asked) == (Trouble.NOTHING, [])


def test_a_name_is_a_proposal_on_which_a_person_decides(supplier: Supplier, mind: Mind) -> None:
    late = make.make_contact(text="Ik ben Marijke Hoekstra en mijn bank is er niet")
    driver = Driver.objects.create(level=Level.DRIVER, words=["bank"], since=timezone.now(), examples=[late.pk])
    mind.says("nl: Bank niet gekomen [1]\nen: Bench did not come")
    lead = as_agent(cast.colleague(Role.LEAD))
    assert lead.post(f"/insight/drivers/{driver.pk}/errands/").status_code == 200
    run_errand(errand=Errand.objects.get().pk)
    assert "Marijke" not in json.dumps(mind.asked)
    proposal = Proposal.objects.get()
    assert (proposal.kind, proposal.name_nl, proposal.name_en) == ("name", "Bank niet gekomen", "Bench did not come")
    assert not Driver.objects.get().has_name
    assert "Bank niet gekomen" in lead.get("/insight/drivers/").content.decode()
    lead.post(f"/insight/drivers/proposals/{proposal.pk}/", {"choice": "accept"})
    assert Driver.objects.get().name_nl == "Bank niet gekomen"


def test_what_is_no_name_proposes_nothing(supplier: Supplier, mind: Mind) -> None:
    late = make.make_contact()
    driver = Driver.objects.create(level=Level.DRIVER, words=["bank"], since=timezone.now(), examples=[late.pk])
    mind.says("Ik denk dat het over een bank gaat.")
    as_agent(cast.colleague(Role.LEAD)).post(f"/insight/drivers/{driver.pk}/errands/")
    run_errand(errand=Errand.objects.get().pk)
    assert (Errand.objects.get().trouble, Proposal.objects.count()) == (Trouble.UNREADABLE, 0)


def test_it_is_forgotten_after_a_week(case: Case, supplier: Supplier, ask: Ask) -> None:
    asked = ask(case, Kind.DRAFT)
    assert actions.forget_old(now=asked.asked_at + timedelta(days=6)) == 0
    assert actions.forget_old(now=asked.asked_at + timedelta(days=8)) == 1
    assert not Errand.objects.exists()


def test_a_mask_that_was_left_is_told_before_sending(case: Case, noor: Client) -> None:
    said = noor.post(f"/cases/{case.pk}/hints/", {"text": "Dag [naam], [1] je pakket komt."}).content.decode()
    assert "Vul dit zelf in voor je verstuurt: [naam]." in said
