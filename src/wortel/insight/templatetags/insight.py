"""The dotted words that open a definition."""

from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from wortel.insight.definitions import define
from wortel.ui import numbers

register = template.Library()


@register.simple_tag(name="defined")
def defined(figure: str, words: str, mark: str = "") -> SafeString:
    """`words` as a button that shows what the figure means; `mark` keeps a second one on the page apart."""
    definition, id_ = define(figure), f"def-{figure}{mark}"
    return format_html(
        '<button class="def" type="button" popovertarget="{}">{}</button>'
        '<span class="def-p" id="{}" popover role="note"><b>{}</b><span>{}</span></span>',
        id_, words, id_, definition.name, definition.text,
    )  # fmt: skip


@register.filter
def cents(amount: int | None) -> str:
    """Euros without their sign, for a column that has it in its head."""
    return "" if amount is None else numbers.number(Decimal(amount) / 100, 2)


@register.filter
def eur(amount: Decimal) -> str:
    return numbers.euros(amount * 100)


@register.filter
def hundred(share: float | None, decimals: int = 1) -> str:
    """A share without its sign, where the words around it say what it is of."""
    return "" if share is None else numbers.per_hundred(share, decimals)


@register.filter
def signed(count: int) -> str:
    """A difference in a column of differences."""
    return f"+{numbers.number(count)}" if count > 0 else numbers.number(count)


@register.filter
def signed_cents(amount: int) -> str:
    return f"+{cents(amount)}" if amount > 0 else cents(amount)
