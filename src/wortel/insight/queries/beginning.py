"""What an administrator of a new organisation does first, as long as nobody has made contact."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from wortel.accounts.models import Agent, Role
from wortel.channels.models import Mailbox
from wortel.contacts.models import Contact
from wortel.problems.models import Rate
from wortel.reasons.models import Reason


@dataclass(frozen=True)
class Step:
    """One thing to do, why, and whether it was done."""

    what: str
    why: str
    href: str
    is_done: bool


def list_first_steps(agent: Agent) -> list[Step]:
    """Nothing for others, and nothing any more once a customer has found us."""
    if agent.role != Role.ADMIN or Contact.objects.exists():
        return []
    return [
        Step(
            _("Add the mailbox your customers write to"),
            _("Then their mail comes in, and answers can leave."),
            reverse("settings-mailboxes"),
            Mailbox.objects.exists(),
        ),
        Step(
            _("Let your colleagues in"),
            _("Each with a name of their own, so that a case has somebody."),
            reverse("settings-people"),
            Agent.objects.exclude(pk=agent.pk).exists(),
        ),
        Step(
            _("Name the reasons customers have"),
            _("Later you see which of them come up most, and what they cost."),
            reverse("settings-reasons"),
            Reason.objects.exists(),
        ),
        Step(
            _("Say what a minute costs"),
            _("Without a rate no cause has a price."),
            reverse("settings-prices"),
            Rate.objects.exists(),
        ),
    ]
