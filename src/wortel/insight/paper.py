"""Prints a sheet as PDF. Run as a program it reads the sheet from standard input and writes the file to its output.

A program of its own, because the library that prints is large and a process that serves pages must stay small.
"""

import json
import subprocess
import sys
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

PATIENCE = 30.0
FONT = "Helvetica"
MARGIN = 20
LINE, ROOM = 4.6, 2.4
SIZES = (10, 9, 8, 7, 6)
KEPT_UNDER_HEADING = 24


class NotPrinted(Exception):
    """The printing program failed."""


@dataclass(frozen=True)
class Words:
    """A paragraph."""

    words: str
    size: int = 11
    is_bold: bool = False
    is_wink: bool = False
    kind: Literal["words"] = "words"


@dataclass(frozen=True)
class Row:
    """One line of a table; the first column is left, the numbers are right."""

    cells: Sequence[str]
    widths: Sequence[int]
    is_bold: bool = False
    left: int = 2
    kind: Literal["row"] = "row"


type Sheet = Sequence[Words | Row]


def print_sheet(sheet: Sheet, foot: str = "") -> bytes:
    """The sheet as a PDF of A4 pages; with a foot, that and "1 / 3" stand under every page."""
    words = [sys.executable, "-m", "wortel.insight.paper", foot]
    given = json.dumps([asdict(part) for part in sheet]).encode()
    done = subprocess.run(words, input=given, capture_output=True, timeout=PATIENCE, check=False)  # noqa: S603 (ourselves)
    if done.returncode:
        raise NotPrinted(done.stderr.decode(errors="replace")[-500:])
    return done.stdout


def _draw(parts: Sequence[dict[str, Any]], foot: str = "") -> bytes:
    from fpdf import FPDF
    from fpdf.enums import Align

    class Paper(FPDF):
        def footer(self) -> None:
            if foot:
                self.set_y(-MARGIN + 4)
                self.set_font(FONT, "", 8)
                self.cell(0, 5, _fitted(self, foot, 150))
                self.cell(0, 5, f"{self.page_no()} / {{nb}}", align=Align.R)

    paper = Paper()
    paper.core_fonts_encoding = "windows-1252"
    paper.set_margin(MARGIN)
    paper.set_auto_page_break(auto=True, margin=MARGIN)
    paper.add_page()
    for part in parts:
        _write(paper, part) if part["kind"] == "words" else _write_row(paper, part)
    return bytes(paper.output())


def _write(paper: Any, part: dict[str, Any]) -> None:
    """A paragraph. A heading never stands alone at the foot of a page."""
    from fpdf.enums import Align, XPos, YPos

    size = part["size"]
    if part["is_bold"] and paper.will_page_break(size * 0.5 + KEPT_UNDER_HEADING):
        paper.add_page()
    paper.set_font("Times" if part["is_wink"] else FONT, "B" if part["is_bold"] else "", size)
    align = Align.C if part["is_wink"] else Align.L
    paper.multi_cell(0, size * 0.5, _latin(part["words"]), align=align, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    paper.ln(3)


def _write_row(paper: Any, part: dict[str, Any]) -> None:
    """One row, as high as its longest cell; what does not fit on a line goes on below it."""
    from fpdf.enums import Align

    style = "B" if part["is_bold"] else ""
    pairs = list(zip(part["cells"], part["widths"], strict=True))
    size = min(_size_for(paper, cell, width, style) for cell, width in pairs)
    paper.set_font(FONT, style, size)
    cells = [_lines(paper, cell, width) for cell, width in pairs]
    height = LINE * max(map(len, cells)) + ROOM
    if paper.will_page_break(height):
        paper.add_page()
    left, top = paper.l_margin, paper.get_y()
    for place, (lines, width) in enumerate(zip(cells, part["widths"], strict=True)):
        align = Align.L if place < part["left"] else Align.R
        for number, line in enumerate(lines):
            paper.set_xy(left, top + ROOM / 2 + number * LINE)
            paper.cell(width, LINE, line, align=align)
        left += width
    paper.line(paper.l_margin, top + height, left, top + height)
    paper.set_xy(paper.l_margin, top + height)


def _size_for(paper: Any, words: str, width: float, style: str) -> float:
    """Small enough for the longest word; words are broken only when even the smallest letters are too wide."""
    for size in SIZES:
        paper.set_font(FONT, style, size)
        if all(paper.get_string_width(word) <= width - 2 for word in _latin(words).split()):
            return size
    return SIZES[-1]


def _lines(paper: Any, words: str, width: float) -> list[str]:
    """The words of a cell on as many lines as they need."""
    from fpdf.enums import MethodReturnValue

    lines = paper.multi_cell(width, LINE, _latin(words), dry_run=True, output=MethodReturnValue.LINES)
    # The library gives its own bytes back as letters; they are read again as what they were.
    return [line.encode("latin-1").decode("windows-1252") for line in lines] or [""]


def _fitted(paper: Any, words: str, width: float) -> str:
    """What fits on the one line there is."""
    told, cut = _latin(words), ""
    while told and paper.get_string_width(told + cut) > width - 2:
        told, cut = told[:-1].rstrip(), "…"
    return told + cut


def _latin(words: str) -> str:
    """The built-in fonts know Western European letters; others lose their marks rather than their place."""
    return "".join(map(_plain, words.replace("\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}")))


def _plain(letter: str) -> str:
    try:
        letter.encode("windows-1252")
    except UnicodeEncodeError:
        return unicodedata.normalize("NFKD", letter).encode("windows-1252", "ignore").decode("windows-1252") or "?"
    return letter


if __name__ == "__main__":
    sys.stdout.buffer.write(_draw(json.load(sys.stdin.buffer), *sys.argv[1:2]))
