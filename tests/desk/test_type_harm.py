"""What people type is put before a real browser, on every page that shows it: nothing of it acts."""

import os

import pytest
from django.utils import timezone
from playwright.sync_api import Dialog, Page, Request
from pytest_django.live_server_helper import LiveServer
from tests import cast, make
from tests.browser import Window, browser, window
from tests.desk.live_driver import sign_in

from wortel.accounts.models import Role
from wortel.cases.models import Case, Draft
from wortel.contacts.models import Attachment, Contact
from wortel.customers.models import AddressKind

__all__ = ["browser", "window"]

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# One class of trick each; `%d` becomes its number, so that whatever acts can be told apart.
PAYLOADS = (
    "<script>alert(%d)</script>",
    "</script><script>alert(%d)</script>",
    "<img src=x onerror=alert(%d)>",
    "\"><svg onload=alert(%d)>",
    "' autofocus onfocus='alert(%d)' x='",
    "</textarea><img src=x onerror=alert(%d)>",
    "</title><script>alert(%d)</script>",
    "<iframe srcdoc='<script>parent.alert(%d)</script>'>",
    "<a href=javascript:alert(%d)>klik</a>",
    "javascript:alert(%d)",
    "https://elders.example/\"onmouseover=\"alert(%d)",
    "{{ 7*7 }}{%% debug %%}${alert(%d)}",
    "<details open ontoggle=alert(%d)>",
    "<style>*{background:url(//elders.example/%d)}</style>",
    "<link rel=stylesheet href=//elders.example/%d>",
    "<img src=//elders.example/%d.png>",
    "<meta http-equiv=refresh content='0;url=//elders.example/%d'>",
    "<base href=//elders.example/%d/>",
    "<form action=//elders.example/%d><button autofocus>x",
    "<div hx-get=//elders.example/%d hx-trigger=load>",
    "<button data-opens=place data-key=a hx-post=/undo/x/ hx-trigger=load>%d",
    "\u202e<b onclick=alert(%d)>\u2028\u2029\u0000",
    "<!--><img src=x onerror=alert(%d)>-->",
    "&lt;img src=x onerror=alert(%d)&gt;",
    "\\u003cimg src=x onerror=alert(%d)\\u003e",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(%d)>",
)  # fmt: skip


@pytest.fixture
def cases() -> list[Case]:
    """A customer, a case, a file, a phone note and a form for each of them."""
    cast.shop()
    now = timezone.now()
    made = []
    for number, pattern in enumerate(PAYLOADS):
        evil = (pattern % number).replace("\x00", "")
        customer = make.make_customer(evil, city=evil[:100], need=evil[:300])
        make.make_address(customer, AddressKind.EMAIL, f"{number}@elders.example")
        order = make.make_order(customer, f"{number}{evil}"[:100], evil[:200], at=now)
        make.make_parcel(order, evil[:100], carrier=cast.carrier(), at=now)
        case = make.make_case(customer, evil, evil, at=now, channel="webform")
        Case.objects.filter(pk=case.pk).update(need=evil[:300], asks_anew=make.find_contact(case))
        Attachment.objects.create(
            contact=make.find_contact(case), key=f"{number:032}", part="2", name=evil, type="text/html", size=1, md5=""
        )
        Contact.objects.filter(conversation__part__case=case).update(sender_name=evil[:200], is_verified=False)
        make.make_contact(make.find_contact(case).conversation, evil, at=now, direction="in", subject=evil)
        make.make_note(case, f"{evil} @Noor", agent=cast.noor(), at=now)
        Draft.objects.create(case=case, agent=cast.noor(), text=evil, saved_at=now)
        made.append(case)
    return made


def pages(case: Case) -> list[str]:
    return [
        f"/cases/{case.pk}/",
        f"/customers/{case.customer_id}/",
        f"/contacts/new/?customer={case.customer_id}",
    ]


FRAGMENTS = ("merges", "conversations", "wrap-up", "stream")


def test_nothing_that_was_typed_acts_in_a_browser(live_server: LiveServer, window: Window, cases: list[Case]) -> None:
    page, seen = window.page, watch(window.page, live_server.url)
    page.context.add_cookies([{"name": "wortel", "value": sign_in(cast.noor()), "url": live_server.url}])
    for address in ["/inbox/", "/customers/", *(address for case in cases for address in pages(case))]:
        page.goto(f"{live_server.url}{address}")
        assert seen == [], address
        assert _made_by_hand(page) == [], address
        if address.startswith("/cases/"):
            for part in FRAGMENTS:
                _draw_inside(page, f"{live_server.url}{address}{part}/")
            assert seen == [], f"parts of {address}"
    # The window itself fails the test when the page broke its policy, as a script that was stopped would.


def test_the_pages_of_who_leads_show_it_harmless_too(
    live_server: LiveServer, window: Window, cases: list[Case]
) -> None:
    page, seen = window.page, watch(window.page, live_server.url)
    for case in cases:
        make.make_flag(make.find_contact(case), make.make_problem(f"p{case.pk}", case.subject))
    admin = cast.colleague(Role.ADMIN)
    page.context.add_cookies([{"name": "wortel", "value": sign_in(admin), "url": live_server.url}])
    problem = make.make_problem(f"p{cases[0].pk}0", cases[0].subject)
    for address in ["/problems/", f"/problems/{problem.pk}/", "/insight/", "/"]:
        page.goto(f"{live_server.url}{address}")
        assert seen == [], address
        assert _made_by_hand(page) == [], address


def watch(page: Page, home: str) -> list[str]:
    """What nobody asked for: words in a box, and calls to elsewhere."""
    seen: list[str] = []

    def say(dialog: Dialog) -> None:
        seen.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def note(request: Request) -> None:
        if not request.url.startswith((home, "data:", "blob:", "about:")):
            seen.append(f"request {request.url}")

    page.on("dialog", say)
    page.on("request", note)
    return seen


def _draw_inside(page: Page, address: str) -> None:
    """Put a part of a page into the page, as htmx does."""
    page.evaluate("address => window.htmx.ajax('GET', address, {target: '#case-head', swap: 'beforeend'})", address)


def _made_by_hand(page: Page) -> list[str]:
    """Elements and attributes that no template of ours writes."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('*')].flatMap(node => [
            ...[...node.attributes].filter(one => /^on/i.test(one.name) || /^\\s*javascript:/i.test(one.value)
                && ['href', 'src', 'action'].includes(one.name)).map(one => `${node.tagName} ${one.name}`),
            ...(node.matches('base, mglyph, math, iframe[srcdoc], meta[http-equiv]') ? [node.tagName] : []),
            ...(/elders\\.example/.test([node.src, node.href, node.action].filter(x => typeof x === 'string').join(' '))
                && node.target !== '_blank' ? [`${node.tagName} leads away`] : []),
        ])"""
    )
    return found
