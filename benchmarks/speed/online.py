"""How long a contact waits for its driver: ten mails a second into a whole running Wortel, and after a cold start."""

import argparse
import os
import tempfile
from pathlib import Path

import numpy as np
from benchmarks.results import record, table
from benchmarks.speed._inside import inside
from tests.config.machine import running

KNOWN, FEW_KNOWN = 5_000, 600
SECONDS, FEW_SECONDS = 180, 10
COLD_STARTS = 3


def main(*, is_small: bool) -> None:
    known, seconds = (FEW_KNOWN, FEW_SECONDS) if is_small else (KNOWN, SECONDS)
    home = tempfile.TemporaryDirectory(prefix="wortel-online-")
    with home as folder, running(Path(folder) / "home") as machine, inside(machine):
        # They need the settings of the machine that has just been started.
        from benchmarks.speed._placing import Sender

        sender = Sender(machine)
        sender.fill(known)
        drivers, searched = sender.search()
        cold = [sender.start_cold() for _ in range(COLD_STARTS)]
        waited = sender.stream(seconds)
        memory = sender.weigh()
        settled = sender.rest()
    rows = [
        ("from commit to driver, half within", f"{np.quantile(waited, 0.5):.2f} s"),
        ("95 of 100 within", f"{np.quantile(waited, 0.95):.2f} s"),
        ("99 of 100 within", f"{np.quantile(waited, 0.99):.2f} s"),
        ("the slowest", f"{max(waited):.2f} s"),
        ("the first one after a cold start", ", ".join(f"{one:.1f} s" for one in cold)),
        ("the process for texts: after a search", f"{searched:.0f} MB"),
        ("during the stream", f"{memory:.0f} MB"),
        ("at rest after it", f"{settled:.0f} MB"),
    ]
    report = (
        f"A real `wortel run` with {known:,} contacts in {drivers} drivers; then ten mails a second by SMTP, for "
        f"{seconds} s ({len(waited):,} contacts). The clock runs from the moment a contact can be read in the database "
        "to the moment its driver can. Cold: the process for texts had ended. Megabytes are proportional set size. "
        f"{os.getloadavg()[0]:.0f} processes wanted {os.cpu_count()} processors meanwhile.\n\n"
        f"{table(('what', 'figure'), rows)}"
    )
    print(report)
    if not is_small:
        record("online", report)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="a quick run that is not recorded")
    main(is_small=parser.parse_args().small)
