"""The way back that stands in every message: a signed link that says which message it was, and nothing else."""

from urllib.parse import urljoin

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from wortel.problems.models import Recipient


class NotOurLink(Exception):
    """This link was not made by us, or its message is no longer known."""


def token_of(recipient: Recipient) -> str:
    return _signer().sign(str(recipient.pk))


def find_recipient(token: str) -> Recipient:
    """Whose link it is. It never runs out: somebody who wants no messages may say so years later."""
    try:
        number = int(_signer().unsign(token))
    except (BadSignature, ValueError) as refusal:
        raise NotOurLink from refusal
    found = Recipient.objects.filter(pk=number).select_related("telling__problem", "customer", "contact", "reply")
    recipient = found.first()
    if recipient is None:
        raise NotOurLink
    return recipient


def survey_address(token: str) -> str:
    return urljoin(settings.PUBLIC_URL, reverse("told", args=[token]))


def stop_address(token: str) -> str:
    return urljoin(settings.PUBLIC_URL, reverse("told-stop", args=[token]))


def _signer() -> Signer:
    return Signer(salt="wortel.problems.telling", sep=".")
