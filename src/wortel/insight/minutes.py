"""The minutes of a weekly meeting on paper, in the same words as on the screen."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wortel.accounts.queries import find_organisation, find_time_zone
from wortel.insight.paper import Sheet, Words
from wortel.problems.models import Meeting, Part
from wortel.problems.queries import Since
from wortel.problems.queries.meeting import say_state
from wortel.ui import numbers


def lay_out_minutes(meeting: Meeting, decided: list[Since], before: list[Since]) -> Sheet:
    """Who was there, what was decided in the order of the agenda, and what came of the time before."""
    return [*_head(meeting, decided), *_decided(decided), *_before(before)]


def _head(meeting: Meeting, decided: list[Since]) -> Iterator[Words]:
    day = numbers.long_day(meeting.begun_at.astimezone(find_time_zone()).date())
    yield Words(find_organisation().name, size=9)
    yield Words(_("Minutes of %(day)s") % {"day": day}, size=18, is_bold=True)
    present = ", ".join(person.name for person in meeting.people.all())
    if present:
        yield Words(f"{_('Present')}: {present}")
    if not decided:
        yield Words(_("Nothing was decided."))


def _decided(decided: list[Since]) -> Iterator[Words]:
    for part in Part:
        rows = [one for one in decided if one.decision.part == part]
        if rows:
            yield Words(str(part.label), size=13, is_bold=True)
        for one in rows:
            yield Words(one.decision.problem.title, is_bold=True)
            yield Words(_say(one))


def _say(one: Since) -> str:
    decision = one.decision
    said = f"{decision.get_kind_display()}: {decision.what}" if decision.what else str(decision.get_kind_display())
    who = decision.details.get("who")
    cents = _("%(cents)s a week") % {"cents": numbers.euros(decision.cents_per_week, 0)}
    return f"{said} ({who}) – {cents}" if who else f"{said} – {cents}"


def _before(before: list[Since]) -> Iterator[Words]:
    if not before:
        return
    yield Words(_("What came of what we decided the time before"), size=13, is_bold=True)
    for one in before:
        now = ngettext("%(n)s contact a week now", "%(n)s contacts a week now", one.contacts_now)
        counted = now % {"n": numbers.number(one.contacts_now)}
        then = _("%(n)s then") % {"n": numbers.number(one.decision.contacts_per_week)}
        yield Words(f"{one.decision.problem.title}: {say_state(one)} ({counted}, {then})")
