"""Files kept by the hash of their bytes, the documents of a purchase, and the evidence attached to records.

Organisations and people stand on a floor above: here they are only numbers.
"""

from __future__ import annotations

from typing import Any

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bailu.documents.enums import PUBLIC_KINDS, DocumentKind, DocumentState
from bailu.documents.lifecycle import DOCUMENT
from bailu.kernel.actor import Actor
from bailu.kernel.models import StatefulModel, TimeStamped

# After issue the words stand; only the files that print them come in, once.
_ISSUED_STAYS = """
IF TG_OP = 'DELETE' THEN
  RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'documents.Document: issued, it stays';
END IF;
IF (NEW.kind, NEW.number, NEW.project_no, NEW.owner, NEW.title, NEW.data, NEW.sections, NEW.issued_at, NEW.issued_by_id, NEW.edited_docx_id)
  IS DISTINCT FROM
  (OLD.kind, OLD.number, OLD.project_no, OLD.owner, OLD.title, OLD.data, OLD.sections, OLD.issued_at, OLD.issued_by_id, OLD.edited_docx_id)
  OR (OLD.docx_id IS NOT NULL AND NEW.docx_id IS DISTINCT FROM OLD.docx_id)
  OR (OLD.pdf_id IS NOT NULL AND NEW.pdf_id IS DISTINCT FROM OLD.pdf_id)
THEN
  RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'documents.Document: issued, its words do not change';
END IF;
RETURN NEW;"""


class FileQuerySet(models.QuerySet["File"]):
    def visible_to(self, actor: Actor) -> FileQuerySet:
        """What one has uploaded oneself; any other file is reached through the record it belongs to."""
        return self.filter(uploaded_by_id=actor.user_id) if actor.signed_in else self.none()


class File(TimeStamped):
    """One upload or print under its own name. The bytes lie once on disk however many rows name them."""

    sha256 = models.CharField(_("校验值"), max_length=64, db_index=True)
    size = models.BigIntegerField(_("大小"))
    content_type = models.CharField(_("类型"), max_length=100)
    name = models.CharField(_("文件名"), max_length=200)
    path = models.CharField(max_length=80)
    uploaded_by_id = models.BigIntegerField(null=True)

    objects = FileQuerySet.as_manager()

    class Meta:
        verbose_name = _("文件")


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, actor: Actor) -> DocumentQuerySet:
        """One's own organisation's, those shared with it, and what is public. Whether one may read it, ``access`` decides."""
        if actor.is_system:
            return self
        public = Q(kind__in=[str(kind) for kind in PUBLIC_KINDS], state=DocumentState.ISSUED, published_at__isnull=False)
        if actor.organisation_id is None:
            return self.filter(public)
        return self.filter(public | Q(organisation_id=actor.organisation_id) | Q(shared_with__contains=[actor.organisation_id]))

    def with_files(self) -> DocumentQuerySet:
        return self.select_related("docx", "pdf", "edited_docx")

    def public(self) -> DocumentQuerySet:
        """What anyone may read: issued, of a kind the law makes public, and published by its station."""
        return self.filter(kind__in=[str(kind) for kind in PUBLIC_KINDS], state=DocumentState.ISSUED, published_at__isnull=False)


class Document(StatefulModel):
    """A paper of a purchase: what it says as data and free text, and the files that print it."""

    LIFECYCLE = DOCUMENT

    kind = models.CharField(_("种类"), max_length=30, choices=DocumentKind.choices)
    number = models.CharField(_("编号"), max_length=60)
    project_no = models.CharField(_("项目编号"), max_length=30, db_index=True)
    owner = models.CharField(max_length=80, db_index=True)  # "procurement.Procedure:12": the record whose room decides who reads
    organisation_id = models.BigIntegerField()
    shared_with = ArrayField(models.BigIntegerField(), default=list, blank=True)
    title = models.CharField(_("标题"), max_length=300)
    data = models.JSONField(encoder=DjangoJSONEncoder)
    sections = models.JSONField(default=list)
    state = models.CharField(_("状态"), max_length=10, choices=DocumentState.choices, default=DocumentState.DRAFT)
    drafted_at = models.DateTimeField(_("起草时间"))
    drafted_by_id = models.BigIntegerField(null=True)
    issued_at = models.DateTimeField(_("印发时间"), null=True)
    issued_by_id = models.BigIntegerField(null=True)
    published_at = models.DateTimeField(_("公开时间"), null=True)
    template_version = models.CharField(max_length=16, default="")
    printed = models.CharField(max_length=64, default="")  # digest of what the files print
    docx = models.ForeignKey(File, models.PROTECT, null=True, related_name="+")
    pdf = models.ForeignKey(File, models.PROTECT, null=True, related_name="+")
    edited_docx = models.ForeignKey(File, models.PROTECT, null=True, related_name="+")
    render_error = models.TextField(default="", blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("文件")
        constraints = [
            models.UniqueConstraint(fields=("number",), name="document_number_once"),
            models.CheckConstraint(
                name="document_issue_is_dated",
                condition=Q(state=DocumentState.ISSUED, issued_at__isnull=False) | Q(state=DocumentState.DRAFT, issued_at__isnull=True),
                violation_error_message=_("印发的文件须有印发时间。"),
            ),
            models.CheckConstraint(
                name="document_public_is_issued",
                condition=Q(published_at__isnull=True) | Q(state=DocumentState.ISSUED),
                violation_error_message=_("尚未印发的文件不能公开。"),
            ),
        ]
        indexes = [models.Index(fields=("organisation_id", "kind"), name="document_of_body")]
        triggers = [
            DOCUMENT.trigger(),
            pgtrigger.Trigger(
                name="issued_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.state = 'issued'"),
                func=_ISSUED_STAYS,
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("documents:document", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        return self.state == DocumentState.DRAFT

    @property
    def is_printed(self) -> bool:
        """Whether both files lie ready."""
        return self.pdf_id is not None and self.docx_id is not None

    def file(self, form: str) -> File | None:
        """The file of this form: pdf, word (as printed) or edited (as the office wrote it by hand)."""
        files: dict[str, Any] = {"pdf": self.pdf, "word": self.docx, "edited": self.edited_docx}
        found: File | None = files.get(form)
        return found


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def visible_to(self, actor: Actor) -> AttachmentQuerySet:
        """One's own organisation's; others are reached through the record they belong to."""
        if actor.is_system:
            return self
        return self.filter(organisation_id=actor.organisation_id) if actor.organisation_id is not None else self.none()

    def of(self, owner: str) -> AttachmentQuerySet:
        return self.filter(owner=owner).select_related("file")


class Attachment(TimeStamped):
    """A file that proves something about a record: a certificate, a survey, an invoice."""

    owner = models.CharField(max_length=80, db_index=True)
    kind = models.CharField(_("种类"), max_length=40)
    title = models.CharField(_("名称"), max_length=200)
    file = models.ForeignKey(File, models.PROTECT, related_name="+")
    organisation_id = models.BigIntegerField()
    attached_by_id = models.BigIntegerField(null=True)
    valid_until = models.DateField(_("有效期至"), null=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("附件")
