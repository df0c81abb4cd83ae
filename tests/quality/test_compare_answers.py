"""Example A6 from real answers: what customers with one reason were told, held side by side."""

import re
from datetime import timedelta
from itertools import cycle

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob
from tests import cast, make
from tests.api.doors import ask, key
from tests.cast import DAY, HOUR, NOW

from wortel.accounts.models import Agent, Role
from wortel.api.models import Scope
from wortel.contacts.models import Contact, Conversation, Direction
from wortel.customers.models import Customer
from wortel.knowledge.actions import save_article
from wortel.quality import queries
from wortel.quality.actions import compare_answers_given
from wortel.quality.models import Conflict, Sameness
from wortel.quality.tasks import compare_anew
from wortel.reasons.models import Assignment, Discovery, Driver, GivenReason, Level, Placed, Reason, Source

pytestmark = pytest.mark.django_db

REFUND = "Je krijgt € {n},95 terug. Het staat binnen twee werkdagen op je rekening."
EXPLAIN = "De servicekosten zijn voor bezorging op een vast tijdvak en blijven staan."
ASK = "Kun je een foto van de factuur sturen, dan zoek ik het na."
PASS_ON = "Ik geef dit door aan de afdeling facturatie, zij nemen contact op."


def invoice() -> Reason:
    return make.make_reason("R1", "Onduidelijke factuur")


def colleagues() -> list[Agent]:
    """As many as answers have to come from before they are compared."""
    return [cast.noor(), cast.joris(), *map(cast.colleague, (Role.AGENT, Role.LEAD, Role.QUALITY))]


def ask_and_answer(
    texts: list[str],
    *,
    reason: Reason | None = None,
    language: str = "nl",
    driver: Driver | None = None,
    by: list[Agent] | None = None,
) -> None:
    """One customer asks for each text, and gets it as the answer; written as fast as a database takes it."""
    cast.shop()
    agents, asked, start = by or colleagues(), reason or invoice(), Conversation.objects.count()
    people = Customer.objects.bulk_create(Customer(name=f"Klant {n}", language=language) for n in range(len(texts)))
    threads = Conversation.objects.bulk_create(
        Conversation(channel="email", customer=one, reply_key=f"asked{n}", started_at=NOW)
        for n, one in enumerate(people, start)
    )
    said = Contact.objects.bulk_create(_contact(one, Direction.IN, "Wat is dit?", 0, None) for one in threads)
    GivenReason.objects.bulk_create(
        GivenReason(contact=one, reason=asked, source=Source.IMPORTED, at=NOW) for one in said
    )
    Assignment.objects.bulk_create(
        Assignment(contact=one, driver=driver, confidence=1, by=Placed.FOUND, at=NOW) for one in said if driver
    )
    Contact.objects.bulk_create(
        _contact(thread, Direction.OUT, f"Dag klant,\n\n{text}\n\nGroet,\n{agent.name}", 1, agent)
        for thread, text, agent in zip(threads, texts, cycle(agents), strict=False)
    )


def _contact(thread: Conversation, direction: str, text: str, hours: int, agent: Agent | None) -> Contact:
    at = NOW + timedelta(hours=hours)
    return Contact(
        conversation=thread, customer=thread.customer, channel="email", direction=direction, started_at=at, ended_at=at,
        text=text, reply_text=text, agent=agent,
    )  # fmt: skip


def make_driver(*words: str) -> Driver:
    return Driver.objects.create(level=Level.DRIVER, words=list(words), since=NOW)


def found(code: str = "R1", language: str = "nl") -> Sameness:
    compare_answers_given(now=NOW + DAY)
    return Sameness.objects.get(reason__code=code, language=language, driver=None)


def test_1250_answers_in_four_variants_differ_with_a_chance_of_6021(client: Client) -> None:
    given = [(REFUND, 700), (EXPLAIN, 300), (ASK, 200), (PASS_ON, 50)]
    ask_and_answer([words.format(n=n % 90) for words, amount in given for n in range(amount)])
    one = found()
    assert (one.answers, [variant["count"] for variant in one.variants]) == (1250, [700, 300, 200, 50])
    assert f"{one.different:.4f} {one.most_given:.4f}" == "0.6021 0.5600"
    client.force_login(cast.colleague(Role.QUALITY))
    html = client.get(reverse("insight-sameness")).content.decode()
    page = re.sub(r"[\s\u00a0\u202f]+", " ", re.sub(r"<[^>]+>", " ", html))
    assert re.search(
        r"Onduidelijke factuur per reden geen artikel hierover 60,2 % tussen 5\d,\d en 6\d,\d · 1\.250 antwoorden 56 %",
        page,
    )
    assert "1 − Σ nᵢ(nᵢ − 1) ÷ N(N − 1)" in page
    told = ask("same-answers", key(Scope.FIGURES_READ)).json()["items"][0]
    assert (round(told["different"]["value"], 4), told["counts"]) == (0.6021, [700, 300, 200, 50])


def test_nineteen_answers_give_no_chance(client: Client) -> None:
    ask_and_answer([REFUND] * 10 + [EXPLAIN] * 9)
    assert found().variants == []
    client.force_login(cast.noor())
    assert "1 onderwerp heeft te weinig gegevens" in client.get(reverse("insight-sameness")).content.decode()
    told = ask("same-answers", key()).json()["items"][0]
    assert (told["different"]["value"], told["counts"]) == (None, [])


def test_answers_of_four_colleagues_give_no_chance_however_many() -> None:
    ask_and_answer([REFUND] * 30 + [EXPLAIN] * 30, by=colleagues()[:4])
    one = found()
    assert (one.answers, one.different, one.variants) == (60, None, [])


def test_what_is_kept_does_not_know_who_answered() -> None:
    ask_and_answer([REFUND] * 20)
    found()
    kept = {field.name for model in (Sameness, Conflict) for field in model._meta.get_fields()}
    assert not kept & {"agent", "by", "writer"}
    assert not any(one.name in str(Sameness.objects.values()) for one in colleagues())


def test_two_drivers_with_one_reason_are_two_questions() -> None:
    ask_and_answer([EXPLAIN] * 20, driver=make_driver("servicekosten"))
    ask_and_answer([REFUND] * 20, driver=make_driver("dubbel", "betaald"))
    compare_answers_given(now=NOW + DAY)
    seen = Sameness.objects.order_by("pk").values_list("driver__words", "reason__code", "different")
    assert list(seen) == [(["servicekosten"], "R1", 0.0), (["dubbel", "betaald"], "R1", 0.0)]


def test_answers_are_compared_anew_after_a_search_for_drivers() -> None:
    ask_and_answer([EXPLAIN] * 20)
    found()
    search = Discovery.objects.create(started_at=NOW, ended_at=NOW + DAY - HOUR)
    assert not queries.has_new_drivers()
    search.ended_at = NOW + DAY + HOUR
    search.save()
    compare_anew(timestamp=int(NOW.timestamp()))
    assert [job.task_name for job in ProcrastinateJob.objects.all()] == ["wortel.quality.tasks.compare_answers"]


def test_what_no_driver_holds_is_taken_together_by_reason() -> None:
    ask_and_answer([EXPLAIN] * 20, driver=make_driver("servicekosten"))
    ask_and_answer([REFUND] * 20)
    assert found().answers == 20
    assert Sameness.objects.count() == 2


def test_a_driver_with_few_answers_joins_its_reason(client: Client) -> None:
    ask_and_answer([EXPLAIN] * 12, driver=make_driver("servicekosten"))
    ask_and_answer([EXPLAIN] * 12, driver=make_driver("tijdvak"))
    one = found()
    assert (one.answers, one.different) == (24, 0.0)
    assert not Sameness.objects.exclude(driver=None).exists()


def test_a_driver_without_any_reason_is_compared_too(client: Client) -> None:
    ask_and_answer([EXPLAIN] * 15 + [ASK] * 5, driver=make_driver("servicekosten"))
    GivenReason.objects.all().delete()
    compare_answers_given(now=NOW + DAY)
    assert [variant["count"] for variant in Sameness.objects.get(reason=None).variants] == [15, 5]
    client.force_login(cast.noor())
    assert "servicekosten" in client.get(reverse("insight-sameness")).content.decode()
    assert ask("same-answers", key()).json()["items"][0]["question"] == "servicekosten"


def test_a_page_with_more_questions_asks_the_database_no_more_often(client: Client) -> None:
    def count(*drivers: str) -> int:
        for words in drivers:
            ask_and_answer(["Je hebt 14 dagen."] * 12 + ["Je hebt 30 dagen."] * 13, driver=make_driver(words))
        compare_answers_given(now=NOW + DAY)
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("insight-sameness"))
        return len(asked)

    client.force_login(cast.noor())
    assert count("retour") == count("tijdvak", "schroeven", "montage")
    assert Conflict.objects.count() == 4


def test_the_same_words_in_two_languages_are_no_two_answers() -> None:
    ask_and_answer([EXPLAIN] * 20)
    ask_and_answer(["The service costs pay for delivery in a fixed slot."] * 20, language="en")
    assert (found().different, found(language="en").different) == (0.0, 0.0)


def test_the_language_is_that_of_the_answer_whatever_stands_with_the_customer() -> None:
    ask_and_answer([EXPLAIN] * 6)
    ask_and_answer(["The service costs pay for your delivery in a fixed slot."] * 6, reason=make.make_reason("R2"))
    assert (found().answers, found("R2", "en").answers) == (6, 6)


def test_only_the_first_answer_to_a_contact_counts() -> None:
    ask_and_answer([REFUND] * 20)
    thread = Conversation.objects.latest("pk")
    make.make_contact(thread, ASK, at=NOW + 2 * HOUR, direction=Direction.OUT, agent=cast.joris())
    assert [variant["count"] for variant in found().variants] == [20]


def test_an_answer_to_another_reason_does_not_count() -> None:
    ask_and_answer([REFUND] * 20)
    ask_and_answer([ASK] * 20, reason=make.make_reason("R2"))
    assert [variant["count"] for variant in found().variants] == [20]


def test_no_name_and_no_number_is_kept() -> None:
    cast.shop()
    ask_and_answer(["Marijke Hoekstra, ik mailde contact@post.example over bestelling DV-2025-88231."] * 20)
    Customer.objects.update(name="Marijke Hoekstra")
    kept = found().variants[0]["text"]
    assert not any(word in kept for word in ("Marijke", "Hoekstra", "post.example", "88231", "Noor", "Joris"))


def test_the_article_shows_the_chance_of_its_questions(client: Client) -> None:
    ask_and_answer([EXPLAIN] * 12 + [ASK] * 8)
    found()
    words = {"title_nl": "Servicekosten", "title_en": "Service costs", "body_nl": "Uitleg", "body_en": "Words"}
    save_article(slug="servicekosten", **words, reason_codes=["R1"], now=NOW)
    client.force_login(cast.noor())
    html = client.get(reverse("article", args=["servicekosten"])).content.decode()
    page = re.sub(r"[\s\u00a0\u202f]+", " ", re.sub(r"<[^>]+>", " ", html))
    assert "Horen klanten hetzelfde?" in page
    assert "51 % tussen" in page
    assert [one.reason.code for one in queries.list_samenesses_of(["R1"])] == ["R1"]


def test_what_is_no_longer_asked_is_forgotten() -> None:
    ask_and_answer([REFUND] * 5)
    found()
    compare_answers_given(now=NOW + 120 * DAY)
    assert not Sameness.objects.exists()
