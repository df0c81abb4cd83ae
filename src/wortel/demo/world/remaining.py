"""Was the cause of a contact still there when the customer made contact?"""

from wortel.demo.world.build import Said, World
from wortel.demo.world.plan import CAUSES, EMERGING, WEEK
from wortel.demo.world.topics import GRIEVANCES, TOPIC

CAUSE_OF = {cause.topic: cause for cause in CAUSES}


def is_cause_open(contact: Said, world: World) -> bool:
    """Whether whatever made this customer write was still there when they wrote."""
    cause = CAUSE_OF.get(contact.topic)
    if contact.topic == EMERGING:
        # Before, it was somebody's own mistake now and then.
        return contact.started_at.astimezone(world.zone).date() >= world.calendar.emerging_from
    if contact.topic == GRIEVANCES:
        return False
    if cause is None:
        return TOPIC[contact.topic].demand == "failure"
    fixed = world.calendar.fix_on(cause)
    is_gone = cause.verdict == "works" and fixed and contact.started_at.date() >= fixed + cause.washout_weeks * WEEK
    return not is_gone
