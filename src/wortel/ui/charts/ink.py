"""Paper and ink: shapes stretch with the box a chart gets, text and dots never do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString

type Point = tuple[float, float]

WIDE, MID, NARROW = 860, 560, 326


class Ink:
    """Draw in px of the named width; on the page x becomes a share of the real width, y stays what it is."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self._shapes: list[str] = []
        self._marks: list[str] = []

    def rect(self, cls: str, x: float, y: float, width: float, height: float, corner: float = 0) -> None:
        if width > 0 and height > 0:
            self._shapes.append(_tag("rect", cls, x=x, y=y, width=width, height=height, rx=corner))

    def path(self, cls: str, d: str) -> None:
        self._shapes.append(_tag("path", cls, d=d))

    def line(self, cls: str, points: Sequence[Point]) -> None:
        if points:
            self.path(cls, trace(points))

    def area(self, cls: str, top: Sequence[Point], bottom: Sequence[Point]) -> None:
        if top:
            self.path(cls, f"{trace(top)}L{trace(list(reversed(bottom)))[1:]}z")

    def level(self, cls: str, y: float, start: float = 0, end: float | None = None) -> None:
        self.path(cls, f"M{_n(start)} {_n(y)}H{_n(self.width if end is None else end)}")

    def upright(self, cls: str, x: float, top: float, bottom: float) -> None:
        self.path(cls, f"M{_n(x)} {_n(top)}V{_n(bottom)}")

    def dot(self, cls: str, x: float, y: float, radius: float) -> None:
        self._marks.append(_tag("circle", cls, cx=self._share(x), cy=y, r=radius))

    def glyph(self, cls: str, x: float, y: float, d: str) -> None:
        """A small shape round a point, which keeps its form."""
        self._marks.append(_tag("svg", "ch-m", _tag("path", cls, d=d), x=self._share(x), y=y))

    def text(self, cls: str, x: float, y: float, words: str, dx: float = 0) -> None:
        self._marks.append(_tag("text", cls, escape(words), x=self._share(x), y=y, dx=dx))

    def svg(self, label: str, cls: str = "ch") -> SafeString:
        """Without a label the words beside it say the same, and readers pass it by."""
        height = _n(self.height)
        heard = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
        return SafeString(
            f'<svg class="{cls}" height="{height}" {heard}>'
            f'<svg class="ch-s" viewBox="0 0 {_n(self.width)} {height}" width="100%" height="{height}"'
            f' preserveAspectRatio="none">{"".join(self._shapes)}</svg>{"".join(self._marks)}</svg>'
        )

    def _share(self, x: float) -> str:
        return f"{_n(100 * x / self.width)}%"


def _tag(name: str, cls: str, inside: str = "", **where: float | str) -> str:
    """Nought is what SVG assumes for these, so it is left out; `cls` and `where` are never a stranger's words."""
    places = "".join(
        f' {key}="{value if isinstance(value, str) else _n(value)}"' for key, value in where.items() if value != 0
    )
    opening = f'<{name} class="{cls}"{places}' if cls else f"<{name}{places}"
    return f"{opening}>{inside}</{name}>" if inside else f"{opening}/>"


@dataclass(frozen=True)
class Scale:
    """From a value to its place."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        return self.start + (self.end - self.start) * (value - self.low) / ((self.high - self.low) or 1)


def trace(points: Iterable[Point]) -> str:
    return "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in points)


def ticks(highest: float, wanted: int = 3) -> list[float]:
    """Round steps from nought that end at or just under the top: 0, 200, 400 for 560."""
    if highest <= 0:
        return [0]
    rough = highest / wanted
    power = 10.0 ** (len(str(int(rough))) - 1) if rough >= 1 else 10.0 ** -len(str(int(1 / rough)))
    step = next(power * size for size in (1, 2, 2.5, 5, 10, 20) if power * size >= rough * 0.8)
    return [step * at for at in range(int(highest / step + 1e-9) + 1)]


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"
