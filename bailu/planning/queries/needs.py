"""Needs with their survey and consultations."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from bailu.kernel.actor import Actor
from bailu.kernel.errors import OutOfScope
from bailu.planning.enums import NeedState
from bailu.planning.models import Consultation, Need, Survey


def needs(actor: Actor) -> QuerySet[Need]:
    return Need.objects.visible_to(actor).select_related("purchaser")


def ranked(actor: Actor) -> QuerySet[Need]:
    """Those that were rated: the highest score first is the order to act on."""
    return needs(actor).filter(score__isnull=False).prefetch_related("projects")


def need(actor: Actor, no: str) -> Need:
    """The need with its survey and people, in scope. Raises OutOfScope."""
    whole = needs(actor).select_related("survey__surveyed_by", "division", "created_by", "assessed_by", "copied_from")
    found = whole.filter(no=no).first()
    if found is None:
        raise OutOfScope
    return found


def lock_need(actor: Actor, need_id: int) -> Need:
    """The need in scope, held until the act ends. Raises OutOfScope."""
    found = Need.objects.visible_to(actor).select_related("purchaser").select_for_update(of=("self",)).filter(pk=need_id).first()
    if found is None:
        raise OutOfScope
    return found


def survey_of(need: Need) -> Survey | None:
    return Survey.objects.filter(need=need).first()


def consultations_of(need: Need) -> QuerySet[Consultation]:
    return Consultation.objects.filter(need=need).select_related("recorded_by")


def assessed_needs(actor: Actor) -> QuerySet[Need]:
    """What a project of the actor's organisation may rest on."""
    return Need.objects.visible_to(actor).filter(state=NeedState.ASSESSED, purchaser_id=actor.organisation_id).order_by("-no")


def need_choices(actor: Actor) -> list[tuple[int, str]]:
    """The assessed needs to tick; one that a project rests on already says so."""
    found: list[tuple[int, str]] = []
    for each in assessed_needs(actor).prefetch_related("projects"):
        said = {"need": str(each), "projects": _("、").join(project.no for project in each.projects.all())}
        found.append((each.pk, _("%(need)s（已有项目 %(projects)s）") % said if said["projects"] else str(each)))
    return found
