"""Mail that leaves: it says what we mean, and no value can add a header."""

import email
import email.policy
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from wortel.channels.email.compose import File, Outgoing, Refused, compose, grow_references
from wortel.channels.email.parse import read

NOW = datetime(2025, 9, 8, 8, 0, tzinfo=UTC)
ANSWER = Outgoing(
    message_id="2@devoorbeeldwinkel.example",
    from_name="Noor van De Voorbeeldwinkel",
    from_address="hallo@devoorbeeldwinkel.example",
    to=("marijke@klant.example",),
    subject="Re: Pakket",
    text="Beste Marijke,\n\nHet komt morgen.\n",
    in_reply_to="1@klant.example",
    references=("0@klant.example",),
)


def parsed(outgoing: Outgoing) -> Any:
    return email.message_from_bytes(compose(outgoing, now=NOW), policy=email.policy.default)


def test_an_answer_carries_the_thread() -> None:
    message = parsed(ANSWER)
    assert message["Message-ID"] == "<2@devoorbeeldwinkel.example>"
    assert message["In-Reply-To"] == "<1@klant.example>"
    assert message["References"].split() == ["<0@klant.example>", "<1@klant.example>"]
    assert message["Auto-Submitted"] is None
    assert message["Date"].datetime == NOW


def test_what_we_send_we_can_read() -> None:
    page = replace(
        ANSWER, subject="Café met een heel lang onderwerp " * 5, from_name='Noor "de" Vries, café', html="<p>Hé</p>"
    )
    inbound = read(compose(page, now=NOW))
    assert inbound.subject == " ".join(page.subject.split())
    assert inbound.sender is not None
    assert (inbound.sender.name, inbound.sender.value) == (page.from_name, page.from_address)
    assert inbound.text == page.text
    assert inbound.body.strip() == "<p>Hé</p>"
    assert inbound.references == ("0@klant.example", "1@klant.example")


def test_files_and_images_travel_along() -> None:
    logo = File(name="logo.png", type="image/png", content=b"\x89PNG", content_id="logo@shop")
    receipt = File(name="bon café.pdf", type="application/pdf", content=b"%PDF")
    raw = compose(replace(ANSWER, html='<img src="cid:logo@shop">', attachments=(logo, receipt)), now=NOW)
    files = {file.name: file for file in read(raw).attachments}
    assert files["logo.png"].content_id == "logo@shop"
    assert files["bon café.pdf"].size == 4
    assert read(raw).body_is_html


def test_an_automatic_mail_says_so() -> None:
    message = parsed(replace(ANSWER, auto_submitted=True))
    assert message["Auto-Submitted"] == "auto-replied"
    assert message["X-Loop"] == ANSWER.from_address
    unasked = parsed(replace(ANSWER, auto_submitted=True, in_reply_to=None))
    assert unasked["Auto-Submitted"] == "auto-generated"
    assert message["X-Auto-Response-Suppress"] == "All"
    assert read(compose(replace(ANSWER, auto_submitted=True), now=NOW)).auto_kind == "vacation"
    unasked_raw = compose(replace(ANSWER, auto_submitted=True, in_reply_to=None), now=NOW)
    assert read(unasked_raw).auto_kind == "acknowledgement"


@pytest.mark.parametrize("trick", ["x\r\nBcc: evil@evil.example", "x\nBcc: evil", "x\rBcc: evil", "x\x00y", "x\u2028y"])
@pytest.mark.parametrize("field", ["subject", "from_name", "from_address", "message_id", "in_reply_to", "reply_to"])
def test_a_line_break_in_a_header_is_refused(field: str, trick: str) -> None:
    with pytest.raises(Refused):
        compose(replace(ANSWER, **{field: trick}), now=NOW)


@pytest.mark.parametrize("field", ["to", "cc", "references"])
def test_a_line_break_in_a_list_is_refused(field: str) -> None:
    with pytest.raises(Refused):
        compose(replace(ANSWER, **{field: ("a@b.example\r\nBcc: evil@evil.example",)}), now=NOW)


def test_a_line_break_in_a_file_name_is_refused() -> None:
    file = File(name="x\r\nBcc: evil@evil.example", type="text/plain", content=b"")
    with pytest.raises(Refused):
        compose(replace(ANSWER, attachments=(file,)), now=NOW)


@pytest.mark.parametrize(
    "address", ["", "geen adres", "a@b.example, c@d.example", "<a@b.example>", "a b@c.example", "@b"]
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(Refused):
        compose(replace(ANSWER, to=(address,)), now=NOW)


def test_the_header_has_exactly_our_fields() -> None:
    raw = compose(replace(ANSWER, subject="=?utf-8?q?x=0D=0ABcc:_evil?=", from_name="<img src=//x>"), now=NOW)
    names = [line.partition(b":")[0] for line in raw.partition(b"\r\n\r\n")[0].split(b"\r\n") if line[:1] != b" "]
    ours = b"From To Subject Date Message-ID In-Reply-To References"
    body = b"Content-Type Content-Transfer-Encoding MIME-Version"
    assert sorted(names) == sorted([*ours.split(), *body.split()])
    assert read(raw).subject == "=?utf-8?q?x=0D=0ABcc:_evil?="


def test_lines_are_of_a_length_that_servers_take() -> None:
    raw = compose(
        replace(
            ANSWER, subject="woord " * 300, text="a" * 5_000, references=tuple(f"{n}@k.example" for n in range(80))
        ),
        now=NOW,
    )
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert raw.count(b"\n") == raw.count(b"\r\n")


def test_references_grow_by_one_and_stay_bearable() -> None:
    assert grow_references(("a", "b"), "c") == ("a", "b", "c")
    assert grow_references(("a", "c", "b"), "c") == ("a", "b", "c")
    assert grow_references((), None) == ()
    long = grow_references(tuple(str(number) for number in range(200)), "last")
    assert (len(long), long[0], long[-1]) == (50, "0", "last")


WAY_OUT = "https://contact.devoorbeeldwinkel.example/t/12.abc-DEF_9/"


def test_a_mail_that_nobody_asked_for_can_be_ended_with_one_click() -> None:
    message = parsed(replace(ANSWER, unsubscribe=WAY_OUT))
    assert message["List-Unsubscribe"] == f"<{WAY_OUT}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_one_click_is_promised_over_https_only() -> None:
    message = parsed(replace(ANSWER, unsubscribe=WAY_OUT.replace("https", "http")))
    assert message["List-Unsubscribe"]
    assert message["List-Unsubscribe-Post"] is None


def test_it_keeps_absence_messages_away_and_hears_what_did_not_arrive() -> None:
    message = parsed(replace(ANSWER, unsubscribe=WAY_OUT))
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["X-Auto-Response-Suppress"] == "OOF, AutoReply"


@pytest.mark.parametrize(
    "address", ["https://x.example/a>\r\nBcc: y@z.example", "javascript:alert(1)", "mailto:a@b.example"]
)
def test_a_way_out_adds_no_header(address: str) -> None:
    with pytest.raises(Refused):
        compose(replace(ANSWER, unsubscribe=address), now=NOW)
