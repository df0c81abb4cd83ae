"""A finished picture: drawn for three widths, with words for who cannot see it and a table of its figures."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext


@dataclass(frozen=True)
class Table:
    """Cells are ready to print; the first column names the row."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def html(self) -> SafeString:
        head = format_html_join(
            "", '<th scope="col" class="{}">{}</th>', (("r" if at else "", cell) for at, cell in enumerate(self.head))
        )
        body = format_html_join("", "<tr>{}</tr>", ((self._row(row),) for row in self.rows))
        return format_html(
            '<div class="scroll"><table class="tbl"><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>',
            head, body,
        )  # fmt: skip

    def _row(self, row: tuple[str, ...]) -> SafeString:
        cells = format_html_join("", '<td class="r">{}</td>', ((cell,) for cell in row[1:]))
        return format_html('<th scope="row">{}</th>{}', row[0], cells)


@dataclass(frozen=True)
class Chart:
    """`wide` from 720 px, `mid` from 480, `narrow` below; the page shows the one that fits its box."""

    label: str
    wide: SafeString
    mid: SafeString
    narrow: SafeString
    table: Table | None = None

    @classmethod
    def at(
        cls, widths: tuple[float, float, float], label: str, table: Table | None, drawing: Callable[[float], SafeString]
    ) -> "Chart":
        """The same drawing made anew for each width, so that its words always fit."""
        wide, mid, narrow = widths
        return cls(label, drawing(wide), drawing(mid), drawing(narrow), table)

    def __html__(self) -> SafeString:
        return self.figure()

    def figure(self, *, with_table: bool = True) -> SafeString:
        drawings = format_html(
            '<div class="chart"><div class="is-wide">{}</div><div class="is-mid">{}</div>'
            '<div class="is-narrow">{}</div></div>',
            self.wide, self.mid, self.narrow,
        )  # fmt: skip
        return drawings + self.as_table() if with_table else drawings

    def as_table(self) -> SafeString:
        if self.table is None:
            return SafeString("")
        return format_html(
            '<details class="chart-t"><summary class="def">{}</summary>{}</details>',
            gettext("Figures as a table"), self.table.html(),
        )  # fmt: skip
