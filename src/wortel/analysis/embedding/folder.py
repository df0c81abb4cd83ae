"""An embedder of your own: a folder on disk that holds a model."""

import json
from collections.abc import Sequence
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wortel.analysis.embedding.embedder import Embedder, Kind, Vectors, mark_of, to_unit

TOKENIZER = "tokenizer.json"
STATIC = "model.safetensors"
NETWORKS = ("model.onnx", "onnx/model.onnx", "model_quantized.onnx", "onnx/model_quantized.onnx")
BATCH = 32
# What a network reads of a text when its folder does not say.
MOST_TOKENS = 512
_DTYPES = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "I64": "<i8", "I32": "<i4", "U8": "u1"}


class CannotRead(Exception):
    """The folder holds no model that can be read here; the message says what is missing."""


def open_folder(folder: Path) -> Embedder:
    """The model in this folder: static word vectors (model2vec) or a network (ONNX, as sentence-transformers keeps it).

    Both need the package `tokenizers`, a network also `onnxruntime`; neither comes with Wortel. Nothing is downloaded.
    """
    if not (folder / TOKENIZER).is_file():
        raise CannotRead(f"{folder} has no {TOKENIZER}")
    network = next((folder / name for name in NETWORKS if (folder / name).is_file()), None)
    if network is not None:
        return NetworkFolder(folder, network)
    if (folder / STATIC).is_file() and "embeddings" in read_tensors(folder / STATIC):
        return StaticFolder(folder)
    raise CannotRead(f"{folder} has no network ({', '.join(NETWORKS)}) and no {STATIC} with a table of word vectors")


class _Folder:
    """What both kinds of folder share: a name, a mark of the weights and a tokenizer."""

    languages: frozenset[str] = frozenset()
    is_symmetric = True

    def __init__(self, folder: Path, weights: Path) -> None:
        self._folder, self._weights = folder, weights
        self._tokenizer: Any = _load("tokenizers").Tokenizer.from_file(str(folder / TOKENIZER))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    @cached_property
    def model_id(self) -> str:
        return f"{self._folder.name}/0/{mark_of(self._weights)}"

    def count_tokens(self, text: str) -> int:
        return len(self._tokenizer.encode(text, add_special_tokens=False).ids)


class StaticFolder(_Folder):
    """One vector a piece of a word; that of a text is their mean. Hundreds of times quicker than a network."""

    max_tokens: int | None = None

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, folder / STATIC)
        tensors = read_tensors(self._weights)
        self._table = tensors["embeddings"].astype(np.float32)
        vocabulary = self._tokenizer.get_vocab_size()
        # A folder made smaller afterwards shares rows between pieces and keeps their weights apart.
        self._rows = tensors.get("mapping", np.arange(vocabulary))
        self._weighs = tensors.get("weights", np.ones(vocabulary)).astype(np.float32)
        self.dim = int(self._table.shape[1])
        unknown = json.loads((folder / TOKENIZER).read_text(encoding="utf-8"))["model"].get("unk_token")
        self._unknown = self._tokenizer.token_to_id(unknown) if unknown else None

    def embed(self, texts: Sequence[str], *, kind: Kind = "cluster") -> Vectors:
        """Unit rows; the kind makes no difference to this model."""
        del kind
        rows = np.zeros((len(texts), self.dim), np.float32)
        for number, pieces in enumerate(self._tokenizer.encode_batch(list(texts), add_special_tokens=False)):
            known = [piece for piece in pieces.ids if piece != self._unknown]
            if known:
                rows[number] = (self._table[self._rows[known]] * self._weighs[known, None]).mean(axis=0)
        return _never_zero(to_unit(rows))


class NetworkFolder(_Folder):
    """A transformer in ONNX, with the mean or the first of its states as `1_Pooling/config.json` says."""

    def __init__(self, folder: Path, network: Path) -> None:
        super().__init__(folder, network)
        runtime = _load("onnxruntime")
        options = runtime.SessionOptions()
        # One thread: several spin while they wait for each other.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session: Any = runtime.InferenceSession(str(network), options, providers=["CPUExecutionProvider"])
        self._asked = {one.name for one in self._session.get_inputs()}
        self.dim = int(self._session.get_outputs()[0].shape[-1])
        said = _read_json(folder / "sentence_bert_config.json")
        self.max_tokens: int | None = int(said.get("max_seq_length") or MOST_TOKENS)
        self._takes_first = bool(_read_json(folder / "1_Pooling" / "config.json").get("pooling_mode_cls_token"))
        self._tokenizer.enable_truncation(self.max_tokens)
        self._tokenizer.enable_padding()

    def embed(self, texts: Sequence[str], *, kind: Kind = "cluster") -> Vectors:
        """Unit rows, longest texts first so that a batch is padded little; the kind makes no difference."""
        del kind
        rows = np.zeros((len(texts), self.dim), np.float32)
        order = sorted(range(len(texts)), key=lambda at: -len(texts[at]))
        for start in range(0, len(order), BATCH):
            chosen = order[start : start + BATCH]
            rows[chosen] = self._read([texts[at] for at in chosen])
        return _never_zero(to_unit(rows))

    def _read(self, texts: list[str]) -> NDArray[np.float32]:
        pieces = self._tokenizer.encode_batch(texts)
        mask = np.array([one.attention_mask for one in pieces], np.int64)
        given = {
            "input_ids": np.array([one.ids for one in pieces], np.int64),
            "attention_mask": mask,
            "token_type_ids": np.zeros_like(mask),
        }
        states = self._session.run(None, {name: given[name] for name in given if name in self._asked})[0]
        if states.ndim == 2:  # the network does its own pooling
            return np.asarray(states, np.float32)
        if self._takes_first:
            return np.asarray(states[:, 0], np.float32)
        weights = mask[:, :, None].astype(np.float32)
        return np.asarray((states * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1), np.float32)


def read_tensors(file: Path) -> dict[str, NDArray[Any]]:
    """The arrays of a safetensors file: a length, a table of contents in JSON, and the numbers."""
    raw = file.read_bytes()
    begin = 8 + int.from_bytes(raw[:8], "little")
    contents = json.loads(raw[8:begin])
    contents.pop("__metadata__", None)
    unknown = {one["dtype"] for one in contents.values()} - set(_DTYPES)
    if unknown:
        raise CannotRead(f"{file} holds numbers of the kind {', '.join(sorted(unknown))}")
    return {
        name: np.frombuffer(
            raw[begin + one["data_offsets"][0] : begin + one["data_offsets"][1]], _DTYPES[one["dtype"]]
        ).reshape(one["shape"])
        for name, one in contents.items()
    }


def _never_zero(rows: Vectors) -> Vectors:
    """An empty text points the same way as any other empty text, not nowhere."""
    empty = ~rows.any(axis=1)
    rows[empty] = 1 / np.sqrt(rows.shape[1])
    return rows


def _read_json(file: Path) -> dict[str, Any]:
    return dict(json.loads(file.read_text(encoding="utf-8"))) if file.is_file() else {}


def _load(package: str) -> Any:
    try:
        return import_module(package)
    except ImportError as missing:
        raise CannotRead(
            f"reading a model from a folder needs the package {package}: install it beside Wortel"
        ) from missing
