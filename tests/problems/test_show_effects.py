"""Examples B and D, and a fall that is none: the same figures on the page, through the API and on the command line."""

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests import cast, fixture_a, make
from tests.api.doors import ask, key
from tests.problems.weeks import fill_contacts, fill_orders

from wortel.config.cli import main
from wortel.contacts.models import Contact
from wortel.problems import actions
from wortel.problems.models import Effect, Fix
from wortel.quality.models import Answer

pytestmark = pytest.mark.django_db

GAP = "\u00a0"
PLAIN = ("rr", "rr_low", "rr_high", "control_rr", "controlled_rr", "controlled_low", "controlled_high", "phi", "rho")
SHOWN = (*PLAIN, "avoided", "avoided_low", "avoided_high", "mde", "verdict")


def measured(
    known: dict[str, list[int]], washout: dict[str, int], *, minutes: str = "1", on: date, weeks_after: int
) -> Effect:
    """The weeks of an example as contacts and orders, planned before and measured after its last week."""
    cast.shop()
    invoice, advice = make.make_reason("R1"), make.make_reason("R6", demand="value")
    problem = make.make_problem("P1", "Regel servicekosten", reason=invoice, process=cast.invoicing())
    first = on - timedelta(weeks=len(known["topic_pre"]))
    fill_contacts(
        first, [*known["topic_pre"], washout["topic"], *known["topic_post"]],
        problem=problem, reason=invoice, minutes=minutes,
    )  # fmt: skip
    if known["control_pre"]:
        weeks = [*known["control_pre"], washout["control"], *known["control_post"]]
        fill_contacts(first, weeks, reason=advice, minutes="1")
    fill_orders(first, [*known["orders_pre"], washout["orders"], *known["orders_post"]])
    before = datetime.combine(on, datetime.min.time(), UTC) - timedelta(days=7)
    controls = [advice] if known["control_pre"] else []
    fix: Fix = actions.record_fix(
        problem=problem, what="Nieuwe factuur", on=on, weeks_after=weeks_after, expected_reduction=0.5,
        controls=controls, now=before,
    )  # fmt: skip
    return actions.measure_effect(fix=fix, now=before + timedelta(weeks=weeks_after + 3))


def example_b() -> Effect:
    actions.set_rate(team=None, valid_from=date(2025, 1, 1), eur_per_minute=Decimal("0.75"))
    actions.set_fee(channel="phone", valid_from=date(2025, 1, 1), fee_eur=Decimal("0.4552"))
    each = "8.288"  # 8,339.00 / 1,250 euros a contact
    return measured(fixture_a.effect_b(), fixture_a.WASHOUT_B, minutes=each, on=fixture_a.FIX_DAY_B, weeks_after=12)


def example_d() -> Effect:
    washout = {"topic": 3, "control": 0, "orders": 1_000}
    return measured(fixture_a.effect_d(), washout, on=fixture_a.FIX_DAY_B, weeks_after=4)


def quiet_weeks() -> dict[str, list[int]]:
    """A fifth fewer contacts after the fix, because a fifth fewer orders came; the fix did nothing."""
    return {
        "orders_pre": [1_000] * 26, "topic_pre": [200] * 26, "control_pre": [300] * 26,
        "orders_post": [800] * 12, "topic_post": [160] * 12, "control_post": [240] * 12,
    }  # fmt: skip


def on_command_line(series: dict[str, list[int]], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    file = tmp_path / "weeks.json"
    file.write_text(json.dumps(series))
    assert main(["effect", str(file)]) == 0
    return json.loads(capsys.readouterr().out)


def page_of(effect: Effect, client: Client) -> str:
    client.force_login(cast.noor())
    address = reverse("problem", args=[effect.fix.problem_id])
    return client.get(address, headers={"Accept-Language": "nl"}).content.decode()


def test_example_b_is_the_same_everywhere(client: Client, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    effect = example_b()
    page = page_of(effect, client)
    for words in (
        f"58,7{GAP}% minder contacten".replace(f"minder{GAP}", "minder "),
        f"tussen{GAP}54,2 en{GAP}62,7{GAP}%{GAP}minder, vergeleken met andere onderwerpen",
        f"tussen{GAP}2.106 en{GAP}2.986",
        f"€{GAP}16.835",
        f"tussen{GAP}€{GAP}14.051 en{GAP}€{GAP}19.918",
        f"46,9{GAP}%{GAP}minder",
        "telt niet: er waren meer bestellingen",
        "Werkt",
    ):
        assert words.replace(GAP, " ") in page.replace(GAP, " ")
    reckoning = client.get(reverse("problem-reckoning", args=[effect.fix.problem_id, effect.fix_id])).content.decode()
    assert "32,1 → 12,9" in reckoning
    (told,) = ask(f"problems/{effect.fix.problem_id}/effects", key()).json()["items"]
    printed = on_command_line(fixture_a.effect_b(), tmp_path, capsys)
    assert [told["numbers"][name] for name in SHOWN] == pytest.approx([printed[name] for name in SHOWN])
    assert (told["verdict"], told["is_final"], told["controls"]) == ("works", True, ["R6"])
    assert [round(printed[name], 4) for name in ("controlled_rr", "controlled_low", "controlled_high")] == [
        *(0.4133, 0.3732, 0.4577)
    ]


def test_example_d_is_too_early_everywhere(client: Client, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    effect = example_d()
    page = page_of(effect, client).replace(GAP, " ")
    assert "Nog niet te zeggen" in page
    assert "tussen 80,5 % minder en 60,7 % meer" in page
    (told,) = ask(f"problems/{effect.fix.problem_id}/effects", key()).json()["items"]
    printed = on_command_line(fixture_a.effect_d(), tmp_path, capsys)
    assert [told["numbers"][name] for name in SHOWN] == [printed[name] for name in SHOWN]
    assert [round(printed[name], 4) for name in PLAIN[:3]] == [0.5833, 0.1946, 1.6070]
    assert printed["verdict"] == "too_early"


def test_fewer_contacts_through_fewer_orders_are_no_effect_anywhere(
    client: Client, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    washout = {"topic": 200, "control": 300, "orders": 1_000}
    effect = measured(quiet_weeks(), washout, on=fixture_a.FIX_DAY_B, weeks_after=12)
    page = page_of(effect, client).replace(GAP, " ")
    assert "Geen wezenlijk effect" in page
    assert "Ongeveer evenveel contacten als eerst" in page
    assert "20,0 % minder" in page  # struck through
    assert "telt niet: er waren minder bestellingen" in page
    (told,) = ask(f"problems/{effect.fix.problem_id}/effects", key()).json()["items"]
    printed = on_command_line(quiet_weeks(), tmp_path, capsys)
    assert (told["verdict"], printed["verdict"]) == ("no_effect", "no_effect")
    assert told["numbers"]["controlled_rr"] == pytest.approx(1.0) == printed["controlled_rr"]
    assert round(told["numbers"]["raw_ratio"], 4) == 0.8


def test_satisfaction_of_the_same_reason_stands_beside_it_with_its_interval(client: Client) -> None:
    effect = example_d()
    reason = effect.fix.problem.reason
    assert reason is not None
    asked = reason.given.order_by("contact__started_at").values_list("contact", flat=True)[:7]
    Answer.objects.bulk_create(
        Answer(contact_id=pk, question="csat", score=5 if at < 5 else 2, at=cast.NOW) for at, pk in enumerate(asked)
    )
    later = effect.measured_at + timedelta(days=1)
    page = page_of(actions.measure_effect(fix=effect.fix, now=later), client).replace(GAP, " ")
    assert "71 %" in page
    assert "tussen 36 en 92 · 7 antwoorden" in page
    assert "nog niets" in page


def calls(effect: Effect, *, before: int, after: int, with_reason: bool) -> str:
    """Customers who hung up, of the same reason or without one, measured anew."""
    reason = effect.fix.problem.reason
    assert reason is not None
    for days, amount in ((-20, before), (30, after)):
        at = datetime.combine(effect.fix.on, datetime.min.time(), UTC) + timedelta(days=days, hours=9)
        for _ in range(amount):
            gone = make.make_contact(make.make_conversation(channel="phone", at=at), "", at=at)
            Contact.objects.filter(pk=gone.pk).update(is_answered=False)
            if with_reason:
                make.give_reason(gone, reason)
    return words_of(actions.measure_effect(fix=effect.fix, now=effect.measured_at + timedelta(days=1)))


def words_of(effect: Effect) -> str:
    told = {name: effect.numbers["beside"].get(name) for name in ("abandoned_before", "abandoned_after", "phone_after")}
    return " ".join(f"{name}={row['n']}/{row['value']:.4f}" for name, row in told.items() if row)


def test_who_hung_up_about_the_same_reason_stands_beside_it() -> None:
    """Twelve calls before and seven after; three gave up before, seven after."""
    told = calls(example_d(), before=3, after=7, with_reason=True)
    assert told == "abandoned_before=15/0.2000 abandoned_after=14/0.5000 phone_after=14/0.5000"


def test_where_who_hung_up_said_nothing_only_the_whole_telephone_is_told() -> None:
    told = calls(example_d(), before=3, after=7, with_reason=False)
    assert told == "phone_after=14/0.5000"


def test_the_difference_in_satisfaction_has_its_own_interval(client: Client) -> None:
    effect = example_d()
    reason = effect.fix.problem.reason
    assert reason is not None
    asked = list(reason.given.order_by("contact__started_at").values_list("contact", flat=True))
    Answer.objects.bulk_create(
        Answer(contact_id=pk, question="csat", score=2 if at < 12 else 5, at=cast.NOW) for at, pk in enumerate(asked)
    )
    later = effect.measured_at + timedelta(days=1)
    page = page_of(actions.measure_effect(fix=effect.fix, now=later), client).replace(GAP, " ")
    assert "+100 punten" in page


def test_what_is_not_there_has_no_effects() -> None:
    assert ask("problems/999/effects", key()).status_code == 404
