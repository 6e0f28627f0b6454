"""The pool of experts."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from bailu.audit.commands import record
from bailu.award import policies
from bailu.award.enums import ExpertField
from bailu.award.models import ExpertProfile
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.acts import act
from bailu.kernel.errors import OutOfScope
from bailu.kernel.verdict import ALLOWED, Verdict, refuse, require
from bailu.organisations import queries as people
from bailu.organisations.roles import Role

STREAM = "O-experts"


@act
def admit_expert(
    actor: Actor, *, person_id: int, field: str, title: str = "", employer: str = "", since: dt.date | None = None
) -> ExpertProfile:
    """Enter a person who holds the role of an expert into the pool (IR2015:62).

    Refused for whoever lacks the role, is in the pool already, or is the one who keeps it.
    """
    require(policies.may_keep_pool(actor))
    require(_admissible(actor, person_id))
    profile = ExpertProfile.objects.create(
        person_id=person_id,
        field=ExpertField(field),
        title=title,
        employer=employer,
        since=since or clock.today(),
        admitted_by_id=policies.person(actor),
    )
    record(
        actor,
        "award.expert_admitted",
        profile,
        stream=STREAM,
        basis="IR2015:62",
        data={"field": profile.field},
        personal={"person": person_id},
    )
    return profile


@act
def retire_expert(actor: Actor, *, profile_id: int, reason: str, until: dt.date | None = None) -> ExpertProfile:
    """End a person's time in the pool, with the reason; committees already drawn are not touched."""
    profile = ExpertProfile.objects.visible_to(actor).select_for_update().filter(pk=profile_id).first()
    if profile is None:
        raise OutOfScope(f"award.ExpertProfile:{profile_id}")
    require(policies.may_keep_pool(actor))
    last = until or clock.today()
    require(_retirable(profile, reason, last))
    profile.until, profile.reason = last, reason.strip()
    profile.save(update_fields=["until", "reason"])
    record(actor, "award.expert_retired", profile, stream=STREAM, basis="IR2015:62", reason=profile.reason)
    return profile


def _admissible(actor: Actor, person_id: int) -> Verdict:
    if person_id == actor.user_id:
        return refuse(_("不能把自己列入专家库。"), "RB:8.2", code="self")
    if Role.EXPERT not in people.roles_of(person_id):
        return refuse(_("此人没有评审专家岗位，请先由管理员授予。"), "IR2015:62", code="role")
    if ExpertProfile.objects.open_on(clock.today()).filter(person_id=person_id).exists():
        return refuse(_("此人已在专家库。"), "IR2015:62", code="known")
    return ALLOWED


def _retirable(profile: ExpertProfile, reason: str, last: dt.date) -> Verdict:
    if profile.until is not None:
        return refuse(_("此人已出库。"), "IR2015:62", code="retired")
    if last < profile.since:
        return refuse(_("出库日期不得早于入库日期。"), "IR2015:62", code="dates")
    if not reason.strip():
        return refuse(_("出库须写明原因。"), "IR2015:62", code="reason")
    return ALLOWED
