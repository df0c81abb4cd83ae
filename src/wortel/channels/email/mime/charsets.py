"""The charset ladder: declared, then UTF-8, then what the bytes look like; cleaned only after decoding."""

import codecs
import re
from functools import lru_cache

from wortel.channels.email.mime.clean import clean_text
from wortel.channels.email.mime.guess import guess_codec

_META = re.compile(rb"<meta\s[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,100}encoding=[\"']([\w.:-]{1,40})", re.IGNORECASE)

# Senders name the smaller set and write the larger one, so each name is read as its superset.
_SUPERSETS = {
    "us-ascii": "ascii",
    "ascii": "ascii",
    "ansi_x3.4-1968": "ascii",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "windows-874": "cp874",
    "iso-8859-8-i": "iso8859_8",
    "iso-8859-8-e": "iso8859_8",
    "iso-8859-6-i": "iso8859_6",
    "gb2312": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "gbk": "gb18030",
    "cp936": "gb18030",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601": "cp949",
    "ksc5601": "cp949",
    "euc-kr": "cp949",
    "korean": "cp949",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "sjis": "cp932",
    "windows-31j": "cp932",
    "x-euc-jp": "euc_jp",
    "iso-2022-jp": "iso2022_jp_2",
    "big5": "cp950",
    "x-x-big5": "cp950",
    "big5-eten": "cp950",
    "unicode-1-1-utf-7": "utf-7",
    "unicode-1-1-utf-8": "utf-8",
    "x-unicode-2-0-utf-8": "utf-8",
    "utf8mb4": "utf-8",
    "macintosh": "mac_roman",
    "x-mac-roman": "mac_roman",
    "x-mac-cyrillic": "mac_cyrillic",
    "windows-1252": "cp1252",
    "utf-16": "utf-16",
}
_TEXT_CODECS_ONLY = ("base64", "hex", "rot13", "rot_13", "bz2", "zip", "zlib", "uu", "quopri", "idna", "punycode",
                     "undefined", "unicode_escape", "raw_unicode_escape", "mbcs", "oem")  # fmt: skip


@lru_cache(maxsize=512)
def codec_for(declared: str) -> str | None:
    """Name the Python codec for a declared charset; None when there is no such text codec."""
    name = declared.strip().strip("\"'").strip().lower()
    if name.startswith(("charset=", "cs")) and "=" in name:
        name = name.partition("=")[2]
    name = _SUPERSETS.get(name, name)
    if not name or len(name) > 60 or not name.isascii() or name.replace("-", "_") in _TEXT_CODECS_ONLY:
        return None
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    return None if found in _TEXT_CODECS_ONLY else _SUPERSETS.get(found, found)


def decode(raw: bytes, declared: str | None = None, hint: str | None = None) -> str:
    """Read `raw` as text by the ladder; `hint` is a charset that the rest of the mail declares."""
    return clean_text(_decode(raw, declared, hint))


def decode_html(raw: bytes, declared: str | None = None) -> str:
    """As `decode`, where the document itself may name its charset too."""
    if declared is None or codec_for(declared) in {None, "ascii"}:
        found = _META.search(raw, 0, 4096) or _XML.search(raw, 0, 200)
        declared = found[1].decode("ascii") if found else declared
    return decode(raw, declared)


def _decode(raw: bytes, declared: str | None, hint: str | None) -> str:
    codec = codec_for(declared) if declared else None
    if raw.isascii() and b"\x1b" not in raw and (codec is None or _is_ascii_based(codec)):
        return raw.decode("ascii")
    for candidate in (codec, "utf-8", codec_for(hint) if hint else None):
        if candidate and (text := _strictly(raw, candidate)) is not None:
            return text
    if _is_nearly_utf8(raw):
        return raw.decode("utf-8", "replace")
    if codec and codec not in {"ascii", "utf-8"} and _is_nearly(raw, codec):
        return raw.decode(codec, "replace")
    return _leniently(raw, guess_codec(raw))


def _is_ascii_based(codec: str) -> bool:
    return not codec.startswith(
        ("utf-16", "utf_16", "utf-32", "utf_32", "utf-7", "utf_7", "hz", "iso2022", "cp037", "cp500", "cp1140")
    )


def _strictly(raw: bytes, codec: str) -> str | None:
    if codec == "cp1252":
        # Five bytes are empty in cp1252 and harmless in its sister; one of them must not spoil the text.
        return _leniently(raw, codec) if not _has_utf8_letters(raw) else None
    try:
        return raw.decode(codec)
    except (UnicodeError, ValueError):
        return None


def _leniently(raw: bytes, codec: str) -> str:
    if codec == "cp1252":
        try:
            return raw.decode("cp1252")
        except UnicodeDecodeError:
            return raw.decode("latin-1")
    return raw.decode(codec, "replace")


_UTF8_LETTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]+")


def _has_utf8_letters(raw: bytes) -> bool:
    """Text that says Latin-1 but is wholly valid UTF-8 was labelled wrong."""
    if _UTF8_LETTER.search(raw) is None:
        return False
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_nearly_utf8(raw: bytes) -> bool:
    """One letter cut in half must not turn a whole UTF-8 mail into another charset."""
    good = sum(len(found) for found in _UTF8_LETTER.findall(raw))
    high = sum(len(found) for found in _HIGH.findall(raw))
    return high > 4 and good >= 0.8 * high


def _is_nearly(raw: bytes, codec: str) -> bool:
    text = raw.decode(codec, "replace")
    return text.count("\ufffd") <= 1 + len(text) // 50
