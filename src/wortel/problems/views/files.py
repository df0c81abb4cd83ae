"""Lists as files that a spreadsheet opens."""

import csv
from collections.abc import Iterable, Iterator, Sequence

from django.http import StreamingHttpResponse

# A spreadsheet takes a cell that begins like this for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Echo:
    """A file that gives back what is written to it, so that a long list is sent row by row."""

    def write(self, value: str) -> str:
        return value


def as_csv(name: str, columns: Sequence[str], rows: Iterable[Iterable[object]]) -> StreamingHttpResponse:
    writer = csv.writer(Echo())
    lines = (writer.writerow([_safe(value) for value in row]) for row in rows)
    response = StreamingHttpResponse(
        _with_head(writer.writerow(columns), lines), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _with_head(head: str, lines: Iterator[str]) -> Iterator[str]:
    yield "\ufeff"
    yield head
    yield from lines


def _safe(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
