"""The report of a month to read: every figure with its definition, by reason and by channel, and the ledger."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from wortel.accounts.queries import find_organisation, find_time_zone
from wortel.insight.definitions import define
from wortel.insight.paper import Row, Words, print_sheet
from wortel.insight.views.reading import name_channels, name_lines, name_parties, name_reasons
from wortel.metrics import queries as metrics
from wortel.metrics.queries import MonthFigures
from wortel.metrics.report import Report, ReportedFigure, ReportedLine
from wortel.signals.models import Means
from wortel.ui import numbers

STYLE = Path(__file__).parent / "static" / "insight" / "report.css"
SHOW_FROM = 5
MAIN = (
    *("volume", "contact_rate", "cost_eur", "fcr_chain", "fcr_strict", "repeat_rate", "failure_share"),
    *("avoidable_share", "means_gap", "csat", "hollow_sat", "nps", "ces", "friendliness"),
)
PHONE = ("sl", "asa", "abandon", "abandon_without_short", "transfer")
BY_REASON = ("volume", "contact_rate", "fcr_chain", "repeat_rate", "csat", "cost_eur")
BY_CHANNEL = ("volume", "cost_eur")
# What is counted completely is not a part of anything.
COUNTED = ("contacts", "eur")
WIDTHS = (70, 35, 45, 20)


@dataclass(frozen=True)
class Told:
    """A figure in words."""

    name: str
    value: str
    between: str
    n: str
    definition: str


@dataclass(frozen=True)
class Table:
    """A figure for each of a few things; the first columns are words."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    texts: int = 1


@dataclass(frozen=True)
class Monthly:
    """The whole report, ready to print."""

    organisation: str
    month: str
    as_of: str
    main: Sequence[Told]
    phone: Sequence[Told]
    tables: Sequence[Table]


def read_kept(month: MonthFigures) -> Report:
    """The report of a month as it was last reckoned."""
    return Report(
        month=month.month,
        as_of=month.as_of,
        figures=[
            ReportedFigure(row.figure, dict(dims), row.value, row.low, row.high, row.n or 0, row.unit)
            for (_figure, dims), row in month.figures.items()
        ],
        ledger=[
            ReportedLine(line.charged_to, line.line, line.contacts, float(line.minutes), line.cents, line.share)
            for line in metrics.read_ledger(month.month)
        ],
        warnings={},
    )


def as_html(report: Report) -> bytes:
    """One page that needs nothing beside itself."""
    language = find_organisation().language
    with translation.override(language):
        style = format_html("<style>{}</style>", mark_safe(STYLE.read_text()))  # noqa: S308 (our own file)
        context = {"report": tell(report), "style": style, "language": language}
        return render_to_string("insight/report.html", context).encode()


def as_pdf(report: Report) -> bytes:
    with translation.override(find_organisation().language):
        return print_sheet(_lay_out(tell(report)))


def tell(report: Report) -> Monthly:
    """The report in words, in the language of whoever reads it."""
    as_of = report.as_of.astimezone(find_time_zone())
    return Monthly(
        organisation=find_organisation().name,
        month=numbers.month(date.fromisoformat(f"{report.month}-01")),
        as_of=f"{numbers.long_day(as_of)} {numbers.clock(as_of)}",
        main=[*_told(report, MAIN, {})],
        phone=[*_told(report, PHONE, {"channel": "phone"})],
        tables=[
            _along(report, _("By reason"), "reason", name_reasons(), BY_REASON),
            _along(report, _("By channel"), "channel", name_channels(), BY_CHANNEL),
            _lacking(report),
            _ledger(report.ledger),
        ],
    )


def _told(report: Report, names: Sequence[str], dims: Mapping[str, str]) -> Iterator[Told]:
    found = {figure.figure: figure for figure in report.figures if figure.dims == dims}
    for name in names:
        if figure := found.get(name):
            definition = define(name)
            n = "" if figure.unit in COUNTED else numbers.number(figure.n)
            yield Told(str(definition.name), _value(figure), _between(figure), n, str(definition.text))


def _along(report: Report, title: str, dim: str, words: Mapping[str, str], names: Sequence[str]) -> Table:
    cells = {
        (figure.figure, figure.dims[dim]): _value(figure) for figure in report.figures if set(figure.dims) == {dim}
    }
    volumes = {
        figure.dims[dim]: figure.n
        for figure in report.figures
        if figure.figure == "volume" and set(figure.dims) == {dim}
    }
    keys = sorted(volumes, key=lambda key: (-volumes[key], key))
    rows = [[words.get(key, key), *(cells.get((name, key), "") for name in names)] for key in keys]
    return Table(title, ["", *(str(define(name).name) for name in names)], rows)


def _lacking(report: Report) -> Table:
    """Which means were lacked for which reason, as contacts; the reasons that lacked most stand first."""
    shares = {frozenset(one.dims.items()): one for one in report.figures if one.figure == "means_gap"}
    words, rows = name_reasons(), []
    lacking = [one for one in shares.values() if set(one.dims) == {"reason"} and one.value]
    for whole in sorted(lacking, key=lambda one: -(one.value or 0)):
        reason = whole.dims["reason"]
        parts = (shares.get(frozenset({("reason", reason), ("means", means)})) for means in Means.values)
        counts = (numbers.number(round(part.value * part.n)) if part and part.value else "" for part in parts)
        rows.append([words.get(reason, reason), _value(whole), *counts])
    title = str(define("means_gap").name)
    return Table(title, ["", _("Share"), *(str(means.label) for means in Means)], rows)


def _ledger(lines: Sequence[ReportedLine]) -> Table:
    names, known = name_parties(), name_lines()
    head = [_("Charged to"), _("Cause"), _("Contacts"), _("Minutes"), _("Euros")]
    rows = [
        [
            names.get(line.charged_to, line.charged_to),
            known.get(line.line, line.line) if line.line else "",
            numbers.number(line.contacts),
            numbers.number(line.minutes),
            numbers.number(line.cents / 100, 2),
        ]
        for line in lines
    ]
    return Table(_("Who is charged what"), head, rows, texts=2)


def _value(figure: ReportedFigure) -> str:
    """The number with its unit; too few answers say so instead."""
    if figure.value is None or (figure.low is not None and figure.n < SHOW_FROM):
        return _("too little data")
    match figure.unit:
        case "share":
            return numbers.percent(figure.value)
        case "eur":
            return numbers.euros(figure.value * 100)
        case "seconds":
            return _("%(n)s s") % {"n": numbers.number(figure.value)}
        case "contacts":
            return numbers.number(figure.value)
        case _:
            return numbers.number(figure.value, 2)


def _between(figure: ReportedFigure) -> str:
    if figure.low is None or figure.high is None or figure.n < SHOW_FROM:
        return ""
    if figure.unit == "share":
        return numbers.between(numbers.per_hundred(figure.low), numbers.per_hundred(figure.high))
    return numbers.between(numbers.number(figure.low, 2), numbers.number(figure.high, 2))


def _lay_out(report: Monthly) -> list[Words | Row]:
    """The same on paper: the figures first, then the tables, then what each figure means."""
    sheet: list[Words | Row] = [Words(f"{report.organisation}, {report.month}", size=18, is_bold=True)]
    sheet.append(Words(_("As things stood on %(moment)s.") % {"moment": report.as_of}, size=9))
    for told in (*report.main, *report.phone):
        sheet.append(Row((told.name, told.value, told.between, told.n), WIDTHS, left=1))
    for table in report.tables:
        sheet += [Words(""), Words(table.title, size=13, is_bold=True)]
        widths = _widths(table)
        sheet.append(Row(table.head, widths, is_bold=True, left=table.texts))
        sheet += [Row(row, widths, left=table.texts) for row in table.rows]
    sheet += [Words(""), Words(_("What each figure means"), size=13, is_bold=True)]
    return [*sheet, *(Words(f"{told.name}: {told.definition}", size=9) for told in (*report.main, *report.phone))]


def _widths(table: Table) -> list[int]:
    texts = [50, 60][: table.texts]
    others = len(table.head) - len(texts)
    return [*texts, *([(170 - sum(texts)) // others] * others)]
