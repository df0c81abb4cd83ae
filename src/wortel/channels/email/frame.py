"""The page in which a mail's layout is shown: a document of its own that may do nothing, readable in the dark too."""

import html
from typing import Literal

from wortel.channels.email.safe_html import SafeHtml

Theme = Literal["light", "dark", ""]
"""Empty: as the computer of whoever reads says."""

_ALWAYS = (
    "body{margin:0;padding:12px;font:15px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}"
    "img{max-width:100%;height:auto}table{max-width:100%}pre{white-space:pre-wrap}"
    "blockquote{margin:0 0 0 .5rem;padding-left:.75rem;border-left:2px solid #8d857b}"
)
_LIGHT = ":root{color-scheme:light}body{background:#fff;color:#221d18}"
# Dark words on no background of their own would vanish; those on a background of their own keep it.
_DARK = (
    ":root{color-scheme:dark}body{background:#1b1815;color:#ece8e2}body *{color:inherit!important}"
    "body a,body a *{color:#9cc4ff!important}img{background:#fff}"
)


def frame_document(safe: SafeHtml, *, language: str, theme: Theme = "light") -> str:
    """The whole document of the sandboxed frame in which a mail is shown."""
    return (
        f'<!doctype html><html lang="{html.escape(language)}"><head><meta charset="utf-8">'
        f'<meta name="referrer" content="no-referrer"><style>{_style(safe, theme)}</style></head>'
        f"<body>{safe.html}</body></html>"
    )


def frame_policy(*, with_remote_images: bool = False) -> str:
    """The Content-Security-Policy of that document: nothing runs, nothing is sent, and pictures only as allowed.

    The frame has an origin of its own and no cookie, so the pictures that came along stand in the document.
    """
    remote = " https: http:" if with_remote_images else ""
    return (
        f"default-src 'none'; img-src data:{remote}; style-src 'unsafe-inline'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"
    )


def _style(safe: SafeHtml, theme: Theme) -> str:
    if safe.has_paper or theme == "light":
        return _ALWAYS + _LIGHT
    if theme == "dark":
        return _ALWAYS + _DARK
    return f"{_ALWAYS}{_LIGHT}@media(prefers-color-scheme:dark){{{_DARK}}}"
