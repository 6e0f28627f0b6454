"""Publishing the intention to purchase, thirty days ahead where the regime asks for it (CK2020-10)."""

from __future__ import annotations

import datetime as dt

from bailu.audit.commands import record
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.acts import act
from bailu.kernel.verdict import require
from bailu.law import params
from bailu.planning import policies, queries, rules
from bailu.planning.models import Intention, Project


@act
def publish_intention(actor: Actor, *, project_id: int, outline: str, expected_on: dt.date) -> Project:
    """Publish what will be purchased, for how much, when; again to correct it. Refused when ``expected_on`` is too near."""
    project = queries.lock(actor, project_id)
    require(policies.may_publish_intention(actor, project))
    assert actor.user_id is not None
    before = queries.intention_of(project)
    published = before.published_on if before else clock.today()
    require(rules.expected_late_enough(published, expected_on, params.regime(clock.today())))
    values = {"outline": outline.strip(), "amount": project.total, "expected_on": expected_on}
    Intention.objects.update_or_create(project=project, defaults={**values, "published_on": published, "published_by_id": actor.user_id})
    data = {"amount": project.total, "expected_on": expected_on, "published_on": published}
    record(actor, "planning.intention_published", project, basis=rules.INTENTION, data=data)
    return project
