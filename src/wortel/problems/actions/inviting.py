"""The first word to an owner: what goes wrong, what it costs, and a link with three buttons."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from wortel.accounts.queries import find_organisation, find_time_zone
from wortel.channels import queries as mailboxes
from wortel.channels.actions import post_mail
from wortel.channels.interface import Party
from wortel.channels.models import Delivery
from wortel.events import actions as events
from wortel.problems import queries
from wortel.problems.actions.ownership import Entrance, assign_owner, open_entrance
from wortel.problems.models import Accountable, OwnerLink, Problem, ProcessOwner, Reopening
from wortel.problems.queries.shown import month_words


@dataclass(frozen=True)
class Invitation:
    """The link as it was made; `address` is known only now. Without a mail a colleague hands it over."""

    link: OwnerLink
    address: str
    delivery: Delivery | None


@transaction.atomic
def hand_over(*, problem: Problem, owner: ProcessOwner, is_invited: bool, now: datetime) -> Invitation | None:
    """Give the problem to an owner, and invite whoever answers for it."""
    assign_owner(problem=problem, owner=owner, now=now)
    person = owner.people.filter(part=Accountable.Part.FIRST).first()
    if not is_invited or person is None or not person.email:
        return None
    return invite(problem=problem, owner=owner, person=person, now=now)


@transaction.atomic
def invite(*, problem: Problem, owner: ProcessOwner, person: Accountable | None, now: datetime) -> Invitation:
    """Make a link and mail it, when there is an address to mail to and a mailbox to mail from."""
    made = as_invitation(open_entrance(problem=problem, owner=owner, person=person, now=now))
    delivery = _mail(made.link, made.address, now) if person and person.email else None
    if delivery is None:
        return made
    events.record("owner.invited", about=problem, link=made.link.pk, delivery=delivery.pk)
    return Invitation(made.link, made.address, delivery)


def as_invitation(entrance: Entrance) -> Invitation:
    """A link that a colleague hands over, without a mail."""
    return Invitation(entrance.link, urljoin(settings.PUBLIC_URL, reverse("owner", args=[entrance.token])), None)


@transaction.atomic
def tell_owners(*, reopening: Reopening, now: datetime) -> list[Delivery]:
    """Tell whoever answers for a problem that it is back, with a fresh link."""
    owned = reopening.problem.ownerships.filter(until=None).select_related("owner")
    told: list[Delivery] = []
    for ownership in owned:
        person = ownership.owner.people.filter(part=Accountable.Part.FIRST).exclude(email="").first()
        if person is None:
            continue
        made = as_invitation(open_entrance(problem=reopening.problem, owner=ownership.owner, person=person, now=now))
        delivery = _mail(made.link, made.address, now, "back", reopening)
        told += [delivery] if delivery else []
    events.record("owners.told", about=reopening.problem, mails=[delivery.pk for delivery in told])
    return told


def _mail(
    link: OwnerLink, address: str, now: datetime, kind: str = "invitation", reopening: Reopening | None = None
) -> Delivery | None:
    try:
        mailbox = mailboxes.find_default_mailbox()
    except mailboxes.NoMailbox:
        return None
    organisation = find_organisation()
    with translation.override(organisation.language):
        signature = mailbox.signature_en if organisation.language == "en" else mailbox.signature_nl
        words = {**_words(link, address, organisation.name, now), "reopening": reopening, "is_signed": bool(signature)}
        subject = render_to_string(f"problems/mail/{kind}_subject.txt", words).strip()
        text = render_to_string(f"problems/mail/{kind}.txt", words).strip()
    assert link.person is not None
    return post_mail(
        mailbox=mailbox,
        to=Party(kind="email", value=link.person.email, name=link.person.name),
        subject=subject,
        text=text,
        reply_to=mailbox.address,
        language=organisation.language,
        is_automatic=True,
        now=now,
        due_at=now,
    )


def _words(link: OwnerLink, address: str, shop: str, now: datetime) -> dict[str, object]:
    period = queries.find_period(link.problem, now)
    return {
        "link": link,
        "address": address,
        "shop": shop,
        "first_name": link.person.name.split()[0] if link.person else "",
        "tally": queries.tally(link.problem, period),
        "month": month_words(period.start, now),
        "has_wink": find_organisation().has_wink and link.owner.likes_wink,
        "until": link.expires_at.astimezone(find_time_zone()).date(),
    }
