from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from wortel.accounts.models import Agent
from wortel.api.models import ApiToken, Scope
from wortel.api.rules import SHOWN, hashed, make_secret
from wortel.events import actions as events
from wortel.journey.bring_in.bring_in import KINDS, bring_in_rows
from wortel.journey.bring_in.table import Bad, Row
from wortel.journey.take_orders import OrderTold, take_orders
from wortel.store.actions import one_at_a_time

MOST_DAYS = 366
USE_IS_KEPT_EVERY = timedelta(minutes=1)
OUTCOMES = ("new", "same", "changed", "bad")


class LastsTooLong(ValueError):
    """A token lives a year at most."""


@transaction.atomic
def make_token(*, name: str, scopes: Iterable[Scope], days: int, agent: Agent, now: datetime) -> tuple[ApiToken, str]:
    """Make a token; its secret is given once, here."""
    if not 0 < days <= MOST_DAYS:
        raise LastsTooLong
    secret = make_secret()
    token = ApiToken.objects.create(
        name=name[:100],
        token_hash=hashed(secret),
        start=secret[:SHOWN],
        scopes=sorted(Scope(scope).value for scope in scopes),
        made_by=agent,
        made_at=now,
        expires_at=now + timedelta(days=days),
    )
    events.record("api_token.made", about=token, scopes=token.scopes, days=days)
    return token, secret


@transaction.atomic
def revoke_token(*, token: ApiToken, now: datetime) -> ApiToken:
    """From now on nobody comes in with this token."""
    if token.revoked_at is None:
        token.revoked_at = now
        token.save(update_fields=["revoked_at"])
        events.record("api_token.revoked", about=token)
    return token


def note_use(*, token: ApiToken, now: datetime) -> None:
    """Remember when a token was last used, to the minute: not every question may cost a write."""
    old = Q(used_at=None) | Q(used_at__lt=now - USE_IS_KEPT_EVERY)
    if token.used_at is None or token.used_at < now - USE_IS_KEPT_EVERY:
        ApiToken.objects.filter(old, pk=token.pk).update(used_at=now)


@dataclass(frozen=True)
class Harvest:
    """What became of the rows of one sending; `refused` gives the place and reason of each that was not taken."""

    counts: Mapping[str, int]
    refused: Sequence[tuple[int, str]] = ()


@transaction.atomic
def take_rows(*, kind: str, rows: Mapping[int, Mapping[str, str]], token: ApiToken, now: datetime) -> Harvest:
    """Bring in rows as a file of this kind would; each stands under its place in what was sent."""
    refused: list[tuple[int, str]] = []
    with _sent_with(token):
        summary = bring_in_rows(
            module=KINDS[kind],
            rows=[Row(place, texts) for place, texts in rows.items()],
            now=now,
            on_bad=lambda bad: refused.append(_placed(bad)),
        )
        counts = {outcome: summary.counts[outcome] for outcome in OUTCOMES}
        events.record("api.rows_taken", about=token, what=kind, months=sorted(summary.months), **counts)
    return Harvest(counts, refused)


@transaction.atomic
def take_told_orders(*, orders: Sequence[OrderTold], token: ApiToken) -> Harvest:
    """Keep orders with their parcels and steps."""
    with _sent_with(token):
        taken = take_orders(orders)
        counted: Counter[str] = Counter(taken.outcomes)
        counts = {outcome: counted[outcome] for outcome in OUTCOMES}
        events.record("api.rows_taken", about=token, what="orders", months=taken.months, **counts)
    return Harvest(counts)


@contextmanager
def _sent_with(token: ApiToken) -> Iterator[None]:
    """Whatever happens is done by this token; two sendings that name the same thing do not make it twice."""
    one_at_a_time("rows from outside")
    with events.acting(events.Actor("api", token.pk, token.name)):
        yield


def _placed(bad: Bad) -> tuple[int, str]:
    return bad.line, bad.reason
