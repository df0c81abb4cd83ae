"""The reader of language, opened once for all tests that need it."""

from functools import cache

from wortel.analysis.embedding import SlowEncoder
from wortel.analysis.language.head import Head
from wortel.analysis.language.reader import Reader


@cache
def open_reader() -> Reader:
    return Reader(SlowEncoder(), Head.load())
