"""Draws a picture that somebody sent anew, so that nothing of theirs but its points reaches a browser."""

import warnings
from io import BytesIO

from PIL import Image, ImageOps

FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP")
MAX_POINTS = 40_000_000
"""A telephone makes 12 to 50 million points; what is larger can be saved but is not shown."""

MAX_EDGE = 1_600
MAX_BYTES = 30_000_000


class NoPicture(Exception):
    """Not a picture of a kind that we show, or too large a one."""


def redraw(content: bytes) -> bytes:
    """A still picture of at most `MAX_EDGE`: JPEG, or PNG where one can look through it.

    Where and when it was taken, and whatever else stood in the file, is left behind.
    """
    if len(content) > MAX_BYTES:
        raise NoPicture("too large a picture")
    try:
        with warnings.catch_warnings(action="ignore"):
            return _redraw(content)
    except (NoPicture, MemoryError):
        raise
    except Image.DecompressionBombError as error:
        raise NoPicture("too large a picture") from error
    except Exception as error:
        # Decoders fall over damaged files in ways of their own.
        raise NoPicture("no picture") from error


def _redraw(content: bytes) -> bytes:
    with Image.open(BytesIO(content), formats=FORMATS) as opened:
        width, height = opened.size
        if width * height > MAX_POINTS:
            raise NoPicture("too large a picture")
        # JPEG can be read at a half, a quarter or an eighth, which spares most of the work.
        opened.draft("RGB", (MAX_EDGE, MAX_EDGE))
        opened.thumbnail((MAX_EDGE, MAX_EDGE))
        turned = ImageOps.exif_transpose(opened)
        drawn = BytesIO()
        if _is_glass(turned):
            turned.convert("RGBA").save(drawn, "PNG")
        else:
            turned.convert("RGB").save(drawn, "JPEG", quality=85)
        return drawn.getvalue()


def _is_glass(picture: Image.Image) -> bool:
    return "A" in picture.getbands() or "transparency" in picture.info
