"""The lines of the menu as HTML. Every page prints a dozen, so they are kept, and not drawn by a template each."""

from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString

from wortel.ui import numbers
from wortel.ui.icons import icon
from wortel.ui.menu import Entry, SubItem


def line(entry: Entry) -> SafeString:
    """One line with its count, and the views under it while it is the current one."""
    item = entry.item
    count = SafeString() if entry.number is None else _count(entry.number, is_hot=item.is_hot)
    current = ("true" if entry.children else "page") if entry.is_current else ""
    alone = _line(entry.href, entry.label, item.icon, item.key, current, count)
    return alone + _views(entry.children) if entry.children else alone


def tab(entry: Entry) -> SafeString:
    """The same in the bar at the bottom of a phone."""
    return _tab(entry.href, entry.label, entry.item.icon, "page" if entry.is_current else "")


@lru_cache(1024)
def _line(href: str, label: str, icon_name: str, key: str, current: str, count: SafeString) -> SafeString:
    return format_html(
        '<a href="{}" title="{}"{}{}>{}<span>{}</span>{}</a>',
        href, label, _current(current), _key(key, label), icon(icon_name), label, count,
    )  # fmt: skip


@lru_cache(256)
def _tab(href: str, label: str, icon_name: str, current: str) -> SafeString:
    return format_html('<a href="{}"{}>{}{}</a>', href, _current(current), icon(icon_name), label)


def _current(how: str) -> SafeString:
    return format_html(' aria-current="{}"', how) if how else SafeString()


def _key(key: str, label: str) -> SafeString:
    return format_html(' data-key="{}" data-key-words="{}"', key, label) if key else SafeString()


def _count(number: int, *, is_hot: bool) -> SafeString:
    """Nothing to do is not said, but has its place: live news may fill it."""
    return _number(numbers.number(number) if number else "", "n hot" if is_hot else "n")


@lru_cache(1024)
def _number(words: str, cls: str) -> SafeString:
    return format_html('<span class="{}">{}</span>', cls, words)


def _views(children: list[SubItem]) -> SafeString:
    return SafeString(f'<div class="nav sub">{"".join(map(_view, children))}</div>')


def _view(child: SubItem) -> SafeString:
    count = SafeString() if child.count is None else _number(numbers.number(child.count), "n")
    return _sub_line(child.href, child.label, "page" if child.is_current else "", count)


@lru_cache(1024)
def _sub_line(href: str, label: str, current: str, count: SafeString) -> SafeString:
    return format_html('<a href="{}"{}><span>{}</span>{}</a>', href, _current(current), label, count)
