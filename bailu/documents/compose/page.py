"""Writing a paper: a page takes blocks one after another and numbers its headings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bailu.documents import words
from bailu.documents.blocks import Align, Block, Closing, Heading, Note, Paper, Paragraph, Signatures, Table, Title, cells
from bailu.documents.compose.sheet import Sheet

Column = tuple[str, int] | tuple[str, int, Align]


class Page:
    """``sections`` are the free texts of the document as the office last edited them."""

    def __init__(self, sheet: Sheet, sections: Sequence[Mapping[str, Any]] = ()) -> None:
        self.sheet = sheet
        self.blocks: list[Block] = []
        self._sections = {str(section["key"]): section for section in sections}
        self._headings = 0

    def title(self, text: str, *, subtitle: str = "", number: str = "") -> None:
        self.blocks.append(Title(words.clean(text), words.clean(subtitle), words.clean(number)))
        self._headings = 0

    def heading(self, text: str) -> None:
        self._headings += 1
        self.blocks.append(Heading(f"{words.counted(self._headings)}、{words.clean(text)}"))

    def paragraph(self, text: str, *, flush: bool = False) -> None:
        for line in words.clean(text).split("\n"):
            if line.strip():
                self.blocks.append(Paragraph(line.strip(), flush))

    def items(self, texts: Iterable[str]) -> None:
        """Numbered paragraphs: 1．2．3．"""
        for index, text in enumerate((t for t in texts if t.strip()), start=1):
            self.paragraph(f"{index}．{text}")

    def note(self, text: str) -> None:
        if text:
            self.blocks.append(Note(words.clean(text)))

    def facts(self, rows: Iterable[tuple[str, str]]) -> None:
        """Names and values; a name without a value is left out."""
        kept = [cells(row, ("left", "left")) for row in rows if row[1]]
        if kept:
            self.blocks.append(Table((), tuple(kept), (4, 9)))

    def table(self, columns: Sequence[Column], rows: Iterable[Sequence[str]], *, caption: str = "", total: Sequence[str] = ()) -> None:
        """A table with a head; ``columns`` are (name, weight[, align]); ``total`` is a last row."""
        aligns: list[Align] = [column[2] if len(column) == 3 else "left" for column in columns]
        head = cells([column[0] for column in columns], ["center"] * len(columns))
        body = [cells(row, aligns) for row in rows]
        if total:
            body.append(cells(total, aligns))
        said = f"本表内容{caption}" if caption == words.ASSUMED else caption
        self.blocks.append(Table(head, tuple(body), tuple(column[1] for column in columns), words.clean(said)))

    def has_section(self, key: str) -> bool:
        return bool(str(self._sections.get(key, {}).get("text", "")).strip())

    def section(self, key: str, *, heading: bool = True) -> None:
        """The free text of this key under its heading; an empty one is left out, heading and all."""
        if not self.has_section(key):
            return
        section = self._sections[key]
        if heading:
            self.heading(str(section["heading"]))
        self.paragraph(str(section["text"]) + self.sheet.mark(key))

    def basis(self) -> None:
        """The clauses the paper rests on."""
        rows = self.sheet.rows("clauses")
        if rows:
            self.note("依据：" + "、".join(row.text("title") for row in rows) + "。")

    def signatures(self, *columns: Iterable[str]) -> None:
        self.blocks.append(Signatures(tuple(tuple(words.clean(line) for line in column) for column in columns)))

    def closing(self, body: str, day: str) -> None:
        self.blocks.append(Closing(words.clean(body), day))

    def paper(self, title: str, *, draft: bool) -> Paper:
        return Paper(words.clean(title), tuple(self.blocks), draft)
