from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.utils import translation

from bailu.law import clauses, params, sources

MARCH = date(2015, 3, 3)
PROMISED = {
    "evaluation": [
        "fee_rate",
        "fee_mode",
        "fee_split",
        "required",
        "grade_cuts",
        "party_weights",
        "objection_days",
        "rectify_days",
        "aspect_weights_mid",
        "aspect_weights_final",
        "output_scale",
    ],
    "contract": ["tranches", "max_months", "sign_days", "publish_days", "file_days", "supplement_cap", "performance_bond_cap", "pay_days"],
    "procurement": [
        "open_tender_threshold",
        "limit",
        "tender_min_days",
        "consultation_min_days",
        "doc_supply_days",
        "notice_days_tender",
        "notice_days_consultation",
        "clarification_days_tender",
        "clarification_days_consultation",
        "inquiry_answer_days",
        "bid_bond_cap",
        "bid_bond_return_days",
        "min_suppliers",
        "min_suppliers_consultation",
        "prequal_days",
        "single_source_days",
    ],
    "award": [
        "report_days",
        "decide_days",
        "notice_days",
        "result_notice_days",
        "committee_min",
        "expert_share",
        "large_amount",
        "committee_min_large",
        "price_weight_min",
        "price_weight_max_tender",
        "price_weight_max_consultation",
        "sme_deduction",
        "low_price",
    ],
    "challenge": ["window_days", "answer_days"],
    "complaint": ["window_days", "decision_days", "suspension_days"],
    "records": ["retention_years"],
    "costing": ["labour_min_ratio", "management_cap"],
    "avoidance": ["years"],
}


@pytest.mark.parametrize("key", [f"{group}.{name}" for group, names in PROMISED.items() for name in names])
def test_every_promised_key_is_there(key: str) -> None:
    assert params.history(key)


def test_every_dated_value_has_a_clause_in_force_or_of_our_own() -> None:
    odd = []
    for key in params.all_keys():
        for param in params.history(key):
            instrument = clauses.get(param.clause).instrument
            assert param.since is not None
            if not instrument.in_force(param.since):
                odd.append((key, param.since, instrument.id))
    assert odd == []


def test_a_misspelt_key_is_never_a_matter_of_dates() -> None:
    with pytest.raises(params.UnknownParameter):
        params.get("contract.sign_day", MARCH)
    with pytest.raises(params.UnknownParameter):
        params.history("contract.sign_day")


def test_a_regime_keeps_its_day() -> None:
    before, after = params.regime(date(2015, 2, 28)), params.regime(date(2015, 3, 1))
    assert before["contract.publish_days"].off and not after["contract.publish_days"].off
    assert after.on == date(2015, 3, 1) == after.since
    assert params.regime(MARCH)["contract.publish_days"] is after["contract.publish_days"]
    assert len(after) == len(params.all_keys()) == len(list(after))


def test_a_regime_before_all_law_has_nothing_in_force() -> None:
    early = params.regime(date(1990, 1, 1))
    assert early.since is None
    assert all(param.off for param in early.values())


def test_a_number_not_in_force_is_refused_instead_of_guessed() -> None:
    off = params.get("contract.publish_days", date(2015, 2, 28))
    with pytest.raises(params.ParameterOff):
        _ = off.number
    assert off.label() == "当时无此规定 · 实施条例第五十条"


def test_a_number_is_asked_for_by_its_kind() -> None:
    assert params.get("contract.sign_days", MARCH).number == 30
    assert params.get("evaluation.fee_rate", MARCH).amount == Decimal("0.03")
    assert params.get("award.expert_share", MARCH).share == Fraction(2, 3)
    assert params.get("contract.tranches", MARCH).parts == (50, 30, 20)
    assert params.get("evaluation.fee_split", MARCH).table["mid"] == 40
    for wrong in ("number", "parts", "table", "share"):
        with pytest.raises(TypeError):
            getattr(params.get("evaluation.fee_mode", MARCH), wrong)
    with pytest.raises(TypeError):
        _ = params.get("award.expert_share", MARCH).amount


def test_parameters_cannot_be_changed_in_passing() -> None:
    param = params.get("evaluation.fee_split", MARCH)
    with pytest.raises(FrozenInstanceError):
        param.value = 1  # type: ignore[misc]
    with pytest.raises(TypeError):
        param.value["mid"] = 1


LABELS = [
    ("procurement.tender_min_days", "不少于 20 日 · 政府采购法第三十五条", "at least 20 days · Government Procurement Law art. 35"),
    ("contract.publish_days", "2 个工作日内 · 实施条例第五十条", "within 2 working days · Implementing Regulations art. 50"),
    ("contract.supplement_cap", "不超过 10% · 政府采购法第四十九条", "at most 10% · Government Procurement Law art. 49"),
    ("evaluation.fee_rate", "3% · 厦府办〔2015〕3号 三（七）", "3% · Xiamen Gov. Office (2015) No. 3 3(7)"),
    ("award.expert_share", "不少于 2/3 · 政府采购法第三十八条", "at least 2/3 · Government Procurement Law art. 38"),
    ("procurement.limit", "500,000 元以上 · 厦门市 2015 年集中采购目录", "500,000 yuan or more · Xiamen catalogue 2015"),
    ("evaluation.fee_split", "中期 40；末期 60 · 规则手册 1.9 节", "mid-term 40; final 60 · Rulebook s. 1.9"),
    ("evaluation.required", "中期、末期 · 厦府办〔2015〕3号 五（四）", "mid-term, final · Xiamen Gov. Office (2015) No. 3 5(4)"),
]


@pytest.mark.parametrize(("key", "zh", "en"), LABELS)
def test_a_label_reads_in_both_languages(key: str, zh: str, en: str) -> None:
    param = params.get(key, MARCH)
    assert param.label() == zh
    with translation.override("en"):
        assert param.label() == en


def test_every_parameter_can_be_put_in_words_on_every_day_it_changes() -> None:
    for key in params.all_keys():
        for param in params.history(key):
            assert param.label() and param.sureness_label and str(param.title)


def test_another_city_is_another_folder(settings: Any) -> None:
    settings.BAILU_CITY = "example"
    day = date(2016, 1, 1)
    assert params.get("evaluation.fee_rate", day).value == Decimal("0.025")
    assert params.get("evaluation.fee_rate", day - timedelta(1)).off
    assert params.get("evaluation.fee_rate", day).label() == "2.5% · 示例市办法第七条"
    assert params.get("contract.sign_days", day).value == 30
    settings.BAILU_CITY = "xiamen"
    assert params.get("evaluation.fee_rate", day).value == Decimal("0.03")
    assert clauses.find("EX2016:7") is None


def test_a_city_without_a_folder_is_refused(settings: Any) -> None:
    settings.BAILU_CITY = "atlantis"
    with pytest.raises(sources.UnknownCity):
        params.regime(MARCH)
