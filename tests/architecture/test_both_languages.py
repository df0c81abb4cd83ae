"""Whatever stands on screen stands there in Dutch too."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ROOT / "src" / "wortel"
MARKERS = {"_", "gettext", "gettext_lazy", "gettext_noop", "pgettext", "pgettext_lazy", "ngettext", "ngettext_lazy"}
LITERAL = r"""(?:u?"(?:[^"\\]|\\.)*"|u?'(?:[^'\\]|\\.)*')"""
MARKED = re.compile(rf"(?:\b(n?p?gettext)|(?<!\w)_)\(\s*({LITERAL})(?:\s*,\s*({LITERAL}))?")


def in_python(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name | ast.Attribute):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
        words = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
        if name in MARKERS and words:
            yield str(words[1] if name.startswith("pgettext") else words[0])


def in_template(path: Path) -> Iterator[str]:
    for function, first, second in MARKED.findall(templatize(path.read_text(), origin=str(path))):
        yield ast.literal_eval(second if function == "pgettext" else first)


def said() -> dict[str, str]:
    """Every text to translate, with the first place where it stands."""
    found: dict[str, str] = {}
    for path in sorted(ROOMS.rglob("*")):
        if path.suffix == ".py" and "migrations" not in path.parts:
            texts = in_python(path)
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            texts = in_template(path)
        else:
            continue
        for text in texts:
            found.setdefault(text, str(path.relative_to(ROOT)))
    return found


def translated() -> dict[str, str]:
    entries: dict[str, str] = {}
    for path in ROOMS.rglob("locale/nl/LC_MESSAGES/django.po"):
        entries.update(read_po(path.read_text()))
    return entries


def read_po(text: str) -> dict[str, str]:
    """As msgfmt reads it: an empty line between two entries is usual, and merging two branches may lose it."""
    entries: dict[str, str] = {}
    fields: dict[str, str] = {}
    current = ""
    for line in [*text.splitlines(), 'msgid ""']:
        if match := re.match(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?)\s+(".*")\s*$', line):
            current = match.group(1)
            if current in {"msgctxt", "msgid"} and any(name.startswith("msgstr") for name in fields):
                entries[fields.get("msgid", "")] = fields.get("msgstr") or fields.get("msgstr[0]", "")
                fields = {}
            fields[current] = ast.literal_eval(match.group(2))
        elif line.startswith('"') and current:
            fields[current] += ast.literal_eval(line)
    entries.pop("", None)
    return entries


def test_every_text_has_its_dutch_words() -> None:
    dutch = translated()
    missing = [f"{place}: {text!r}" for text, place in said().items() if not dutch.get(text)]
    assert missing == []


def test_placeholders_survive_translation() -> None:
    pattern = re.compile(r"%\((\w+)\)s|\{(\w*)\}")
    broken = [
        text
        for text, dutch in translated().items()
        if dutch and set(pattern.findall(text)) != set(pattern.findall(dutch))
    ]
    assert broken == []


def test_dutch_stays_plain() -> None:
    shouting = [dutch for dutch in translated().values() if re.search(r"succesvol|helaas|!(?:\s|$)", dutch.lower())]
    assert shouting == []
