"""With what letter does an organisation sign?"""

ARTICLES = {"de", "het", "een", "the", "a", "an"}


def initial(name: str) -> str:
    """De Voorbeeldwinkel signs with a V."""
    words = [word for word in name.split() if word.casefold() not in ARTICLES] or name.split() or ["?"]
    return words[0][0].upper()
