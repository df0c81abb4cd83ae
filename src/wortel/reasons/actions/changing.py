"""What people do to the drivers: name, merge, split, agree or not, and take it back. Nothing moves by itself."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from wortel.accounts.models import Agent
from wortel.contacts.models import Contact
from wortel.events import actions as events
from wortel.reasons.models import (
    Assignment,
    Driver,
    Level,
    Moved,
    Placed,
    Proposal,
    ProposedPart,
    Rearrangement,
    pack_keys,
    unpack_keys,
)

Kind = Rearrangement.Kind


class ChangedSince(Exception):
    """Something else happened to these drivers after what is to be undone."""


class DecidedAlready(Exception):
    """Somebody else accepted or refused it."""


@transaction.atomic
def name_driver(
    *, driver: Driver, name_nl: str, name_en: str, agent: Agent, now: datetime, proposal: Proposal | None = None
) -> Rearrangement:
    """Call it what people call it; without a name its words speak again."""
    done = _begin(Kind.NAMED, driver, agent, now, proposal, names={str(driver.pk): [driver.name_nl, driver.name_en]})
    driver.name_nl, driver.name_en = name_nl, name_en
    driver.save(update_fields=["name_nl", "name_en"])
    events.record("driver.named", about=driver, name_nl=name_nl, name_en=name_en)
    return done


@transaction.atomic
def merge_drivers(
    *, driver: Driver, others: Sequence[Driver], agent: Agent, now: datetime, proposal: Proposal | None = None
) -> Rearrangement:
    """Take the others into this one, with their contacts and variants."""
    gone = [one for one in others if one.pk != driver.pk]
    variants = list(Driver.objects.filter(parent__in=gone))
    done = _begin(
        Kind.MERGED, driver, agent, now, proposal,
        retired=[one.pk for one in gone], parents={str(one.pk): one.parent_id for one in variants},
    )  # fmt: skip
    for one in gone:
        _move(done, Assignment.objects.filter(driver=one), driver)
    Driver.objects.filter(pk__in=[one.pk for one in variants]).update(parent=driver)
    Driver.objects.filter(pk__in=[one.pk for one in gone]).update(retired_at=now, became=driver)
    events.record("driver.merged", about=driver, others=[one.pk for one in gone])
    return done


@transaction.atomic
def split_off(*, variant: Driver, agent: Agent, now: datetime) -> Rearrangement:
    """Make a variant a driver of its own, beside the one it was part of."""
    parent = variant.parent
    if variant.level != Level.VARIANT or parent is None:
        raise ValueError("only a variant can be split off")
    done = _begin(Kind.SPLIT, variant, agent, now, parents={str(variant.pk): parent.pk}, variants=[variant.pk])
    _move(done, Assignment.objects.filter(driver=parent, variant=variant), variant)
    variant.level, variant.parent = Level.DRIVER, parent.parent
    variant.save(update_fields=["level", "parent"])
    events.record("driver.split", about=variant, before=parent.pk)
    return done


@transaction.atomic
def place_contact(*, contact: Contact, driver: Driver, agent: Agent, now: datetime) -> Assignment:
    """Say where a contact belongs; from then on it speaks for contacts like it."""
    placed, _ = Assignment.objects.update_or_create(
        contact=contact,
        defaults={"driver": driver, "variant": None, "confidence": 1.0, "by": Placed.PERSON, "at": now},
    )
    events.record("contact.placed", about=contact, driver=driver.pk)
    return placed


@transaction.atomic
def propose_name(*, driver: Driver, name_nl: str, name_en: str, now: datetime) -> Proposal:
    """Keep a name that somebody may give it; a later one takes the place of one that waits."""
    proposal, _ = Proposal.objects.update_or_create(
        kind=Proposal.Kind.NAME,
        mark=f"name of {driver.pk}",
        decided_at=None,
        defaults={"name_nl": name_nl, "name_en": name_en, "at": now},
    )
    proposal.drivers.set([driver])
    return proposal


@transaction.atomic
def accept(*, proposal: Proposal, agent: Agent, now: datetime) -> Rearrangement:
    """Carry out what was proposed."""
    _decide(proposal, agent, now, is_accepted=True)
    if proposal.kind == Proposal.Kind.NAME:
        name_nl, name_en = proposal.name_nl, proposal.name_en
        return name_driver(
            driver=proposal.drivers.get(), name_nl=name_nl, name_en=name_en, agent=agent, now=now, proposal=proposal
        )
    drivers = list(proposal.drivers.standing().order_by("pk"))
    if proposal.kind == Proposal.Kind.MERGE:
        keeps = next((part.driver for part in proposal.parts.all() if part.driver), drivers[0])
        return merge_drivers(driver=keeps, others=drivers, agent=agent, now=now, proposal=proposal)
    if proposal.kind == Proposal.Kind.FADING:
        return _retire(proposal, drivers[0], agent, now)
    return _part(proposal, drivers, agent, now)


@transaction.atomic
def refuse(*, proposal: Proposal, agent: Agent, now: datetime) -> None:
    """Leave everything as it is; the same is not proposed again."""
    _decide(proposal, agent, now, is_accepted=False)
    events.record("drivers.refused", about=proposal, change=proposal.kind)


def _decide(proposal: Proposal, agent: Agent, now: datetime, *, is_accepted: bool) -> None:
    held = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if held.decided_at is not None:
        raise DecidedAlready
    held.decided_at, held.agent, held.is_accepted = now, agent, is_accepted
    held.save(update_fields=["decided_at", "agent", "is_accepted"])


def _retire(proposal: Proposal, driver: Driver, agent: Agent, now: datetime) -> Rearrangement:
    """Nothing new is placed in it; what it counted stays counted."""
    done = _begin(Kind.RETIRED, driver, agent, now, proposal, retired=[driver.pk])
    Driver.objects.filter(pk=driver.pk).update(retired_at=now)
    events.record("driver.retired", about=driver)
    return done


def _part(proposal: Proposal, drivers: Sequence[Driver], agent: Agent, now: datetime) -> Rearrangement:
    """The parts that are new become drivers; what moves to one that stands moves there."""
    parts = list(proposal.parts.select_related("driver").order_by("-contacts"))
    theme = drivers[0].parent if drivers else _theme_of(parts[0])
    places = [(part, part.driver or _add(part, theme, now)) for part in parts]
    added = [driver.pk for part, driver in places if part.driver is None]
    kind = Kind.SPLIT if drivers else Kind.ADDED
    done = _begin(kind, drivers[0] if drivers else places[0][1], agent, now, proposal, added=added)
    for part, place in places:
        standing = Assignment.objects.filter(contact__in=part.list_members()).exclude(by=Placed.PERSON)
        if drivers:
            standing = standing.filter(driver__in=drivers)
        _move(done, standing.exclude(driver=place), place, keeps_variant=False)
    if drivers:
        events.record("driver.split", about=done.driver, parts=[place.pk for _, place in places])
    else:
        events.record("driver.added", about=done.driver, parts=added)
    return done


def _theme_of(part: ProposedPart) -> Driver | None:
    """The theme in which most of its contacts stand now."""
    counts: defaultdict[int, int] = defaultdict(int)
    rows = Assignment.objects.filter(contact__in=part.list_members()).exclude(driver__parent=None)
    for theme in rows.values_list("driver__parent", flat=True):
        counts[theme or 0] += 1
    return Driver.objects.filter(pk=max(counts, key=lambda pk: counts[pk])).first() if counts else None


def _add(part: ProposedPart, theme: Driver | None, now: datetime) -> Driver:
    return Driver.objects.create(level=Level.DRIVER, parent=theme, words=part.words, examples=part.examples, since=now)


def _begin(
    kind: Kind, driver: Driver, agent: Agent, now: datetime, proposal: Proposal | None = None, **before: object
) -> Rearrangement:
    return Rearrangement.objects.create(kind=kind, driver=driver, agent=agent, at=now, proposal=proposal, before=before)


def _move(done: Rearrangement, standing: QuerySet[Assignment], place: Driver, *, keeps_variant: bool = True) -> None:
    """Note where each of them stood, then move them."""
    stood: defaultdict[tuple[int | None, int | None], list[int]] = defaultdict(list)
    for pk, driver, variant in standing.values_list("pk", "driver", "variant"):
        stood[driver, variant].append(pk)
    for (place_before, variant_before), keys in stood.items():
        Moved.objects.create(
            rearrangement=done, driver_id=place_before, variant_id=variant_before, contacts=pack_keys(keys)
        )
        stays_in_variant = keeps_variant and variant_before != place.pk
        moving = {"driver": place} if stays_in_variant else {"driver": place, "variant": None}
        Assignment.objects.filter(pk__in=keys).update(**moving)


@transaction.atomic
def undo(*, done: Rearrangement, now: datetime) -> None:
    """Put everything back as it stood, unless something else happened to it since."""
    held = Rearrangement.objects.select_for_update().get(pk=done.pk)
    if held.undone_at is not None or _find_later(held):
        raise ChangedSince
    for moved in held.moved.all():
        keys = unpack_keys(moved.contacts)
        standing = Assignment.objects.filter(pk__in=keys).exclude(by=Placed.PERSON, at__gt=held.at)
        standing.update(driver=moved.driver_id, variant=moved.variant_id)
    _put_back(held)
    held.undone_at = now
    held.save(update_fields=["undone_at"])
    if held.proposal_id:
        Proposal.objects.filter(pk=held.proposal_id).update(decided_at=None, agent=None, is_accepted=None)
        Rearrangement.objects.filter(pk=held.pk).update(proposal=None)
    events.record("drivers.put_back", about=held.driver, change=held.kind)


def _find_later(done: Rearrangement) -> bool:
    later = Rearrangement.objects.filter(undone_at=None, pk__gt=done.pk)
    touched = {done.driver_id, *done.before.get("retired", []), *done.before.get("added", [])}
    concerned = {driver for one in later for driver in (one.driver_id, *one.before.get("retired", []))}
    return bool(touched & concerned)


def _put_back(done: Rearrangement) -> None:
    before = done.before
    for pk, (name_nl, name_en) in before.get("names", {}).items():
        Driver.objects.filter(pk=pk).update(name_nl=name_nl, name_en=name_en)
    Driver.objects.filter(pk__in=before.get("variants", [])).update(level=Level.VARIANT)
    for pk, above in before.get("parents", {}).items():
        Driver.objects.filter(pk=pk).update(parent=above)
    Driver.objects.filter(pk__in=before.get("retired", [])).update(retired_at=None, became=None)
    for driver in Driver.objects.filter(pk__in=before.get("added", [])):
        Assignment.objects.filter(driver=driver).update(driver=None, variant=None)
        Driver.objects.filter(pk=driver.pk).update(retired_at=done.at)
