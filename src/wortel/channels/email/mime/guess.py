"""Which character set do these undeclared bytes speak?

Each candidate that decodes strictly is scored by how ordinary its letters are: kana and common ideographs for East
Asian sets, lower-case Cyrillic for the Cyrillic ones. Western text shows itself by its high bytes standing alone.
"""

import re

_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_SAMPLE = 20_000

_KANA = re.compile("[\u3040-\u30ff]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_HAN = re.compile("[\u4e00-\u9fff]")
_LOWER_CYRILLIC = re.compile("[\u0430-\u044f\u0451\u0454\u0456\u0457]")
_UPPER_CYRILLIC = re.compile("[\u0410-\u042f\u0401]")
_ODD = re.compile("[\ue000-\uf8ff\uff61-\uff9f\u2500-\u259f\ufffd\x80-\x9f]")


def guess_codec(raw: bytes) -> str:
    """Name the Python codec that reads `raw` most plausibly; cp1252 where nothing speaks for another."""
    if b"\x1b$" in raw or b"\x1b(" in raw:
        return "iso2022_jp_2" if _decodes(raw, "iso2022_jp_2") else "cp1252"
    sample = raw[:_SAMPLE]
    if _looks_western(sample):
        return "cp1252"
    scores = [(score, codec) for codec, judge in _JUDGES if (score := _score(sample, codec, judge)) > 0]
    return max(scores)[1] if scores else "cp1252"


def _looks_western(sample: bytes) -> bool:
    """Western words have single accented letters between plain ones; other scripts come in runs."""
    runs = _HIGH_RUN.findall(sample)
    high = sum(map(len, runs))
    return not runs or high / len(runs) < 1.6


def _score(sample: bytes, codec: str, judge: "re.Pattern[str] | tuple[re.Pattern[str], re.Pattern[str]]") -> float:
    text = _decode_cut(sample, codec)
    if text is None:
        return 0.0
    wide = [letter for letter in text if letter > "\x7f"]
    if not wide:
        return 0.0
    joined = "".join(wide)
    good, bad = judge if isinstance(judge, tuple) else (judge, None)
    points = len(good.findall(joined)) - 3 * len(_ODD.findall(joined))
    if bad is not None:
        points -= len(bad.findall(joined))
    share: float = points / len(wide)
    return share * _WEIGHT.get(codec, 1.0) + _frequent_leads(sample, codec)


def _frequent_leads(sample: bytes, codec: str) -> float:
    """Share of double bytes in the rows where a set keeps its most used signs: tells GB, Big5 and EUC-KR apart."""
    rows = _FREQUENT_ROWS.get(codec)
    if rows is None:
        return 0.0
    low, high = rows
    runs: list[bytes] = _HIGH_RUN.findall(sample)
    leads = [lead for run in runs for lead in run[::2]]
    return 0.5 * sum(low <= lead <= high for lead in leads) / len(leads)


def _decode_cut(sample: bytes, codec: str) -> str | None:
    """Decode, allowing that the sample or the header was cut inside its last sign."""
    for cut in (0, 1):
        try:
            return sample[: len(sample) - cut].decode(codec)
        except UnicodeDecodeError:
            continue
    return None


def _decodes(raw: bytes, codec: str) -> bool:
    try:
        raw.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


_JUDGES: tuple[tuple[str, "re.Pattern[str] | tuple[re.Pattern[str], re.Pattern[str]]"], ...] = (
    ("cp932", _KANA),
    ("euc_jp", _KANA),
    ("euc_kr", _HANGUL),
    ("gb18030", _HAN),
    ("big5", _HAN),
    ("koi8_r", (_LOWER_CYRILLIC, _UPPER_CYRILLIC)),
    ("cp1251", (_LOWER_CYRILLIC, _UPPER_CYRILLIC)),
)
# Kana and Hangul are proof of a language; Han signs decode by accident in many sets, so they weigh less.
_WEIGHT = {"cp932": 2.5, "euc_jp": 2.5, "euc_kr": 1.1, "gb18030": 0.8, "big5": 0.8, "koi8_r": 1.2, "cp1251": 1.2}
_FREQUENT_ROWS = {"gb18030": (0xB0, 0xD7), "big5": (0xA4, 0xC6), "euc_kr": (0xB0, 0xC8)}
