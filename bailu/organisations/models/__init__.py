"""Who takes part: divisions, organisations, people, memberships; what a provider has shown and how it has done."""

from bailu.organisations.models.bodies import CITY, Division, Organisation
from bailu.organisations.models.people import Affiliation, Membership, Person
from bailu.organisations.models.records import Condition, TrackRecord

__all__ = ["CITY", "Affiliation", "Condition", "Division", "Membership", "Organisation", "Person", "TrackRecord"]
