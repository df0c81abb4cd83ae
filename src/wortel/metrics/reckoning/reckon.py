"""Reckons a month: asks the counts of an engine and makes the figures and the ledger of them."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Protocol

from ibis.expr.types import Table

from wortel.analysis.cost import Line, Part, Pile, Problem, charge_part, close_ledger
from wortel.analysis.intervals import Estimate
from wortel.metrics.reckoning.cells import MEANS, Question, ask, ask_more, lay_basis
from wortel.metrics.reckoning.definitions import CHANNEL, FIGURES, REASON, TOTAL, part
from wortel.metrics.reckoning.extras import extras_of
from wortel.metrics.reckoning.partners import ask_partners, partners_of
from wortel.metrics.reckoning.signs import ask_signs, signs_of
from wortel.metrics.reckoning.slices import Dims, Divided, Kind, Month, Rows, read_month, slices
from wortel.metrics.report import Report, ReportedFigure, ReportedLine

PHONE: Dims = ((CHANNEL[0], "phone"),)


class Engine(Protocol):
    """Whatever can run an expression over the fact tables."""

    def fetch(self, expression: Table) -> Rows: ...

    def keep(self, name: str, expression: Table) -> Table: ...


def reckon(question: Question, engine: Engine) -> Report:
    """Every figure of the month, and who is charged what."""
    basis = lay_basis(question, engine.keep)
    return _report(question, read_month(_fetch(engine, ask(question, basis))))


def reckon_for_pages(question: Question, engine: Engine) -> Report:
    """The same with what only pages show."""
    basis = lay_basis(question, engine.keep)
    month = read_month(_fetch(engine, ask(question, basis)))
    report = _report(question, month)
    more = _fetch(engine, ask_more(question, basis) | ask_partners(question, basis) | ask_signs(question))
    extras = [*extras_of(month, more), *partners_of(more, report.ledger), *signs_of(more)]
    return replace(report, figures=[*report.figures, *extras])


def _fetch(engine: Engine, expressions: Mapping[str, Table]) -> dict[str, Rows]:
    return {name: engine.fetch(expression) for name, expression in expressions.items()}


def _report(question: Question, month: Month) -> Report:
    lines, warnings = draw(month)
    return Report(
        month=question.month,
        as_of=question.as_of,
        figures=[*figures_of(month)],
        ledger=[_reported(line) for line in lines],
        warnings=warnings,
    )


def figures_of(month: Month) -> Iterator[ReportedFigure]:
    for figure in FIGURES:
        for dims in figure.dims:
            for key, one in slices(month, dims):
                place = PHONE if figure.is_about_phone else key
                yield _figure(figure.name, place, figure.measure(one), figure.unit)
    for dims in (TOTAL, REASON):
        for key, one in slices(month, dims):
            for means in MEANS:
                some = sum(kind.means[means] for kind in one.kinds)
                if some:
                    yield _figure("means_gap", (*key, ("means", means)), part(some, one.contacts), "share")


def draw(month: Month) -> tuple[tuple[Line, ...], dict[str, int]]:
    """The ledger of the month, and for how many contacts a price was missing."""
    piles: defaultdict[tuple[str, str], Pile] = defaultdict(Pile)
    missing = Counter[str]()
    for kind in month.whole.kinds:
        missing.update({"minutes": kind.without_minutes, "fee": kind.without_fee, "rate": kind.without_rate})
    for one in [*map(_undivided, month.whole.kinds), *month.divided]:
        for cause in one.parts:
            place, pile = charge_part(cause, one.pile, one.reason, is_failure=one.is_failure, is_repeat=one.is_repeat)
            piles[place] += pile
    problems = [Problem(code, owners=owners) for code, owners in month.owners.items()]
    ledger = close_ledger(piles, contacts=month.whole.contacts, problems=problems, budget=month.budget)
    return ledger.lines, {name: count for name, count in missing.items() if count}


def _undivided(kind: Kind) -> Divided:
    """Contacts with one cause or none; those with several stand apart for each of them."""
    parts = [] if kind.is_split else [Part(kind.problem, is_launch=kind.is_launch)]
    return Divided(kind.reason, kind.is_repeat, kind.is_failure, parts, kind.pile)


def _figure(name: str, dims: Dims, found: Estimate, unit: str) -> ReportedFigure:
    return ReportedFigure(name, dict(dims), found.value, found.low, found.high, found.n, unit)


def _reported(line: Line) -> ReportedLine:
    cents = int(line.eur * 100)
    return ReportedLine(line.charged_to, line.line, line.contacts, float(line.minutes), cents, float(line.share))
