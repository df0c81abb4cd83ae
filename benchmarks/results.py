"""Writes what a campaign measured into RESULTS.md: one section a campaign, the others stay."""

from collections.abc import Iterable, Sequence
from pathlib import Path

RESULTS = Path(__file__).parent / "RESULTS.md"
_TITLE = "# What was measured\n\nEach section is written by `./wortel bench NAME`.\n"


def table(headings: Sequence[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def record(name: str, text: str, file: Path = RESULTS) -> None:
    """Replace the section `name`, or add it; sections stand in order of name."""
    sections = _read_sections(file) | {name: text.strip()}
    parts = [f"## {title}\n\n{sections[title]}\n" for title in sorted(sections)]
    file.write_text("\n".join([_TITLE, *parts]), encoding="utf-8")


def _read_sections(file: Path) -> dict[str, str]:
    if not file.exists():
        return {}
    _, *parts = f"\n{file.read_text(encoding='utf-8')}".split("\n## ")
    return {title.strip(): body.strip() for title, _, body in (part.partition("\n") for part in parts)}
