"""Is this message a copy of one that came before?

The same message over two channels, one text from many senders, words that a customer pastes again. Two messages are
laid side by side, word by word in order, after greeting, signature, quotes and numbers are taken off: what is lost is
what the other does not say. So a signature, an order number or one sentence more makes no difference and a typing error
little. Candidates among many messages are found by a bounded number of marks of each.

Do not use it for messages of a few words ("where is my parcel"): different people write those in the same words every
day, and too little is said to know (`is_telling` is false). Nor to merge anything without a person.

Reference: alignment of two sequences (Needleman and Wunsch, 1970) of words, with the mistakes of typing inside them
(Damerau, 1964); marks are a bottom-k sample of runs of letters (Broder, 1997; Schleimer et al., 2003).

>>> one = "Ik heb vrij genomen voor de bank en er is in het tijdvak niemand geweest. Wanneer komt hij wel?"
>>> other = "Hoi, ik heb vrij genomen voor de bank en er is in het tijdvak niemnd geweest. Wanneer komt hij? Groet, Wim"
>>> compare_messages(one, other).is_copy
True
>>> compare_messages(one, "Ik heb vrij genomen maar de monteur voor de wasmachine kwam in de middag pas.").is_copy
False
"""

from wortel.analysis.copies.comparing import CERTAIN, Overlap, compare_messages, compare_words
from wortel.analysis.copies.marks import MOST_MARKS, mark_text, mark_words
from wortel.analysis.copies.reading import is_telling, read_words

__all__ = [
    "CERTAIN",
    "MOST_MARKS",
    "Overlap",
    "compare_messages",
    "compare_words",
    "is_telling",
    "mark_text",
    "mark_words",
    "read_words",
]
