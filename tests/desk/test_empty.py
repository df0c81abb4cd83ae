"""An organisation that nobody has contacted yet: each screen says what comes next."""

import pytest
from tests import cast, make
from tests.desk.screens import as_agent

from wortel.accounts.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shop() -> None:
    cast.shop()


def page(address: str, role: Role = Role.ADMIN) -> str:
    return as_agent(cast.colleague(role)).get(address).content.decode()


def test_home_tells_the_administrator_what_comes_first() -> None:
    words = page("/")
    assert "Wat eerst komt" in words
    assert 'href="/settings/people/"' in words


def test_a_step_that_was_done_is_ticked_off() -> None:
    assert '"gedaan"' not in page("/")
    cast.noor()
    assert '"gedaan"' in page("/")


def test_nobody_else_is_told_what_comes_first() -> None:
    assert "Wat eerst komt" not in page("/", Role.AGENT)


def test_after_the_first_contact_home_is_as_always() -> None:
    make.make_contact()
    assert "Wat eerst komt" not in page("/")


@pytest.mark.parametrize(
    ("role", "next_step"), [(Role.ADMIN, "/settings/mailboxes/new/"), (Role.AGENT, "/contacts/new/")]
)
def test_the_inbox_says_how_the_first_contact_comes(role: Role, next_step: str) -> None:
    words = page("/inbox/", role)
    assert "Nog niemand heeft contact gezocht" in words
    assert f'class="btn" href="{next_step}"' in words


def test_an_inbox_that_was_emptied_says_so() -> None:
    make.make_contact()
    assert "Nog niemand heeft contact gezocht" not in page("/inbox/")


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/customers/", "Nog geen klanten"),
        ("/knowledge/", "Nog geen artikelen"),
        ("/problems/", "Er is nog geen oorzaak gemeld."),
        ("/insight/nature/", "Er zijn nog geen cijfers."),
        ("/ledger/", "Er zijn nog geen cijfers."),
    ],
)
def test_an_empty_screen_explains_itself(address: str, words: str) -> None:
    assert words in page(address)


@pytest.mark.parametrize(
    ("address", "words"),
    [("/customers/?q=x", "Niemand gevonden"), ("/knowledge/?q=x", "Geen artikel met deze woorden.")],
)
def test_a_search_without_a_find_is_another_matter(address: str, words: str) -> None:
    assert words in page(address)
