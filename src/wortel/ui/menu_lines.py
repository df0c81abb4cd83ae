"""The lines of the menu as HTML. Every page prints a dozen, so they are written here and not by a template each."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from wortel.ui import numbers
from wortel.ui.icons import icon
from wortel.ui.menu import Entry, SubItem


def line(entry: Entry) -> SafeString:
    """One line with its count, and the views under it while it is the current one."""
    return format_html(
        '<a href="{}" title="{}"{}{}>{}<span>{}</span>{}</a>{}',
        entry.href, entry.label, _current(entry), _key(entry), icon(entry.item.icon), entry.label, _count(entry),
        _views(entry.children) if entry.children else "",
    )  # fmt: skip


def tab(entry: Entry) -> SafeString:
    """The same in the bar at the bottom of a phone."""
    current = SafeString(' aria-current="page"') if entry.is_current else ""
    return format_html('<a href="{}"{}>{}{}</a>', entry.href, current, icon(entry.item.icon), entry.label)


def _current(entry: Entry) -> SafeString | str:
    if not entry.is_current:
        return ""
    return SafeString(' aria-current="true"') if entry.children else SafeString(' aria-current="page"')


def _key(entry: Entry) -> SafeString | str:
    key = entry.item.key
    return format_html(' data-key="{}" data-key-words="{}"', key, entry.label) if key else ""


def _count(entry: Entry) -> SafeString | str:
    if not entry.number:
        return ""
    return format_html(
        '<span class="{}">{}</span>', "n hot" if entry.item.is_hot else "n", numbers.number(entry.number)
    )


def _views(children: list[SubItem]) -> SafeString:
    lines = format_html_join(
        "",
        '<a href="{}"{}><span>{}</span>{}</a>',
        (
            (
                child.href,
                SafeString(' aria-current="page"') if child.is_current else "",
                child.label,
                "" if child.count is None else format_html('<span class="n">{}</span>', numbers.number(child.count)),
            )
            for child in children
        ),
    )
    return format_html('<div class="nav sub">{}</div>', lines)
