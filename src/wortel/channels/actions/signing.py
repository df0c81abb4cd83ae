"""Keys that outgoing mail is signed with, one for each domain of ours."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from wortel.channels.email.signing import make_key_pair
from wortel.channels.models import SigningKey
from wortel.channels.rules import seal
from wortel.events import actions as events


@transaction.atomic
def make_signing_key(*, domain: str, selector: str, now: datetime) -> SigningKey:
    """Make a key for a domain; it signs nothing until its public half has been published. An older one is replaced."""
    private, public = make_key_pair()
    made = {
        "selector": selector.strip().lower(),
        "private_secret": seal(private.decode(), settings.SECRET_KEY),
        "public": public,
        "made_at": now,
        "signs_since": None,
    }
    key, _ = SigningKey.objects.update_or_create(domain=domain.strip().lower(), defaults=made)
    events.record("signing_key.made", about=key, domain=key.domain, selector=key.selector)
    return key


@transaction.atomic
def begin_signing(*, key: SigningKey, now: datetime) -> SigningKey:
    """From now on every mail from this domain is signed."""
    key.signs_since = now
    key.save(update_fields=["signs_since"])
    events.record("signing_key.used", about=key, domain=key.domain)
    return key


@transaction.atomic
def end_signing(*, key: SigningKey) -> SigningKey:
    """Mail leaves unsigned again; the key is kept."""
    key.signs_since = None
    key.save(update_fields=["signs_since"])
    events.record("signing_key.rested", about=key, domain=key.domain)
    return key
