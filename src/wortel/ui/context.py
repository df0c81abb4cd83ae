"""What every page knows: language, theme, menu, who is looking, and where live news comes from."""

from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language

from wortel.ui import marks, menu

THEMES = ("light", "dark")


class Page:
    """Lazy, so that a fragment sent to htmx pays for nothing it does not print."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @property
    def lang(self) -> str:
        return (get_language() or "nl")[:2]

    @cached_property
    def theme(self) -> str:
        """Empty follows the device."""
        chosen = getattr(self.request, "theme", "") or getattr(self._user, "theme", "") or self._cookie
        return chosen if chosen in THEMES else ""

    @property
    def _cookie(self) -> str:
        return self.request.COOKIES.get("wortel_theme", "")

    @property
    def _user(self) -> object:
        return getattr(self.request, "user", None)

    @property
    def push_url(self) -> str:
        return str(getattr(settings, "PUSH_URL", "")) if self.is_signed_in else ""

    @cached_property
    def progress_url(self) -> str:
        """Where the corner with long work comes from: for colleagues of a demo, who wait for it on a page."""
        if not (settings.DEMO and getattr(self._user, "is_staff_member", False)):
            return ""
        try:
            return reverse("progress")
        except NoReverseMatch:
            return ""

    @property
    def is_signed_in(self) -> bool:
        return bool(getattr(self._user, "is_authenticated", False))

    @property
    def single_keys(self) -> bool:
        return bool(getattr(self._user, "single_keys", True))

    @property
    def name(self) -> str:
        return str(getattr(self._user, "name", ""))

    @cached_property
    def role(self) -> str:
        told = getattr(self._user, "get_role_display", None)
        return str(told()) if callable(told) else ""

    @property
    def initials(self) -> str:
        return str(getattr(self._user, "initials", ""))

    @property
    def tone(self) -> str:
        return marks.avatar_tone(self.name)

    def entries(self, current: str = "") -> list[menu.Entry]:
        return menu.entries(self.request, current)


def page(request: HttpRequest) -> dict[str, Page]:
    return {"page": Page(request)}
