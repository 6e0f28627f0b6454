"""Two tags that pages use by the hundred, made cheap.

``{% cotton name … %}`` of a component that is written in Python (``bailu.ui.leaves``); every other one is cotton's own affair. And
``{% translate "…" %}`` of fixed words, which are looked up once in each language.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.template.base import Parser, Token, Variable
from django.template.context import Context
from django.templatetags.i18n import TranslateNode, do_translate
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django_cotton.templatetags import UnprocessableDynamicAttr
from django_cotton.templatetags._component import AttrKind, CottonComponentNode, PreparedAttr, cotton_component
from django_cotton.templatetags._slot import CottonSlotNode
from django_cotton.utils import get_cotton_data

from bailu.ui import leaves
from bailu.ui.registers import cells

register = template.Library()

COMPONENTS = leaves.LEAVES | {"listing": cells.listing}


class LeafNode(template.Node):
    def __init__(self, node: CottonComponentNode) -> None:
        self.leaf = COMPONENTS[node.component_name]
        self.attrs: list[PreparedAttr] = node._prepared_attrs
        self.slots = [(each.slot_name, each.nodelist) for each in node.nodelist if isinstance(each, CottonSlotNode)]
        self.nodelist = template.NodeList(each for each in node.nodelist if not isinstance(each, CottonSlotNode))
        self.conditional = bool(self.nodelist.get_nodes_by_type(CottonSlotNode))

    def render(self, context: Context) -> SafeString:
        given = {attr.key: value for attr in self.attrs if (value := _value(attr, context)) is not None}
        for name, nodes in self.slots:
            given[name] = nodes.render(context)
        if self.nodelist:
            given["slot"] = self._inside(context, given) if self.conditional else self.nodelist.render(context)
        return leaves.written(self.leaf, given)

    def _inside(self, context: Context, given: dict[str, Any]) -> SafeString:
        """A slot within a condition puts itself where cotton keeps the slots of the component at work."""
        stack, own = get_cotton_data(context)["stack"], {"key": "", "attrs": {}, "slots": {}}
        stack.append(own)
        try:
            return self.nodelist.render(context)
        finally:
            stack.pop()
            given |= own["slots"]  # type: ignore[arg-type]


class SaidNode(template.Node):
    def __init__(self, node: TranslateNode) -> None:
        self.asvar, node.asvar = node.asvar, None
        self.node = node
        self.known: dict[str, str] = {}

    def render(self, context: Context) -> str:
        language = get_language() or ""
        said = self.known.get(language)
        if said is None:
            said = self.known[language] = self.node.render(context)
        if self.asvar is None:
            return said
        context[self.asvar] = said
        return ""


def _value(attr: PreparedAttr, context: Context) -> Any:
    """As cotton reads it."""
    if attr.kind == AttrKind.ESCAPED and attr.compiled:
        return attr.compiled.render(context)
    if attr.kind in (AttrKind.DYNAMIC, AttrKind.UNQUOTED):
        try:
            return attr.compiled.resolve(context)
        except UnprocessableDynamicAttr:
            return attr.value if attr.kind == AttrKind.UNQUOTED else None
    return attr.value


@register.tag("cotton")
def component(parser: Parser, token: Token) -> template.Node:
    node: CottonComponentNode = cotton_component(parser, token)
    return LeafNode(node) if node.component_name in COMPONENTS else node


@register.tag
def translate(parser: Parser, token: Token) -> template.Node:
    node = do_translate(parser, token)
    said = node.filter_expression
    fixed = isinstance(said.var, Variable) and said.var.lookups is None and not said.filters
    return SaidNode(node) if fixed and not node.message_context else node
