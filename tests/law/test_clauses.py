from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.utils import translation

from bailu.kernel.lifecycle import Lifecycle
from bailu.law import checks, citations, clauses, codes, scan

PILOT = [
    "1", "2", "3.1", "3.2", "3.3", "3.4", "3.5", "3.6", "3.7", "4.1", "4.2", "4.3", "4.4", "4.5", "5.1", "5.2", "5.3", "5.4", "5.5", "5.6",
]  # fmt: skip
HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("number", PILOT)
def test_every_clause_of_the_pilot_opinions_is_entered(number: str) -> None:
    clause = clauses.get(f"XM2015:{number}")
    assert clause.instrument.id == "XM2015" and str(clause.summary)


def test_the_pilot_has_no_other_clauses_and_they_stand_in_order() -> None:
    assert [clause.number for clause in clauses.of("XM2015")] == PILOT


def test_every_clause_reads_in_both_languages() -> None:
    for clause in clauses.all_clauses():
        for text in (clause.title, clause.summary):
            assert text.zh and text.en
            assert not HAN.search(text.en), clause.id
        assert HAN.search(clause.summary.zh) or not clause.number
        assert not set(",;") & set(re.sub(r"\d,\d", "", clause.summary.zh)), clause.id


def test_instruments_end_when_another_supersedes_them() -> None:
    for instrument in clauses.instruments():
        for other in (clauses.instrument(i) for i in instrument.supersedes):
            assert instrument.since and other.until and (instrument.since - other.until).days == 1


def test_the_regulations_are_not_in_force_before_march_2015() -> None:
    regulations = clauses.instrument("IR2015")
    assert not regulations.in_force(date(2015, 2, 28))
    assert regulations.in_force(date(2015, 3, 1))


LABELS = [
    ("XM2015:3.4", "厦府办〔2015〕3号 三（四）", "Xiamen Gov. Office (2015) No. 3 3(4)"),
    ("PL2014:35", "政府采购法第三十五条", "Government Procurement Law art. 35"),
    ("IR2015:43", "实施条例第四十三条", "Implementing Regulations art. 43"),
    ("CK2015-124", "财库〔2015〕124号", "MOF (2015) No. 124"),
    ("MOF102:24", "102号令第二十四条", "MOF Order 102 art. 24"),
    ("ML18", "18号令", "MOF Order 18"),
    ("RB:4.6", "规则手册 4.6 节", "Rulebook s. 4.6"),
]


@pytest.mark.parametrize(("clause", "zh", "en"), LABELS)
def test_a_clause_is_cited_in_both_languages(clause: str, zh: str, en: str) -> None:
    assert clauses.get(clause).label == zh
    with translation.override("en"):
        assert clauses.get(clause).label == en


@pytest.mark.parametrize(
    ("n", "numeral"), [(5, "五"), (10, "十"), (13, "十三"), (20, "二十"), (35, "三十五"), (100, "一百"), (203, "二百〇三")]
)
def test_articles_are_numbered_in_chinese(n: int, numeral: str) -> None:
    assert clauses.numeral(n) == numeral


def test_an_unknown_clause_is_an_error_in_code_and_nothing_on_a_page() -> None:
    with pytest.raises(clauses.UnknownClause):
        clauses.get("PL2014:999")
    assert clauses.find("PL2014:999") is None


def test_a_citation_of_an_unknown_clause_is_refused_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(citations, "_registered", citations.defaultdict(dict))
    monkeypatch.setattr(Lifecycle, "registry", {})
    monkeypatch.setattr(scan, "cited", dict)
    assert checks.check_law() == []
    citations.register("PL2014:35", "procurement.rules.bid_period", "招标期限")
    assert [c.where for c in citations.of("PL2014:35")] == ["procurement.rules.bid_period"]
    assert checks.check_law() == []
    citations.register("PL2041:35", "procurement.rules.typo")
    assert [error.id for error in checks.check_law()] == ["law.E002"]


def test_an_unknown_city_is_refused_at_the_start(settings: Any) -> None:
    settings.BAILU_CITY = "atlantis"
    assert [error.id for error in checks.check_law()] == ["law.E003"]


def test_every_clause_that_a_room_cites_is_entered() -> None:
    assert citations.unknown() == []


def test_the_code_that_cites_a_clause_is_found() -> None:
    assert "award.rules.deciding" in {c.where for c in citations.of("IR2015:43")}
    assert scan.pattern().fullmatch('"CK2015-124"') and scan.pattern().fullmatch("'XM2015:3.4'")
    for other in ('"RB"', '"PL2014"', '"PL2014:"', '"P-2015-0001"', '"2015:4"'):
        assert not scan.pattern().fullmatch(other)


SIZES = {
    "populations": 8, "fields": 11, "standards": 9, "leading_group": 14, "municipal_bodies": 7, "provider_conditions": 6,
    "targets": 4, "contract_terms": 6, "purchaser_kinds": 5, "provider_kinds": 5, "supervisors": 5, "phases": 5, "batches": 2, "funding_sources": 4,
}  # fmt: skip


@pytest.mark.parametrize(("name", "size"), SIZES.items())
def test_the_lists_have_as_many_entries_as_the_text_names(name: str, size: int) -> None:
    assert len(codes.listed(name)) == size


def test_codes_of_populations_and_fields_are_numbered_and_say_who_needs_care() -> None:
    assert list(codes.populations()) == [f"POP{n:02}" for n in range(1, 9)]
    assert list(codes.fields()) == [f"FLD{n:02}" for n in range(1, 12)]
    known = set(codes.listed("sensitivities"))
    assert all(set(code.sensitivity) <= known for name in codes.names() for code in codes.listed(name).values())
    assert codes.get("populations", "POP01").sensitivity == ("minor", "stigma")
    assert str(codes.get("populations", "POP08")) == "孤寡空巢老人"
    with translation.override("en"):
        assert next(str(label) for _code, label in codes.choices("populations")) == "At-risk youth"


def test_lists_cover_what_the_bodies_lead() -> None:
    leads = {code.facts["lead"] for code in codes.populations().values()}
    assert leads == {code.text.zh for code in codes.listed("municipal_bodies").values()}


def test_an_unknown_code_is_an_error() -> None:
    with pytest.raises(codes.UnknownCode):
        codes.get("populations", "POP99")
    with pytest.raises(codes.UnknownCode):
        codes.listed("planets")
