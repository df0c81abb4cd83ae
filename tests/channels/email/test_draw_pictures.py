"""A picture is drawn anew before anybody sees it, and what is no picture is not shown."""

import struct
import zlib
from base64 import encodebytes
from io import BytesIO

import pytest
from PIL import Image

from tests.channels.email.mails import TEXT, multipart
from wortel.channels.email.parse import NoSuchPart
from wortel.channels.email.pictures import MAX_EDGE, NoPicture, redraw
from wortel.channels.email.reader import Reader
from wortel.channels.interface import Unreadable


def picture(kind: str = "PNG", size: tuple[int, int] = (4, 2), mode: str = "RGB", **options: object) -> bytes:
    written = BytesIO()
    Image.new(mode, size, "red" if mode == "RGB" else None).save(written, kind, **options)  # type: ignore[arg-type]  # whatever the writer takes
    return written.getvalue()


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is as large as this."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    flat = zlib.compress(b"\0" * 1_000_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", flat) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "BMP"])
def test_each_kind_of_picture_is_drawn(kind: str) -> None:
    drawn = Image.open(BytesIO(redraw(picture(kind))))
    assert drawn.size == (4, 2)
    assert drawn.format in {"JPEG", "PNG"}


def test_what_one_can_look_through_stays_so() -> None:
    assert Image.open(BytesIO(redraw(picture(mode="RGBA")))).mode == "RGBA"


def test_a_large_picture_becomes_smaller() -> None:
    assert max(Image.open(BytesIO(redraw(picture("JPEG", (4_000, 3_000))))).size) == MAX_EDGE


def test_where_it_was_taken_is_left_behind_and_it_stands_upright() -> None:
    marks = Image.Exif()
    marks[0x0112], marks[0x010F], marks[0x8825] = 6, "Kamera van Marijke", {1: "N", 2: (52.0, 38.0, 0.0)}
    drawn = redraw(picture("JPEG", exif=marks))
    assert b"Marijke" not in drawn
    assert Image.open(BytesIO(drawn)).size == (2, 4)
    assert not Image.open(BytesIO(drawn)).getexif()


def test_what_hides_behind_a_picture_is_left_behind() -> None:
    assert b"<script>" not in redraw(picture("GIF") + b"<script>alert(1)</script>")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"\x89PNG\r\n\x1a\n" + b"x" * 50,
        b"GIF89a=1;alert(1)",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        picture("JPEG")[:100],
        picture("TIFF"),
        bomb(50_000, 50_000),
        bomb(6_300, 6_300),
    ],
)
def test_what_is_no_picture_of_ours_is_refused(content: bytes) -> None:
    with pytest.raises(NoPicture):
        redraw(content)


def test_the_child_draws_and_refuses_and_reads_on() -> None:
    png = "Content-Type: image/png; name=foto.png\nContent-Transfer-Encoding: base64\n\n"
    good, bad = (f"{png}{_encoded(content)}" for content in (picture(), bomb(50_000, 50_000)))
    raw = multipart("mixed", TEXT, good, bad)
    with Reader() as reader:
        assert reader.draw(raw, "2").startswith(b"\xff\xd8\xff")
        with pytest.raises(Unreadable, match="too large a picture"):
            reader.draw(raw, "3")
        with pytest.raises(Unreadable, match="no picture"):
            reader.draw(raw, "1")
        with pytest.raises(NoSuchPart):
            reader.draw(raw, "9")
        assert reader.read_file(raw, "2") == picture()
        with pytest.raises(NoSuchPart):
            reader.read_file(raw, "9")
        assert reader.read(raw).text == "Hallo daar"


def test_a_picture_that_wants_too_much_memory_takes_only_the_child() -> None:
    large = picture("PNG", (6_000, 6_000), mode="RGBA")
    raw = multipart("mixed", TEXT, f"Content-Type: image/png\nContent-Transfer-Encoding: base64\n\n{_encoded(large)}")
    with Reader(memory_bytes=64 * 1024 * 1024) as reader:
        with pytest.raises(Unreadable):
            reader.draw(raw, "2")
        assert reader.read(raw).text == "Hallo daar"
    with Reader() as reader:
        assert reader.draw(raw, "2").startswith(b"\x89PNG")


def _encoded(content: bytes) -> str:
    return encodebytes(content).decode()
