"""Turns the translations that people write (.po) into the ones that gettext reads (.mo)."""

import ast
import re
import struct
from collections.abc import Iterator
from pathlib import Path

ROOMS = Path(__file__).resolve().parents[1]
MAGIC = 0x950412DE
FIELD = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)\s+(".*")\s*$')


def compile_languages(rooms: Path = ROOMS) -> int:
    """Compile what is newer than its result; return how many were. Installed code that is read-only has its results."""
    stale = [path for path in rooms.glob("*/locale/*/LC_MESSAGES/*.po") if _is_stale(path)]
    for path in stale:
        fresh = path.with_suffix(".mo.new")
        try:
            fresh.write_bytes(as_mo(read_po(path.read_text(encoding="utf-8"))))
            fresh.replace(path.with_suffix(".mo"))
        except PermissionError:
            continue
    return len(stale)


def read_po(text: str) -> dict[str, str]:
    """Messages by their key: context and plural are joined to it in gettext's own way."""
    return {key: words for block in _blocks(text) for key, words in _entry(block)}


def _blocks(text: str) -> Iterator[list[str]]:
    """The lines of each entry: it ends with its translation, whether an empty line follows or not."""
    block: list[str] = []
    is_translated = False
    for line in text.splitlines():
        if is_translated and not line.startswith(("msgstr", '"')):
            yield block
            block = []
        is_translated = line.startswith("msgstr") or (is_translated and line.startswith('"'))
        block.append(line)
    yield block


def as_mo(messages: dict[str, str]) -> bytes:
    """The binary form: a header, two tables of lengths and places, then all texts, sorted by key."""
    keys = sorted(messages)
    texts = [key.encode() for key in keys] + [messages[key].encode() for key in keys]
    place = 28 + 8 * len(texts)
    table, body = b"", b""
    for text in texts:
        table += struct.pack("<II", len(text), place + len(body))
        body += text + b"\0"
    return struct.pack("<7I", MAGIC, 0, len(keys), 28, 28 + 8 * len(keys), 0, 0) + table + body


def _entry(block: list[str]) -> Iterator[tuple[str, str]]:
    fields: dict[str, str] = {}
    current = ""
    for line in block:
        if line.startswith("#,") and "fuzzy" in line:
            return  # a guess of a tool, not a translation
        if match := FIELD.match(line):
            current = match.group(1)
            fields[current] = ast.literal_eval(match.group(2))
        elif line.startswith('"') and current:
            fields[current] += ast.literal_eval(line)
    if "msgid" not in fields:
        return
    words = [fields[name] for name in sorted(fields) if name.startswith("msgstr")]
    if all(words):
        context = f"{fields['msgctxt']}\x04" if "msgctxt" in fields else ""
        plural = f"\0{fields['msgid_plural']}" if "msgid_plural" in fields else ""
        yield f"{context}{fields['msgid']}{plural}", "\0".join(words)


def _is_stale(path: Path) -> bool:
    try:
        return path.with_suffix(".mo").stat().st_mtime_ns < path.stat().st_mtime_ns
    except FileNotFoundError:
        return True
