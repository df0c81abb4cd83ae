"""Reads a file of rows, CSV, JSONL or Parquet, one row at a time."""

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

LONGEST_FIELD = 10 * 1024 * 1024
DELIMITERS = ",;\t"
PARQUET_ROWS = 5_000


class Unreadable(Exception):
    """The file as a whole cannot be read."""


class BadRow(ValueError):
    """This row cannot be taken; says why."""


@dataclass(frozen=True, slots=True)
class Row:
    """The texts of one row by column, and the line on which it begins."""

    line: int
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Bad:
    """A row that was not taken, and why."""

    line: int
    reason: str


type Line = Row | Bad


def read_rows(path: Path, *, renames: Mapping[str, str], required: tuple[str, ...]) -> Iterator[Line]:
    """Yield every row; `renames` gives the file's names of our columns, `required` must be among them."""
    try:
        with path.open("rb") as file:
            start = file.read(4096)
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {error.strerror}.") from error
    if start.startswith(b"PAR1"):
        yield from _read_parquet(path, _Naming(renames, required))
    elif start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        yield from _read_jsonl(path, _Naming(renames, required))
    else:
        yield from _read_csv(path, _Naming(renames, required))


@dataclass(frozen=True)
class _Naming:
    """What the file calls our columns."""

    renames: Mapping[str, str]
    required: tuple[str, ...]

    def ours(self, columns: list[str]) -> list[str]:
        """Our names for the file's columns, after checking that all that is needed is there."""
        theirs = [column.strip() for column in columns]
        if unknown := sorted(set(self.renames.values()) - set(theirs)):
            raise Unreadable(f"The file has no column {unknown[0]!r}; its columns are {', '.join(theirs)}.")
        back = {their: our for our, their in self.renames.items()}
        ours = [back.get(column, column) for column in theirs]
        if missing := [column for column in self.required if column not in ours]:
            raise Unreadable(
                f"The file has no column {missing[0]!r}; its columns are {', '.join(theirs)}. "
                f"Say which one is meant with --map {missing[0]}=THEIRS."
            )
        if twice := [column for column in ours if ours.count(column) > 1]:
            raise Unreadable(f"The file has two columns {twice[0]!r}.")
        return ours


def _read_csv(path: Path, naming: _Naming) -> Iterator[Line]:
    csv.field_size_limit(LONGEST_FIELD)
    # Undecodable bytes stay recognisable, so that only their own row is refused.
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        rows = _numbered(csv.reader(file, delimiter=_delimiter_of(file)))
        for _, header in rows:
            if isinstance(header, str):
                raise Unreadable(f"The first line of {path} cannot be read: {header}.")
            columns = naming.ours(header)
            break
        else:
            raise Unreadable(f"{path} is empty.")
        for line, cells in rows:
            yield Bad(line, cells) if isinstance(cells, str) else _row_of(line, columns, cells)


def _delimiter_of(file: IO[str]) -> str:
    header = file.readline()
    file.seek(0)
    return max(DELIMITERS, key=header.count)


def _numbered(reader: Any) -> Iterator[tuple[int, list[str] | str]]:
    """Each row with the line it begins on; a row that cannot be read gives its reason."""
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, f"cannot be read: {error}"
            continue
        if any(cells):
            yield line, cells


def _row_of(line: int, columns: list[str], cells: list[str]) -> Line:
    if len(cells) != len(columns):
        return Bad(line, f"has {len(cells)} fields where the header has {len(columns)}")
    try:
        "".join(cells).encode()
    except UnicodeEncodeError:
        return Bad(line, "holds bytes that are not UTF-8")
    return Row(line, {column: _clean(cell) for column, cell in zip(columns, cells, strict=True)})


def _read_jsonl(path: Path, naming: _Naming) -> Iterator[Line]:
    columns: dict[tuple[str, ...], list[str]] = {}
    with path.open(encoding="utf-8-sig", errors="surrogateescape") as file:
        for line, text in enumerate(file, start=1):
            if not text.strip():
                continue
            try:
                values = json.loads(text)
            except ValueError as error:
                yield Bad(line, f"is not JSON: {error}")
                continue
            if not isinstance(values, dict):
                yield Bad(line, "is not a JSON object")
                continue
            keys = tuple(values)
            if keys not in columns:
                # Objects may leave out what is empty; what a row must have is asked of the row itself.
                columns[keys] = _Naming(_present(naming.renames, keys), ()).ours(list(keys))
            yield Row(line, dict(zip(columns[keys], map(_text_of, values.values()), strict=True)))


def _present(renames: Mapping[str, str], keys: tuple[str, ...]) -> dict[str, str]:
    return {our: their for our, their in renames.items() if their in keys}


def _read_parquet(path: Path, naming: _Naming) -> Iterator[Line]:
    import pyarrow as pa
    from pyarrow import parquet

    try:
        file = parquet.ParquetFile(path)
        columns = naming.ours(file.schema_arrow.names)
        line = 0
        for batch in file.iter_batches(PARQUET_ROWS):
            for values in batch.to_pylist():
                line += 1
                yield Row(line, dict(zip(columns, map(_text_of, values.values()), strict=True)))
    except pa.ArrowException as error:
        raise Unreadable(f"{path} is not a Parquet file that can be read: {error}") from error


def _text_of(value: object) -> str:
    """A value of JSON or Parquet as a CSV file would hold it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return ";".join(map(_text_of, value))
    if isinstance(value, dict):
        return _clean(json.dumps(value, ensure_ascii=False, default=str))
    return _clean(str(value))


def _clean(text: str) -> str:
    """The text without what the database cannot hold: NUL, and halves of a character."""
    if "\x00" in text:
        text = text.replace("\x00", "\N{REPLACEMENT CHARACTER}")
    return text if text.isascii() else text.encode(errors="replace").decode()
