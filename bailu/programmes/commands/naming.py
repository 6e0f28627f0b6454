"""A district names its streets and towns with its supporting plan (clause 4.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from bailu.audit.commands import record
from bailu.documents.chinese import in_chinese
from bailu.documents.commands import acceptable, attach
from bailu.funds.numbering import next_no
from bailu.inbox.commands import ask, settle
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.acts import act, step
from bailu.kernel.verdict import require
from bailu.law import params
from bailu.law import rules as law
from bailu.organisations.models import Division
from bailu.programmes import calendar, policies, queries, rules
from bailu.programmes.enums import Batch
from bailu.programmes.models import Site, SiteApplication
from bailu.programmes.tasks import DECIDE, MEND
from bailu.ui.search import vector


@act
def name_sites(
    actor: Actor,
    *,
    batch: str,
    sites: Sequence[Mapping[str, str]],
    plan_title: str,
    plan_summary: str,
    plan: UploadedFile,
    assumed: bool = False,
) -> SiteApplication:
    """Hand a district's list in to the leading group's office. Each of ``sites``: ``division_code`` and ``reason``.

    Refused without a street or the supporting plan, with streets of another district or on another list (XM2015:4.1). After the
    preparation of its batch it is still taken, and recorded as late.
    """
    require(policies.may_apply(actor))
    assert actor.organisation_id is not None and actor.user_id is not None
    district = Division.objects.select_for_update().get(pk=actor.division)
    _require_whole(district, sites, plan_title, plan_summary, plan is not None)
    require(acceptable([plan]))
    now = clock.now()
    application = SiteApplication(
        no=next_no("D", now.year),
        title=_title(district, batch),
        batch=batch,
        district=district,
        county=actor.county,
        applicant_id=actor.organisation_id,
        submitted_by_id=actor.user_id,
        submitted_at=now,
        plan_title=plan_title.strip(),
        plan_summary=plan_summary.strip(),
        assumed=assumed,
    )
    application.save(force_insert=True)
    _write_sites(application, sites)
    _keep_plan(actor, application, plan)
    data = _hand_in(actor, application)
    last = calendar.named_by(batch, now.date())
    late = last is not None and now.date() > last
    record(actor, "programmes.sites_named", application, basis=calendar.clause_of(batch), data=data, late=late)
    return application


@act
def mend_sites(
    actor: Actor,
    *,
    application_id: int,
    sites: Sequence[Mapping[str, str]],
    plan_title: str,
    plan_summary: str,
    plan: UploadedFile | None = None,
) -> SiteApplication:
    """Hand a returned list in again, mended; without a new file the plan stays. Refused as ``name_sites``."""
    application = queries.lock(actor, application_id)
    require(policies.may_mend(actor, application))
    assert actor.user_id is not None
    district = Division.objects.select_for_update().get(pk=application.district_id)
    _require_whole(district, sites, plan_title, plan_summary, plan is not None or application.plan_id is not None, application.pk)
    require(acceptable([plan] if plan else []))
    application.move("resubmit")
    application.plan_title, application.plan_summary = plan_title.strip(), plan_summary.strip()
    application.submitted_by_id, application.submitted_at = actor.user_id, clock.now()
    application.decided_by_id, application.decided_at, application.decision = None, None, ""
    names = ["state", "plan_title", "plan_summary", "submitted_by", "submitted_at", "decided_by", "decided_at", "decision"]
    application.save(update_fields=names)
    _write_sites(application, sites)
    if plan is not None:
        _keep_plan(actor, application, plan)
    late = settle(actor, MEND, application)
    data = _hand_in(actor, application)
    record(actor, "programmes.sites_mended", application, basis=rules.NAMING, data=data, late=late)
    return application


def _require_whole(
    district: Division, sites: Sequence[Mapping[str, str]], plan_title: str, plan_summary: str, has_plan: bool, but: int = 0
) -> None:
    codes = [each["division_code"] for each in sites]
    require(rules.sites_named(codes, params.get("programme.min_pilots_per_district", on=clock.today())))
    require(rules.own_streets(codes, district.code, queries.streets_of(district.code)))
    require(rules.not_named_yet(queries.taken(codes, but)))
    require(rules.plan_whole(plan_title, plan_summary, has_plan))


@in_chinese
def _title(district: Division, batch: str) -> str:
    return f"{district.name}{Batch(batch).label}试点街道（镇）名单"


@step
def _write_sites(application: SiteApplication, sites: Sequence[Mapping[str, str]]) -> None:
    """Those that stay keep their row."""
    wanted = {each["division_code"]: each["reason"].strip() for each in sites}
    application.sites.exclude(division_id__in=wanted).delete()
    for code, reason in wanted.items():
        Site.objects.update_or_create(application=application, division_id=code, defaults={"reason": reason})


@step
def _keep_plan(actor: Actor, application: SiteApplication, plan: UploadedFile) -> None:
    application.plan = attach(
        actor,
        owner=f"programmes.SiteApplication:{application.pk}",
        kind="supporting_plan",
        title=application.plan_title,
        upload=plan,
        organisation_id=application.applicant_id,
        stream=application.no,
    )
    application.save(update_fields=["plan"])


@step
def _hand_in(actor: Actor, application: SiteApplication) -> dict[str, Any]:
    """Onto the office's desk, with the term in which it decides; gives what the record says of the list."""
    term = law.term(clock.today(), params.get("programme.decide_days", on=clock.today()))
    found = queries.sites_of(application)
    names = [site.division.name for site in found]
    application.decide_by = term.due if term else None
    application.search = vector(application.no, application.title, application.plan_title, *names)
    application.save(update_fields=["decide_by", "search"])
    office = queries.office()
    if office is not None:
        counted = term.counted if term else ""
        ask(actor, DECIDE, application, organisation_id=office.pk, due=application.decide_by, counted=counted)
    return {"batch": application.batch, "streets": names, "plan": application.plan_title}
