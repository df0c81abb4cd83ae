"""A problem with an owner who answers for a share of it; one row for each owner."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from wortel.accounts.queries import find_organisation
from wortel.analysis.cost import Rule as RuleWords
from wortel.analysis.cost import read_rule
from wortel.analysis.cost.problems import UnreadableRule
from wortel.channels.models import Kind
from wortel.journey.bring_in.change import CODE_LENGTH, NAME_LENGTH, Change, find_or_make, put, with_others
from wortel.journey.bring_in.table import BadRow, Row
from wortel.journey.bring_in.values import needed, number, others, words
from wortel.partners.models import Partner
from wortel.problems.models import Ownership, Problem, ProcessOwner, Rule
from wortel.reasons.models import Reason

REQUIRED = ("problem", "owner")
COLUMNS = frozenset((*REQUIRED, "title", "cost_centre", "partner", "rule", "share"))
TITLE_LENGTH = 300
CENTRE_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Incoming:
    """What is empty is not said: of several rows for one problem, one may hold its title and its rule."""

    problem: str
    owner: str
    share: Decimal
    title: str
    cost_centre: str
    partner: str
    rule: RuleWords | None
    extra: dict[str, str]

    @property
    def key(self) -> tuple[str, str]:
        return self.problem, self.owner


def read(row: Row) -> Incoming:
    share = number(row, "share", places=4, below=2)
    if share is not None and share > 1:
        raise BadRow(f"share: {share} is more than 1")
    return Incoming(
        problem=needed(row, "problem", most=CODE_LENGTH),
        owner=words(row, "owner", most=NAME_LENGTH),
        share=Decimal(1) if share is None else share,
        title=words(row, "title", most=TITLE_LENGTH),
        cost_centre=words(row, "cost_centre", most=CENTRE_LENGTH),
        partner=words(row, "partner", most=NAME_LENGTH),
        rule=_rule(row),
        extra=others(row, COLUMNS),
    )


def write(items: Sequence[Incoming], now: datetime) -> list[Change]:
    language = find_organisation().language
    return [_write(item, f"title_{language}", now) for item in items]


def _rule(row: Row) -> RuleWords | None:
    try:
        rule = read_rule(words(row, "rule"))
    except UnreadableRule as error:
        raise BadRow(f"rule: {error} is not reason=… with &not_first_channel=… if wanted") from None
    if rule and rule.not_first_channel not in ("", *Kind.values):
        raise BadRow(f"rule: {rule.not_first_channel!r} is not a channel")
    return rule


def _write(item: Incoming, title: str, now: datetime) -> Change:
    problem = Problem.objects.filter(code=item.problem).first() or Problem(code=item.problem, opened_at=now)
    is_new = problem.pk is None
    is_bare = not is_new and _is_bare(problem)
    fields = put(problem, _values_of(item, problem, title))
    if is_new or fields:
        problem.save()
    change = Change(problem, is_new=is_new, was_bare=is_bare, fields=fields)
    if item.rule and _write_rule(problem, item.rule):
        change.fields.add("rule")
    if item.owner:
        fields = _write_owner(problem, item, now)
        # A row is of a problem and an owner: a problem that is known may have one more.
        change.is_new = change.is_new or "owner" in fields
        change.fields |= fields
    return change


def _is_bare(problem: Problem) -> bool:
    """Known by its code only, because contacts spoke of it."""
    said = problem.title_nl or problem.title_en or problem.attributes
    return not (said or problem.ownerships.exists() or Rule.objects.filter(problem=problem).exists())


def _values_of(item: Incoming, problem: Problem, title: str) -> dict[str, Any]:
    values: dict[str, Any] = {"attributes": with_others(problem.attributes, item.extra)}
    if item.title:
        values[title] = item.title
    return values


def _write_rule(problem: Problem, wanted: RuleWords) -> bool:
    reason = find_or_make(Reason, "code", [wanted.reason])[wanted.reason]
    rule = Rule.objects.filter(problem=problem).first() or Rule(problem=problem)
    changed = put(rule, {"reason_id": reason, "not_first_channel": wanted.not_first_channel})
    if changed:
        rule.save()
    return bool(changed)


def _write_owner(problem: Problem, item: Incoming, now: datetime) -> set[str]:
    """Give the problem this owner too: each row speaks of one owner, and takes nothing from the others."""
    owner = ProcessOwner.objects.filter(name=item.owner).first() or ProcessOwner(name=item.owner)
    values: dict[str, Any] = {}
    if item.cost_centre:
        values["cost_centre"] = item.cost_centre
    if item.partner:
        values["partner_id"] = find_or_make(Partner, "name", [item.partner])[item.partner]
    fields = put(owner, values)
    if fields or owner.pk is None:
        owner.save()
    ownership = Ownership.objects.filter(problem=problem, owner=owner, until=None).first()
    if ownership is None:
        Ownership.objects.create(problem=problem, owner=owner, share=item.share, since=now)
        fields.add("owner")
    elif put(ownership, {"share": item.share}):
        ownership.save(update_fields=["share"])
        fields.add("share")
    return fields
