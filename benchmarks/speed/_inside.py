"""Into the database of a machine that has just been started: only then may anything of Django be imported."""

import os

import django
from tests.config.machine import Machine


def enter(machine: Machine) -> None:
    """Speak to the database of this machine, with its keys."""
    os.environ |= {"WORTEL_HOME": str(machine.home), "DATABASE_URL": machine.database_url}
    django.setup()
