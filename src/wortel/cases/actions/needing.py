"""What somebody needs now, before anybody speaks of damages."""

from django.db import transaction

from wortel.cases.actions.changing import lock
from wortel.cases.models import Case
from wortel.events import actions as events


@transaction.atomic
def say_need(*, case: Case, need: str) -> Case:
    """Write on top of the case what its customer needs now; what it said before is not kept."""
    locked = lock(case)
    if locked.need != need:
        locked.need = need
        locked.save(update_fields=["need"])
        events.record("case.need_said", about=locked)
    return locked
