"""The language of each text, among those that are expected."""

from collections.abc import Sequence
from functools import cache
from typing import Any

EXPECTED = ("nl", "en")


def find_languages(texts: Sequence[str], expected: Sequence[str] = EXPECTED) -> list[str]:
    """One code a text; limited to the expected ones, because a short text looks like many languages."""
    identify = _identifier(tuple(expected))
    return [identify.classify(text)[0] for text in texts]


@cache
def _identifier(expected: tuple[str, ...]) -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    whole = LanguageIdentifier.from_model_file(MODEL_FILE)
    whole.set_languages(list(expected))
    # It keeps all 142 languages, to be able to go back; of these we keep no more than what we expect.
    parts = whole.nb_ptc, whole.nb_pc, whole.nb_classes, whole.tk_nextmove, whole.tk_output
    return LanguageIdentifier(*parts, tk_row=whole.tk_row)
