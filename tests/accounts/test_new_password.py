"""Forgetting a password: the mail leaves through our own outbox, and nobody learns who has an account."""

import pytest
from django.test import Client
from pytest_django.fixtures import Settings
from tests import cast

from wortel.channels.email.parse import read
from wortel.channels.models import Delivery

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def real_mail(settings: Settings) -> None:
    """The test runner puts a stand-in in the place of the mail backend."""
    settings.MAILERS = {"default": {"BACKEND": "wortel.channels.email.backend.OutboxBackend"}}


def ask(email: str) -> int:
    return Client().post("/account/password/reset/", {"email": email}).status_code


def test_a_link_for_a_new_password_leaves_through_the_outbox() -> None:
    cast.shop()
    cast.mailbox()
    noor = cast.noor()
    assert ask(noor.email) == 302
    mail = read(bytes(Delivery.objects.get().raw))
    assert mail.to[0].value == noor.email
    assert "/account/password/reset/key/" in mail.text


def test_without_a_mailbox_nothing_breaks() -> None:
    cast.shop()
    assert ask(cast.noor().email) == 302
    assert not Delivery.objects.exists()


def test_an_unknown_address_gets_the_same_answer() -> None:
    cast.shop()
    cast.mailbox()
    assert ask("niemand@post.example") == 302
