"""The side menu. Front doors register their items when the program starts; ui itself knows none of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils.functional import Promise

type Group = Literal["top", "help", "learn", "end"]
type Counter = Callable[[HttpRequest], int | None]


@dataclass(frozen=True)
class SubItem:
    """A view hung under an item, such as one of the inbox views."""

    label: str
    href: str
    count: int | None = None
    is_current: bool = False


@dataclass(frozen=True)
class Item:
    """One line of the menu. `key` is a sequence such as `g i`; `on_phone` puts it in the bottom bar of four."""

    label: str | Promise
    icon: str
    url_name: str
    group: Group
    order: int = 50
    key: str = ""
    count: Counter | None = None
    is_hot: bool = False
    on_phone: bool = False
    roles: frozenset[str] = frozenset()
    children: Callable[[HttpRequest], Iterable[SubItem]] | None = None


@dataclass(frozen=True)
class Entry:
    """An item as one request sees it."""

    item: Item
    href: str
    is_current: bool
    request: HttpRequest

    @property
    def label(self) -> str:
        return str(self.item.label)

    @cached_property
    def number(self) -> int | None:
        return self.item.count(self.request) if self.item.count else None

    @cached_property
    def children(self) -> list[SubItem]:
        return list(self.item.children(self.request)) if self.item.children and self.is_current else []


_items: dict[str, Item] = {}


def register(item: Item) -> None:
    """A second registration under the same address replaces the first, so that reloading is harmless."""
    _items[item.url_name] = item


def forget(url_name: str) -> None:
    _items.pop(url_name, None)


def entries(request: HttpRequest, current: str = "") -> list[Entry]:
    """What this person may see, in order. `current` names an address; without it the longest matching path wins."""
    role = getattr(getattr(request, "user", None), "role", "")
    allowed = [item for item in _items.values() if not item.roles or role in item.roles]
    found = [(item, href) for item in sorted(allowed, key=_place) if (href := _address(item))]
    chosen = current or _closest(request.path, found)
    return [Entry(item, href, item.url_name == chosen, request) for item, href in found]


def _place(item: Item) -> tuple[int, int]:
    return ("top", "help", "learn", "end").index(item.group), item.order


def _address(item: Item) -> str:
    return _reversed(item.url_name, get_urlconf() or settings.ROOT_URLCONF, get_script_prefix())


@cache
def _reversed(url_name: str, urlconf: str, prefix: str) -> str:
    """A room that is registered but has no page yet simply does not show. Kept, because every page asks for all."""
    try:
        return reverse(url_name, urlconf)
    except NoReverseMatch:
        return ""


def _closest(path: str, found: list[tuple[Item, str]]) -> str:
    matching = [(len(href), item.url_name) for item, href in found if path.startswith(href) and href != "/"]
    home = [(1, item.url_name) for item, href in found if href == path == "/"]
    return max(matching + home, default=(0, ""))[1]
