"""What is new in a mail, what is quoted, and what is a signature. Folding is a view: nothing is ever thrown away."""

from wortel.channels.email.folding.html import FoldedHtml, fold_html
from wortel.channels.email.folding.text import Folded, fold_text
from wortel.channels.email.html_text import html_to_text

__all__ = ["Folded", "FoldedHtml", "fold", "fold_html", "fold_text"]


def fold(text: str, source: str) -> tuple[str, str]:
    """Fold the text form; where it shows no quote but the HTML marks one, believe the HTML."""
    folded = fold_text(text)
    if source and not folded.quoted:
        by_markup = fold_html(source)
        if by_markup.quoted:
            again = fold_text(html_to_text(by_markup.reply))
            return again.reply, html_to_text(by_markup.quoted)
    return folded.reply, folded.quoted
