"""``{% cotton name … %}`` of a component that is written in Python (``bailu.ui.leaves``); every other one is cotton's own affair."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.base import Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString
from django_cotton.templatetags import UnprocessableDynamicAttr
from django_cotton.templatetags._component import AttrKind, CottonComponentNode, PreparedAttr, cotton_component

from bailu.ui import leaves
from bailu.ui.registers import cells

register = template.Library()

COMPONENTS = leaves.LEAVES | {"listing": cells.listing}


class LeafNode(template.Node):
    def __init__(self, node: CottonComponentNode) -> None:
        self.leaf = COMPONENTS[node.component_name]
        self.attrs: list[PreparedAttr] = node._prepared_attrs
        self.nodelist: template.NodeList = node.nodelist

    def render(self, context: Context) -> SafeString:
        given = {attr.key: value for attr in self.attrs if (value := _value(attr, context)) is not None}
        if self.nodelist:
            given["slot"] = self.nodelist.render(context)
        return leaves.written(self.leaf, given)


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
