"""HTML as words, and HTML that is safe to show."""

import re

import pytest

from wortel.channels.email.frame import frame_document, frame_policy
from wortel.channels.email.html_text import html_to_text
from wortel.channels.email.safe_html import sanitise


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>Een</p><p>Twee</p>", "Een\n\nTwee"),
        ("Een<br>Twee<br/>Drie", "Een\nTwee\nDrie"),
        ("<div>Een</div><div>Twee</div>", "Een\nTwee"),
        ("<ul><li>Een</li><li>Twee</li></ul>", "- Een\n- Twee"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("<blockquote>Een<br>Twee</blockquote>Drie", "> Een\n> Twee\n\nDrie"),
        ("<style>p{}</style><title>t</title><script>x</script>Een<!-- nee --> Twee", "Een Twee"),
        ("<head><title>t</title></head><body>Een</body>", "Een"),
        ("Prijs &euro;&nbsp;5 &lt; 6 &#38; 7", "Prijs € 5 < 6 & 7"),
        ("  veel\n  witte   ruimte ", "veel witte ruimte"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("1 < 2 en 3 > 2", "1 < 2 en 3 > 2"),
        ('<a title="a > b" href=x>link</a>', "link"),
        ("<p>niet <b>gesloten", "niet gesloten"),
        ("<!--[if mso]>weg<![endif]-->blijft", "blijft"),
        ("", ""),
    ],
)
def test_html_becomes_what_a_reader_would_see(source: str, text: str) -> None:
    assert html_to_text(source) == text


PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href=' java\nscript:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='vbscript:x'>x</a>",
    "<iframe src=//evil.example></iframe>",
    "<object data=//evil.example></object><embed src=//evil.example>",
    "<form action=//evil.example><input name=a autofocus onfocus=alert(1)>x</form>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<math><mi xlink:href='data:x,<script>alert(1)</script>'>x</mi></math>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<base href=//evil.example>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>@import '//evil.example'; body{background:url(//evil.example)}</style>",
    "<div hx-get=/cases hx-trigger=load hx-on:click=alert(1) data-x=1>x</div>",
    "<div id=content class=wortel-button name=x>x</div>",
    "<p style='background:url(//evil.example/x.png)'>x</p>",
    "<p style='background-image:\\75 rl(//evil.example)'>x</p>",
    "<p style='position:fixed;top:0;z-index:9'>x</p>",
    "<p style='behavior:url(#x);width:expression(alert(1))'>x</p>",
    "<img srcset='//evil.example/x 1x' src='//evil.example/x.png'>",
    "<img src='\\\\evil.example\\x.png'>",
    "<img src='/logout'>",
    "<img src='http://evil.example/x.png'>",
    "<table background='//evil.example/x.png'><tr><td background=//evil.example>x</table>",
    "<video poster=//evil.example/x><source src=//evil.example/x></video><audio src=//evil.example></audio>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<template><img src=x onerror=alert(1)></template>",
    "<img src='data:image/svg+xml,<svg onload=alert(1)>'>",
    "<a href='//evil.example'>x</a><a href='/admin'>y</a>",
    "<input type=image src=//evil.example/x>",
    "<p title='\"><img src=x onerror=alert(1)>'>x</p>",
]
DANGER = re.compile(
    r"<(?:script|iframe|object|embed|form|input|button|svg|math|meta|base|link|style|template|video|audio|source)"
    r"|<[^>]*\son\w+\s*=|hx-|javascript:|vbscript:|data:text|evil\.example|<[^>]*\s(?:id|class|name|srcset|background)=|url\("
    r"|src=\"/|position",
    re.IGNORECASE,
)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_dangerous_or_remote_is_left(payload: str) -> None:
    shown = sanitise(f"<p>Hallo</p>{payload}<p>daar</p>").html
    assert not DANGER.search(re.sub(r'title="[^"]*"', "", shown))
    assert "Hallo" in shown
    assert sorted(sanitise(shown).html) == sorted(shown)


def test_remote_images_are_counted_and_shown_only_when_asked() -> None:
    source = '<img src="https://shop.example/logo.png" alt="logo">'
    assert sanitise(source).blocked_images == 1
    assert "logo.png" not in sanitise(source).html
    assert "https://shop.example/logo.png" in sanitise(source, with_remote_images=True).html


def test_images_that_came_along_get_their_own_address() -> None:
    shown = sanitise('<img src="cid:logo@k"><img src="cid:weg@k">', cid_urls={"logo@k": "/files/abc"}).html
    assert 'src="/files/abc"' in shown
    assert "weg@k" not in shown


def test_layout_and_ordinary_links_are_kept() -> None:
    shown = sanitise(
        '<table bgcolor="#fff"><tr><td style="color:red">x</td></tr></table><a href="https://shop.example">y</a>'
    ).html
    assert 'style="color:red"' in shown
    assert 'href="https://shop.example"' in shown
    assert 'rel="noopener noreferrer nofollow"' in shown


@pytest.mark.parametrize(
    "source",
    [
        "<div>" * 100_000,
        "<div><table></div></table>" * 20_000,
        "<b><i>" * 20_000,
        "".join(f"<font size={size}>" for size in range(250)) + "<p>x" * 10_000,
        "<blockquote>" * 50_000,
        "woord " * 400_000,
    ],
)
def test_html_too_nested_or_too_large_is_shown_as_its_words(source: str) -> None:
    safe = sanitise(source + "Waar blijft mijn pakket")
    assert safe.is_text
    assert "Waar blijft mijn pakket" in safe.html


@pytest.mark.parametrize(
    "source",
    ["<p>x" * 3_000, "<ul>" + "<li>x" * 3_000, "<table>" + "<tr><td>x" * 3_000, "<br>" * 5_000, "<div>" * 200 + "x"],
)
def test_ordinary_sloppy_html_is_not_called_nested(source: str) -> None:
    assert not sanitise(source).is_text


def test_every_property_we_allow_is_one() -> None:
    """A name that was cut in two by a line end allowed nothing for a while."""
    kept = (
        "margin-top:1px;min-width:1px;border-collapse:collapse;list-style-type:none;text-decoration:none;border-top:0"
    )
    shown = sanitise(f'<p style="{kept}">x</p>').html
    assert all(each in shown.replace(": ", ":") for each in kept.split(";"))


def test_the_frame_runs_nothing_and_asks_nothing() -> None:
    document = frame_document(sanitise("<p>Hallo"), language="nl")
    policy = frame_policy()
    assert document.startswith('<!doctype html><html lang="nl">')
    assert "script" not in document
    assert policy.startswith("default-src 'none'")
    assert "allow-scripts" not in policy
    assert "allow-same-origin" not in policy
    assert "frame-ancestors 'self'" in policy
    assert "https:" not in policy
    assert " https: " in frame_policy(with_remote_images=True)


DARK = "color:#ece8e2"


@pytest.mark.parametrize(
    ("source", "follows"),
    [
        ("<p>Hallo", True),
        ('<p style="color:#111">Hallo', True),
        ('<font color="black">Hallo</font>', True),
        ('<table bgcolor="#ffffff"><tr><td>Hallo', False),
        ('<div style="BACKGROUND-color:#fff;color:#000">Hallo', False),
    ],
)
def test_words_without_a_background_follow_the_dark_and_others_keep_their_paper(source: str, follows: bool) -> None:
    assert (DARK in frame_document(sanitise(source), language="nl", theme="dark")) is follows
    assert DARK not in frame_document(sanitise(source), language="nl", theme="light")
    assert ("@media(prefers-color-scheme:dark)" in frame_document(sanitise(source), language="nl", theme="")) is follows


def test_a_mail_cannot_insist_on_its_colours() -> None:
    assert "important" not in sanitise('<p style="color:#000 !important">x').html
