"""The page of a document, its files, and the editing of drafts."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bailu.documents import commands, forms, policies, printing, queries
from bailu.documents.enums import PERSONAL_KINDS
from bailu.documents.models import Document, File
from bailu.kernel.errors import OutOfScope
from bailu.kernel.words import Words
from bailu.ui import addresses
from bailu.ui.actviews import ActView
from bailu.ui.views_base import ActorView


class DocumentPage(ActorView):
    """What a document says, how far it is, its files; while it is a draft, the way to edit it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        document = queries.get(self.actor, pk)
        if document.kind in PERSONAL_KINDS and document.published_at is None:
            commands.note_read(self.actor, document_id=pk)
        context = {
            "document": document,
            "paper": printing.paper(document),
            "files": _files(document),
            "edit": policies.may_edit(self.actor, document),
            "purchase": addresses.purchase(document.project_no),
        }
        return self.render("documents/document.html", context)


def _files(document: Document) -> list[dict[str, Any]]:
    named: list[tuple[str, Words]] = [("pdf", "PDF"), ("word", "Word"), ("edited", _("办公室修改稿"))]
    found = [(form, label, document.file(form)) for form, label in named]
    return [
        {"label": label, "file": file, "url": reverse("documents:file", args=[document.pk, form])} for form, label, file in found if file
    ]


def _download(file: File, *, public: bool) -> HttpResponse:
    """Always to be saved, never shown inside the site; the name in UTF-8."""
    response = HttpResponse(queries.content(file), content_type=file.content_type)
    response["Content-Disposition"] = content_disposition_header(True, file.name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "public, max-age=300" if public else "private, no-store"
    return response


class DocumentFile(ActorView):
    """The PDF, the Word file, or the Word file as edited by hand. What is public needs no sign-in."""

    public: ClassVar[bool] = True

    def get(self, request: HttpRequest, pk: int, form: str) -> HttpResponseBase:
        if not self.actor.signed_in:
            try:
                document = queries.public_document(pk)
            except OutOfScope:
                return redirect_to_login(request.get_full_path())
        else:
            document = queries.get(self.actor, pk)
        file = document.file(form)
        if file is None:
            raise Http404(_("文件正在生成，请稍后再试。") if form != "edited" else "")
        if document.kind in PERSONAL_KINDS and document.published_at is None:
            commands.note_read(self.actor, document_id=pk)
        return _download(file, public=document.published_at is not None)


class AttachmentFile(ActorView):
    """A piece of evidence, for those who may read the record it belongs to."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return _download(queries.attachment(self.actor, pk).file, public=False)


class _DraftView(ActView):
    policy = policies.may_edit

    def get_subject(self) -> Document:
        return queries.get(self.actor, self.kwargs["pk"])

    def heading(self, subject: Document) -> Words:
        return f"{subject.number} {subject.title}"

    def success_url(self, result: Document) -> str:
        return reverse("documents:document", args=[result.pk])

    def cancel_url(self, subject: Document) -> str:
        return self.success_url(subject)


class EditSections(_DraftView):
    title = gettext_lazy("修改文件文字")
    submit_label = gettext_lazy("保存")
    form_class = forms.EditSections

    def form_kwargs(self, subject: Document) -> dict[str, Any]:
        return {"document": subject}

    def perform(self, subject: Document, data: dict[str, Any], once: str) -> Document:
        return commands.edit_sections(self.actor, document_id=subject.pk, texts=data, once=once)


class ReplaceWord(_DraftView):
    title = gettext_lazy("上传修改后的 Word 文件")
    submit_label = gettext_lazy("上传")
    form_class = forms.ReplaceWord

    def perform(self, subject: Document, data: dict[str, Any], once: str) -> Document:
        return commands.replace_word(self.actor, document_id=subject.pk, upload=data["upload"], once=once)


class PrintAgain(_DraftView):
    """After a failure: have the files made once more."""

    title = gettext_lazy("重新生成文件")
    submit_label = gettext_lazy("重新生成")
    policy = policies.may_print_again
    command = commands.print_again
    takes = "document_id"
