"""What was planted, written down so that everybody can hold the figures against it."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from wortel.accounts.models import Organisation
from wortel.demo.world.build import Said
from wortel.demo.world.carriers import PLANTED, true_ratio
from wortel.demo.world.plan import CAUSES, EMERGING, WEEK, Calendar
from wortel.demo.world.topics import UNLINKED
from wortel.demo.world.words import CLASHING


@dataclass
class Planted:
    """Which contacts come from which planted cause."""

    calendar: Calendar
    contacts: dict[str, list[str]] = field(
        default_factory=lambda: {code: [] for code in (*(one.topic for one in CAUSES), *(one.code for one in UNLINKED))}
    )

    def note(self, said: Iterable[Said]) -> None:
        for contact in said:
            if contact.topic in self.contacts:
                self.contacts[contact.topic].append(contact.code)


def write_truth(path: Path, shop: Organisation, planted: Planted) -> None:
    """Replace the file as a whole, so that a reader never sees half of it."""
    calendar = planted.calendar
    told = {
        "seed": shop.seed,
        "today": str(calendar.today),
        "causes": [
            {
                "problem": cause.problem,
                "reason": cause.topic,
                "from": str(calendar.start),
                "fix_on": str(fixed) if (fixed := calendar.fix_on(cause)) else None,
                "washout_weeks": cause.washout_weeks,
                "true_rr": cause.true_rr,
                "verdict": cause.verdict,
                "contacts": planted.contacts[cause.topic],
            }
            for cause in CAUSES
        ],
        "unlinked": [
            {
                "topic": topic.code,
                "reason": topic.reason,
                "product": topic.product,
                "from": str(calendar.this_monday - (topic.since_weeks or 0) * WEEK),
                "contacts": planted.contacts[topic.code],
            }
            for topic in UNLINKED
        ],
        "carriers": {
            "planted": [asdict(carrier) for carrier in PLANTED],
            "plain_order": [carrier.name for carrier in sorted(PLANTED, key=lambda one: one.plain_rate)],
            "second_against_first": round(true_ratio(), 4),
        },
        "clashing": [{"reason": topic, "kind": kind} for topic, kind in CLASHING.items()],
        "emerging": [{"topic": EMERGING, "from": str(calendar.emerging_from)}],
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(told, indent=1) + "\n")
    fresh.replace(path)
