"""The pages about causes: who may see what, what they say, and that every form does what it says."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests import cast, make
from tests.problems.weeks import fill_contacts, fill_orders

from wortel.accounts.models import Agent, Role
from wortel.contacts.models import Contact
from wortel.partners.models import Membership
from wortel.problems import actions
from wortel.problems.models import Accountable, Effect, Flag, Notice, Problem, Verdict

pytestmark = pytest.mark.django_db

COLLEAGUES = [Role.AGENT, Role.LEAD, Role.MANAGER, Role.QUALITY, Role.ADMIN, Role.AUDITOR]
ASIDE = ("problem-contacts", "problem-owners", "problem-links", "problem-fixes", "problem-closures", "problem-merges")


def sign_in(client: Client, agent: Agent) -> Agent:
    cast.shop()
    client.force_login(agent)
    return agent


def late_parcel() -> Problem:
    problem = make.make_problem("P2", "Tijdvak niet gehaald", process=cast.delivery(), at=cast.NOW)
    for words in ("Weer niemand. Dit is de tweede vrije ochtend.", "Bel mij op 06-12345678, Hoekstra uit Deventer"):
        contact = make.make_contact(make.make_conversation(cast.marijke(), channel="whatsapp"), words)
        actions.flag_cause(contact=contact, problem=problem, agent=cast.noor(), now=cast.NOW)
    return problem


@pytest.mark.parametrize("role", COLLEAGUES)
def test_every_colleague_sees_board_and_cause(client: Client, role: Role) -> None:
    sign_in(client, cast.colleague(role))
    problem = late_parcel()
    assert "Tijdvak niet gehaald" in client.get(reverse("problems")).content.decode()
    page = client.get(reverse("problem", args=[problem.pk]))
    assert page.status_code == 200
    assert ('data-opens="describe"' in page.content.decode()) is (role != Role.AUDITOR)


def test_without_signing_in_there_is_only_the_door(client: Client) -> None:
    cast.shop()
    for address in (reverse("problems"), reverse("processes"), reverse("problem", args=[late_parcel().pk])):
        assert client.get(address).status_code == 302


def test_an_owner_sees_what_is_theirs_and_nothing_else(client: Client) -> None:
    mine, other = late_parcel(), make.make_problem("P1", "Servicekosten", process=cast.invoicing())
    agent = sign_in(client, make.make_agent("Tamar Kuiper", Role.PARTNER))
    Membership.objects.create(agent=agent, partner=cast.carrier())
    board = client.get(reverse("problems")).content.decode()
    assert "Tijdvak niet gehaald" in board
    assert "Servicekosten" not in board
    page = client.get(reverse("problem", args=[mine.pk])).content.decode()
    assert "data-opens" not in page.split("<main")[1].split("</main>")[0]
    assert client.get(reverse("problem", args=[other.pk])).status_code == 404
    assert client.get(reverse("problem-contacts", args=[mine.pk])).status_code == 403


def test_a_department_with_an_account_sees_its_causes(client: Client) -> None:
    problem = make.make_problem("P1", "Servicekosten", process=cast.invoicing())
    agent = sign_in(client, make.make_agent("Ruben Mol", Role.OWNER))
    Accountable.objects.filter(pk=cast.ruben().pk).update(agent=agent)
    assert client.get(reverse("problem", args=[problem.pk])).status_code == 200


def test_quotes_hide_who_said_them(client: Client) -> None:
    sign_in(client, cast.noor())
    page = client.get(reverse("problem", args=[late_parcel().pk])).content.decode()
    assert "06-12345678" not in page
    assert "Hoekstra uit" not in page
    assert "[telefoonnummer]" in page


@pytest.mark.parametrize("name", ["problem-actions", *ASIDE[1:]])
def test_an_auditor_changes_nothing(client: Client, name: str) -> None:
    sign_in(client, cast.colleague(Role.AUDITOR))
    assert client.post(reverse(name, args=[late_parcel().pk]), {}).status_code == 403


def test_it_is_described_in_place(client: Client) -> None:
    sign_in(client, cast.noor())
    problem = late_parcel()
    given = {"title_nl": "Bezorger komt niet", "workaround_nl": "Vooraf bellen", "process": problem.process_id}
    assert client.post(reverse("problem", args=[problem.pk]), given).status_code == 302
    problem.refresh_from_db()
    assert (problem.title_nl, problem.workaround_nl) == ("Bezorger komt niet", "Vooraf bellen")


def test_a_form_that_is_wrong_stands_open_with_what_was_typed(client: Client) -> None:
    sign_in(client, cast.noor())
    page = client.post(reverse("problem-actions", args=[late_parcel().pk]), {"lever": "process", "who": "Joris"})
    assert page.status_code == 422
    assert 'data-opens-now="action"' in page.content.decode()
    assert "Joris" in page.content.decode()


def test_an_action_is_added_finished_and_undone(client: Client) -> None:
    sign_in(client, cast.noor())
    problem = late_parcel()
    client.post(reverse("problem-actions", args=[problem.pk]), {"lever": "process", "what": "Vaste rit"})
    action = problem.actions.get()
    client.post(reverse("problem-action-completion", args=[problem.pk, action.pk]))
    action.refresh_from_db()
    assert action.done_on
    undo = client.post(reverse("problem-action-removal", args=[problem.pk, action.pk]), headers={"HX-Request": "true"})
    assert undo.headers["HX-Refresh"] == "true"
    assert not problem.actions.exists()


def test_a_change_is_recorded_with_its_expectation(client: Client) -> None:
    sign_in(client, cast.noor())
    problem, advice = late_parcel(), make.make_reason("R6", demand="value")
    given = {
        "what": "Vaste rit",
        "on": "2025-10-06",
        "washout_weeks": "1",
        "expected_percent": "40",
        "controls": [advice.pk],
    }
    assert client.post(reverse("problem-fixes", args=[problem.pk]), given).status_code == 302
    fix = problem.fixes.get()
    assert (fix.expected_reduction, list(fix.controls.all())) == (0.4, [advice])
    page = client.get(reverse("problem", args=[problem.pk]), headers={"Accept-Language": "nl"}).content.decode()
    assert "Nog niet te zeggen" in page
    again = client.post(reverse("problem-fixes", args=[problem.pk]), {**given, "on": timezone.localdate().isoformat()})
    assert again.status_code in {302, 422}


def test_it_cannot_be_closed_without_proof(client: Client) -> None:
    sign_in(client, cast.noor())
    problem = late_parcel()
    client.post(reverse("problem-closures", args=[problem.pk]), {"kind": "effect"})
    problem.refresh_from_db()
    assert problem.is_open


def test_a_risk_is_accepted_with_a_review(client: Client) -> None:
    sign_in(client, cast.noor())
    problem = late_parcel()
    wrong = client.post(
        reverse("problem-closures", args=[problem.pk]), {"kind": "risk", "why": "x", "review_on": "2020-01-01"}
    )
    assert wrong.status_code == 422
    review = timezone.localdate().replace(day=1) + (date(2025, 3, 1) - date(2025, 1, 1))
    client.post(
        reverse("problem-closures", args=[problem.pk]),
        {"kind": "risk", "why": "Te duur", "review_on": review.isoformat()},
    )
    problem.refresh_from_db()
    assert not problem.is_open
    closure = problem.closures.get()
    client.post(reverse("problem-closure-removal", args=[problem.pk, closure.pk]))
    problem.refresh_from_db()
    assert problem.is_open


def test_merging_and_taking_apart(client: Client) -> None:
    sign_in(client, cast.noor())
    kept, absorbed = late_parcel(), make.make_problem("P9", "Rit te laat")
    client.post(reverse("problem-merges", args=[kept.pk]), {"absorbed": absorbed.pk})
    absorbed.refresh_from_db()
    assert absorbed.merged_into == kept
    assert client.get(reverse("problem", args=[absorbed.pk])).headers["Location"] == reverse("problem", args=[kept.pk])
    client.post(reverse("problem-merge-removal", args=[kept.pk, kept.merges.get().pk]))
    absorbed.refresh_from_db()
    assert absorbed.merged_into is None


def test_an_owner_is_found_and_mailed(client: Client) -> None:
    sign_in(client, cast.noor())
    cast.mailbox()
    problem = make.make_problem("P1", "Servicekosten")
    page = client.post(
        reverse("problem-owners", args=[problem.pk]), {"owner": cast.ruben().owner.pk, "is_invited": "on"}
    )
    link = problem.links.get()
    address = page.context["invitation"].address
    assert problem.ownerships.get(until=None).owner == cast.ruben().owner
    mail = bytes(page.context["invitation"].delivery.raw)
    assert b"ruben@devoorbeeldwinkel.example" in mail
    assert b"Auto-Submitted: auto" in mail
    assert address.rsplit("/", 2)[1] not in link.token_hash
    assert client.get(address.replace("http://127.0.0.1:8000", "")).status_code == 200


def test_without_an_address_the_link_is_handed_over(client: Client) -> None:
    sign_in(client, cast.noor())
    problem = late_parcel()
    page = client.post(reverse("problem-links", args=[problem.pk]), {"owner": cast.tamar().owner.pk, "print": "1"})
    assert page.context["invitation"].delivery is None
    assert page.context["invitation"].address in page.content.decode()
    client.post(reverse("problem-link-removal", args=[problem.pk, problem.links.get().pk]))
    assert client.get(reverse("owner", args=[page.context["invitation"].address.rsplit("/", 2)[1]])).status_code == 404


def test_what_became_of_it_is_told_on_the_board(client: Client) -> None:
    sign_in(client, cast.noor())
    problem = late_parcel()
    link = actions.open_entrance(problem=problem, owner=cast.tamar().owner, person=cast.tamar(), now=cast.NOW).link
    actions.answer_as_owner(link=link, kind="accepted", now=cast.NOW)
    assert "Wat er gebeurde met wat je meldde" in client.get(reverse("problems")).content.decode()
    client.post(reverse("problem-notices"))
    assert not Notice.objects.filter(read_at=None).exists()


def test_every_figure_opens_the_contacts_behind_it(client: Client) -> None:
    sign_in(client, cast.noor())
    problem = late_parcel()
    address = reverse("problem-contacts", args=[problem.pk])
    assert client.get(address).context["page_of"].paginator.count == 2
    assert len(json.loads(client.get(address, {"format": "json"}).content)["contacts"]) == 2
    outside = client.get(address, {"from": "2024-01-01", "until": "2024-12-31"})
    assert outside.context["page_of"].paginator.count == 0


def test_a_contact_can_belong_in_another_way_or_not_at_all(client: Client) -> None:
    sign_in(client, cast.noor())
    problem = late_parcel()
    first, second = problem.flags.order_by("pk")
    given = {"kind": "similar", "share_percent": "40"}
    client.post(reverse("problem-flag", args=[problem.pk, first.pk]), given)
    first.refresh_from_db()
    assert (first.kind, first.share) == ("similar", Decimal("0.4"))
    assert client.get(reverse("problem-contacts", args=[problem.pk])).context["page_of"].paginator.count == 1
    client.post(reverse("problem-flag-removal", args=[problem.pk, second.pk]))
    assert list(problem.flags.all()) == [first]


def test_a_spreadsheet_runs_nothing_a_customer_wrote(client: Client) -> None:
    sign_in(client, cast.noor())
    problem = late_parcel()
    Contact.objects.filter(flags__problem=problem).update(subject="=HYPERLINK(1)")
    lines = b"".join(client.get(reverse("problem-contacts", args=[problem.pk]), {"format": "csv"}).streaming_content)  # type: ignore[attr-defined]  # a streamed answer
    assert lines.decode("utf-8-sig").splitlines()[1].endswith("'=HYPERLINK(1)")


def test_the_board_puts_the_dearest_first(client: Client) -> None:
    sign_in(client, cast.noor())
    cheap, dear = make.make_problem("P1", "Goedkoop"), make.make_problem("P2", "Duur")
    yesterday = datetime.now(UTC).date()
    actions.set_rate(team=None, valid_from=date(2020, 1, 1), eur_per_minute=1)  # type: ignore[arg-type]  # a whole euro
    monday = yesterday.fromordinal(yesterday.toordinal() - 7 - yesterday.weekday())
    fill_contacts(monday, [7, 7], problem=cheap, minutes="1")
    fill_contacts(monday, [7, 7], problem=dear, minutes="9")
    rows = client.get(reverse("problems")).context["cards"]
    assert [card.problem for card in rows] == [dear, cheap]


def test_causes_without_owner_have_a_shelf(client: Client) -> None:
    sign_in(client, cast.noor())
    late_parcel()
    make.make_problem("P1", "Niemands zaak")
    shelf = client.get(reverse("problems"), {"shelf": "unowned"}).content.decode()
    assert "Niemands zaak" in shelf
    assert "Tijdvak niet gehaald" not in shelf


def test_a_proven_effect_shows_its_interval_and_strikes_the_bare_figure_through(client: Client) -> None:
    sign_in(client, cast.noor())
    problem = make.make_problem("P1", "Servicekosten", process=cast.invoicing())
    monday = date(2025, 3, 31)
    fill_contacts(monday, [60] * 26 + [30] + [20] * 12, problem=problem)
    fill_orders(monday, [50] * 39)
    fix = actions.record_fix(problem=problem, what="Nieuwe factuur", on=date(2025, 9, 29), now=cast.NOW)
    effect = actions.measure_effect(fix=fix, now=datetime(2026, 1, 5, tzinfo=UTC))
    assert effect.verdict == Verdict.WORKS
    page = client.get(reverse("problem", args=[problem.pk])).content.decode()
    assert "66,7\u00a0%\u00a0minder contacten" in page
    assert "Werkt" in page
    client.post(reverse("problem-closures", args=[problem.pk]), {"kind": "effect"})
    assert not Problem.objects.get(pk=problem.pk).is_open
    assert Effect.objects.count() == 1


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ADMIN])
def test_the_register_is_kept_by_managers(client: Client, role: Role) -> None:
    sign_in(client, cast.colleague(role))
    owner = {"name": "Magazijn", "cost_centre": "300", "first_name": "Iris Bos", "first_email": "iris@winkel.example"}
    assert client.post(reverse("owner-new"), owner).status_code == 302
    made = Accountable.objects.get(name="Iris Bos").owner
    assert client.post(reverse("owner-new"), owner).status_code == 422
    assert client.post(reverse("process-new"), {"name_nl": "Inpakken", "owner": made.pk}).status_code == 302
    client.post(reverse("owner-edit", args=[made.pk]), {**owner, "name": "Magazijn Oost", "first_name": ""})
    made.refresh_from_db()
    assert (made.name, made.people.count(), made.processes.get().name_nl) == ("Magazijn Oost", 0, "Inpakken")
    assert "Inpakken" in client.get(reverse("processes")).content.decode()


def test_others_only_read_the_register(client: Client) -> None:
    sign_in(client, cast.colleague(Role.LEAD))
    assert client.get(reverse("processes")).status_code == 200
    assert client.post(reverse("process-new"), {"name_nl": "x"}).status_code == 403
    sign_in(client, cast.noor())
    assert client.get(reverse("processes")).status_code == 403


def test_a_cause_can_be_begun_by_hand(client: Client) -> None:
    sign_in(client, cast.noor())
    client.post(reverse("problem-new"), {"title": "Bevestiging blijft weg"})
    assert Problem.objects.get().title_nl == "Bevestiging blijft weg"
    assert not Flag.objects.exists()
