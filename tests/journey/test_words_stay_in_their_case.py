"""Words that are too personal, or of somebody who objects, are read in their case and nowhere else."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests import cast, make
from tests.api.doors import ask, key
from tests.cast import HOUR, NOW
from tests.problems.test_join_look_alikes import DAMAGED, damaged, the_group
from tests.problems.test_object_to_a_line import contested

from wortel.accounts.models import Agent, Role
from wortel.assist.models import Errand, Kind
from wortel.cases.models import Case
from wortel.contacts.actions import keep_readable
from wortel.contacts.models import Contact, Direction
from wortel.insight import packs, tasks
from wortel.journey.withhold import forget_at_night, object_to_reading
from wortel.orders.models import Parcel
from wortel.problems import actions, queries
from wortel.problems.models import Gathering, LookAlike, Problem, Recipient, Reply, Telling
from wortel.problems.models.telling import Way
from wortel.problems.queries import telling as tellings
from wortel.reasons.models import Assignment, Driver, Guess, Level, Placed
from wortel.reasons.queries.guesses import find_guess
from wortel.signals.models import Copy
from wortel.signals.queries import list_same_texts

pytestmark = pytest.mark.django_db

ABOUT, SAID, OURS = "Bank klem in de lift", "De bezorger liet mijn bankje in de regen staan.", "Wat naar van uw bankje."
SUPPOSED = "Ik lig in het ziekenhuis. " + SAID
STAYS = "Deze woorden blijven in de zaak."


def objects(case: Case) -> None:
    object_to_reading(customer=cast.marijke(), now=NOW)


def is_too_personal(case: Case) -> None:
    Contact.objects.filter(conversation__part__case=case, direction=Direction.IN).update(
        text=SUPPOSED, reply_text=SUPPOSED
    )
    keep_readable(contacts=[make.find_contact(case)], now=NOW)


@pytest.fixture(params=[objects, is_too_personal])
def case(request: pytest.FixtureRequest) -> Case:
    """What may not be read, with our answer to it."""
    cast.shop()
    case = make.make_case(cast.marijke(), ABOUT, SAID)
    make.make_contact(make.find_contact(case).conversation, OURS, at=NOW + HOUR, direction=Direction.OUT)
    request.param(case)
    return case


def manager() -> Agent:
    return make.make_agent("Hanneke", Role.MANAGER, is_demo=True)


def is_told(text: str) -> bool:
    return any(words in text for words in (ABOUT, SAID, OURS))


def test_a_pack_for_a_claim_tells_when_and_what_it_cost_without_the_words(case: Case) -> None:
    parcel = shipped(make.find_contact(case))
    wanted = actions.Wanted(is_redacted=False, has_originals=True, why="Claim 12")
    printed = packs.print_pack(parcel, wanted, agent=None, now=NOW + 2 * HOUR)
    assert len(printed.shipment.tellings) == 2
    assert not is_told(packs.canonical(printed.shipment).decode())
    assert [name for name, _content in printed.files() if name.endswith(".eml")] == []


def test_an_answer_of_ours_that_is_too_personal_takes_its_conversation_out_of_a_pack() -> None:
    cast.shop()
    contact = make.find_contact(make.make_case(cast.marijke(), ABOUT, SAID))
    make.make_contact(contact.conversation, "Sterkte in het ziekenhuis.", at=NOW + HOUR, direction=Direction.OUT)
    printed = packs.print_pack(shipped(contact), actions.Wanted(), agent=None, now=NOW + 2 * HOUR)
    assert [one.text for one in printed.shipment.tellings] == ["", ""]


def shipped(contact: Contact) -> Parcel:
    contact.order = make.make_order(cast.marijke(), "2025-88112", at=NOW - timedelta(days=5))
    contact.arrival = make.make_arrival(b"From: marijke\r\n\r\n" + SAID.encode(), outcome="filed")
    contact.save()
    return make.make_parcel(contact.order, "3SPK0001", carrier=cast.carrier(), at=NOW - timedelta(days=2))


def test_a_new_cause_is_not_called_by_its_words(case: Case) -> None:
    problem = actions.report_cause(contact=make.find_contact(case), agent=cast.noor(), now=NOW).problem
    assert (problem.title_nl, problem.code) == ("Oorzaak zonder naam", "p")


def test_a_known_cause_is_not_proposed_by_its_words(case: Case) -> None:
    make.make_problem("bank-in-de-regen", f"{ABOUT}: {SAID}")
    assert queries.propose_for(make.find_contact(case)) is None


def test_what_was_too_personal_is_seen_before_a_cause_is_called_by_it() -> None:
    cast.shop()
    contact = make.make_contact(text="Help.", subject="Ik lig in het ziekenhuis")
    assert actions.report_cause(contact=contact, agent=None, now=NOW).problem.title_nl == "Oorzaak zonder naam"


def test_it_explains_no_suggestion_for_another(case: Case) -> None:
    other = make.make_contact()
    guess = {"choices": [], "is_sure": True, "is_strange": False, "words": [], "lesson": 1, "at": NOW}
    Guess.objects.create(contact=other, alike=[make.find_contact(case).pk, other.pk], **guess)
    guessed = find_guess(other, [])
    assert guessed is not None
    assert guessed.alike == [other]


def test_it_does_not_stand_for_a_text_that_many_sent(client: Client, case: Case) -> None:
    first = make.find_contact(case)
    for _number in range(8):
        Copy.objects.create(contact=make.make_contact(), of=first, first=first, share=1, at=NOW)
    assert list_same_texts(since=NOW - HOUR) == []
    client.force_login(cast.noor())
    assert client.get(reverse("same-text", args=[first.pk])).status_code == 404


@pytest.mark.parametrize("kind", ["cause", "alike"])
def test_the_list_of_a_cause_leads_to_the_case(client: Client, case: Case, kind: str) -> None:
    problem = make.make_problem("laat")
    actions.flag_cause(contact=make.find_contact(case), problem=problem, agent=None, now=NOW, kind=kind)
    client.force_login(manager())
    page = client.get(reverse("problem-contacts", args=[problem.pk])).text
    assert (is_told(page), page.count(STAYS)) == (False, 1)


def test_the_list_behind_a_figure_leads_to_the_case(client: Client, case: Case) -> None:
    Contact.objects.update(started_at=timezone.now())
    client.force_login(manager())
    page = client.get(reverse("insight-contacts")).text
    assert (is_told(page), page.count(STAYS), reverse("case", args=[case.pk]) in page) == (False, 1, True)


@pytest.mark.parametrize("form", ["csv", "json"])
def test_no_file_holds_it(client: Client, case: Case, form: str) -> None:
    contact, problem = make.find_contact(case), make.make_problem("laat")
    actions.flag_cause(contact=contact, problem=problem, agent=None, now=NOW)
    client.force_login(manager())
    answer = client.get(reverse("problem-contacts", args=[problem.pk]), {"format": form})
    held = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]  # a streamed file
    assert (str(contact.pk).encode() in held, is_told(held.decode())) == (True, False)


def test_other_systems_get_everything_but_the_words(case: Case) -> None:
    secret = key()
    contacts = ask("contacts", secret).json()["items"]
    assert [(one["readable"], one["subject"], one["text"]) for one in contacts] == 2 * [(False, "", "")]
    assert ask(f"cases/{case.pk}", secret).json()["subject"] == ""


def test_who_judges_a_contested_line_opens_the_case(client: Client) -> None:
    objection = contested()
    sampled = objection.sample.get(place=1).contact
    Contact.objects.filter(pk=sampled.pk).update(subject=ABOUT, text=SUPPOSED, reply_text=SUPPOSED)
    address = reverse("objection", args=[objection.pk]) + "?place=1"
    client.force_login(manager())
    assert ABOUT in client.get(address).text
    keep_readable(contacts=[Contact.objects.get(pk=sampled.pk)], now=NOW)
    page = client.get(address).text
    assert (is_told(page), page.count(STAYS)) == (False, 2)


@pytest.mark.parametrize(("remark", "who_objects"), [("Ik lig in het ziekenhuis", "youssef"), ("Nog.", "marijke")])
def test_what_somebody_wrote_beside_an_answer_is_not_listed(remark: str, who_objects: str) -> None:
    cast.shop()
    ilse, problem = make.make_customer(), make.make_problem("laat")
    telling = Telling.objects.create(problem=problem, kind=Telling.Kind.AHEAD, proposed_at=NOW)
    for customer, said in ((cast.marijke(), remark), (ilse, "Het kwam weer te laat.")):
        recipient = Recipient.objects.create(
            telling=telling, problem=problem, kind=telling.kind, customer=customer, way=Way.MAIL, changed_at=NOW
        )
        Reply.objects.create(recipient=recipient, is_still_bothered=True, remark=said, at=NOW)
    object_to_reading(customer=getattr(cast, who_objects)(), now=NOW)
    assert [reply.recipient.customer for reply in tellings.list_remarks(telling)] == [ilse]


def test_a_title_of_their_own_words_goes_and_one_that_somebody_typed_stays() -> None:
    cast.shop()
    contact = make.make_contact(make.make_conversation(cast.marijke()), SAID, subject=f"Re: {ABOUT}")
    made = actions.report_cause(contact=contact, agent=None, now=NOW).problem
    again = make.make_contact(make.make_conversation(cast.marijke()), SAID, subject="Bankje nat")
    make.give_reason(again, make.make_reason("nat", "Nat geworden"))
    make.make_problem("nat", "Nat geworden")
    second = actions.causes.make_fresh(contact=again, reason=make.make_reason("nat"), now=NOW)
    actions.flag_cause(contact=again, problem=second, agent=None, now=NOW)
    typed = make.make_problem("lift", ABOUT, at=NOW - HOUR)
    make.make_flag(contact, typed)
    assert (made.title_nl, second.title_nl) == (ABOUT, "Nat geworden: Bankje nat")
    object_to_reading(customer=cast.marijke(), now=NOW)
    titles = [Problem.objects.get(pk=one.pk).title_nl for one in (made, second, typed)]
    assert titles == ["Oorzaak zonder naam", "Nat geworden", ABOUT]


def test_a_file_that_stands_ready_goes_and_one_that_is_made_later_stays() -> None:
    cast.shop()
    contact = make.find_contact(make.make_case(cast.marijke(), ABOUT, SAID))
    shipped(contact)
    problem = make.make_problem("laat")
    make.make_flag(contact, problem)

    def make_batch() -> str:
        batch = actions.ask_packs(problem=problem, wanted=actions.Wanted(), agent=cast.noor(), now=NOW)
        tasks.print_packs(batch=batch.pk)
        batch.refresh_from_db()
        return batch.file

    before = make_batch()
    object_to_reading(customer=cast.marijke(), now=NOW)
    after = make_batch()
    forget_at_night(int(NOW.timestamp()))
    assert (default_storage.exists(before), default_storage.exists(after)) == (False, True)


def test_a_file_in_the_making_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    cast.shop()
    contact = make.find_contact(make.make_case(cast.marijke(), ABOUT, SAID))
    problem = make.make_problem("laat")
    make.make_flag(contact, problem)
    shipped(contact)
    batch = actions.ask_packs(problem=problem, wanted=actions.Wanted(), agent=cast.noor(), now=NOW)
    print_index = tasks.print_index

    def objecting(*args: object) -> bytes:
        object_to_reading(customer=cast.marijke(), now=NOW)
        return print_index(*args)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr(tasks, "print_index", objecting)
    tasks.print_packs(batch=batch.pk)
    batch.refresh_from_db()
    assert (batch.file, batch.finished_at is not None, batch.is_ready) == ("", True, False)


def test_a_group_of_look_alikes_is_gathered_anew_without_it(client: Client) -> None:
    cast.shop()
    contacts = damaged()
    group = the_group()
    client.force_login(manager())
    keep = contacts[0]
    Contact.objects.filter(pk=keep.pk).update(text=SUPPOSED, reply_text=SUPPOSED)
    keep_readable(contacts=[Contact.objects.get(pk=keep.pk)], now=NOW)
    page = client.get(reverse("look-alikes")).text
    assert (is_told(page), STAYS in page, DAMAGED[1] in page) == (False, True, True)
    forget_at_night(int(NOW.timestamp()))
    assert not LookAlike.objects.filter(pk=group.pk).exists()
    assert not Gathering.objects.exists()


def test_what_an_assistant_was_sent_goes() -> None:
    cast.shop()
    case = make.make_case(cast.marijke(), ABOUT, SAID)
    topic, other = (Driver.objects.create(level=Level.DRIVER, since=NOW) for _ in range(2))
    Assignment.objects.create(contact=make.find_contact(case), driver=topic, confidence=1, by=Placed.FOUND, at=NOW)
    asked = {"agent": cast.noor(), "language": "nl", "asked_at": NOW, "sent": [{"role": "user", "content": SAID}]}
    Errand.objects.create(kind=Kind.SUMMARY, case=case, ended_at=NOW, **asked)
    Errand.objects.create(kind=Kind.NAME, driver=topic, ended_at=NOW, **asked)
    stays = {
        Errand.objects.create(kind=Kind.NAME, driver=other, ended_at=NOW, **asked),
        Errand.objects.create(kind=Kind.DRAFT, case=case, **asked),
    }
    object_to_reading(customer=cast.marijke(), now=NOW)
    assert set(Errand.objects.all()) == stays
