"""Every pair of ink and ground in both themes, worked out from the tokens themselves (WCAG 1.4.3 and 1.4.11)."""

import math
import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parents[2] / "src/wortel/ui/static/ui/tokens.css").read_text()
COLOUR = r"oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)"
type Oklch = tuple[float, float, float]

THEMES = {
    match[1]: (
        (float(match[2]), float(match[3]), float(match[4])),
        (float(match[5]), float(match[6]), float(match[7])),
    )
    for match in re.finditer(rf"--([\w-]+): light-dark\({COLOUR}, {COLOUR}\)", TOKENS)
}
GROUNDS = ("canvas", "surface", "raised", "sunken", "hover")
TINTS = ("root-soft", "leaf-soft", "corn-soft", "beet-soft", "sky-soft")
TEXT = [(ink, ground) for ink in ("ink", "ink-2", "ink-3") for ground in (*GROUNDS, *TINTS)]
TEXT += [
    (f"{hue}-ink", ground)
    for hue in ("root", "leaf", "beet", "corn", "sky")
    for ground in ("canvas", "surface", "hover", f"{hue}-soft")
]
TEXT += [("on-root", "root-fill"), ("on-root", "root"), ("on-btn", "btn"), ("on-leaf", "leaf-fill")]
SHAPES = [
    (mark, ground)
    for mark in ("root", "leaf", "leaf-fill", "beet", "sky", "edge", "focus")
    for ground in ("surface", "canvas")
]


def luminance(colour: Oklch) -> float:
    lightness, chroma, hue = colour
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
    )
    red, green, blue = (_as_shown(channel) for channel in linear)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _as_shown(channel: float) -> float:
    """A screen has 256 steps, so the colour that is seen is the rounded one."""
    channel = min(max(channel, 0), 1)
    curved = 12.92 * channel if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055
    step = round(255 * curved) / 255
    return step / 12.92 if step <= 0.04045 else ((step + 0.055) / 1.055) ** 2.4


def contrast(ink: str, ground: str, theme: int) -> float:
    light, dark = sorted((luminance(THEMES[ink][theme]), luminance(THEMES[ground][theme])), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_can_be_read(ink: str, ground: str, theme: int) -> None:
    assert contrast(ink, ground, theme) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("mark", "ground"), SHAPES)
def test_shapes_and_edges_can_be_seen(mark: str, ground: str, theme: int) -> None:
    assert contrast(mark, ground, theme) >= 3


def test_the_measure_knows_black_on_white() -> None:
    white, black = luminance((1, 0, 0)), luminance((0, 0, 0))
    assert (white + 0.05) / (black + 0.05) == pytest.approx(21)
