"""How serious is a statement, may it wink, and which figures fit in a letter?"""

from collections.abc import Sequence

SHOWBACK, SHADOW, BOOKING = "showback", "shadow", "booking"
FIGURES = 3


def stage_of(everybody: str, own: str, *, is_partner: bool) -> str:
    """The owner's own stage, else everybody's. A partner is never booked: a claim rests on a contract.

    >>> stage_of("booking", "", is_partner=True), stage_of("showback", "booking", is_partner=False)
    ('shadow', 'booking')
    """
    stage = own or everybody or SHOWBACK
    return SHADOW if is_partner and stage == BOOKING else stage


def may_wink(stage: str, *, shop_winks: bool, owner_likes_it: bool) -> bool:
    """Who really pays is not told that we are only practising."""
    return stage != BOOKING and shop_winks and owner_likes_it


def split_figures[Line](lines: Sequence[Line]) -> tuple[Sequence[Line], Sequence[Line]]:
    """Which lines are told one by one and which together, so that with their sum there are three figures at most.

    >>> split_figures("a"), split_figures("ab"), split_figures("abcd")
    (('a', ''), ('ab', ''), ('a', 'bcd'))
    """
    told = len(lines) if len(lines) < FIGURES else FIGURES - 2
    return lines[:told], lines[told:]
