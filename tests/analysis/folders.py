"""Small models on disk with a planted meaning, in the forms in which people keep theirs."""

import json
import struct
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

# Each line is one meaning: its words have the same vector.
MEANINGS = (("pakket", "parcel"), ("waar", "where"), ("blijft", "is"), ("mijn", "my"), ("abonnement",), ("opzeggen",))
SPECIAL = ("[UNK]", "[PAD]", "?", ",")
FLOAT, INT64 = 1, 7


def write_static(folder: Path) -> None:
    """Word vectors, as model2vec keeps them."""
    write_tokenizer(folder)
    table = _table()
    contents = {"embeddings": {"dtype": "F32", "shape": list(table.shape), "data_offsets": [0, table.nbytes]}}
    head = json.dumps(contents).encode()
    (folder / "model.safetensors").write_bytes(struct.pack("<Q", len(head)) + head + table.tobytes())


def write_network(folder: Path) -> None:
    """A network of one step that looks the words up, in ONNX."""
    write_tokenizer(folder)
    table = _table()
    tensor = b"".join(_number(1, size) for size in table.shape)
    tensor += _number(2, FLOAT) + _bytes(8, b"table") + _bytes(9, table.tobytes())
    step = _bytes(1, b"table") + _bytes(1, b"input_ids") + _bytes(2, b"states") + _bytes(4, b"Gather")
    graph = _bytes(1, step) + _bytes(2, b"words") + _bytes(5, tensor)
    graph += _bytes(11, _port(b"input_ids", INT64, ("n", "t")))
    graph += _bytes(12, _port(b"states", FLOAT, ("n", "t", table.shape[1])))
    (folder / "model.onnx").write_bytes(_number(1, 8) + _bytes(7, graph) + _bytes(8, _number(2, 13)))


def write_tokenizer(folder: Path) -> None:
    """Whole words in lower case."""
    special = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
    described = {
        "version": "1.0",
        "added_tokens": [{"id": at, "content": word, **special} for at, word in enumerate(SPECIAL[:2])],
        "normalizer": {"type": "Lowercase"},
        "pre_tokenizer": {"type": "Whitespace"},
        "model": {"type": "WordLevel", "vocab": {word: at for at, word in enumerate(_words())}, "unk_token": "[UNK]"},
    }
    (folder / "tokenizer.json").write_text(json.dumps(described), encoding="utf-8")


def _words() -> list[str]:
    return [*SPECIAL, *(word for meaning in MEANINGS for word in meaning)]


def _table() -> NDArray[np.float32]:
    rows = np.random.default_rng(1).normal(size=(len(SPECIAL) + len(MEANINGS), 16)).astype(np.float32)
    of_word = [*range(len(SPECIAL)), *(len(SPECIAL) + at for at, words in enumerate(MEANINGS) for _ in words)]
    return rows[of_word]


def _port(name: bytes, kind: int, shape: tuple[str | int, ...]) -> bytes:
    sizes = [_number(1, size) if isinstance(size, int) else _bytes(2, size.encode()) for size in shape]
    tensor = _number(1, kind) + _bytes(2, b"".join(_bytes(1, size) for size in sizes))
    return _bytes(1, name) + _bytes(2, _bytes(1, tensor))


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _bytes(field: int, value: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(value)) + value


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])
