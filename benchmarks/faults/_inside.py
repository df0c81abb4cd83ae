"""A Wortel without its processes: the real actions on the real database of the campaign, called from here."""

from typing import Any, cast

from django.core.management import call_command
from django.db import connections

from wortel.accounts.actions import add_agent, found_organisation
from wortel.accounts.models import Agent, Role
from wortel.channels.actions import add_mailbox
from wortel.channels.models import Mailbox

OURS = "hallo@winkel.example"


def open_shop() -> tuple[Mailbox, Agent]:
    """An organisation with a mailbox and a colleague; what stood there is gone."""
    call_command("migrate", verbosity=0)
    call_command("flush", verbosity=0, interactive=False)
    found_organisation(name="Meetwinkel")
    return add_mailbox(address=OURS), add_agent(email="noor@winkel.example", name="Noor Vermeer", role=Role.AGENT)


def hang_up() -> None:
    """Before a fork: no line to the database, and no thread of a pool, may be shared."""
    for line in connections.all(initialized_only=True):
        line.close()
        cast("Any", line).close_pool()
