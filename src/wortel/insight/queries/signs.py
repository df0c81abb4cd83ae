"""What the contacts of a month showed beyond their words: promises, referrals, re-asking, hand-overs. No persons."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Exists, F, OuterRef, Q
from django.utils.functional import Promise as Words
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wortel.accounts.queries import find_time_zone
from wortel.cases.models import Promise
from wortel.contacts.models import Contact, Direction
from wortel.insight.queries.today import starts_at
from wortel.orders.models import Parcel
from wortel.signals.models import Heard, Kind, Signal
from wortel.signals.queries import RETURNS_WITHIN
from wortel.ui import numbers

FEWEST = 5
DEFINITIONS: dict[str, Words] = {
    "promises": gettext_lazy(
        "What we said we would do by a moment in this month. Kept late counts as broken; what may still be kept does "
        "not count."
    ),
    "parcels": gettext_lazy("Parcels promised for a moment in this month, of which that moment has passed."),
    "referral": gettext_lazy(
        "Answers of this month that only send the customer to the website, of all answers that were read. Returned: "
        "the customer was back within seven days, of referrals that are seven days old."
    ),
    "re_asked": gettext_lazy("Answers that ask for something we know already, such as the order number."),
    "transfer": gettext_lazy("Cases that went from one colleague or team to another."),
    "broken_again": gettext_lazy("Contacts about an order that was settled or sent again less than a month before."),
    "cannot_solve": gettext_lazy("Contacts of which a colleague said: I cannot solve this."),
}


@dataclass(frozen=True)
class Sign:
    """One line: what it is, how often, the share where that says something, and what is counted."""

    name: str
    count: int
    said: str
    definition: Words


@dataclass(frozen=True)
class Span:
    """A month on the organisation's wall, up to now."""

    start: datetime
    end: datetime

    def holds(self, moment: str) -> Q:
        return Q(**{f"{moment}__gte": self.start, f"{moment}__lt": self.end})


def list_signs(month: str, now: datetime) -> list[Sign]:
    span = _span(month, find_time_zone(), now)
    return [
        _promises(span, now),
        _parcels(span, now),
        _referrals(span, now),
        _of_kind(_("Asked for what we know"), Kind.RE_ASKED, "re_asked", span),
        _of_kind(_("Handed over"), Kind.TRANSFER, "transfer", span),
        _of_kind(_("Broken again"), Kind.BROKEN_AGAIN, "broken_again", span),
        _of_kind(_("I cannot solve this"), Kind.CANNOT_SOLVE, "cannot_solve", span),
    ]


def _span(month: str, zone: ZoneInfo, now: datetime) -> Span:
    first = date.fromisoformat(f"{month}-01")
    following = (first + timedelta(days=32)).replace(day=1)
    return Span(starts_at(first, zone), min(starts_at(following, zone), now))


def _promises(span: Span, now: datetime) -> Sign:
    due = Promise.objects.filter(span.holds("due_at"))
    broken = due.filter(Q(broken_at__isnull=False) | Q(kept_at=None, due_at__lt=now)).count()
    kept = due.filter(kept_at__isnull=False, broken_at=None).count()
    return _kept(_("Promises kept"), kept, broken, "promises")


def _parcels(span: Span, now: datetime) -> Sign:
    due = Parcel.objects.filter(span.holds("promised_to"))
    kept = due.filter(delivered_at__lte=F("promised_to")).count()
    return _kept(_("Parcels that came as promised"), kept, due.filter(promised_to__lt=now).count() - kept, "parcels")


def _kept(name: str, kept: int, broken: int, definition: str) -> Sign:
    words = _("%(share)s of %(n)s; %(broken)s broken") % {
        "share": _share(kept, kept + broken),
        "n": numbers.number(kept + broken),
        "broken": numbers.number(broken),
    }
    return Sign(name, kept, words if kept + broken >= FEWEST else _few(kept + broken), DEFINITIONS[definition])


def _referrals(span: Span, now: datetime) -> Sign:
    """Referrals, and how many of those customers were back: the website did not answer them."""
    sent = Signal.objects.standing().filter(span.holds("at"), kind=Kind.WEBSITE_REFERRAL)
    answers = Heard.objects.filter(span.holds("contact__started_at"), contact__direction=Direction.OUT)
    count, read = sent.count(), answers.count()
    again = Contact.objects.counted().filter(
        customer=OuterRef("contact__customer"),
        started_at__gt=OuterRef("at"),
        started_at__lte=OuterRef("at") + RETURNS_WITHIN,
    )
    ripe = sent.filter(at__lte=now - RETURNS_WITHIN)
    old, back = ripe.count(), ripe.filter(Exists(again)).count()
    said = [_("%(share)s of %(n)s answers") % {"share": _share(count, read), "n": numbers.number(read)}]
    if old >= FEWEST:
        said.append(_("%(share)s returned") % {"share": _share(back, old)})
    words = ", ".join(said) if read >= FEWEST else _few(read)
    return Sign(_("Only sent to the website"), count, words, DEFINITIONS["referral"])


def _of_kind(name: str, kind: Kind, definition: str, span: Span) -> Sign:
    count = Signal.objects.standing().filter(span.holds("at"), kind=kind).count()
    return Sign(name, count, "", DEFINITIONS[definition])


def _share(some: int, n: int) -> str:
    return numbers.percent(some / n, 0) if n else ""


def _few(n: int) -> str:
    return _("too little data (%(n)s)") % {"n": numbers.number(n)}
