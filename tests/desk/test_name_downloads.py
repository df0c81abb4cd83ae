"""A file keeps its name as far as the name does nothing."""

from email.message import EmailMessage
from urllib.parse import unquote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wortel.desk.downloads import LONGEST, disposition, download, safe_name

# Pieces that file names were broken with before, between ordinary letters.
TRICKS = st.sampled_from(
    ["..", "/", "\\", "\0", "\r\n", "\u202e", "\u200b", "\ufeff", "%2e%2e%2f", '"', ";", "'", ".htaccess", "CON",
     "nul.txt", ".php", ".exe", " ", ".", "a" * 300, "é", "名前", "🚚",
     "=?utf-8?q?x?=", "filename*=UTF-8''x", "<script>"]
)  # fmt: skip
NAMES = st.lists(TRICKS | st.text(max_size=5), max_size=8).map("".join)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(NAMES)
def test_no_name_does_anything(name: str) -> None:
    label = safe_name(name)
    assert label
    assert len(label) <= LONGEST + 1
    assert not set('/\\<>:"|?*\r\n\0\u202e\u200b\ufeff') & set(label)
    assert not label.startswith(".")
    assert not label.endswith((".", " "))
    assert label.partition(".")[0].lower() not in {"con", "nul", "aux", "prn"}
    assert safe_name(label) == label


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(NAMES)
def test_the_header_says_the_name_and_nothing_else(name: str) -> None:
    header = disposition(name)
    assert header.isascii()
    assert "\r" not in header
    assert "\n" not in header
    assert unquote(header.partition("filename*=UTF-8''")[2]) == safe_name(name)
    read = EmailMessage()
    read["Content-Disposition"] = header
    assert read.get_content_disposition() == "attachment"
    assert header.count(";") - safe_name(name).count(";") == 2


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("bon van oktober (2).pdf", "bon van oktober (2).pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\m\\foto.jpg", "foto.jpg"),
        (".htaccess", "htaccess"),
        ("factuur\u202efdp.exe", "factuurfdp.exe"),
        ("con.txt", "_con.txt"),
        ("x" * 400 + ".pdf", "x" * 146 + ".pdf"),
        ("Café – naam.pdf", "Café – naam.pdf"),
        ("", "file"),
        ("...", "file"),
    ],
)
def test_names_stay_what_they_were_as_far_as_they_can(name: str, label: str) -> None:
    assert safe_name(name) == label


@pytest.mark.parametrize("extension", ["html", "svg", "png", "xhtml", "js", "pdf"])
@pytest.mark.parametrize(
    "kind", ["text/html", "image/svg+xml", "application/xhtml+xml", "image/png", "x", "a/b\r\nX: y"]
)
@pytest.mark.parametrize("content", [b"<script>alert(1)</script>", b"\x89PNG\r\n\x1a\n", b"GIF89a=1;//"])
def test_no_mixture_of_name_type_and_bytes_is_shown(extension: str, kind: str, content: bytes) -> None:
    response = download(content, f"x.{extension}", kind)
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert response.headers["Content-Type"] in {"application/octet-stream", "image/png"}
