"""A paper as a Word file: docxtpl fills the template that ``build`` makes."""

from __future__ import annotations

import zipfile
from datetime import datetime
from functools import cache
from io import BytesIO
from typing import Any

from docx.document import Document as DocumentObject
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table as WordTable
from docxtpl import DocxTemplate

from bailu.documents.blocks import Paper, Signatures, Table, Title
from bailu.documents.word import build

TEXT_WIDTH = Mm(156)
DRAFT_MARK = "草稿　未印发"
_FACES = "".join(
    f'<w:font w:name="{face}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>' for face, other in build.STAND_INS.items()
)
_EPOCH = (1980, 1, 1, 0, 0, 0)


@cache
def _template() -> bytes:
    return build.template()


def word(paper: Paper, *, at: datetime) -> bytes:
    """The same paper at the same moment gives the same bytes. ``at`` is aware; it is the moment the file says it was made."""
    template = DocxTemplate(BytesIO(_template()))
    template.render({"blocks": _for_template(paper), "mark": DRAFT_MARK if paper.draft else ""}, autoescape=True)
    document: DocumentObject = template.docx
    drawn = [block for block in paper.blocks if isinstance(block, Table | Signatures)]
    for table, block in zip(document.tables, drawn, strict=True):
        _widths(table, block.widths if isinstance(block, Table) else tuple(1 for _ in block.columns))
        if isinstance(block, Table) and not block.head:
            for row in table.rows:
                row.cells[0]._tc.get_or_add_tcPr().append(_shade())
        elif isinstance(block, Table):
            for cell in table.rows[0].cells:
                cell._tc.get_or_add_tcPr().append(_shade())
    properties = document.core_properties
    properties.title, properties.author, properties.comments = paper.title, "", ""
    properties.created = properties.modified = at.replace(tzinfo=None)
    buffer = BytesIO()
    template.save(buffer)
    return _settled(buffer.getvalue())


def _for_template(paper: Paper) -> list[dict[str, Any]]:
    """The blocks for the loop of the template; it must know which title begins a new page."""
    seen = 0
    rows: list[dict[str, Any]] = []
    for block in paper.blocks:
        row: dict[str, Any] = {name: getattr(block, name) for name in block.__dataclass_fields__}
        if isinstance(block, Title):
            row["later"] = seen > 0
            seen += 1
        rows.append(row)
    return rows


def _widths(table: WordTable, weights: tuple[int, ...]) -> None:
    """Columns in the proportion of the weights; Word would else share the line equally."""
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    widths = [int(TEXT_WIDTH * weight / sum(weights)) for weight in weights]
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.w = width  # type: ignore[assignment]
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width


def _shade() -> Any:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:color"), "auto")
    shade.set(qn("w:fill"), "F0F0F0")
    return shade


def _settled(made: bytes) -> bytes:
    """The file without the hour at which it was packed, and with stand-ins for fonts the office may not have."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(made)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/fontTable.xml":
                content = content.replace(b"</w:fonts>", _FACES.encode() + b"</w:fonts>")
            info = zipfile.ZipInfo(name, date_time=_EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(info, content)
    return target.getvalue()
