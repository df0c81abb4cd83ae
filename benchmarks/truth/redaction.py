"""What identifies people in fictional messages, found or missed, and what was masked for nothing."""

from collections import Counter

from benchmarks.results import record, table
from tests.analysis.personal import Message, make_messages

from wortel.analysis.intervals import estimate_share
from wortel.analysis.redact import find_personal


def main() -> None:
    messages = make_messages()
    there, found = count_found(messages)
    masked, right = count_masked(messages)
    lines = [(kind, *_share(found[kind], there[kind])) for kind in sorted(there)]
    lines.append(("all, recall", *_share(found.total(), there.total())))
    lines.append(("all, precision", *_share(right, masked)))
    report = (
        f"{len(messages)} fictional messages, half Dutch and half English, without any name known beforehand. Found: "
        "every letter of it is masked. Precision: masked pieces that stand in something planted (a date of birth "
        f"counts as right). One author, 24 shapes: expect less in real mail.\n\n"
        f"{table(('planted', 'share', 'interval', 'n'), lines)}"
    )
    print(report)
    record("redaction", report)


def count_found(messages: list[Message]) -> tuple[Counter[str], Counter[str]]:
    """How often each kind was planted, and how often all of it was masked."""
    there: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for message in messages:
        hidden = {place for span in find_personal(message.text) for place in range(span.start, span.end)}
        for kind, words in message.planted:
            start = message.text.index(words)
            there[kind] += 1
            letters = (start + place for place, letter in enumerate(words) if letter.isalnum())
            found[kind] += all(place in hidden for place in letters)
    return there, found


def count_masked(messages: list[Message]) -> tuple[int, int]:
    """How many pieces were masked, and how many of those stand in something that was planted."""
    masked = right = 0
    for message in messages:
        planted = [*(words for _, words in message.planted), "3 mei 1981", "3 May 1981"]
        for span in find_personal(message.text):
            words = message.text[span.start : span.end]
            masked += 1
            right += any(words in one or one in words for one in planted)
    return masked, right


def _share(some: int, n: int) -> tuple[str, str, str]:
    share = estimate_share(some, n)
    return f"{share.value or 0:.1%}", f"{share.low or 0:.1%} to {share.high or 0:.1%}", f"{n}"


if __name__ == "__main__":
    main()
