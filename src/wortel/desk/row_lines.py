"""The rows of a list, drawn without a template: nothing is drawn more often, and a template took five times as long."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from html import escape

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from wortel.cases.models import Case
from wortel.channels.models import Kind
from wortel.desk.queries.rows import Row
from wortel.desk.words import first_word, nth
from wortel.ui import icons, marks, numbers


class RowPen:
    """Draws the rows of one page; what is the same in each row is looked up once."""

    def __init__(self, *, view: str, opened: int | None, now: datetime) -> None:
        self._opened, self._now, self._lang = opened, now, numbers.language()
        self._page = reverse("case", args=[0]).replace("/0/", "/{}/") + f"?from={view}"
        self._pane = reverse("inbox-case", args=[view, 0]).replace("/0/", "/{}/")
        self._unread = f'<span class="vh">{escape(gettext("Unread"))} </span>'
        self._channels = _channels(self._lang)

    def draw(self, rows: Sequence[Row]) -> SafeString:
        return SafeString("".join(map(self._row, rows)))

    def _row(self, row: Row) -> str:
        case, pk = row.case, row.case.pk
        is_open = pk == self._opened
        classes = ["row"]
        classes += ["unread"] if case.is_unread else []
        classes += ["current"] if is_open else []
        classes += ["dim"] if row.is_later else []
        tags = "".join(self._tags(row))
        return (
            f'<li class="{" ".join(classes)}" data-at="{case.latest_at.timestamp()}">'
            f'<a id="row-{pk}" href="{self._page.format(pk)}" data-row '
            f'data-open="{self._pane.format(pk)}"'
            f"{' aria-current="true"' if is_open else ''}>"
            f'<span class="row-ch">{self._channels.get(case.latest_channel, "")}</span>'
            f'<span class="row-who">{self._unread if case.is_unread else ""}{escape(case.who or case.number)}</span>'
            f"{self._time(case)}"
            f'<span class="row-sub"><b>{escape(case.subject or case.number)}</b> '
            f"<span>{escape(case.latest_words)}</span></span>"
            f"{f'<span class="row-tags">{tags}</span>' if tags else ''}</a></li>"
        )

    def _time(self, case: Case) -> str:
        at = case.latest_at
        return marks.time(at, numbers.here(at), numbers.age(at, self._now, self._lang), self._lang)

    def _tags(self, row: Row) -> Iterable[str]:
        """What must be known before opening, dearest first."""
        if row.promised_at:
            yield _chip(gettext("promised %(at)s") % {"at": numbers.moment(row.promised_at, self._now)}, "bt", "clock")
        if row.times > 1:
            yield _chip(nth(row.times), "bt", "repeat")
        if row.files:
            yield _chip(str(row.files), "", "paperclip")
        if row.cause:
            yield _chip(row.cause, "rt", "sprout")
        if row.draft:
            yield _chip(gettext("draft of %(name)s") % {"name": first_word(row.draft[0])}, "cn", "sticky-note")
        if row.case.snoozed_until:
            until = numbers.moment(row.case.snoozed_until, self._now)
            yield _chip(gettext("until %(at)s") % {"at": until}, "", "moon")
        if row.is_elsewhere:
            yield _chip(gettext("waits elsewhere"), "sk", "users")
        if row.writing:
            yield _look(gettext("%(name)s is writing") % {"name": first_word(row.writing)}, "reply")
        elif row.looking:
            yield _look(gettext("%(name)s is looking too") % {"name": first_word(row.looking)}, "eye")


@cache
def _channels(_lang: str) -> Mapping[str, str]:
    return {str(kind): icons.icon(icons.CHANNELS[kind], "", str(label)) for kind, label in Kind.choices}


def _chip(words: str, tone: str, name: str) -> str:
    return f'<span class="{f"chip {tone}".strip()}">{icons.icon(name)}{escape(words)}</span>'


def _look(words: str, name: str) -> str:
    return f'<span class="look">{icons.icon(name, "i-s")}{escape(words)}</span>'
