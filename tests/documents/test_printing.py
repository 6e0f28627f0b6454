"""Every kind of document as PDF and as Word: what is said is printed, and nothing of it is read as markup."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from docx import Document as open_word
from pypdf import PdfReader

from bailu.documents import shapes
from bailu.documents.blocks import Paper
from bailu.documents.compose import compose, sections
from bailu.documents.enums import DocumentKind
from bailu.documents.pdf.render import pdf
from bailu.documents.word.render import word
from tests.documents import samples

AT = samples.at(4, 2)
KINDS = sorted(samples.ALL)


def paper_of(kind: str, data: Any = None, *, draft: bool = False) -> Paper:
    facts = shapes.checked(kind, data or samples.ALL[kind]())
    return compose(kind, facts, sections.initial(kind, facts), title="题", number="P-2015-0001-XX01", draft=draft)


def squeezed(text: str) -> str:
    """Without white space: line breaks of a page are not the text's."""
    return re.sub(r"\s", "", text)


def pdf_text(content: bytes) -> str:
    return squeezed("".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages))


def word_text(content: bytes) -> str:
    document = open_word(io.BytesIO(content))
    found = [paragraph.text for paragraph in document.paragraphs]
    for table in document.tables:
        found += [cell.text for row in table.rows for cell in row.cells]
    return squeezed("".join(found))


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in ("kind", "align"):
                yield from strings(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from strings(item)


def test_every_kind_has_a_sample_a_schema_and_a_composer() -> None:
    assert set(samples.ALL) == set(DocumentKind.values) == set(shapes.SCHEMAS)


@pytest.mark.parametrize("kind", KINDS)
def test_all_that_a_paper_says_is_printed_as_pdf_and_as_word(kind: str) -> None:
    paper = paper_of(kind)
    said = [squeezed(text) for block in paper.as_json()["blocks"] for text in strings(block) if squeezed(text)]
    assert len(said) > 15
    printed, written = pdf_text(pdf(paper, at=AT)), word_text(word(paper, at=AT))
    for text in said:
        assert text in written
        # A long text may be broken by the end of a page with its number: the first words must stand.
        assert text[:8] in printed


MUST_SAY = {
    "procurement_notice": (
        "温馨夕阳暖空巢采购公告",
        "公开招标",
        "伍拾万捌仟元整",
        "2015年3月24日9时30分（假定）",
        "绩效目标表（假定）",
        "《中华人民共和国政府采购法》第三十五条、厦府办",
    ),
    "opening_minutes": ("508,000.00", "2015-03-24 09:31", "原封退回", "各供应商代表对开标过程无异议"),
    "review_report": ("专家丁", "两年前曾在供应商任职", "93.85", "第一中标候选人", "认为第二名的督导安排更好", "代表戊（采购人代表）"),
    "award_notice": ("中标通知书", "中标结果公告", "伍拾万捌仟元整", "专家甲、专家乙", "2015年4月30日"),
    "contract": ("服务范围", "服务数量", "服务质量", "服务期限", "资金支付", "违约责任", "152,400.00", "进度节点表", "服务人员表（假定）"),
    "evaluation_report": ("三方评价", "62份问卷", "87分，良好", "已补签", "同意评估意见"),
    "payment_claim": ("壹拾伍万贰仟肆佰元整", "中期评估结果：87分，良好", "采购人审核", "财政部门核准", "ZF-2015-0002"),
    "acceptance_certificate": ("社工常来，心里踏实", "43例", "验收合格", "服务对象代表一", "107.5%"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_paper_says_what_its_readers_look_for(kind: str) -> None:
    written = word_text(word(paper_of(kind), at=AT))
    for text in MUST_SAY[kind]:
        assert squeezed(text) in written


def poisoned(value: Any) -> Any:
    """Every free text of a sample replaced by what templates and markup would stumble over."""
    if isinstance(value, dict):
        return {key: item if key in ("project_no", "capacity", "assumed") else poisoned(item) for key, item in value.items()}
    if isinstance(value, list):
        return [poisoned(item) for item in value]
    plain = not isinstance(value, str) or re.fullmatch(r"[\d\s:TZ+.-]*", value)
    return value if plain else samples.EVIL + value[:4]


@pytest.mark.parametrize("kind", KINDS)
def test_markup_in_what_people_write_is_printed_literally(kind: str) -> None:
    facts = json.loads(json.dumps(samples.ALL[kind](), default=str))
    paper = paper_of(kind, poisoned(facts))
    evil = squeezed(samples.EVIL)
    for text in (pdf_text(pdf(paper, at=AT)), word_text(word(paper, at=AT))):
        assert text.count(evil) > 5
        assert "49" not in text.replace("499,800.00", "").replace("490,000.00", "")


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_paper_gives_the_same_bytes(kind: str) -> None:
    assert pdf(paper_of(kind), at=AT) == pdf(paper_of(kind), at=AT)
    assert word(paper_of(kind), at=AT) == word(paper_of(kind), at=AT)


def test_a_draft_says_on_every_page_that_it_is_one() -> None:
    drafted = PdfReader(io.BytesIO(pdf(paper_of("contract", draft=True), at=AT)))
    assert all("草稿" in page.extract_text() for page in drafted.pages)
    issued = PdfReader(io.BytesIO(pdf(paper_of("contract"), at=AT)))
    assert not any("草稿" in page.extract_text() for page in issued.pages)
    header = open_word(io.BytesIO(word(paper_of("contract", draft=True), at=AT))).sections[0].header
    assert "草稿" in header.paragraphs[0].text


def test_the_pdf_is_an_archive_file_with_its_fonts() -> None:
    reader = PdfReader(io.BytesIO(pdf(paper_of("contract"), at=AT)))
    assert reader.xmp_metadata is not None
    assert b"pdfaid" in pdf(paper_of("contract"), at=AT)
    assert reader.metadata is not None and reader.metadata.title == "题"
    assert reader.pages[0].mediabox.width == pytest.approx(595.28, abs=0.1)


def test_word_has_the_typography_of_official_documents() -> None:
    content = word(paper_of("contract"), at=AT)
    document = open_word(io.BytesIO(content))
    section = document.sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin.mm) for margin in margins if margin is not None] == [37, 35, 28, 26]
    body = document.styles["公文正文"].element.xml
    assert 'w:eastAsia="仿宋"' in body and 'w:firstLineChars="200"' in body and 'w:line="560"' in body
    assert 'w:eastAsia="方正小标宋简体"' in document.styles["公文标题"].element.xml
    assert document.paragraphs[0].text == "政府购买社会工作服务合同"
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert "华文中宋" in parts.read("word/fontTable.xml").decode()
        footers = [parts.read(name).decode() for name in parts.namelist() if "footer" in name and name.endswith(".xml")]
    assert sum("PAGE" in footer for footer in footers) == 2


def test_tables_of_word_share_the_line_by_their_weights() -> None:
    document = open_word(io.BytesIO(word(paper_of("contract"), at=AT)))
    widths = [column.width for column in document.tables[0].columns]
    assert widths[1] == pytest.approx(widths[0] * 9 / 4, rel=0.01)


def test_an_empty_free_text_leaves_no_heading_behind() -> None:
    data = samples.contract() | {"disputes": ""}
    assert "争议的解决" not in word_text(word(paper_of("contract", data), at=AT))


def test_the_second_page_of_the_award_begins_with_its_own_title() -> None:
    pages = PdfReader(io.BytesIO(pdf(paper_of("award_notice"), at=AT))).pages
    assert "通知书" in pages[0].extract_text() and "结果公告" not in pages[0].extract_text()
    assert "中标结果公告" in squeezed(pages[1].extract_text())


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"amount": None}, "amount is missing"),
        ({"colour": "红"}, "colour is not known"),
        ({"instalments": "三期"}, "instalments is not a list"),
        ({"provider": {"address": "厦门"}}, "provider.name is missing"),
        ({"targets": [{"kind": "数量", "measure": "个案"}]}, "targets.0.goal is missing"),
        ({"scope": ["一"]}, "scope is not plain"),
        ({"amount": "五十万"}, "amount is not a number"),
        ({"starts_on": "四月"}, "starts_on is not a day"),
        (
            {"instalments": [{"no": 1, "name": "首付款", "share": "一半", "amount": 1, "condition": "签订"}]},
            "instalments.0.share is not a number",
        ),
    ],
)
def test_data_that_does_not_fit_its_schema_is_named_by_its_path(change: dict[str, Any], says: str) -> None:
    with pytest.raises(shapes.BadData, match=re.escape(says)):
        shapes.checked("contract", samples.contract() | change)


def test_a_price_that_could_not_be_read_is_said_in_words() -> None:
    data = samples.opening_minutes()
    data["bids"][0]["price"] = "未能读出"
    assert "未能读出" in word_text(word(paper_of("opening_minutes", data), at=AT))


def test_a_judgement_must_be_true_or_false() -> None:
    with pytest.raises(shapes.BadData, match="passed is not true or false"):
        shapes.checked("acceptance_certificate", samples.acceptance_certificate() | {"passed": "合格"})


@pytest.mark.parametrize("rare", ["👨‍👩‍👧", "ꀀ", "\U0002a6d6", "\u202e", "\ufeff"])
def test_a_character_that_the_font_lacks_keeps_no_paper_from_being_printed(rare: str) -> None:
    data = samples.ALL["contract"]()
    data["project_title"] = f"温馨{rare}夕阳"
    paper = paper_of("contract", data)
    assert "夕阳" in pdf_text(pdf(paper, at=AT))
    assert f"温馨{rare}夕阳" in word_text(word(paper, at=AT))
