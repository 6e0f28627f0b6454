"""What may be uploaded, and what must be written before issue: rules as tables, without a database."""

from __future__ import annotations

import io
import zipfile

import pytest

from bailu.documents import rules
from bailu.documents.compose import sections
from tests.documents import samples

MB = 1024 * 1024
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 30
PDF = b"%PDF-1.7\n%%EOF"


def office(*parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for part in parts:
            archive.writestr(part, "<x/>")
    return buffer.getvalue()


DOCX = office("[Content_Types].xml", "word/document.xml")
XLSX = office("[Content_Types].xml", "xl/workbook.xml")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("调查.pdf", PDF),
        ("合同.docx", DOCX),
        ("预算.XLSX", XLSX),
        ("证书.png", PNG),
        ("证书.jpg", b"\xff\xd8\xff\xe0"),
        ("a.jpeg", b"\xff\xd8\xff\xdb"),
    ],
)
def test_files_that_are_what_their_name_says_are_taken(name: str, content: bytes) -> None:
    assert rules.may_be_stored(name, len(content), content, limit=MB).allowed


@pytest.mark.parametrize(
    ("name", "size", "content", "code"),
    [
        ("", 10, PDF, "file_name"),
        ("\u202e\x00", 10, PDF, "file_name"),
        ("长" * 151 + ".pdf", 10, PDF, "file_name"),
        ("木马.exe", 10, b"MZ", "file_kind"),
        ("页面.html", 10, b"<html>", "file_kind"),
        ("旧.doc", 10, b"\xd0\xcf\x11\xe0", "file_kind"),
        ("空.pdf", 0, b"", "file_empty"),
        ("大.pdf", MB + 1, b"", "file_size"),
        ("图.pdf", 10, PNG, "file_content"),
        ("页面.png", 10, b"<svg onload=alert(1)>", "file_content"),
        ("压缩.docx", 10, office("a.txt"), "file_content"),
        ("表.docx", 10, XLSX, "file_content"),
        ("宏.docx", 10, office("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "file_content"),
        ("断.docx", 10, DOCX[:40], "file_content"),
        ("密码.docx", 10, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "file_content"),
    ],
    # A zip carries the second it was made: two processes must still call a test by one name.
    ids=range(15),
)
def test_other_files_are_refused_with_the_reason(name: str, size: int, content: bytes, code: str) -> None:
    verdict = rules.may_be_stored(name, size, content, limit=MB)
    assert not verdict.allowed
    assert verdict.code == code
    assert str(verdict.reason)


def test_only_the_suffixes_asked_for_are_taken() -> None:
    verdict = rules.may_be_stored("报告.pdf", 10, PDF, limit=MB, allowed=(".docx",))
    assert verdict.code == "file_kind"
    assert "docx" in str(verdict.reason) and "png" not in str(verdict.reason)


def test_an_office_file_that_unpacks_without_measure_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "_UNPACKED_LIMIT", 3)
    assert rules.may_be_stored("合同.docx", 10, DOCX, limit=MB).code == "file_content"


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("C:\\桌面\\合同.docx", "合同.docx"),
        ("../../etc/passwd", "passwd"),
        (".隐藏.pdf", "隐藏.pdf"),
        ("a\u202efdp.exe", "afdp.exe"),
        ("两  个\n空格.pdf", "两 个空格.pdf"),
    ],
)
def test_a_file_keeps_the_last_part_of_its_name_and_no_tricks(sent: str, kept: str) -> None:
    assert rules.safe_name(sent) == kept


@pytest.mark.parametrize("key", ["scope", "quantity", "quality", "term", "payment", "breach"])
def test_a_contract_without_one_of_its_six_terms_may_not_be_issued(key: str) -> None:
    texts = sections.initial("contract", samples.contract())
    blank = [section | {"text": " \n"} if section["key"] == key else section for section in texts]
    verdict = rules.ready_to_issue(sections.empty_required("contract", blank), fix="/documents/1/edit")
    assert not verdict.allowed
    assert verdict.clause == "XM2015:3.4"
    assert verdict.fix == "/documents/1/edit"
    assert next(s["heading"] for s in texts if s["key"] == key) in str(verdict.reason)


@pytest.mark.parametrize("kind", sorted(samples.ALL))
def test_a_full_sample_may_be_issued(kind: str) -> None:
    texts = sections.initial(kind, samples.ALL[kind]())
    assert rules.ready_to_issue(sections.empty_required(kind, texts)).allowed
