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
    from fpdf.enums import Align, XPos, YPos

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
        style = "B" if part["is_bold"] else ""
        if part["kind"] == "words":
            paper.set_font("Times" if part["is_wink"] else FONT, style, part["size"])
            align = Align.C if part["is_wink"] else Align.L
            height = part["size"] * 0.5
            paper.multi_cell(0, height, _latin(part["words"]), align=align, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
            paper.ln(3)
            continue
        paper.set_font(FONT, style, 10)
        for place, (cell, width) in enumerate(zip(part["cells"], part["widths"], strict=True)):
            align = Align.L if place < part["left"] else Align.R
            paper.cell(width, 7, _fitted(paper, cell, width), border="B", align=align)
        paper.ln(7)
    return bytes(paper.output())


def _fitted(paper: Any, words: str, width: float) -> str:
    """What fits in the column; the screen and the CSV have the rest."""
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
