"""A group of look-alikes as the page says it: what they share, what they cost, and who they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Sum
from django.utils.translation import gettext as _

from wortel.contacts.models import Contact
from wortel.orders.models import ParcelStep
from wortel.partners.models import Partner
from wortel.problems.models import Alike, Flag, LookAlike, Problem
from wortel.ui import numbers

MOST_SHOWN = 40


@dataclass(frozen=True)
class Member:
    """A contact of the group, with the loose report it stands under now."""

    contact: Contact
    report: Problem | None


@dataclass(frozen=True)
class Shown:
    """Everything the page says about one group."""

    group: LookAlike
    title: str
    size: int
    cents: int
    reasons: list[str]
    members: list[Member]

    @property
    def rest(self) -> int:
        return self.size - len(self.members)


def show_group(group: LookAlike) -> Shown:
    alikes = group.alikes.filter(left_out_at=None)
    size = alikes.count()
    told = Contact.objects.with_readable().select_related("customer", "conversation__part__case").defer("words")
    eur = alikes.aggregate(eur=Sum("contact__price__eur"))["eur"] or 0
    return Shown(
        group=group,
        title=title_of(group),
        size=size,
        cents=round(eur * 100),
        reasons=list(say_likeness(group, size)),
        members=_list_members(alikes.prefetch_related(Prefetch("contact", told))),
    )


def _list_members(alikes: Iterable[Alike]) -> list[Member]:
    shown = [alike.contact for alike in alikes][:MOST_SHOWN]
    flags = Flag.objects.filter(contact__in=shown, kind=Flag.Kind.CAUSE).select_related("problem")
    reports = {flag.contact_id: flag.problem for flag in flags}
    return [Member(contact, reports.get(contact.pk)) for contact in shown]


def title_of(group: LookAlike) -> str:
    """The reason, or the words they share."""
    if group.reason is not None and not group.why["words"]:
        return group.reason.label
    words = ", ".join(word for word, _n in group.why["words"])
    return f"{group.reason.label}: {words}" if group.reason is not None else words.capitalize()


def say_likeness(group: LookAlike, size: int) -> Iterable[str]:
    """Why these look like one cause, most telling first."""
    why = group.why
    if group.reason is not None:
        yield _same(_("the same reason: %(what)s") % {"what": group.reason.label}, why["with_reason"], size)
    for fact, n in why["facts"]:
        yield _same(_say_fact(fact), n, size)
    for word, n in why["words"]:
        yield _("%(n)s of %(all)s say “%(word)s”") % {"n": n, "all": size, "word": word}
    yield _say_time(date.fromisoformat(why["first"]), date.fromisoformat(why["latest"]))


def _same(words: str, n: int, size: int) -> str:
    if n >= size:
        return words[:1].upper() + words[1:]
    return _("%(n)s of %(all)s: %(what)s") % {"n": n, "all": size, "what": words}


def _say_fact(fact: str) -> str:
    kind, _colon, value = fact.partition(":")
    if kind == "partner":
        partner = Partner.objects.filter(pk=value).first()
        return _("the same partner: %(what)s") % {"what": partner or "?"}
    if kind == "step":
        return _("on the way: %(what)s") % {"what": ParcelStep.Kind(value).label}
    return _("the same product: %(what)s") % {"what": value}


def _say_time(first: date, latest: date) -> str:
    if first == latest:
        return _("All on %(day)s") % {"day": numbers.short_day(first)}
    return _("Between %(first)s and %(latest)s") % {
        "first": numbers.short_day(first),
        "latest": numbers.short_day(latest),
    }
