"""Contradicting answers become one card, reach whoever keeps the article right, and stay decided until new evidence."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse
from tests import cast, make
from tests.cast import DAY, HOUR, NOW
from tests.quality.test_compare_answers import ask_and_answer, make_driver

from wortel.accounts.models import Role
from wortel.contacts.models import Contact, Conversation, Direction
from wortel.knowledge.actions import give_to_owner, save_article
from wortel.knowledge.models import Article
from wortel.quality import queries
from wortel.quality.actions import NothingChosen, compare_answers_given, rule, take_back
from wortel.quality.models import Conflict
from wortel.reasons.models import Assignment, Driver, GivenReason, Placed, Reason, Source

pytestmark = pytest.mark.django_db

TWO_WEEKS = "Je hebt 14 dagen om het terug te sturen."
MONTH = "Je hebt 30 dagen om het terug te sturen."


def returns() -> Reason:
    return make.make_reason("R9", "Retour aanmelden")


def look(at: datetime = NOW + DAY) -> Conflict:
    compare_answers_given(now=at)
    return Conflict.objects.get()


def contradicting() -> Conflict:
    ask_and_answer([TWO_WEEKS] * 14 + [MONTH] * 9, reason=returns())
    return look()


def answer_again(texts: list[str], *, at: datetime) -> None:
    """More customers ask, and are answered at this moment."""
    for number, text in enumerate(texts):
        thread = Conversation.objects.create(
            channel="email",
            customer=make.make_customer(f"Later {number}"),
            reply_key=f"later{at:%d%H}{number}",
            started_at=at,
        )
        asked = make.make_contact(thread, "Hoe lang heb ik?", at=at)
        GivenReason.objects.create(contact=asked, reason=returns(), source=Source.IMPORTED, at=at)
        make.make_contact(thread, text, at=at + HOUR, direction=Direction.OUT, agent=cast.noor())


def article(owner: Role | None = None) -> Article:
    words = {"title_nl": "Retour", "title_en": "Returns", "body_nl": "Uitleg", "body_en": "Words"}
    saved = save_article(slug="retour", **words, reason_codes=["R9"], now=NOW)
    give_to_owner(article=saved, owner=cast.colleague(owner) if owner else None)
    return saved


def test_fourteen_days_to_fourteen_customers_and_thirty_to_nine_is_one_card(client: Client) -> None:
    card = contradicting()
    assert [(value["words"], value["count"]) for value in card.values] == [("14 dagen", 14), ("30 dagen", 9)]
    assert card.different == pytest.approx(1 - (14 * 13 + 9 * 8) / (23 * 22))
    client.force_login(cast.colleague(Role.QUALITY))
    page = client.get(reverse("insight-sameness")).content.decode()
    assert "Tegen 14 klanten gezegd:" in page
    assert "“30 dagen”" in page


def test_the_next_night_it_is_the_same_card() -> None:
    card = contradicting()
    answer_again([MONTH] * 4, at=NOW + DAY)
    again = look(NOW + 2 * DAY)
    assert again.pk == card.pk
    assert [value["count"] for value in again.values] == [14, 13]


def test_what_is_decided_stays_decided_while_answers_agree() -> None:
    card = contradicting()
    rule(conflict=card, choice="right", right="14 day", why="", agent=cast.noor(), now=NOW + DAY)
    answer_again([TWO_WEEKS] * 5 + [MONTH] * 2, at=NOW + 2 * DAY)
    look(NOW + 3 * DAY)
    assert queries.list_conflicts().get().is_ruled  # type: ignore[attr-defined]  # annotated


def test_three_answers_against_the_decision_ask_again() -> None:
    card = contradicting()
    rule(conflict=card, choice="right", right="14 day", why="", agent=cast.noor(), now=NOW + DAY)
    answer_again([MONTH] * 3, at=NOW + 2 * DAY)
    look(NOW + 3 * DAY)
    assert not queries.list_conflicts().get().is_ruled  # type: ignore[attr-defined]  # annotated


def test_both_right_asks_again_only_for_something_new() -> None:
    card = contradicting()
    rule(conflict=card, choice="both", right="", why="Meubels langer.", agent=cast.noor(), now=NOW + DAY)
    answer_again([MONTH] * 6, at=NOW + 2 * DAY)
    look(NOW + 3 * DAY)
    assert queries.list_conflicts().get().is_ruled  # type: ignore[attr-defined]  # annotated
    answer_again(["Je hebt 60 dagen om het terug te sturen."] * 3, at=NOW + 4 * DAY)
    look(NOW + 5 * DAY)
    assert not queries.list_conflicts().get().is_ruled  # type: ignore[attr-defined]  # annotated


@pytest.mark.parametrize(("choice", "right", "why"), [("right", "", ""), ("right", "60 day", ""), ("both", "", "")])
def test_a_decision_says_what_it_has_to_say(choice: str, right: str, why: str) -> None:
    with pytest.raises(NothingChosen):
        rule(conflict=contradicting(), choice=choice, right=right, why=why, agent=cast.noor(), now=NOW)


def test_a_decision_can_be_taken_back() -> None:
    card = contradicting()
    rule(conflict=card, choice="keep", right="", why="", agent=cast.noor(), now=NOW + DAY)
    take_back(conflict=card, now=NOW + DAY)
    assert not queries.list_conflicts().get().is_ruled  # type: ignore[attr-defined]  # annotated


def test_a_card_goes_away_when_the_answers_agree_again_and_keeps_no_sentence() -> None:
    assert all(value["text"] for value in contradicting().values)
    Contact.objects.filter(text__contains="30 dagen").update(text=TWO_WEEKS, reply_text=TWO_WEEKS)
    compare_answers_given(now=NOW + 2 * DAY)
    assert not queries.list_conflicts().exists()
    assert {value["text"] for value in Conflict.objects.get().values} == {""}


def move(driver: Driver | None) -> None:
    """Every contact in this driver, as a search that found it would put them."""
    Assignment.objects.all().delete()
    Assignment.objects.bulk_create(
        Assignment(contact=one, driver=driver, confidence=1, by=Placed.FOUND, at=NOW)
        for one in Contact.objects.filter(direction=Direction.IN)
    )


def test_a_decision_moves_along_to_the_driver_and_from_driver_to_driver() -> None:
    card = contradicting()
    rule(conflict=card, choice="right", right="14 day", why="", agent=cast.noor(), now=NOW + DAY)
    for day, driver in enumerate((make_driver("retour"), make_driver("terugsturen")), start=2):
        move(driver)
        again = look(NOW + day * DAY)
        assert (again.pk, again.driver) == (card.pk, driver)
    assert queries.list_conflicts().get().is_ruled  # type: ignore[attr-defined]  # annotated


def test_a_card_of_another_driver_is_no_card_of_this_one() -> None:
    ask_and_answer([TWO_WEEKS] * 14 + [MONTH] * 9, reason=returns(), driver=make_driver("retour"))
    card = look()
    ask_and_answer([TWO_WEEKS] * 14 + [MONTH] * 9, reason=returns(), driver=make_driver("ruilen"))
    compare_answers_given(now=NOW + 2 * DAY)
    assert [one.question for one in Conflict.objects.order_by("pk")] == ["retour", "ruilen"]
    card.refresh_from_db()
    assert (card.question, card.answers) == ("retour", 23)


def test_what_is_found_at_two_drivers_is_one_card_to_whoever_decides(client: Client) -> None:
    ask_and_answer([TWO_WEEKS] * 14 + [MONTH] * 9, reason=returns(), driver=make_driver("retour"))
    ask_and_answer([TWO_WEEKS] * 10 + [MONTH] * 11, reason=returns(), driver=make_driver("ruilen"))
    compare_answers_given(now=NOW + DAY)
    client.force_login(cast.colleague(Role.QUALITY))
    page = client.get(reverse("insight-sameness")).content.decode()
    assert page.count('class="card pad2 cf"') == 1
    assert "Tegen 24 klanten gezegd:" in page
    card = Conflict.objects.get(driver__words=["ruilen"])
    client.post(reverse("insight-conflict", args=[card.pk]), {"choice": "right", "right": "14 day"})
    assert {one.is_ruled for one in queries.list_conflicts()} == {True}  # type: ignore[attr-defined]  # annotated
    client.post(reverse("insight-conflict", args=[card.pk]), {"choice": "again"})
    assert {one.is_ruled for one in queries.list_conflicts()} == {False}  # type: ignore[attr-defined]  # annotated


def test_whoever_keeps_the_article_right_finds_it_waiting_and_decides(client: Client) -> None:
    card = contradicting()
    article(Role.AGENT)
    client.force_login(cast.colleague(Role.AGENT))
    assert "Antwoorden spreken elkaar één keer tegen" in client.get(reverse("knowledge")).content.decode()
    page = client.get(reverse("article", args=["retour"])).content.decode()
    assert "De gekozen zin klopt" in page
    client.post(reverse("insight-conflict", args=[card.pk]), {"choice": "right", "right": "14 day"})
    assert "tegen over een artikel" not in client.get(reverse("knowledge")).content.decode()
    assert "Dit klopt" in client.get(reverse("article", args=["retour"])).content.decode()


def test_somebody_else_may_read_it_and_not_decide(client: Client) -> None:
    card = contradicting()
    article()
    client.force_login(cast.colleague(Role.AGENT))
    page = client.get(reverse("insight-sameness")).content.decode()
    assert "De gekozen zin klopt" not in page
    response = client.post(reverse("insight-conflict", args=[card.pk]), {"choice": "keep"})
    assert response.status_code == 403


def test_nothing_chosen_changes_nothing_and_says_so(client: Client) -> None:
    card = contradicting()
    client.force_login(cast.colleague(Role.QUALITY))
    response = client.post(reverse("insight-conflict", args=[card.pk]), {"choice": "right"}, follow=True)
    assert "Er is niets veranderd." in response.content.decode()
    assert not card.rulings.exists()


def test_a_lead_says_who_keeps_an_article_right(client: Client) -> None:
    saved = article()
    client.force_login(cast.colleague(Role.LEAD))
    client.post(reverse("article-owner", args=["retour"]), {"owner": cast.noor().pk})
    saved.refresh_from_db()
    assert saved.owner == cast.noor()
