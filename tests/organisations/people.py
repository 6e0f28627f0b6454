"""One person of every role, each in an organisation where the role belongs."""

from __future__ import annotations

from collections.abc import Mapping

from bailu.organisations.models import Person
from bailu.organisations.roles import Role
from tests.factories import make_actor


def make_people() -> Mapping[str, Person]:
    return {str(role): Person.objects.get(pk=make_actor(role).user_id) for role in Role}
