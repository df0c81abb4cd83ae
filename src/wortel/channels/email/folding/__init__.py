"""What is new in a mail, what is quoted, and what is a signature. Folding is a view: nothing is ever thrown away."""

from wortel.channels.email.folding.html import FoldedHtml, fold_html
from wortel.channels.email.folding.text import Folded, fold_text

__all__ = ["Folded", "FoldedHtml", "fold_html", "fold_text"]
