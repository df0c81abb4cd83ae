"""Reads rows one by one: a field that nobody knows refuses all of them, a wrong value only its own row."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from wortel.api.rows import Row

MOST_TOLD = 20


@dataclass(frozen=True, slots=True)
class Fault:
    """Where in what was sent something is wrong, as a JSON pointer, and what."""

    pointer: str
    reason: str


class UnknownFields(Exception):
    """Fields that do not exist: a mistake in the sender, so nothing is taken."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(faults)
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Refused:
    row: int
    reason: str


def read_rows[Each: Row](kind: type[Each], sent: Iterable[Any], *, name: str) -> tuple[dict[int, Each], list[Refused]]:
    """The good rows by their place in the list, and the bad ones with their reason."""
    good: dict[int, Each] = {}
    bad: list[Refused] = []
    unknown: list[Fault] = []
    for place, values in enumerate(sent):
        try:
            good[place] = kind.model_validate(values)
        except ValidationError as error:
            faults = error.errors(include_url=False, include_context=False, include_input=False)
            extra = [fault for fault in faults if fault["type"] == "extra_forbidden"]
            unknown += [Fault(pointer(name, place, *fault["loc"]), "is not a field we know") for fault in extra]
            bad.append(Refused(place, _say(faults[0]["loc"], faults[0]["msg"])))
    if unknown:
        raise UnknownFields(unknown[:MOST_TOLD])
    return good, bad


def pointer(*steps: str | int) -> str:
    """A place in the body, as RFC 6901 writes it.

    >>> pointer("orders", 0, "a/b")
    '/orders/0/a~1b'
    """
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)


def _say(place: tuple[int | str, ...], message: str) -> str:
    field = ".".join(map(str, place))
    words = message.removeprefix("Value error, ")
    return f"{field}: {words}" if field else words
