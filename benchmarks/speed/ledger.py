"""How long the ledger of a month takes over a million contacts, and whether it is right to the cent."""

import argparse
import os

import django

django.setup()

import psycopg  # noqa: E402  (Django first)
from benchmarks.results import record, table  # noqa: E402
from benchmarks.speed import _ledger  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from wortel.accounts.actions import found_organisation  # noqa: E402

CONTACTS, FEW = 1_000_000, 20_000


def main(*, is_small: bool) -> None:
    call_command("migrate", verbosity=0)
    found_organisation(name="Meetwinkel")
    _ledger.fill(FEW if is_small else CONTACTS)
    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as raw:
        built = _ledger.build(FEW if is_small else CONTACTS, raw)
    report = _report(built)
    print(report)
    if not is_small:
        record("ledger", report)


def _report(built: _ledger.Built) -> str:
    rows = ((step, f"{clock:.1f}", f"{worked:.1f}") for step, (clock, worked) in built.seconds.items())
    steps = table(("step", "seconds", "of our processor"), rows)
    rounding = abs(built.charged_cents - built.one_by_one_cents)
    return (
        f"One month of {built.contacts:,} contacts on five channels, of five teams with two rates inside the month; "
        f"{_ledger.PROBLEMS} causes with three owners each, {_ledger.REASONS} reasons, chats shared by 2.5. "
        f"The machine has {os.cpu_count()} cores and had {built.load:.0f} others waiting for them, so the clock tells "
        "less than the processor; what PostgreSQL spent is not in the last column.\n\n"
        f"{steps}\n\n"
        "Facts are written once for a whole history and afterwards only for months to which something happened.\n\n"
        f"**{built.lines} lines come to the total with {built.off_cents} cents difference.** The price of every single "
        f"contact, added up by the database, is € {built.one_by_one_cents / 100:,.2f}; the lines come to it within "
        f"{rounding} cents, as each line is rounded once."
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="a quick run that is not recorded")
    main(is_small=parser.parse_args().small)
