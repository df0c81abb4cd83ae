"""Looking for the root: notes that keep every version, hypotheses with evidence, and words that ease meanwhile."""

import pytest
from django.test import Client
from django.urls import reverse
from tests import cast, make

from wortel.accounts.models import Role
from wortel.events.models import Event
from wortel.knowledge import actions as knowledge
from wortel.problems import actions, queries
from wortel.problems.models import Hypothesis, Note, Problem

pytestmark = pytest.mark.django_db


@pytest.fixture
def problem() -> Problem:
    cast.shop()
    return make.make_problem("P1", "Sorteerschade", reason=make.make_reason("damaged", "Beschadigd"))


def root_of(problem: Problem) -> queries.Root:
    dossier = queries.read_dossier(problem)
    return queries.draw_root(problem, dossier.of(Note), dossier.of(Hypothesis))


def signed_in(client: Client, role: Role = Role.MANAGER) -> Client:
    client.force_login(make.make_agent("Hanneke", role, is_demo=True))
    return client


def write(problem: Problem, text: str, *, kind: str = "why", place: int = 1) -> Note:
    return actions.write_note(problem=problem, kind=kind, place=place, text=text, agent=cast.noor(), now=cast.NOW)


def test_a_chain_of_whys_is_five_long_on_paper(problem: Problem) -> None:
    write(problem, "De doos valt", place=1)
    write(problem, "De band helt", place=2)
    assert [note.text for note in root_of(problem).whys] == ["De doos valt", "De band helt", "", "", ""]


def test_the_fishbone_has_six_named_branches(problem: Problem) -> None:
    write(problem, "Twee mensen te weinig", kind="people")
    branches = {note.kind: note.text for note in root_of(problem).branches}
    assert (len(branches), branches["people"]) == (6, "Twee mensen te weinig")


def test_earlier_words_stand_in_the_events(problem: Problem) -> None:
    write(problem, "De doos valt")
    write(problem, "De doos valt van de band")
    latest = Event.objects.filter(kind="note.written").latest("id")
    assert (latest.details["before"], latest.details["text"]) == ("De doos valt", "De doos valt van de band")


def test_unchanged_words_leave_no_trace(problem: Problem) -> None:
    write(problem, "De doos valt")
    write(problem, " De doos valt ")
    assert Event.objects.filter(kind="note.written").count() == 1


def test_there_is_no_seventh_branch(problem: Problem) -> None:
    with pytest.raises(actions.NoSuchNote):
        write(problem, "Weer", kind="weather")


def test_notes_are_saved_while_somebody_types(client: Client, problem: Problem) -> None:
    address = reverse("problem-note", args=[problem.pk, "why", 1])
    assert signed_in(client).post(address, {"text": "De band helt"}).status_code == 204
    assert "De band helt" in client.get(reverse("problem", args=[problem.pk])).content.decode()


def test_a_hypothesis_is_judged_with_its_evidence(client: Client, problem: Problem) -> None:
    added = actions.add_hypothesis(problem=problem, text="De band is te smal", agent=None, now=cast.NOW)
    address = reverse("problem-hypothesis", args=[problem.pk, added.pk])
    signed_in(client).post(address, {"state": "supported", "evidence": "https://meting.example/1"})
    added.refresh_from_db()
    assert (added.state, added.evidence) == (Hypothesis.State.SUPPORTED, "https://meting.example/1")


def test_evidence_leads_to_the_web_and_nowhere_else(client: Client, problem: Problem) -> None:
    added = actions.add_hypothesis(problem=problem, text="De band is te smal", agent=None, now=cast.NOW)
    address = reverse("problem-hypothesis", args=[problem.pk, added.pk])
    signed_in(client).post(address, {"state": "supported", "evidence": "javascript:alert(1)"})
    added.refresh_from_db()
    assert (added.state, added.evidence) == (Hypothesis.State.OPEN, "")


def test_a_removed_hypothesis_comes_back_with_undo(problem: Problem) -> None:
    added = actions.add_hypothesis(problem=problem, text="De band is te smal", agent=None, now=cast.NOW)
    actions.drop_hypothesis(hypothesis=added, now=cast.NOW)
    assert root_of(problem).hypotheses == []
    actions.bring_back_hypothesis(hypothesis=added)
    assert root_of(problem).hypotheses == [added]


def ease(problem: Problem) -> None:
    description = actions.Description(
        title_nl="Sorteerschade",
        workaround_nl="Stuur meteen een nieuw exemplaar.",
        reply_nl="Je krijgt vandaag een nieuw exemplaar.",
        reply_en="You get a new one today.",
    )
    actions.describe(problem=problem, description=description, process=None, reason=problem.reason)


def test_our_words_stand_ready_in_every_open_case_of_the_cause(client: Client, problem: Problem) -> None:
    ease(problem)
    case = make.make_case()
    make.make_flag(make.find_contact(case), problem)
    page = signed_in(client, Role.AGENT).get(reverse("case", args=[case.pk])).content.decode()
    assert 'data-insert="Je krijgt vandaag een nieuw exemplaar."' in page


def test_a_customer_who_reads_english_gets_english_words(client: Client, problem: Problem) -> None:
    ease(problem)
    case = make.make_case()
    assert case.customer
    case.customer.language = "en"
    case.customer.save()
    make.make_flag(make.find_contact(case), problem)
    page = signed_in(client, Role.AGENT).get(reverse("case", args=[case.pk])).content.decode()
    assert 'data-insert="You get a new one today."' in page


def test_an_article_says_which_open_cause_it_papers_over(client: Client, problem: Problem) -> None:
    ease(problem)
    article = knowledge.save_article(
        slug="schade", title_nl="Schade", title_en="Damage", body_nl="Nieuw.", body_en="New.", reason_codes=["damaged"],
        now=cast.NOW,
    )  # fmt: skip
    address = reverse("article", args=[article.slug])
    assert "Stuur meteen een nieuw exemplaar." in signed_in(client).get(address).content.decode()
    Problem.objects.filter(pk=problem.pk).update(closed_at=cast.NOW)
    assert "Stuur meteen een nieuw exemplaar." not in client.get(address).content.decode()
    assert queries.list_papering(problem) == [article]


def test_a_cause_that_somebody_thought_about_outlives_the_report_that_made_it(problem: Problem) -> None:
    flag = make.make_flag(make.make_contact(), problem)
    write(problem, "De band helt")
    actions.unflag(flag=flag)
    assert Problem.objects.filter(pk=problem.pk).exists()
