"""How are costs charged now, to everybody and to each owner?"""

from wortel.problems.models import Entry, ProcessOwner, Stage, Statement
from wortel.problems.rules.statements import stage_of


def find_stage(owner: ProcessOwner | None = None) -> Stage.Kind:
    """The stage of an owner, or of everybody."""
    everybody = _latest(None)
    common = everybody.kind if everybody else ""
    if owner is None:
        return Stage.Kind(stage_of(common, "", is_partner=False))
    own = _latest(owner)
    return Stage.Kind(stage_of(common, own.kind if own else "", is_partner=owner.is_partner))


def find_own_stage(owner: ProcessOwner) -> str:
    """What was chosen for this owner apart; empty where they go along with everybody."""
    own = _latest(owner)
    return own.kind if own else ""


def is_sent_by_itself() -> bool:
    """Whether statements leave without anybody looking; never until somebody chose it."""
    everybody = _latest(None)
    return bool(everybody and everybody.is_sent_by_itself)


def list_stages() -> list[Stage]:
    """Every choice that was made, newest first."""
    return list(Stage.objects.select_related("owner"))


def _latest(owner: ProcessOwner | None) -> Stage | None:
    return Stage.objects.filter(owner=owner).first()


def list_booked(month: str) -> list[Entry]:
    """Every entry of a settled month of the owners that are really charged, in the order in which they were made."""
    told = Statement.objects.filter(month=month).select_related("owner")
    owners = [one.owner_id for one in told if (one.stage or find_stage(one.owner)) == Stage.Kind.BOOKING]
    entries = Entry.objects.filter(posting__month=month, owner__in=owners)
    return list(entries.select_related("owner", "posting").order_by("pk"))
