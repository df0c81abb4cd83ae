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

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(list(expected))
    return identifier
