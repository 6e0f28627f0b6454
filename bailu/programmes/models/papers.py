"""Papers of the pilot's library in their versions, and who must read each and has (clauses 4.2, 4.4, 5.2)."""

from __future__ import annotations

import datetime as dt

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bailu.documents.models import Attachment
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.models import StatefulModel
from bailu.organisations.models import CITY, Division, Organisation, Person
from bailu.organisations.roles import Role
from bailu.programmes.library.enums import PaperKind, PaperLevel, PaperState
from bailu.programmes.library.lifecycle import DRAFTERS, ISSUERS, PAPER
from bailu.programmes.models.sites import subtree

#: What was issued once; the older versions and what was withdrawn stay readable, and say so.
ONCE_ISSUED = Q(issued_at__isnull=False)

# After issue the words stand; only the state, its end and the reason of a withdrawal come in.
_ISSUED_STAYS = """
IF (NEW.no, NEW.title, NEW.doc_no, NEW.issuing_body, NEW.summary, NEW.clauses, NEW.attachment_id, NEW.in_force_from, NEW.public, NEW.roles,
    NEW.kinds, NEW.issuer_id, NEW.division_id, NEW.issued_at, NEW.issued_by_id)
  IS DISTINCT FROM
   (OLD.no, OLD.title, OLD.doc_no, OLD.issuing_body, OLD.summary, OLD.clauses, OLD.attachment_id, OLD.in_force_from, OLD.public, OLD.roles,
    OLD.kinds, OLD.issuer_id, OLD.division_id, OLD.issued_at, OLD.issued_by_id)
THEN
  RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'programmes.Paper: issued, its words do not change';
END IF;
RETURN NEW;"""


class Papers(models.QuerySet["Paper"]):
    def visible_to(self, actor: Actor) -> Papers:
        """What was issued: by the levels above and the own one, what is public, and for those who watch their subtree. Drafts: the own."""
        if actor.is_system:
            return self
        if not actor.signed_in:
            return self.filter(ONCE_ISSUED, public=True)
        above = [CITY, actor.division[:6], actor.division[:9]]
        issued = Q(public=True) | Q(division_id__in=above) | Q(issuer_id=actor.organisation_id)
        within = subtree(actor)
        if within is not None:
            issued |= Q(division__code__startswith=within)
        seen = ONCE_ISSUED & issued
        if actor.has(*DRAFTERS, *ISSUERS):
            seen |= Q(issuer_id=actor.organisation_id)
        return self.filter(seen)

    def in_force(self, on: dt.date) -> Papers:
        """A superseded version runs until the day before its next one begins."""
        running = Q(in_force_to=None) | Q(in_force_to__gte=on)
        return self.filter(running, state__in=(PaperState.ISSUED, PaperState.SUPERSEDED), in_force_from__lte=on)


class Paper(StatefulModel):
    """One version of one paper. All versions of a paper share the ``line``, the number of the first.

    ``issuer`` answers for it here and its ``division`` says whom it reaches; ``issuing_body`` is whose name stands over the text.
    ``roles`` and ``kinds`` say who must read it; where both are given, both must hold.
    """

    LIFECYCLE = PAPER

    no = models.CharField(_("编号"), max_length=20, unique=True)
    line = models.CharField(max_length=20)
    version = models.PositiveSmallIntegerField(_("版次"), default=1)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("取代"))
    kind = models.CharField(_("文件类别"), max_length=12, choices=PaperKind.choices)
    level = models.CharField(_("发文层级"), max_length=8, choices=PaperLevel.choices)
    issuer = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("印发单位"))
    division = models.ForeignKey(Division, models.PROTECT, related_name="+", verbose_name=_("适用区域"))
    title = models.CharField(_("文件名称"), max_length=150)
    doc_no = models.CharField(_("文号"), max_length=60, blank=True)
    issuing_body = models.CharField(_("发文机关"), max_length=120)
    summary = models.TextField(_("内容提要"))
    clauses = ArrayField(models.CharField(max_length=40), verbose_name=_("落实的条款"))
    in_force_from = models.DateField(_("生效日期"))
    in_force_to = models.DateField(_("失效日期"), null=True, blank=True)
    public = models.BooleanField(_("向社会公开"), default=False)
    roles = ArrayField(models.CharField(max_length=24), default=list, blank=True, verbose_name=_("阅读岗位"))
    kinds = ArrayField(models.CharField(max_length=32), default=list, blank=True, verbose_name=_("阅读机构类别"))
    read_by = models.DateField(_("阅读期限"), null=True, blank=True)
    attachment = models.ForeignKey(Attachment, models.PROTECT, null=True, related_name="+", verbose_name=_("正文文件"))
    state = models.CharField(_("状态"), max_length=10, choices=PaperState.choices, default=PaperState.DRAFT)
    drafted_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("起草人"))
    drafted_at = models.DateTimeField(_("起草时间"))
    issued_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("印发人"))
    issued_at = models.DateTimeField(_("印发时间"), null=True)
    withdrawn_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("撤回人"))
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True)
    reason = models.TextField(_("退回或撤回理由"), blank=True)
    assumed = models.BooleanField(_("部分内容为假定"), default=False)
    search = SearchVectorField(null=True, editable=False)

    objects = Papers.as_manager()

    class Meta:
        ordering = ("-no",)
        verbose_name = _("政策文件")
        triggers = [
            PAPER.trigger(),
            pgtrigger.Trigger(
                name="issued_paper_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.issued_at IS NOT NULL"),
                func=_ISSUED_STAYS,
            ),
        ]
        indexes = [
            GinIndex(fields=["search"], name="paper_search"),
            models.Index(fields=["division", "in_force_from"], name="paper_division"),
            models.Index(fields=["in_force_from", "id"], name="paper_in_force"),
        ]
        constraints = [
            models.UniqueConstraint(fields=("line", "version"), name="paper_version_once", violation_error_message=_("这一版已经有了。")),
            models.CheckConstraint(
                name="paper_issue_whole",
                condition=Q(state__in=(PaperState.DRAFT, PaperState.RETURNED), issued_at=None, issued_by=None)
                | Q(state__in=(PaperState.ISSUED, PaperState.SUPERSEDED), issued_at__isnull=False, issued_by__isnull=False)
                | Q(state=PaperState.WITHDRAWN, withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(reason=""),
                violation_error_message=_("印发须有印发人和时间，撤回须有理由、撤回人和时间。"),
            ),
            models.CheckConstraint(
                name="paper_two_people",
                condition=Q(issued_by=None) | ~Q(issued_by=F("drafted_by")),
                violation_error_message=_("起草人不得印发自己的文件。"),
            ),
            models.CheckConstraint(
                name="paper_term_runs",
                condition=Q(in_force_to=None) | Q(in_force_to__gte=F("in_force_from")),
                violation_error_message=_("失效日期不能早于生效日期。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.no} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("programmes:paper", args=[self.no])

    @property
    def in_force(self) -> bool:
        """Today."""
        today = clock.today()
        begun = self.state in (PaperState.ISSUED, PaperState.SUPERSEDED) and self.in_force_from <= today
        return begun and (self.in_force_to is None or self.in_force_to >= today)

    @property
    def asks_to_read(self) -> bool:
        return bool(self.roles or self.kinds)


class PaperReaders(models.QuerySet["PaperReader"]):
    def visible_to(self, actor: Actor) -> PaperReaders:
        """Everybody the own line; who issued it and the city's auditors all of them."""
        if actor.is_system or (actor.has(Role.AUDITOR) and actor.county == CITY):
            return self
        if not actor.signed_in:
            return self.none()
        mine = Q(person_id=actor.user_id)
        return self.filter(mine | Q(paper__issuer_id=actor.organisation_id)) if actor.has(*DRAFTERS, *ISSUERS) else self.filter(mine)


class PaperReader(models.Model):
    """One person who must read one version, and when he said that he has."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="readers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("阅读人"))
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("所在单位"))
    role = models.CharField(_("岗位"), max_length=24, choices=Role.choices)
    asked_at = models.DateTimeField(_("要求阅读时间"), default=clock.now)
    read_at = models.DateTimeField(_("已阅时间"), null=True)

    objects = PaperReaders.as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name = _("阅读情况")
        indexes = [
            models.Index(fields=["paper", "id"], name="paper_reader_listed"),
            models.Index(fields=["person"], name="paper_reader_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=("paper", "person"), name="paper_read_once", violation_error_message=_("这个人已经列为阅读人。")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paper_id}:{self.person_id}"
