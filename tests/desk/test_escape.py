"""Whatever people type stays text, on every screen that shows it."""

import pytest
from django.test import Client
from django.utils import timezone
from tests import cast, make
from tests.desk.screens import as_agent

from wortel.cases.models import Case, Draft, Presence
from wortel.contacts.models import Attachment
from wortel.problems.models import Rule

pytestmark = pytest.mark.django_db

EVIL = "<img src=x onerror=alert(1)>\"'><script>alert(2)</script>"


@pytest.fixture
def case() -> Case:
    """Everything that can be typed, typed by somebody who means harm."""
    cast.shop()
    now = timezone.now()
    customer = make.make_customer(EVIL, city=EVIL[:100], email='"><script>@post.example', need=EVIL)
    reason = make.make_reason("r", EVIL)
    problem = make.make_problem("p", EVIL, process=cast.delivery(), reason=reason, workaround_nl=EVIL)
    Rule.objects.create(problem=problem, reason=reason)
    order = make.make_order(customer, EVIL[:60], EVIL, at=now)
    make.make_parcel(order, EVIL[:60], carrier=cast.carrier(), at=now)
    make.make_case(customer, EVIL, EVIL, at=now - cast.DAY, status="closed")
    case = make.make_case(customer, EVIL, EVIL, at=now)
    contact = make.find_contact(case)
    make.give_reason(contact, reason)
    make.make_flag(contact, problem)
    Attachment.objects.create(contact=contact, key="k" * 32, part="2", name=EVIL, type="text/html", size=1, md5="")
    colleague = make.make_agent(EVIL)
    make.make_note(case, EVIL + " @Noor", agent=colleague, at=now)
    Draft.objects.create(case=case, agent=cast.noor(), text=EVIL, saved_at=now)
    Presence.objects.create(case=case, agent=colleague, seen_at=now)
    make.make_promise(case, now - cast.HOUR)
    return case


def pages(case: Case) -> list[str]:
    return [
        "/inbox/",
        f"/inbox/open/{case.pk}/",
        f"/cases/{case.pk}/",
        f"/cases/{case.pk}/wrap-up/",
        f"/cases/{case.pk}/merges/",
        f"/cases/{case.pk}/conversations/",
        f"/contacts/{make.find_contact(case).pk}/text/",
        f"/customers/{case.customer_id}/",
        "/customers/",
        f"/contacts/new/?customer={case.customer_id}",
        "/contacts/new/callers/?who=img",
    ]


def test_nothing_that_was_typed_acts(case: Case) -> None:
    client: Client = as_agent(cast.noor())
    for address in pages(case):
        shown = client.get(address).content.decode()
        assert "<img src=x" not in shown, address
        assert "<script>" not in shown, address
        assert "\"'>" not in shown, address
