"""Who may open which page: each view says it, and a view that says nothing is for colleagues only."""

from collections.abc import Callable
from typing import Any

from wortel.accounts.models import Role

View = Callable[..., Any]
COLLEAGUES = frozenset({Role.AGENT, Role.LEAD, Role.MANAGER, Role.QUALITY, Role.ADMIN, Role.AUDITOR})
LOOKERS = frozenset({Role.AUDITOR})


def open_to_all(view: View) -> View:
    """Everybody may come here, signed in or not: the form, an owner's link, health."""
    view.wortel_roles = None  # type: ignore[attr-defined]  # an attribute of our own on a function
    return view


def open_to(*roles: Role) -> Callable[[View], View]:
    """Only these roles may come here."""

    def mark(view: View) -> View:
        view.wortel_roles = frozenset(roles)  # type: ignore[attr-defined]  # an attribute of our own on a function
        return view

    return mark


def roles_of(view: View) -> frozenset[Role] | None:
    """The roles a view is open to; None means everybody."""
    marked: frozenset[Role] | None = getattr(view, "wortel_roles", COLLEAGUES)
    return marked
