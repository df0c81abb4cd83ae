"""Which scores can be given to which question?"""

SCALES: dict[str, range] = {
    "csat": range(1, 6),
    "nps": range(11),
    "ces": range(1, 8),
    "friendliness": range(1, 11),
}


def is_score(question: str, score: int) -> bool:
    return score in SCALES.get(question, range(0))
