"""What needs and projects are found by."""

from __future__ import annotations

from django.contrib.postgres.search import SearchVector

from bailu.planning.models import Need, Project
from bailu.ui.search import vector


def vector_of(thing: Need | Project) -> SearchVector:
    """Number, name, purchaser, area, and who provides it."""
    provider = thing.provider.name if isinstance(thing, Project) and thing.provider else ""
    return vector(thing.no, thing.title, thing.purchaser.name, thing.area, provider)
