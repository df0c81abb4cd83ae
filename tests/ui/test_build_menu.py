import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import RequestFactory
from django.urls import path

from wortel.ui import menu, views


class Noor(AnonymousUser):
    role = "agent"


urlpatterns = [
    path("", views.sheet, name="t-home"),
    path("inbox/", views.sheet, name="t-inbox"),
    path("inbox/archive/", views.sheet, name="t-archive"),
    path("settings/", views.sheet, name="t-settings"),
]
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture(autouse=True)
def items(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(menu, "_items", {})
    for item in (
        menu.Item("Settings", "settings", "t-settings", "end", roles=frozenset({"admin"})),
        menu.Item("Archive", "inbox", "t-archive", "help", order=20),
        menu.Item("Inbox", "inbox", "t-inbox", "help", order=10, count=lambda request: 14),
        menu.Item("Home", "house", "t-home", "top"),
        menu.Item("Nowhere", "house", "t-nowhere", "help"),
    ):
        menu.register(item)


def asked(address: str, role: str = "agent") -> HttpRequest:
    request = RequestFactory().get(address)
    request.user = Noor()
    request.user.role = role
    return request


def names(entries: list[menu.Entry]) -> list[str]:
    return [entry.label for entry in entries]


def test_lines_stand_in_their_group_and_order() -> None:
    assert names(menu.entries(asked("/"))) == ["Home", "Inbox", "Archive"]


def test_a_line_shows_to_its_roles_only() -> None:
    assert names(menu.entries(asked("/", "admin")))[-1] == "Settings"


def test_the_longest_matching_address_is_current() -> None:
    current = [entry.label for entry in menu.entries(asked("/inbox/archive/7/")) if entry.is_current]
    assert current == ["Archive"]


def test_home_is_current_only_at_home() -> None:
    assert [entry.label for entry in menu.entries(asked("/")) if entry.is_current] == ["Home"]
    assert [entry.label for entry in menu.entries(asked("/elsewhere/")) if entry.is_current] == []


def test_a_view_may_name_its_own_place() -> None:
    current = [entry.label for entry in menu.entries(asked("/cases/7/"), "t-inbox") if entry.is_current]
    assert current == ["Inbox"]


def test_a_line_counts_once_per_page() -> None:
    asked_times: list[int] = []

    def count(request: HttpRequest) -> int:
        asked_times.append(1)
        return 3

    menu.register(menu.Item("Inbox", "inbox", "t-inbox", "help", order=10, count=count))
    entry = next(entry for entry in menu.entries(asked("/")) if entry.label == "Inbox")
    assert (entry.number, entry.number, len(asked_times)) == (3, 3, 1)
