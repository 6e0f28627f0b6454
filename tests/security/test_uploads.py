"""Files that come in are what they say and harmless by name; files that go out are saved, never shown."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bailu.documents import rules
from bailu.documents.commands import attach, store_upload
from bailu.documents.models import File
from bailu.kernel.acts import acting
from bailu.kernel.errors import Refused
from bailu.organisations.models import Person
from bailu.organisations.roles import Role as R
from bailu.procurement.forms.bidding import Files
from tests.factories import make_actor, make_purchaser

MB = 1024 * 1024
PDF = b"%PDF-1.7\n%%EOF"


def office(parts: dict[str, bytes], *, squeeze: bool = True) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED if squeeze else zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


WORD = {"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}


def bomb() -> bytes:
    return office({**WORD, "word/media/image1.png": b"\0" * (101 * MB)})


def liar() -> bytes:
    """Says that its part is small; it is not."""
    packed = office({**WORD, "word/media/image1.png": b"\0" * (2 * MB)})
    return packed.replace(struct.pack("<L", 2 * MB), struct.pack("<L", 1000))


def many() -> bytes:
    return office({**WORD, **{f"word/media/{n}": b"" for n in range(5_001)}}, squeeze=False)


BAD: dict[str, Callable[[], bytes]] = {
    "a bomb": bomb,
    "a list that lies": liar,
    "thousands of parts": many,
    "a part outside the folder": lambda: office({**WORD, "../../etc/cron.d/x": b"x"}),
    "a part from the root": lambda: office({**WORD, "/etc/x": b"x"}),
    "macros": lambda: office({**WORD, "word/vbaProject.bin": b"x"}),
    "controls": lambda: office({**WORD, "word/activeX/activeX1.xml": b"x"}),
    "an embedded program": lambda: office({**WORD, "word/embeddings/oleObject1.bin": b"x"}),
    "a page of the web": lambda: b"<html><script>alert(1)</script></html>",
    "a picture with script": lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "half a file": lambda: office(WORD)[:60],
}


@pytest.mark.parametrize("what", sorted(BAD))
def test_an_office_file_that_is_none_or_does_harm_is_refused(what: str) -> None:
    content = BAD[what]()
    assert rules.may_be_stored("报告.docx", len(content), content, limit=20 * MB).code == "file_content"


def test_an_honest_office_file_is_taken() -> None:
    content = office({**WORD, "word/media/image1.png": b"\x89PNG" * 1000})
    assert rules.may_be_stored("报告.docx", len(content), content, limit=20 * MB).allowed


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\x\\报告.pdf", "报告.pdf"),
        ("报告\u202efdp.exe.pdf", "报告fdp.exe.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie: x=1.pdf"),
        ("..pdf", "pdf"),
        ("\u200b报告\x00\x07.pdf", "报告.pdf"),
        ("报告\u2066.pdf\u2069", "报告.pdf"),
    ],
)
def test_a_name_keeps_neither_paths_nor_what_is_not_seen(sent: str, kept: str) -> None:
    assert rules.safe_name(sent) == kept


@pytest.mark.parametrize("name", ["长" * 160 + ".pdf", "报告.pdf\u202efdp.html", "报告.svg", "报告.html", "报告.pdf.exe", "报告"])
def test_a_name_too_long_or_of_another_kind_is_refused(name: str) -> None:
    assert rules.may_be_stored(name, len(PDF), PDF, limit=MB).code in {"file_name", "file_kind"}


@pytest.mark.django_db
def test_a_refused_file_leaves_nothing_on_the_disk_nor_in_the_tables(tmp_path: Any, settings: Any) -> None:
    settings.FILES_DIR = tmp_path
    clerk = make_actor(R.PURCHASER_CLERK)
    with pytest.raises(Refused), acting("test.upload"):
        store_upload(clerk, SimpleUploadedFile("报告.pdf", b"<html>"))
    assert list(tmp_path.rglob("*")) == []
    assert not File.objects.exists()


@pytest.mark.django_db
def test_a_file_larger_than_the_limit_is_not_even_read(settings: Any) -> None:
    settings.UPLOAD_MAX_BYTES = 10

    class Large(SimpleUploadedFile):
        def chunks(self, chunk_size: int | None = None) -> Any:
            raise AssertionError("was read")

    clerk = make_actor(R.PURCHASER_CLERK)
    with pytest.raises(Refused, match="MB"), acting("test.upload"):
        store_upload(clerk, Large("报告.pdf", b"%PDF-" + b"x" * 20))


@pytest.mark.parametrize(
    ("name", "content"), [("方案.html", b"<script>"), ("方案.pdf", b"<script>"), ("方案.exe", b"MZ"), ("方案.docx", office({"a": b"b"}))]
)
def test_the_files_of_a_bid_are_looked_at_like_all_others(name: str, content: bytes) -> None:
    with pytest.raises(forms.ValidationError):
        Files(required=False).clean(SimpleUploadedFile(name, content))
    assert Files(required=False).clean(SimpleUploadedFile("方案.pdf", PDF)).read() == PDF


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["调查 报告“终稿”.pdf", "a;b\"c'.pdf", "普通.pdf"])
def test_a_download_is_an_attachment_with_a_safe_name(name: str, tmp_path: Any, settings: Any, client: Client) -> None:
    settings.FILES_DIR = tmp_path
    clerk = make_actor(R.PURCHASER_CLERK, make_purchaser())
    with acting("test.attach"):
        kept = attach(
            clerk,
            owner="test.Thing:1",
            kind="survey",
            title="调查",
            upload=SimpleUploadedFile(name, PDF),
            organisation_id=clerk.organisation_id or 0,
        )
    client.force_login(Person.objects.get(pk=clerk.user_id), backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.get(f"/documents/attachments/{kept.pk}")
    disposition = answer["Content-Disposition"]
    assert disposition.startswith("attachment;")
    assert disposition.isascii()
    assert "\r" not in disposition and "\n" not in disposition
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "private, no-store"
