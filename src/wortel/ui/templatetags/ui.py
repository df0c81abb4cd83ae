"""The components as template tags; README.md beside this folder shows each with an example."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache

from django import template
from django.template import loader
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from wortel.analysis.intervals import Estimate
from wortel.ui import estimates, figures, icons, logo, marks, menu, numbers
from wortel.ui import menu_lines as menu_lines_html
from wortel.ui.charts.chart import Chart
from wortel.ui.loader import fixed

register = template.Library()

BASE_STYLES = (
    "tokens", "base", "shell", "parts", "forms", "figures", "panels", "lists", "notices", "overlays", "charts",
)  # fmt: skip


# ── page ────────────────────────────────────────────────────────────────────────────────────────────────────────


@register.simple_tag
@fixed
def base_styles() -> SafeString:
    return styles(*BASE_STYLES)


@register.simple_tag
@fixed
def same_for_all(template_name: str) -> SafeString:
    """A part that says the same to everybody, kept per language: a page should cost what it says, not its frame."""
    return _kept(template_name, get_language() or "nl")


@cache
def _kept(template_name: str, language: str) -> SafeString:
    return loader.render_to_string(template_name)


@register.simple_tag
@fixed
@cache
def styles(*names: str) -> SafeString:
    """Style sheets of one screen: {% styles "inbox" "timeline" %}; "desk/x" reaches another room's."""
    return format_html_join(
        "\n",
        '<link rel="stylesheet" href="{}">',
        ((static(f"{name}.css" if "/" in name else f"ui/{name}.css"),) for name in names),
    )


@register.simple_tag(takes_context=True)
def menu_entries(context: Context) -> list[menu.Entry]:
    """A view may name its place with `menu` in the context; otherwise the address decides."""
    page = context.get("page")
    return page.entries(context.get("menu", "")) if page else []


@register.simple_tag
def menu_lines(entries: list[menu.Entry], group: str) -> SafeString:
    return SafeString("".join(menu_lines_html.line(entry) for entry in entries if entry.item.group == group))


@register.simple_tag
def phone_tabs(entries: list[menu.Entry]) -> SafeString:
    """Four of them; the fifth place is for searching."""
    shown = [entry for entry in entries if entry.item.on_phone][:4]
    return SafeString("".join(menu_lines_html.tab(entry) for entry in shown))


@register.simple_tag(name="logo")
@fixed
def logo_tag() -> SafeString:
    return logo.LOGO


# ── icons and marks ─────────────────────────────────────────────────────────────────────────────────────────────


@register.simple_tag
@fixed
def icon(name: str, cls: str = "", label: str = "") -> SafeString:
    return icons.icon(name, cls, label)


@register.simple_tag
@fixed
def channel(kind: str, cls: str = "", label: str = "") -> SafeString:
    """The icon of a channel; give it a label where no word stands beside it."""
    return icons.icon(icons.CHANNELS.get(kind, "inbox"), cls, label)


@register.simple_tag
@fixed
def pair(helped: bool, cause: str = "unknown", words: bool = True, decorative: bool = False) -> SafeString:
    if words and not decorative:
        return marks.pair(helped=helped, cause=cause)
    return marks.pair_glyph(helped=helped, cause=cause, decorative=decorative)


@register.simple_tag
def price(cents: int, period: str = "", big: bool = False, decimals: int = 2) -> SafeString:
    return marks.price(cents, period, big=big, decimals=decimals)


@register.simple_tag
def verdict(kind: str) -> SafeString:
    return marks.verdict(kind)


@register.simple_tag
def chip(text: str, tone: str = "", name: str = "") -> SafeString:
    """Tones: rt cause, lf helped, bt broken promise or repeat, cn draft, sk colleague, line outlined."""
    return format_html('<span class="{}">{}{}</span>', f"chip {tone}".strip(), icons.icon(name) if name else "", text)


@register.simple_tag
def avatar(person: object, size: str = "", tone: str = "") -> SafeString:
    """Takes somebody with `initials`, or the name itself."""
    name = str(getattr(person, "name", person))
    letters = str(getattr(person, "initials", "")) or _initials(name)
    return marks.avatar(letters, tone or marks.avatar_tone(name), size)


def _initials(name: str) -> str:
    words = [word for word in name.split() if word[0].isupper()] or [name or "?"]
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


@register.simple_tag
@fixed
def kbd(keystroke: str) -> SafeString:
    return marks.keys(keystroke)


@register.simple_tag
def dots(count: int, marked: int = 0, tone: str = "") -> SafeString:
    return marks.dots(count, marked, tone)


@register.simple_tag
def kept_dots(kept: int, broken: int = 0, waiting: int = 0) -> SafeString:
    return marks.kept_dots(kept, broken, waiting)


@register.simple_tag
def share_bar(share: float, tone: str = "rt") -> SafeString:
    return marks.share_bar(share, tone)


@register.simple_tag
def track(low: float, middle: float, high: float, start: float = 0, end: float = 100, tone: str = "") -> SafeString:
    return marks.track(marks.Interval(low, middle, high, start, end), tone)


@register.simple_tag
def estimate(found: Estimate | None, unit: estimates.Unit = "share", noun: estimates.Noun = "answers") -> SafeString:
    """A value with its interval as a bar and in words; `noun` is what was counted."""
    return estimates.tell(found, unit, noun)


@register.simple_tag
def estimated_change(found: Estimate) -> SafeString:
    """After less before, in points."""
    return estimates.tell_change(found)


@register.simple_tag
def spread(counts: Sequence[int], label: str) -> SafeString:
    """How often each score was given, lowest first."""
    return estimates.spread(counts, label)


@register.inclusion_tag("ui/parts/figure.html")
def figure(shown: figures.Figure) -> dict[str, object]:
    return {"figure": shown}


@register.inclusion_tag("ui/parts/small_figure.html")
def small_figure(label: str, value: str, note: str = "", tone: str = "") -> dict[str, object]:
    """Tones: lfv gained, no does not count (struck through), hol hollow satisfaction."""
    return {"label": label, "value": value, "note": note, "tone": tone}


@register.simple_tag
def chart(drawn: Chart, table: bool = True) -> SafeString:
    return drawn.figure(with_table=table)


# ── notices ─────────────────────────────────────────────────────────────────────────────────────────────────────


@register.inclusion_tag("ui/parts/empty.html")
def empty(title: str, text: str = "", href: str = "", action: str = "", heading: bool = False) -> dict[str, object]:
    """One sentence, one next step towards learning; a heading where nothing else stands on the page."""
    return {"title": title, "text": text, "href": href, "action": action, "heading": heading}


@register.inclusion_tag("ui/parts/error.html")
def error(title: str, text: str = "", href: str = "", action: str = "", post: str = "") -> dict[str, str]:
    """What happened, then in the text what was kept and what happens now; one button at most."""
    return {"title": title, "text": text, "href": href, "action": action, "post": post}


@register.inclusion_tag("ui/parts/toast.html")
def toast(text: str, undo_url: str = "", still: bool = False) -> dict[str, object]:
    return {"text": text, "undo_url": undo_url, "still": still}


@register.filter
def only_address(tags: str) -> str:
    """The tags of a message hold the address that undoes it, and sometimes another library's words."""
    return tags if tags.startswith("/") else ""


@register.inclusion_tag("ui/parts/segments.html")
def segments(label: str, choices: list[tuple[str, str]], current: str) -> dict[str, object]:
    """Links that exclude one another: [(href, words)]."""
    return {"label": label, "choices": choices, "current": current}


@register.inclusion_tag("ui/parts/tabs.html")
def tabs(label: str, choices: list[tuple[str, str]], current: str) -> dict[str, object]:
    return {"label": label, "choices": choices, "current": current}


@register.tag(name="dialog")
def dialog(parser: Parser, token: Token) -> "DialogNode":
    """{% dialog "id" "Title" %}…{% enddialog %}; a button with data-opens="id" shows it."""
    _name, id_, title = token.split_contents()
    body = parser.parse(("enddialog",))
    parser.delete_first_token()
    return DialogNode(parser.compile_filter(id_), parser.compile_filter(title), body)


class DialogNode(template.Node):
    def __init__(self, id_: template.base.FilterExpression, title: template.base.FilterExpression, body: NodeList):
        self.id_, self.title, self.nodelist = id_, title, body

    def render(self, context: Context) -> SafeString:
        id_ = self.id_.resolve(context)
        return format_html(
            '<dialog class="dlg" id="{}" aria-labelledby="{}-h"><header class="dlg-h"><h2 id="{}-h">{}</h2>'
            '<form method="dialog"><button class="btn ghost ico">{}</button></form></header>'
            '<div class="dlg-b">{}</div></dialog>',
            id_, id_, id_, self.title.resolve(context), icons.icon("x", label=gettext("Close")),
            self.nodelist.render(context),
        )  # fmt: skip


# ── figures in words ────────────────────────────────────────────────────────────────────────────────────────────


@register.filter
def number(value: float | None, decimals: int = 0) -> str:
    return "" if value is None else numbers.number(value, decimals)


@register.filter
def euros(cents: float | None, decimals: int = 2) -> str:
    return "" if cents is None else numbers.euros(cents, decimals)


@register.filter
def unit_price(eur: Decimal | None) -> str:
    return "" if eur is None else numbers.price(eur)


@register.filter
def percent(share: float | None, decimals: int = 1) -> str:
    return "" if share is None else numbers.percent(share, decimals)


@register.filter
def change(ratio: float | None, decimals: int = 1) -> str:
    return "" if ratio is None else numbers.change(ratio, decimals)


@register.filter
def clock(at: datetime | None) -> str:
    return "" if at is None else numbers.clock(at)


@register.filter
def day(on: date | None) -> str:
    """Beside a year other than this one, the year is told."""
    return "" if on is None else numbers.day(on, timezone.localdate())


@register.filter
def short_day(on: date | None) -> str:
    return "" if on is None else numbers.short_day(on)


@register.filter
def long_day(on: date | None) -> str:
    return "" if on is None else numbers.long_day(on)


@register.filter
def month(on: date | None) -> str:
    return "" if on is None else numbers.month(on)


@register.filter
def moment(at: datetime | None, now: datetime | None = None) -> str:
    return "" if at is None else numbers.moment(at, now or timezone.now())


@register.filter
def age(since: datetime | None, now: datetime | None = None) -> str:
    return "" if since is None else numbers.age(since, now or timezone.now())


@register.filter
def duration(span: float | timedelta | None) -> str:
    if span is None:
        return ""
    return numbers.duration(span.total_seconds() if isinstance(span, timedelta) else span)


@register.filter
def file_size(count: int) -> str:
    return numbers.file_size(count)


@register.simple_tag
def time(at: datetime, style: str = "moment", now: datetime | None = None) -> SafeString:
    """A <time> element: moment, age, clock or day; the machine-readable moment travels along."""
    return marks.time(at, numbers.here(at), _told(at, style, now or timezone.now()))


def _told(at: datetime, style: str, now: datetime) -> str:
    match style:
        case "age":
            return numbers.age(at, now)
        case "clock":
            return numbers.clock(at)
        case "day":
            return numbers.day(at, now)
        case _:
            return numbers.moment(at, now)
