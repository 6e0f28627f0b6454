"""Who acts: a person in an organisation with its roles, or the system itself."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Actor:
    """Every act names one. ``county`` is the six-digit code of the county (or city) the organisation belongs to."""

    user_id: int | None
    name: str
    organisation_id: int | None = None
    organisation_name: str = ""
    organisation_kind: str = ""
    organisation_function: str = ""
    roles: frozenset[str] = field(default_factory=frozenset)
    county: str = "350200"
    division: str = ""

    def has(self, *roles: str) -> bool:
        """True when the actor holds any of the roles."""
        return any(str(role) in self.roles for role in roles)

    @property
    def signed_in(self) -> bool:
        return self.user_id is not None

    @property
    def is_system(self) -> bool:
        return self is SYSTEM


SYSTEM = Actor(user_id=None, name="系统", roles=frozenset({"system"}))
ANONYMOUS = Actor(user_id=None, name="访客")
