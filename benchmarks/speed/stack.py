"""What a whole running Wortel takes at 100,000 cases: memory by part after use, and list pages for sixteen at once."""

import argparse
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.results import record, table
from benchmarks.speed._inside import inside
from tests.config.machine import running

if TYPE_CHECKING:
    from benchmarks.speed._memory import Memory

CASES, FEW_CASES = 100_000, 2_000


def main(*, is_small: bool) -> None:
    home = tempfile.TemporaryDirectory(prefix="wortel-stack-")
    with home as folder, running(Path(folder) / "home") as machine, inside(machine):
        # They need the settings of the machine that has just been started.
        from benchmarks.speed import _crowd, _fill, _memory, _pages

        agent = _pages.hire()
        cases = FEW_CASES if is_small else CASES
        print(f"filling {cases:,} cases")
        _fill.fill(cases)
        door = _crowd.Door.open(machine, agent)
        crowd = _crowd.measure(machine, door, rounds=5 if is_small else 60)
        memory = _memory.measure(machine, door, mails=20 if is_small else 200)
        report = _report(cases, crowd.words(), memory)
    print(report)
    if not is_small:
        record("stack", report)


def _report(cases: int, crowd: str, memory: "Memory") -> str:
    parts = [*memory.rested, *(part for part in memory.used if part not in memory.rested)]
    rows = [(part, f"{memory.used.get(part, 0):.0f}", f"{memory.rested.get(part, 0):.0f}") for part in parts]
    whole = ("**whole**", f"**{sum(memory.used.values()):.0f}**", f"**{sum(memory.rested.values()):.0f}**")
    return (
        f"A real `wortel run` with {cases:,} cases.\n\n{crowd}\n\nMegabytes right after reading every screen some "
        "dozens of times and taking in mail, and when it has come to rest. Proportional set size, so that what "
        f"processes share counts once.\n\n{table(('part', 'right after', 'at rest'), [*rows, whole])}"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="a quick run that is not recorded")
    main(is_small=parser.parse_args().small)
