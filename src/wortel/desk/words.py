"""Small words that several parts of the desk say."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from wortel.cases.models import Promise
from wortel.channels.models import Kind
from wortel.orders.models import ParcelStep

LINK = re.compile(r"https?://[^\s<>\"'&]+(?:&amp;[^\s<>\"'&]+)*")
TRAILING = ".,;:!?)"
MENTION = re.compile(r"(?<![\w@])@(\w+)")


def is_english() -> bool:
    return (get_language() or "nl").startswith("en")


def first_word(name: str) -> str:
    """Colleagues call each other by the first name."""
    return name.split()[0] if name.split() else name


def nth(times: int) -> str:
    """Which time somebody comes back, short: 2e keer, 2nd time."""
    if is_english():
        ending = "th" if 10 <= times % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(times % 10, "th")
        return f"{times}{ending} time"
    return f"{times}e keer"


def nth_time(times: int) -> str:
    """The same as a sentence begins: Third time."""
    words = {
        2: gettext("Second time"),
        3: gettext("Third time"),
        4: gettext("Fourth time"),
        5: gettext("Fifth time"),
    }
    return words.get(times) or gettext("%(times)s times") % {"times": times}


def paragraphs(text: str) -> SafeString:
    """Blank lines part paragraphs, other line ends stay; addresses become links that tell nothing about us."""
    blocks = re.split(r"\n\s*\n", escape(text.strip().replace("\r\n", "\n")))
    if "http" in text:
        blocks = [LINK.sub(_linked, block) for block in blocks]
    return SafeString("".join(f"<p>{block.replace('\n', '<br>')}</p>" for block in blocks if block.strip()))


def _linked(found: re.Match[str]) -> str:
    address = found.group()
    end = len(address.rstrip(TRAILING))
    shown = address[:end]
    return f'<a href="{shown}" target="_blank" rel="noopener noreferrer">{shown}</a>{address[end:]}'


def with_mentions(shown: SafeString) -> SafeString:
    """A note, with the names of colleagues that are called."""
    return SafeString(MENTION.sub(r'<b class="at">@\1</b>', shown))


def cause_title(names: dict[str, str]) -> str:
    """The name of a cause in the reader's language."""
    return names["en" if is_english() else "nl"] or names["nl"] or names["en"] or names.get("code", "")


def channel_name(kind: str) -> str:
    """As it reads inside a sentence: mail, WhatsApp, telefoon."""
    label = str(Kind(kind).label) if kind in Kind else kind
    return label if kind in {Kind.WHATSAPP, Kind.SMS} else label.lower()


def promise_words(kind: str) -> str:
    return str(dict(Promise.Kind.choices).get(kind, kind))


def step_words(step: Mapping[str, str]) -> str:
    """What happened to a parcel, and where."""
    name = str(dict(ParcelStep.Kind.choices).get(step["kind"], step["kind"]))
    return f"{name} · {step['place']}" if step.get("place") else name


def change_words(body: Mapping[str, Any]) -> str:
    """A line between the messages: what a colleague, or the system, did with the case."""
    texts = {
        "case.closed": gettext("closed the case"),
        "case.reopened": gettext("opened the case again"),
        "case.took_in": gettext("joined another case to this one"),
        "case.parted": gettext("moved a part of this case elsewhere"),
        "case.put_right": gettext("undid a move of messages"),
        "case.split": gettext("made this a case of its own"),
        "case.assigned": gettext("gave the case to somebody else"),
        "case.taken": gettext("took the case"),
        "case.rethreaded": gettext("moved a conversation to this case"),
    }
    return f"{body['who'] or gettext('Wortel')} {texts.get(body['kind'], body['kind'])}"
