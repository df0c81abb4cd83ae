"""What has a cause gone without for too long? One answer, for the list, the menu and the meeting. Pure."""

from datetime import datetime
from typing import Literal

type Lack = Literal["owner", "action"]


def find_lacks(
    *, opened_at: datetime, unowned_since: datetime | None, has_action: bool, until: datetime
) -> tuple[Lack, ...]:
    """Nobody to answer for it, or nothing done about it, and both were so at `until`."""
    found: list[Lack] = []
    if opened_at <= until and unowned_since is not None and unowned_since <= until:
        found.append("owner")
    if opened_at <= until and not has_action:
        found.append("action")
    return tuple(found)
