"""Into the database of a machine that has just been started: only then may anything of Django be imported."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import django
from tests.config.machine import Machine


@contextmanager
def inside(machine: Machine) -> Iterator[None]:
    """Speak to the database of this machine, with its keys, until it stops."""
    os.environ |= {"WORTEL_HOME": str(machine.home), "DATABASE_URL": machine.database_url}
    django.setup()
    from benchmarks.faults._inside import hang_up

    try:
        yield
    finally:
        hang_up()
