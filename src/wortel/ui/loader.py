"""Loads templates once for each language, with everything that is always the same already written out.

A page of the desk holds about two hundred words, icons and keys that never change. Asking for each of them anew is
most of what such a page costs, so a template is read in the language of whoever asks and its fixed parts become plain
text (docs/decisions/0016-templates-are-read-once-per-language.md).
"""

import re
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

from django.template import Context, Node, NodeList, Origin, Template
from django.template.base import FilterExpression, TextNode, Variable
from django.template.defaulttags import IfNode
from django.template.library import SimpleNode
from django.template.loaders import base, cached
from django.templatetags.i18n import TranslateNode
from django.utils.translation import get_language

INDENTATION = re.compile(r"[ \t]*\n\s*")


def fixed[Tag: Callable[..., Any]](tag: Tag) -> Tag:
    """Mark a tag that says the same whenever it is asked with the same words in the same language."""
    tag.is_fixed = True  # type: ignore[attr-defined]  # an attribute of our own on a function
    return tag


class Reader(base.Loader):
    def get_template(self, template_name: str, skip: list[Origin] | None = None) -> Template:
        template = super().get_template(template_name, skip)
        write_out(template.nodelist, is_page=template_name.endswith(".html"))
        return template


class Loader(cached.Loader, Reader):
    """Keeps what was read, for each language apart."""

    def cache_key(self, template_name: str, skip: list[Origin] | None = None) -> str:
        return f"{get_language()}:{super().cache_key(template_name, skip)}"


def write_out(nodes: NodeList, *, is_page: bool = True) -> None:
    """Make plain text of every part that is fixed, and one text of those that stand side by side.

    Indentation is for whoever reads the template. A browser takes it for one space; a page keeps the line break.
    """
    for node in nodes:
        for inner in _inside(node):
            write_out(inner, is_page=is_page)
    nodes[:] = _joined(nodes, is_page)


def _inside(node: Node) -> Iterator[NodeList]:
    """What a tag stands around; a part in a language of its own is left as it is."""
    if isinstance(node, IfNode):
        yield from (nodes for _, nodes in node.conditions_nodelists)
    elif type(node).__name__ != "LanguageNode":
        yield from (nodes for name in node.child_nodelists if isinstance(nodes := getattr(node, name, None), NodeList))


def _joined(nodes: NodeList, is_page: bool) -> Iterator[Node]:
    for is_text, group in groupby(nodes, key=_is_fixed):
        if is_text:
            text = "".join(node.render(Context()) for node in group)
            yield TextNode(INDENTATION.sub("\n", text) if is_page else text)
        else:
            yield from group


def _is_fixed(node: Node) -> bool:
    if isinstance(node, TextNode):
        return True
    if isinstance(node, TranslateNode):
        return not node.asvar and node.message_context is None and _is_constant(node.filter_expression)
    if isinstance(node, SimpleNode) and getattr(node.func, "is_fixed", False):
        return node.target_var is None and all(map(_is_constant, (*node.args, *node.kwargs.values())))
    return False


def _is_constant(expression: FilterExpression) -> bool:
    is_word = not expression.is_var or (isinstance(expression.var, Variable) and expression.var.lookups is None)
    return is_word and not expression.filters
