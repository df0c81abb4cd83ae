"""Who may come in by an owner's link?"""

import hashlib
from datetime import datetime

from wortel.problems.models import OwnerAnswer, OwnerLink


class LinkNotValid(Exception):
    """The link is unknown, too old, withdrawn, or its owner no longer answers for the problem."""


def find_link(token: str, now: datetime) -> OwnerLink:
    """The link of a token; whatever is wrong with it, the caller hears the same."""
    link = (
        OwnerLink.objects.select_related("problem", "owner", "person", "problem__process")
        .filter(token_hash=hashlib.sha256(token.encode()).hexdigest(), expires_at__gt=now, revoked_at=None)
        .filter(problem__merged_into=None)
        .first()
    )
    if link is None or not _still_answers(link):
        raise LinkNotValid
    return link


def _still_answers(link: OwnerLink) -> bool:
    return link.problem.ownerships.filter(owner=link.owner_id, until=None).exists()


def latest_answer(link: OwnerLink) -> OwnerAnswer | None:
    """What this owner said last about this problem."""
    return OwnerAnswer.objects.filter(problem=link.problem_id, owner=link.owner_id).order_by("-at", "-pk").first()
