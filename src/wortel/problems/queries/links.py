"""Who may come in by an owner's link, and what do they find behind it?"""

import hashlib
import hmac
from datetime import datetime

from django.db.models import QuerySet

from wortel.problems.models import OwnerAnswer, OwnerLink, OwnerRequest, Problem, Statement


class LinkNotValid(Exception):
    """The link is unknown, too old, withdrawn, or its owner no longer answers for the problem."""


def find_link(token: str, now: datetime) -> OwnerLink:
    """The link of a token; whatever is wrong with it, the caller hears the same."""
    hashed = hashlib.sha256(token.encode()).hexdigest()
    link = (
        OwnerLink.objects.select_related("problem", "owner", "person", "problem__process", "problem__step")
        .filter(token_hash=hashed, expires_at__gt=now, revoked_at=None, problem__merged_into=None)
        .first()
    )
    # Found by its hash, of which nobody can make a prefix; compared once more without telling by time where it differs.
    if link is None or not hmac.compare_digest(link.token_hash, hashed):
        raise LinkNotValid
    if link.problem_id is not None and not owned_through(link).exists():
        raise LinkNotValid
    return link


def owned_through(link: OwnerLink) -> QuerySet[Problem]:
    """What this link opens: its own problem, or all that its owner answers for now. Nothing of anybody else."""
    owned = Problem.objects.standing().filter(ownerships__owner=link.owner_id, ownerships__until=None)
    return owned if link.problem_id is None else owned.filter(pk=link.problem_id)


def find_owned(link: OwnerLink, pk: int | None) -> Problem:
    """One problem behind the link; without a number, the one the link was made for."""
    wanted = link.problem_id if pk is None else pk
    found = owned_through(link).filter(pk=wanted or 0).select_related("process", "step")
    problem = found.first()
    if problem is None:
        raise LinkNotValid
    return problem


def find_asked(link: OwnerLink, pk: int) -> OwnerRequest:
    """A question to this owner about something behind the link."""
    rows = OwnerRequest.objects.filter(pk=pk, owner=link.owner_id, problem__in=owned_through(link))
    request = rows.exclude(kind=OwnerRequest.Kind.BACK).first()
    if request is None:
        raise LinkNotValid
    return request


def latest_answer(link: OwnerLink, problem: Problem | None = None) -> OwnerAnswer | None:
    """What this owner said last about this problem."""
    about = problem.pk if problem else link.problem_id
    return OwnerAnswer.objects.filter(problem=about, owner=link.owner_id).order_by("-at", "-pk").first()


def list_told(link: OwnerLink) -> list[Statement]:
    """The statements behind a link: all that its owner was sent. A link to one problem opens none."""
    if link.problem_id is not None:
        raise LinkNotValid
    return list(Statement.objects.filter(owner=link.owner_id).exclude(sent_at=None).order_by("-month"))


def find_told(link: OwnerLink, month: str) -> Statement:
    found = next((one for one in list_told(link) if one.month == month), None)
    if found is None:
        raise LinkNotValid
    return found
