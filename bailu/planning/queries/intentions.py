"""Intentions to purchase, and whether a purchase may begin by them."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.verdict import Verdict
from bailu.law import params
from bailu.planning import rules
from bailu.planning.enums import ProjectState
from bailu.planning.models import Intention, Project


def intention_of(project: Project) -> Intention | None:
    return Intention.objects.filter(project=project).first()


def intentions(_actor: Actor | None = None) -> QuerySet[Intention]:
    """Everybody's; not of what was given up."""
    return Intention.objects.select_related("project__purchaser").exclude(project__state=ProjectState.CANCELLED)


def intended(project: Project) -> Verdict:
    """Was it published as long ahead as the regime of today asks?"""
    found = intention_of(project)
    verdict = rules.intended(found.published_on if found else None, clock.today(), params.regime(clock.today()))
    return verdict.mended_at(reverse("planning:publish_intention", args=[project.no]), _("公开采购意向"))
