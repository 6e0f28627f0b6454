"""News of lower rooms that puts something on a desk or takes it off."""

from __future__ import annotations

from bailu.inbox.commands import ask, settle
from bailu.inbox.tasks import DECIDE, MEND
from bailu.kernel.actor import Actor
from bailu.organisations import events, queries
from bailu.organisations.models import Organisation


def conditions_submitted(actor: Actor, event: events.ConditionsSubmitted) -> None:
    """The bureau of the provider's district (or of the city) is to decide; the provider has done its part."""
    provider = Organisation.objects.get(pk=event.organisation_id)
    settle(actor, MEND, provider)
    bureau = queries.bureau_for(provider)
    if bureau is not None:
        ask(actor, DECIDE, provider, organisation_id=bureau)


def conditions_decided(actor: Actor, event: events.ConditionsDecided) -> None:
    """Decided; what was returned is the provider's to mend."""
    provider = Organisation.objects.get(pk=event.organisation_id)
    settle(actor, DECIDE, provider)
    if not event.accepted:
        ask(actor, MEND, provider)
