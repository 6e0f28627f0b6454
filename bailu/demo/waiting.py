"""For whom something waits: whoever tries the demonstration looks for a desk that is not empty."""

from __future__ import annotations

from collections import Counter

from django.db.models import Count

from bailu.inbox.models import Task
from bailu.organisations.models import Membership


def waiting() -> dict[str, int]:
    """How many open tasks each person sees, by user name; those without one are left out. Two queries."""
    rows = Task.objects.open().order_by().values_list("organisation_id", "role", "person_id").annotate(n=Count("pk"))
    asked = Counter({(body, role, person): n for body, role, person, n in rows})
    found: Counter[str] = Counter()
    for person, name, body, role in Membership.objects.values_list("person_id", "person__username", "organisation_id", "role").distinct():
        found[name] += asked[(body, role, None)] + asked[(body, role, person)]
    return {name: n for name, n in found.items() if n}
