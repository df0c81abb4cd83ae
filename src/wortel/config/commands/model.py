"""The model that reads texts: which one does, which one the settings want, and letting that one take over."""

import argparse
import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from wortel.config.commands.text import ONE_THREAD
from wortel.config.refusal import CannotGoOn

if TYPE_CHECKING:
    from wortel.analysis.intervals import Estimate
    from wortel.reasons.actions.switching import Beside

NEEDS_DATABASE = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "WORTEL_TEXT_MODEL says which one is wanted: `fine`, a folder, or without it the quick model of Wortel."
    )
    parser.add_argument("--change", action="store_true", help="let the wanted model read everything and take over")
    parser.add_argument("--anyway", action="store_true", help="also when it turns out to be worse")


def run(args: argparse.Namespace) -> int:
    # Before anything loads numpy, which reads them once.
    os.environ.update(dict.fromkeys(ONE_THREAD, "1"))
    from wortel.analysis.embedding import CannotRead
    from wortel.reasons.actions.texts import name_of, open_embedder, open_wanted

    try:
        used, wanted = open_embedder(), open_wanted()
    except CannotRead as unread:
        raise CannotGoOn(str(unread)) from unread
    sys.stdout.write(f"in use  {name_of(used)}\nwanted  {name_of(wanted)}\n")
    if args.change and name_of(used) != name_of(wanted):
        _change(is_anyway=args.anyway)
    return 0


def _change(*, is_anyway: bool) -> None:
    from wortel.jobs.actions import enqueue
    from wortel.reasons.actions.switching import hold_beside, read_with_wanted, use
    from wortel.reasons.actions.texts import open_wanted
    from wortel.reasons.tasks import LEARN, learn_reasons

    if not read_with_wanted(now=datetime.now(UTC), tell=_tell):
        raise CannotGoOn("somebody stopped the reading: nothing was changed. Give the command again to go on.")
    found = hold_beside(now=datetime.now(UTC))
    sys.stdout.writelines(f"{line}\n" for line in _lines(found))
    if found.is_worse and not is_anyway:
        raise CannotGoOn("the wanted model is worse: nothing was changed. Let it take over with --anyway.")
    use(embedder=open_wanted(), now=datetime.now(UTC))
    enqueue(learn_reasons, once_as=LEARN)
    sys.stdout.write("The wanted model reads from now on. Drivers stay as they are.\n")


def _tell(done: int, of: int) -> None:
    sys.stderr.write(f"{done:,} of {of:,} read\n")


def _lines(found: "Beside") -> Iterator[str]:
    pairs = [
        ("requests in Dutch", found.used.dutch, found.wanted.dutch),
        ("requests in English", found.used.english, found.wanted.english),
        ("from Dutch to English", found.used.over_languages, found.wanted.over_languages),
    ]
    if found.own is not None:
        pairs.append(("reasons colleagues gave", found.own.right, found.own.other_right))
    yield f"{'right':<24}{'in use':<24}wanted"
    for name, used, wanted in pairs:
        yield f"{name:<24}{_share(used):<24}{_share(wanted)}"
    yield f"{'texts a CPU-second':<24}{found.used.a_second:<24,.0f}{found.wanted.a_second:,.0f}"
    if found.own is None:
        yield "Colleagues gave too few reasons to compare on our own contacts."


def _share(share: "Estimate") -> str:
    if share.value is None or share.low is None or share.high is None:
        return "–"
    return f"{share.value:.1%} [{share.low:.1%}, {share.high:.1%}]"
