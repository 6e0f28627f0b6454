"""Who may be tried: the sign-in page of the demonstration says it, since nobody can ask an administrator for an account."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings

from bailu.demo import script
from bailu.demo.waiting import waiting
from bailu.organisations.roles import Role

register = template.Library()


@register.inclusion_tag("demo/people.html")
def demo_people() -> dict[str, Any]:
    """Every invented person with the one password; nothing outside the demonstration."""
    if not settings.DEMO_CLOCK:
        return {"people": []}
    cast = script.cast()
    bodies = {body["key"]: body.get("existing") or body["name"] for body in cast["bodies"]}
    todo = waiting()
    people = [(p["username"], p["name"], bodies[p["at"]], Role[p["role"]].label, todo.get(p["username"])) for p in cast["people"]]
    return {"people": people, "password": cast["password"]}
