"""What this room puts on desks and takes off them."""

from __future__ import annotations

import datetime as dt

from bailu.inbox.commands import ask, settle
from bailu.kernel.actor import Actor
from bailu.kernel.acts import step
from bailu.organisations.roles import Role
from bailu.procurement.models import Procedure

KINDS = ("prepare", "approve_method", "answer_enquiry", "open_bids", "confirm_opening")


@step
def ask_of(
    actor: Actor,
    procedure: Procedure,
    kind: str,
    *,
    url: str,
    role: str,
    organisation_id: int | None = None,
    due_at: dt.datetime | None = None,
    basis: str = "",
    counted: str = "",
    ref: str = "",
) -> None:
    """Ask the organisation that handles the procedure, unless another is named."""
    ask(
        actor,
        kind=f"procurement.{kind}",
        stream=procedure.project_no,
        subject_title=procedure.title,
        url=url,
        organisation_id=organisation_id or procedure.handler_id,
        role=role,
        due_at=due_at,
        basis=basis,
        counted=counted,
        ref=ref,
    )


@step
def done(actor: Actor, procedure: Procedure, kind: str, ref: str = "") -> bool:
    """True when it came after its term."""
    return settle(actor, kind=f"procurement.{kind}", stream=procedure.project_no, ref=ref)


@step
def ask_preparation(actor: Actor, procedure: Procedure, url: str) -> None:
    ask_of(actor, procedure, "prepare", url=url, role=Role.PROCUREMENT_OFFICER, basis="XM2015:3.4")


@step
def settle_open(actor: Actor, procedure: Procedure) -> None:
    """The procedure has ended: nothing of it waits any more, unanswered questions neither."""
    for kind in KINDS:
        done(actor, procedure, kind)
    for pk in procedure.enquiries.filter(answered_at__isnull=True).values_list("pk", flat=True):
        done(actor, procedure, "answer_enquiry", ref=str(pk))
