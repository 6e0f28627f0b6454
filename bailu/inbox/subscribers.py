"""News of lower rooms that puts something on a desk or takes it off."""

from __future__ import annotations

from bailu.inbox.commands import ask, settle
from bailu.kernel.actor import Actor
from bailu.organisations import events, queries
from bailu.organisations.models import Organisation
from bailu.organisations.roles import Role

DECIDE = "organisations.decide_conditions"
MEND = "organisations.mend_conditions"
BASIS = "XM2015:3.2"


def conditions_submitted(actor: Actor, event: events.ConditionsSubmitted) -> None:
    """The bureau of the provider's district (or of the city) is to decide; the provider has done its part."""
    provider = Organisation.objects.get(pk=event.organisation_id)
    stream = f"O-{provider.pk}"
    settle(actor, kind=MEND, stream=stream)
    bureau = queries.bureau_for(provider)
    if bureau is not None:
        ask(
            actor,
            kind=DECIDE,
            stream=stream,
            subject_title=provider.name,
            url=provider.get_absolute_url(),
            organisation_id=bureau,
            role=Role.BUREAU_CLERK,
            basis=BASIS,
        )


def conditions_decided(actor: Actor, event: events.ConditionsDecided) -> None:
    """Decided; what was returned is the provider's to mend."""
    provider = Organisation.objects.get(pk=event.organisation_id)
    stream = f"O-{provider.pk}"
    settle(actor, kind=DECIDE, stream=stream)
    if not event.accepted:
        ask(
            actor,
            kind=MEND,
            stream=stream,
            subject_title=provider.name,
            url=provider.get_absolute_url(),
            organisation_id=provider.pk,
            role=Role.PROVIDER_HEAD,
            basis=BASIS,
        )
