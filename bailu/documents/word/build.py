"""The Word template, made by code: no binary stands in the repository.

Typography after GB/T 9704 (the format of official documents): A4 with margins of 37/35/28/26 mm, title 二号 小标宋, body
三号 仿宋 on lines of 28 points with an indent of two characters, headings 黑体, page numbers "— 1 —" on the outer side.
The body of the template is one loop over the blocks of a paper; docxtpl fills it.
"""

from __future__ import annotations

from io import BytesIO

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

TITLE_FACE, BODY_FACE, HEAD_FACE, NUMBER_FACE = "方正小标宋简体", "仿宋", "黑体", "宋体"
LATIN = "Times New Roman"
# What Word takes where the office has no such font.
STAND_INS = {TITLE_FACE: "华文中宋", BODY_FACE: "仿宋_GB2312"}
LINE = Pt(28)
BODY = Pt(16)

TITLE, SUBTITLE, NUMBER = "公文标题", "公文副标题", "公文编号"
PLAIN, FLUSH, NOTE, CAPTION = "公文正文", "公文顶格", "公文附注", "表题"
CELL, CELL_CENTER, CELL_RIGHT, CELL_HEAD = "表格文字", "表格居中", "表格数字", "表头"
SIGN, CLOSING, HEADING = "签署", "落款", "Heading 1"
CENTER, RIGHT, LEFT, BOTH = (
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)


def template() -> bytes:
    """The template as a .docx file."""
    document = Document()
    for paragraph in list(document.paragraphs):
        paragraph._element.getparent().remove(paragraph._element)
    _styles(document)
    _page(document)
    _body(document)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _face(style: ParagraphStyle, east: str, size: Pt) -> None:
    style.font.size = size
    style.font.bold = False
    style.font.italic = False
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        del fonts.attrib[attribute]
    for attribute, face in (("w:ascii", LATIN), ("w:hAnsi", LATIN), ("w:cs", LATIN), ("w:eastAsia", east)):
        fonts.set(qn(attribute), face)


def _shape(style: ParagraphStyle, align: WD_ALIGN_PARAGRAPH, line: Pt, *, indent: bool = False, before: int = 0, after: int = 0) -> None:
    shape = style.paragraph_format
    shape.alignment = align
    shape.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    shape.line_spacing = line
    shape.space_before, shape.space_after = Pt(before), Pt(after)
    shape.widow_control = True
    if indent:
        shape.first_line_indent = BODY * 2
        ind = style.element.get_or_add_pPr().get_or_add_ind()
        ind.set(qn("w:firstLineChars"), "200")


def _styles(document: DocumentObject) -> None:
    normal = document.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)
    _face(normal, BODY_FACE, BODY)
    _shape(normal, BOTH, LINE)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")
    normal.element.get_or_add_rPr().append(language)
    heading = document.styles[HEADING]
    assert isinstance(heading, ParagraphStyle)
    _face(heading, HEAD_FACE, BODY)
    _shape(heading, LEFT, LINE, indent=True)
    heading.paragraph_format.keep_with_next = True
    _add(document, PLAIN, BODY_FACE, BODY, BOTH, LINE, indent=True)
    _add(document, FLUSH, BODY_FACE, BODY, LEFT, LINE)
    _add(document, TITLE, TITLE_FACE, Pt(22), CENTER, Pt(34))
    _add(document, SUBTITLE, HEAD_FACE, Pt(18), CENTER, LINE, before=4)
    _add(document, NUMBER, BODY_FACE, Pt(14), CENTER, LINE, after=14)
    _add(document, NOTE, BODY_FACE, Pt(12), LEFT, Pt(18), before=12).paragraph_format.keep_with_next = True
    _add(document, CAPTION, HEAD_FACE, Pt(13), CENTER, Pt(20), before=8, after=4).paragraph_format.keep_with_next = True
    for name, align, face in ((CELL, LEFT, BODY_FACE), (CELL_CENTER, CENTER, BODY_FACE), (CELL_RIGHT, RIGHT, BODY_FACE)):
        _add(document, name, face, Pt(12), align, Pt(18), before=2, after=2)
    _add(document, CELL_HEAD, HEAD_FACE, Pt(12), CENTER, Pt(18), before=2, after=2)
    _add(document, SIGN, BODY_FACE, Pt(14), LEFT, Pt(26))
    closing = _add(document, CLOSING, BODY_FACE, BODY, RIGHT, LINE)
    closing.paragraph_format.right_indent = BODY * 2
    closing.paragraph_format.keep_together = True


def _add(
    document: DocumentObject,
    name: str,
    face: str,
    size: Pt,
    align: WD_ALIGN_PARAGRAPH,
    line: Pt,
    *,
    indent: bool = False,
    before: int = 0,
    after: int = 0,
) -> ParagraphStyle:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)
    style.base_style = document.styles["Normal"]
    style.quick_style = True
    _face(style, face, size)
    _shape(style, align, line, indent=indent, before=before, after=after)
    return style


def _page(document: DocumentObject) -> None:
    section = document.sections[0]
    section.start_type = WD_SECTION.NEW_PAGE
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(20), Mm(25)
    document.settings.odd_and_even_pages_header_footer = True
    for header in (section.header, section.even_page_header):
        header.is_linked_to_previous = False
        mark = header.paragraphs[0]
        mark.alignment = RIGHT
        run = mark.add_run("{{ mark }}")
        run.font.size = Pt(12)
        run.font.color.rgb = RGBColor(0xA0, 0x30, 0x28)
    for footer, align in ((section.footer, RIGHT), (section.even_page_footer, LEFT)):
        footer.is_linked_to_previous = False
        _page_number(footer.paragraphs[0], align)


def _page_number(paragraph: Paragraph, align: WD_ALIGN_PARAGRAPH) -> None:
    """— 1 — in 四号 宋体, one character from the edge."""
    paragraph.alignment = align
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(14)
    for text in ("— ", "begin", "PAGE", "end", " —"):
        run = paragraph.add_run(text if "—" in text else "")
        run.font.size = Pt(14)
        fonts = run._element.get_or_add_rPr().get_or_add_rFonts()
        for attribute in ("w:ascii", "w:hAnsi", "w:eastAsia"):
            fonts.set(qn(attribute), NUMBER_FACE)
        if text == "PAGE":
            field = OxmlElement("w:instrText")
            field.text = text
            run._element.append(field)
        elif "—" not in text:
            field = OxmlElement("w:fldChar")
            field.set(qn("w:fldCharType"), text)
            run._element.append(field)


def _body(document: DocumentObject) -> None:
    def tag(text: str) -> None:
        document.add_paragraph("{%p " + text + " %}")

    def put(text: str, style: str) -> Paragraph:
        return document.add_paragraph(text, style=style)

    tag("for b in blocks")
    tag("if b.kind == 'title'")
    tag("if b.later")
    put("{{ b.text }}", TITLE).paragraph_format.page_break_before = True
    tag("else")
    put("{{ b.text }}", TITLE)
    tag("endif")
    tag("if b.subtitle")
    put("{{ b.subtitle }}", SUBTITLE)
    tag("endif")
    put("{{ b.number }}", NUMBER)
    for kind, style in (("heading", HEADING), ("note", NOTE)):
        tag(f"elif b.kind == '{kind}'")
        put("{{ b.text }}", style)
    tag("elif b.kind == 'paragraph' and b.flush")
    put("{{ b.text }}", FLUSH)
    tag("elif b.kind == 'paragraph'")
    put("{{ b.text }}", PLAIN)
    tag("elif b.kind == 'table'")
    tag("if b.caption")
    put("{{ b.caption }}", CAPTION)
    tag("endif")
    _table(document)
    put("", CELL)
    tag("elif b.kind == 'signatures'")
    put("", FLUSH)
    _signatures(document)
    tag("elif b.kind == 'closing'")
    put("", FLUSH)
    put("{{ b.body }}", CLOSING).paragraph_format.keep_with_next = True
    put("{{ b.day }}", CLOSING)
    put("", FLUSH)
    tag("endif")
    tag("endfor")


def _fill(cell: _Cell, texts: list[tuple[str, str]]) -> None:
    """The paragraphs of a cell, as (text, style)."""
    (first_text, first_style), *rest = texts
    cell.paragraphs[0].text = first_text
    cell.paragraphs[0].style = first_style
    for text, style in rest:
        cell.add_paragraph(text, style=style)


def _row_rule(table: Table, index: int, name: str) -> None:
    properties = table.rows[index]._tr.get_or_add_trPr()
    properties.append(OxmlElement(name))


def _table(document: DocumentObject) -> None:
    table = document.add_table(rows=6, cols=3)
    table.style = "Table Grid"
    lines: list[tuple[str, str]] = [("{%p for line in c.lines %}", CELL)]
    for word, style in (("if c.align == 'right'", CELL_RIGHT), ("elif c.align == 'center'", CELL_CENTER), ("else", CELL)):
        lines += [("{%p " + word + " %}", CELL), ("{{ line }}", style)]
    lines += [("{%p endif %}", CELL), ("{%p endfor %}", CELL)]
    head = [("{%p for line in c.lines %}", CELL_HEAD), ("{{ line }}", CELL_HEAD), ("{%p endfor %}", CELL_HEAD)]
    for index, text in ((0, "{%tr if b.head %}"), (2, "{%tr endif %}"), (3, "{%tr for row in b.rows %}"), (5, "{%tr endfor %}")):
        _fill(table.cell(index, 0), [(text, CELL)])
    for index, loop, content in ((1, "b.head", head), (4, "row", lines)):
        _fill(table.cell(index, 0), [("{%tc for c in " + loop + " %}", CELL)])
        _fill(table.cell(index, 1), content)
        _fill(table.cell(index, 2), [("{%tc endfor %}", CELL)])
        _row_rule(table, index, "w:cantSplit")
    _row_rule(table, 1, "w:tblHeader")


def _signatures(document: DocumentObject) -> None:
    table = document.add_table(rows=1, cols=3)
    _row_rule(table, 0, "w:cantSplit")
    _fill(table.cell(0, 0), [("{%tc for column in b.columns %}", SIGN)])
    _fill(table.cell(0, 1), [("{%p for line in column %}", SIGN), ("{{ line }}", SIGN), ("{%p endfor %}", SIGN)])
    _fill(table.cell(0, 2), [("{%tc endfor %}", SIGN)])
