"""What may be uploaded, and what must be written before issue. Pure functions: facts in, Verdict out."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from bailu.documents.compose.sections import Section
from bailu.kernel.verdict import ALLOWED, Verdict, refuse

PDF, DOCX, XLSX, PNG, JPEG = (
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "image/png",
    "image/jpeg",
)
SUFFIXES = {".pdf": PDF, ".docx": DOCX, ".xlsx": XLSX, ".png": PNG, ".jpg": JPEG, ".jpeg": JPEG}
LONGEST_NAME = 150
#: What an Office file may hold when unpacked, and in how many parts: beyond it is a bomb, not a report.
_UNPACKED_LIMIT = 100 * 1024 * 1024
_MOST_PARTS = 5_000
_BLOCK = 1024 * 1024
#: Macros, controls and embedded programs.
_UNSAFE_PARTS = re.compile(r"vbaproject\.bin|vbadata\.xml|/activex/|oleobject[^/]*\.bin", re.I)
_OFFICE_PARTS = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}


def safe_name(name: str) -> str:
    """The last part of the name a browser sent, without control and direction characters or leading dots."""
    last = PurePosixPath(name.replace("\\", "/")).name
    kept = "".join(c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c)[0] != "C")
    return re.sub(r"\s+", " ", kept).strip().lstrip(".")


def suffix_of(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def content_type(head: bytes, content: bytes) -> str:
    """What the bytes are, by their own witness; nothing when they are none of the kinds we take."""
    if head.startswith(b"%PDF-"):
        return PDF
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"PK\x03\x04"):
        return _office_type(content)
    return ""


def _office_type(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if not _modest(parts) or any(_UNSAFE_PARTS.search(f"/{part.filename}") for part in parts):
                return ""
            for part in parts:
                _unpack(archive, part)
            names = {part.filename for part in parts}
    except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError, OSError, EOFError, zlib.error):
        return ""
    if "[Content_Types].xml" not in names:
        return ""
    return next((kind for part, kind in _OFFICE_PARTS.items() if part in names), "")


def _modest(parts: list[zipfile.ZipInfo]) -> bool:
    """By its own list: size, number, no part twice, none that would be written elsewhere."""
    names = [part.filename for part in parts]
    within = len(parts) <= _MOST_PARTS and sum(part.file_size for part in parts) <= _UNPACKED_LIMIT
    outside = any(name.startswith("/") or "\\" in name or ".." in name.split("/") for name in names)
    return within and len(names) == len(set(names)) and not outside


def _unpack(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Read to the end, keeping nothing: a list that lies about a part's size fails its checksum. Raises BadZipFile."""
    with archive.open(part) as opened:
        while opened.read(_BLOCK):
            pass


def may_be_stored(name: str, size: int, content: bytes, *, limit: int, allowed: Iterable[str] = SUFFIXES) -> Verdict:
    """Name, size and content of an upload; ``limit`` in bytes, ``allowed`` suffixes."""
    wanted = sorted(set(allowed))
    listed = "、".join(suffix.lstrip(".") for suffix in wanted)
    shown = safe_name(name)
    suffix = suffix_of(shown)
    if not shown or len(shown) > LONGEST_NAME:
        return refuse(_("文件名为空或者超过%(most)d个字，请改名后再上传。") % {"most": LONGEST_NAME}, code="file_name")
    if suffix not in wanted:
        return refuse(_("不接收“%(name)s”：只接收%(kinds)s文件。") % {"name": shown, "kinds": listed}, code="file_kind")
    if not size:
        return refuse(_("“%(name)s”是空文件，请重新选择。") % {"name": shown}, code="file_empty")
    if size > limit:
        return refuse(
            _("“%(name)s”超过%(most)dMB，请压缩或者分开上传。") % {"name": shown, "most": limit // 1024 // 1024}, code="file_size"
        )
    if content_type(content[:16], content) != SUFFIXES[suffix]:
        return refuse(
            _("“%(name)s”的内容不是完好的%(kind)s文件（或者含有宏、设有密码），请另存后再上传。")
            % {"name": shown, "kind": suffix.lstrip(".")},
            code="file_content",
        )
    return ALLOWED


def ready_to_issue(empty: Iterable[Section], *, fix: str = "") -> Verdict:
    """Every free text the law asks for is written."""
    missing = list(empty)
    if not missing:
        return ALLOWED
    names = "、".join(section.heading for section in missing)
    return refuse(
        _("文件还缺：%(names)s。补齐后才能印发。") % {"names": names}, missing[0].clause, fix=fix, fix_label=_("补写文件内容"), code="empty"
    )
