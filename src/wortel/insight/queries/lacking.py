"""Which means is lacking on which topic: what colleagues said, and what points to it, each source apart."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from wortel.analysis.cells import join
from wortel.analysis.intervals import Estimate, estimate_share
from wortel.analysis.means import Weighed, weigh_means
from wortel.contacts.models import ContactQuerySet
from wortel.insight.queries.friction import count_means, count_topics, of_month
from wortel.insight.queries.wearing import Weeks, list_tone, weeks_of
from wortel.knowledge.queries import count_sought
from wortel.signals.models import Kind, Signal, Tone

FEWEST = 20


@dataclass(frozen=True)
class Lacking:
    """One topic of a month. `unsure` is a share of answers, None where too few may be shown or nothing was read.

    `in_vain` is a share of the searches in the articles, None where nobody searched.
    """

    topic: str
    contacts: int
    chips: Mapping[str, Estimate]
    handed_over: Estimate
    unsolved: Estimate
    unsure: Estimate | None
    in_vain: Estimate | None

    @property
    def weighed(self) -> list[Weighed]:
        return weigh_means(
            self.chips,
            handed_over=self.handed_over,
            unsolved=self.unsolved,
            unsure=self.unsure,
            in_vain=self.in_vain,
        )

    @property
    def most(self) -> str:
        """The means to which most points; empty when nothing does."""
        return self.weighed[0].means if self.weighed else ""


def list_lacking(month: str, today: date) -> list[Lacking]:
    """Topics with at least twenty contacts to which something points, those where it is surest first."""
    contacts, weeks = of_month(month), weeks_of(month, today)
    means, unsure, sought = count_means(contacts), _share_unsure(weeks), _share_in_vain(weeks)
    handed_over, unsolved = (_count_signals(contacts, kind) for kind in (Kind.TRANSFER, Kind.CANNOT_SOLVE))
    found = [
        Lacking(
            topic,
            n,
            {one: estimate_share(count, n) for one, count in means.get(topic, {}).items()},
            estimate_share(handed_over.get(topic, 0), n),
            estimate_share(unsolved.get(topic, 0), n),
            unsure.get(topic),
            sought.get(topic),
        )
        for topic, n, _ in count_topics(contacts)
        if n >= FEWEST
    ]
    return sorted((one for one in found if one.weighed), key=lambda one: (-one.weighed[0].weight, one.topic))


def _count_signals(contacts: ContactQuerySet, kind: Kind) -> Mapping[str, int]:
    seen = Signal.objects.standing().filter(kind=kind, contact__in=contacts).order_by()
    rows = seen.values_list("contact__given_reason__reason__code").annotate(n=Count("contact", distinct=True))
    return {topic or "": n for topic, n in rows}


def _share_unsure(weeks: Weeks) -> Mapping[str, Estimate]:
    """Answers with a word of doubt, of all answers that were read."""
    whole = {topic: join(cells) for topic, cells in list_tone(Tone.Side.OURS, Tone.Label.UNCERTAIN, weeks).items()}
    return {topic: cell.share for topic, cell in whole.items() if cell.may_be_shown}


def _share_in_vain(weeks: Weeks) -> Mapping[str, Estimate]:
    """Searches in the articles after which none was opened, of all searches."""
    counted = count_sought(first=weeks.first, until=weeks.until)
    return {topic: estimate_share(in_vain, asked) for topic, (in_vain, asked) in counted.items() if asked}
