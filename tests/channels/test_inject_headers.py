"""Whatever stands in a value, the mail that leaves has the headers we wrote and no other."""

import email
import email.policy
import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import cast
from tests.letters import deliver, letter
from wortel.channels.email.compose import Outgoing, Refused, compose
from wortel.channels.interface import File
from wortel.channels.models import Delivery, Mailbox
from wortel.contacts import actions as contacts
from wortel.contacts.actions import NobodyToAnswer
from wortel.contacts.models import Contact, Conversation

NOW = datetime(2025, 9, 8, 8, 0, tzinfo=UTC)
EVIL = "eve@elders.example"
PLAIN = Outgoing(
    message_id="2@devoorbeeldwinkel.example",
    from_name="De Voorbeeldwinkel",
    from_address="hallo@devoorbeeldwinkel.example",
    to=("marijke@hoekstra.example",),
    cc=("y.benali@post.example",),
    reply_to="hallo+w1-abc@devoorbeeldwinkel.example",
    subject="Re: Levering",
    text="Morgen.\n",
    html="<p>Morgen.</p>",
    in_reply_to="1@hoekstra.example",
    references=("0@hoekstra.example",),
    attachments=(File(name="bon.pdf", type="application/pdf", content=b"%PDF"),),
)
# Every field of a mail that a value of somebody else may reach, and how it is put there.
FIELDS: dict[str, Any] = {
    "message_id": lambda value: {"message_id": value},
    "from_name": lambda value: {"from_name": value},
    "from_address": lambda value: {"from_address": value},
    "to": lambda value: {"to": (value,)},
    "second to": lambda value: {"to": (*PLAIN.to, value)},
    "cc": lambda value: {"cc": (value,)},
    "reply_to": lambda value: {"reply_to": value},
    "subject": lambda value: {"subject": value},
    "in_reply_to": lambda value: {"in_reply_to": value},
    "references": lambda value: {"references": (value,)},
    "unsubscribe": lambda value: {"unsubscribe": value},
    "file name": lambda value: {"attachments": (File(name=value, type="application/pdf", content=b"%PDF"),)},
    "file type": lambda value: {"attachments": (File(name="a", type=value, content=b"%PDF"),)},
    "picture id": lambda value: {
        "attachments": (File(name="a.png", type="image/png", content=b"\x89PNG", content_id=value),)
    },
    "text": lambda value: {"text": value},
    "html": lambda value: {"html": value},
}
BREAKS = [
    "\r\n", "\n", "\r", "\r\n\r\n", "\n\n", "\r\r\n", "\r\n ", "\n\t", "\x0b", "\x0c", "\x00", "\x1c", "\x1d", "\x1e",
    "\x85", "\u2028", "\u2029", "\u560a", "\u010d\u010a", "%0d%0a", "\\r\\n", "=?utf-8?q?=0D=0A?=", "=?utf-8?b?DQo=?=",
    "=?utf-8?q?=0D=0A?= ", "=?utf-8?q?=0D=0A_?=\t",
]  # fmt: skip
HEADERS = [
    f"Bcc: {EVIL}",
    f"To: {EVIL}",
    "X-Evil: 1",
    "X-Evil:1",
    "Content-Type: text/html",
    f"<{EVIL}>",
    "\r\n<script>",
    "",
]
ALLOWED = {
    "from", "to", "cc", "subject", "date", "message-id", "reply-to", "in-reply-to", "references", "mime-version",
    "content-type", "content-transfer-encoding", "list-unsubscribe", "list-unsubscribe-post", "auto-submitted",
    "x-auto-response-suppress",
}  # fmt: skip

poison = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["", "Marijke", "a@b.example", '"', "<", "https://shop.example/x/", "é"]),
    st.sampled_from(BREAKS) | st.text(max_size=3),
    st.sampled_from(HEADERS),
    st.sampled_from(["", "@post.example", '"', ">", "\r\n", "/"]),
)


def headers_of(raw: bytes) -> list[str]:
    """Every header line of the mail itself, as a reader without mercy sees them: any line break ends a line."""
    head = re.split(rb"\r\n\r\n|\n\n|\r\r", raw, maxsplit=1)[0].decode("utf-8", "surrogateescape")
    return [line.partition(":")[0].lower() for line in head.splitlines() if line and not line[0].isspace()]


@pytest.mark.parametrize("name", FIELDS)
@settings(max_examples=200, deadline=None)
@given(value=poison)
def test_no_field_adds_a_header(name: str, value: str) -> None:
    try:
        raw = compose(replace(PLAIN, **FIELDS[name](value)), now=NOW)
    except Refused:
        return
    names = headers_of(raw)
    assert len(names) == len(set(names)), "a header stands there twice"
    assert set(names) <= ALLOWED
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert message["Bcc"] is None
    assert message["X-Evil"] is None
    for part in message.walk():
        assert {header.lower() for header in part.keys()} <= ALLOWED | {"content-disposition", "content-id"}  # noqa: SIM118 (a mail has no `in`)
    shown = {address.addr_spec for field in ("to", "cc") for address in message[field].addresses}
    if name not in {"to", "second to", "cc"}:
        assert EVIL not in shown


@pytest.mark.django_db
@pytest.mark.parametrize("broken", ["\r\n", "\n", "\r", "\r\n\r\n", "\x00\r\n"])
def test_what_a_customer_wrote_adds_nothing_to_our_answer(broken: str) -> None:
    """Names and subjects come in encoded, so a line break can hide in each of them."""
    hidden = "".join(f"={byte:02X}" for byte in f"x{broken}Bcc: {EVIL}".encode())
    word = f"=?utf-8?q?{hidden}?="
    receipt = deliver(
        letter(sender=f"{word} <marijke@hoekstra.example>", subject=word, cc=f"{word} <y.benali@post.example>")
    )
    assert receipt.conversation is not None
    conversation = Conversation.objects.get(pk=receipt.conversation.pk)
    Mailbox.objects.update(name=f"Winkel {EVIL}")
    try:
        contacts.write_answer(conversation=conversation, agent=cast.noor(), text="Morgen", now=cast.NOW)
    except (Refused, NobodyToAnswer):
        assert not Delivery.objects.exists()
        return
    delivery = Delivery.objects.get()
    assert delivery.recipients == ["marijke@hoekstra.example"]
    names = headers_of(bytes(delivery.raw))
    assert "bcc" not in names
    assert set(names) <= ALLOWED
    assert len(names) == len(set(names))


@pytest.mark.django_db
def test_the_ids_of_a_customer_do_not_keep_us_from_answering() -> None:
    """An id that cannot stand in a header is left out of the answer; the answer itself leaves."""
    receipt = deliver(letter(message_id="x y\té@post.example"))
    assert receipt.conversation is not None
    conversation = Conversation.objects.get(pk=receipt.conversation.pk)
    Contact.objects.update(message_id=f"1@post.example>\r\nBcc: <{EVIL}")
    contacts.write_answer(conversation=conversation, agent=cast.noor(), text="Morgen", now=cast.NOW)
    assert EVIL.encode() not in bytes(Delivery.objects.get().raw)
