"""What the rooms above report up: a site has begun."""

from __future__ import annotations

from bailu.inbox.commands import settle
from bailu.kernel.actor import Actor
from bailu.kernel.acts import step
from bailu.programmes import rules
from bailu.programmes.models import Site
from bailu.programmes.tasks import BEGIN


@step
def pilot_begun(actor: Actor, *, division: str) -> None:
    """The first project of the street is handed in: what was assigned to it is done."""
    code = division[: rules.STREET_DIGITS]
    site = Site.objects.standing().filter(division_id=code).select_related("application").first()
    if site is not None:
        settle(actor, BEGIN, site.application, ref=code)
