"""The same worlds through a public package, to know whether ours is worth its lines."""

from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from time import process_time

import numpy as np
from benchmarks.results import table
from benchmarks.truth._worlds import Cell, Weeks, find_works, hold_against, make_weeks, student

PACKAGE = "bsts-causalimpact 1.7.0"
MISSING = f"{PACKAGE} is not installed; `uv pip install --group bench` brings it, and nothing else needs it."


def compare_beside(cells: Sequence[Cell], *, runs: int, seed: int) -> str:
    """The table; or how to get the package, because it is not part of an installation."""
    title = "### The same worlds through a public package\n\n"
    if find_spec("causal_impact") is None:
        return f"{title}{MISSING}"
    rows = [_row(cell, runs, seed) for cell in cells]
    headings = ("mean a week", "extra", "rho", "control topics", "ours holds", "theirs holds", "ours works")
    return (
        f"{title}{PACKAGE} (Bayesian structural time series, its defaults, the control as covariate) in {runs:,} "
        "worlds a row without any effect: how often the 95% interval holds “no change”, and how often the fix is "
        "praised.\n\n"
        f"{table((*headings, 'theirs works', 'their CPU-ms a fit'), rows)}"
    )


def _row(cell: Cell, runs: int, seed: int) -> Iterable[str]:
    weeks = make_weeks(cell, runs, np.random.default_rng(seed))
    middle, se, freedom = hold_against(weeks, cell.after)
    ours = np.abs(middle) <= student(0.975, freedom) * se
    started = process_time()
    theirs = np.array([_limits(weeks, world) for world in range(runs)])
    each = 1000 * (process_time() - started) / runs
    holds = (theirs[:, 0] <= 0) & (theirs[:, 1] >= 0)
    shares = (ours.mean(), holds.mean(), find_works(weeks, cell.after).mean(), (theirs[:, 1] < 0).mean())
    kind = (f"{cell.mean:g}", f"{cell.extra} m²" if cell.extra else "none", f"{cell.rho:g}", str(cell.topics))
    return (*kind, *(f"{share:.1%}" for share in shares), f"{each:.0f}")


def _limits(weeks: Weeks, world: int) -> tuple[float, float]:
    """Of the effect a week, on average over the weeks after the fix."""
    from causal_impact import CausalImpact

    both = np.column_stack([weeks.topic[world], weeks.control[world]])
    last = len(both) - 1
    found = CausalImpact(both, [0, weeks.before - 1], [weeks.before, last], model_args={"seed": world})
    return found.summary_stats["ci_lower"], found.summary_stats["ci_upper"]
