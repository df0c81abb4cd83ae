"""An owner's whole month on a phone: the mail, the page, not mine but whose, a plan, a statement, a verdict."""

import re
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer
from tests import cast, make
from tests.browser import PATIENCE, Window
from tests.problems.settled import keep
from tests.problems.weeks import WEEK, fill_contacts, fill_orders

from wortel.channels.models import Delivery
from wortel.problems import actions
from wortel.problems.models import (
    Accountable,
    Objection,
    OwnerAnswer,
    OwnerRequest,
    Ownership,
    Problem,
    ProcessOwner,
    Sampled,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE: ViewportSize = {"width": 390, "height": 844}
# What a finger has to hit, in CSS pixels: buttons and fields on a phone, and links in running text (WCAG 2.5.8).
BUTTON, LINK = 40, 24
SMALL = """([button, link]) => ['a', 'button', 'summary', 'input', 'select', 'textarea']
  .flatMap(tag => [...document.querySelectorAll(`main ${tag}`)])
  .filter(one => one.type !== 'hidden' && one.checkVisibility({visibilityProperty: true}))
  .map(one => [one.tagName, one.textContent.trim().slice(0, 40), Math.round(one.getBoundingClientRect().height)])
  .filter(([tag, , height]) => height < (tag === 'A' || tag === 'SUMMARY' ? link : button))"""
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def phone(window: Window, live_server: LiveServer) -> Iterator[Page]:
    assert window.context.browser is not None
    context = window.context.browser.new_context(
        locale="nl-NL", viewport=PHONE, has_touch=True, is_mobile=True, base_url=live_server.url
    )
    context.set_default_timeout(30_000)
    expect.set_options(timeout=20_000)
    page = context.new_page()
    page.on("console", window.hear)
    yield page
    expect.set_options(timeout=PATIENCE)
    context.close()


def fits(page: Page) -> None:
    """Nothing is too small for a finger, and nothing sticks out sideways."""
    assert page.evaluate(SMALL, [BUTTON, LINK]) == []
    assert page.evaluate(SIDEWAYS) <= 0


def letter_to(name: str) -> str:
    """The latest mail to somebody, in plain words."""
    email = Accountable.objects.get(name=name).email
    delivery = Delivery.objects.filter(recipients__contains=[email]).order_by("-pk")[0]
    mail = message_from_bytes(bytes(delivery.raw), _class=EmailMessage, policy=policy.default)
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def link_in(letter: str) -> str:
    found = re.search(r"https?://\S+/o/\S+", letter)
    assert found is not None
    return urlsplit(found[0]).path


def expensive_cause() -> Problem:
    """Sixty contacts a week on fifty orders, and twenty since thirteen weeks ago. It was given to the wrong door."""
    cast.shop(), cast.mailbox(), cast.ruben()
    webshop = ProcessOwner.objects.create(name="Webwinkel")
    Accountable.objects.create(owner=webshop, name="Sanne Visser", email="sanne@devoorbeeldwinkel.example")
    problem = make.make_problem("P1", "Niemand snapt de servicekosten", reason=make.make_reason("R1"))
    monday = timezone.localdate() - timedelta(days=timezone.localdate().weekday())
    fill_contacts(monday - 39 * WEEK, [60] * 26 + [30] + [20] * 12, problem=problem, minutes="8")
    fill_orders(monday - 39 * WEEK, [50] * 39)
    said = make.make_conversation(make.make_customer("Els Jansen"), at=timezone.now())
    words = "Wat zijn die servicekosten op mijn factuur? Groeten, Els Jansen"
    make.make_flag(make.make_contact(said, words, at=timezone.now()), problem)
    actions.hand_over(problem=problem, owner=webshop, is_invited=True, now=timezone.now())
    return problem


def test_the_whole_month_of_an_owner_on_a_phone(phone: Page, window: Window) -> None:
    problem = expensive_cause()
    _read_and_say_whose(phone)
    _take_on_and_plan(phone, problem)
    _be_asked_and_ask(phone, problem)
    _open_the_statement_and_object(phone, problem)
    _see_the_verdict(phone, problem)
    assert window.complaints == []


def _read_and_say_whose(page: Page) -> None:
    """Sanne reads it and names the right owner; by touch."""
    page.goto(link_in(letter_to("Sanne Visser")))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Niemand snapt de servicekosten")
    expect(page.get_by_text("Wat zijn die servicekosten op mijn factuur?")).to_be_visible()
    assert "Els" not in page.content()
    fits(page)
    buttons = page.locator(".own-b")
    assert buttons.bounding_box()["y"] + buttons.bounding_box()["height"] <= PHONE["height"] + 1  # type: ignore[index]  # it is visible
    page.get_by_text("Niet van mij").first.tap()
    page.get_by_label("Van wie is het, denk je?").select_option(label="Facturatie")
    fits(page)
    page.get_by_role("button", name="Verstuur").first.tap()
    expect(page.get_by_role("heading", name="We hebben het doorgegeven aan Facturatie")).to_be_visible()
    fits(page)
    assert Ownership.objects.get(until=None).owner == cast.ruben().owner
    assert OwnerAnswer.objects.get().handed_to == cast.ruben().owner


def _take_on_and_plan(page: Page, problem: Problem) -> None:
    """Ruben gets it with the name of who sent him, takes it on and names a day; by keyboard."""
    letter = letter_to("Ruben Mol")
    assert "Sanne Visser (Webwinkel) zegt dat dit van jullie is." in letter
    page.goto(link_in(letter))
    expect(page.get_by_text("Dit is geen rekening.")).to_be_visible()
    fits(page)
    page.get_by_role("button", name="Ik pak dit op").press("Enter")
    expect(page.get_by_role("heading", name="Jouw antwoord")).to_be_visible()
    day = timezone.localdate() + timedelta(days=10)
    page.get_by_text("Gepland voor…").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Vanaf welke dag is het opgelost?").fill(day.isoformat())
    page.get_by_label("Wat ga je doen?").fill("Nieuwe factuur zonder servicekosten")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Wat eraan gebeurt")).to_be_visible()
    expect(page.get_by_text("Nieuwe factuur zonder servicekosten").first).to_be_visible()
    fits(page)
    assert OwnerAnswer.objects.latest("pk").planned_on == day
    assert not OwnerRequest.objects.filter(problem=problem, answered_at=None, dropped_at=None).exists()


def _be_asked_and_ask(page: Page, problem: Problem) -> None:
    """Customer service asks something and is asked something; both get an answer."""
    owner, now = cast.ruben().owner, timezone.now()
    actions.ask_owner(problem=problem, owner=owner, text="Geldt het ook voor oude facturen?", by="Noor", now=now)
    page.goto(link_in(letter_to("Ruben Mol")))
    fits(page)
    page.locator(".own-k").get_by_label("Jouw antwoord").fill("Nee, alleen vanaf 1 december.")
    page.locator(".own-k").get_by_role("button", name="Verstuur").tap()
    expect(page.get_by_text("Nee, alleen vanaf 1 december.")).to_be_visible()
    page.get_by_text("Vraag iets aan De Voorbeeldwinkel").tap()
    page.get_by_label("Wat wil je weten?").fill("Bellen ze vooral aan het begin van de maand?")
    page.locator(".own-ask").get_by_role("button", name="Verstuur").tap()
    expect(page.get_by_text("Je krijgt antwoord, uiterlijk")).to_be_visible()
    asked = OwnerRequest.objects.get(kind="back")
    actions.answer_owner(request=asked, reply="Ja, in de eerste week.", by="Noor Vermeer", now=timezone.now())
    page.goto(link_in(letter_to("Ruben Mol")))
    expect(page.get_by_text("Ja, in de eerste week.")).to_be_visible()
    assert "Noor" not in page.content()


def _open_the_statement_and_object(page: Page, problem: Problem) -> None:
    """The month is closed and sent; one line is contested, a sample is looked at, and the answer stands there."""
    now = timezone.now()
    month = (timezone.localdate().replace(day=1) - timedelta(days=1)).strftime("%Y-%m")
    lines = [("Facturatie", "P1", 80, 640.0, 52_000), ("unassigned", "R4", 5, 40.0, 3_250)]
    keep(lines, month=month, as_of=now)
    actions.close_month(month=month, by="Noor Vermeer", now=now)
    actions.send_statements(month=month, by="Noor Vermeer", now=now)
    page.goto(link_in(letter_to("Ruben Mol")))
    expect(page.get_by_text("Niemand snapt de servicekosten").first).to_be_visible()
    expect(page.get_by_text("520,00").first).to_be_visible()
    fits(page)
    page.get_by_text("Klopt dit niet?").tap()
    page.get_by_label("Wat klopt er volgens jou niet?").fill("Dit gaat voor een deel over verzendkosten.")
    page.get_by_role("button", name="Verstuur").tap()
    expect(page.get_by_text("Je hebt bezwaar gemaakt.")).to_be_visible()
    objection = Objection.objects.get()
    for sampled in Sampled.objects.filter(objection=objection).order_by("place"):
        actions.judge(sampled=sampled, is_right=sampled.place > 3, by="Noor Vermeer", now=now)
    told = "Drie gingen over verzendkosten; die halen we eraf."
    actions.decide(objection=objection, outcome="corrected", sentence=told, by="Noor Vermeer", now=now)
    page.reload()
    expect(page.get_by_text(told).first).to_be_visible()
    assert "Noor" not in page.content()
    fits(page)


def _see_the_verdict(page: Page, problem: Problem) -> None:
    """What was changed is measured; from the statement the way leads to the list, and to the verdict with its chart."""
    on = timezone.localdate() - timedelta(days=timezone.localdate().weekday()) - 13 * WEEK
    fix = actions.record_fix(problem=problem, what="Nieuwe factuur", on=on, expected_reduction=0.5, now=timezone.now())
    actions.measure_effect(fix=fix, now=timezone.now())
    page.get_by_role("link", name="Jullie overzichten").first.tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Jullie overzichten")
    fits(page)
    page.get_by_role("link", name="Alles van Facturatie").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Eén ding gaat mis bij Facturatie")
    fits(page)
    page.get_by_role("link", name=re.compile("Niemand snapt de servicekosten")).tap()
    verdict = page.locator(".own-v").first
    expect(verdict.locator(".verdict")).to_have_text("Werkt")
    expect(verdict).to_contain_text("minder contacten")
    expect(verdict.locator("svg.ch:visible")).to_be_visible()
    fits(page)
    page.get_by_role("button", name="English").tap()
    expect(page.get_by_role("heading", name="In their words")).to_be_visible()
