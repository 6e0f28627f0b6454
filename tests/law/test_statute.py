"""The numbers of the statute, copied here as facts with their articles, against what the law room says."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from bailu.law import params

MARCH = date(2015, 3, 3)

# id, key, value, unit, op, clause
STATUTE = [
    ("bid_doc_supply", "procurement.doc_supply_days", 5, "working_days", ">=", "IR2015:31"),
    ("prequal_submit", "procurement.prequal_days", 5, "working_days", ">=", "IR2015:21"),
    ("bid_clarification", "procurement.clarification_days_tender", 15, "days", ">=", "IR2015:31"),
    ("bid_min_period", "procurement.tender_min_days", 20, "days", ">=", "PL2014:35"),
    ("bid_bond_max", "procurement.bid_bond_cap", Decimal("0.02"), "ratio", "<=", "IR2015:33"),
    ("bid_bond_refund_losers", "procurement.bid_bond_return_days", 5, "working_days", "<=", "IR2015:33"),
    ("bid_bond_refund_winner", "procurement.bid_bond_return_days", 5, "working_days", "<=", "IR2015:33"),
    ("single_source_publicity", "procurement.single_source_days", 5, "working_days", ">=", "IR2015:38"),
    ("review_report_to_purchaser", "award.report_days", 2, "working_days", "<=", "IR2015:43"),
    ("confirm_winner", "award.decide_days", 5, "working_days", "<=", "IR2015:43"),
    ("award_notice_publish", "award.notice_days", 2, "working_days", "<=", "IR2015:43"),
    ("contract_sign", "contract.sign_days", 30, "days", "<=", "PL2014:46"),
    ("contract_publish", "contract.publish_days", 2, "working_days", "<=", "IR2015:50"),
    ("contract_file", "contract.file_days", 7, "working_days", "<=", "PL2014:47"),
    ("performance_bond_max", "contract.performance_bond_cap", Decimal("0.1"), "ratio", "<=", "IR2015:48"),
    ("supplement_max", "contract.supplement_cap", Decimal("0.1"), "ratio", "<=", "PL2014:49"),
    ("min_suppliers", "procurement.min_suppliers", 3, "suppliers", ">=", "PL2014:36"),
    ("inquiry_answer", "procurement.inquiry_answer_days", 3, "working_days", "<=", "IR2015:52"),
    ("challenge_window", "challenge.window_days", 7, "working_days", "<=", "PL2014:52"),
    ("challenge_answer", "challenge.answer_days", 7, "working_days", "<=", "PL2014:53"),
    ("complaint_window", "complaint.window_days", 15, "working_days", "<=", "PL2014:55"),
    ("complaint_decision", "complaint.decision_days", 30, "working_days", "<=", "PL2014:56"),
    ("suspension_max", "complaint.suspension_days", 30, "days", "<=", "PL2014:57"),
    ("record_retention", "records.retention_years", 15, "years", ">=", "PL2014:42"),
    ("evaluation_fee", "evaluation.fee_rate", Decimal("0.03"), "ratio", "=", "XM2015:3.7"),
]


@pytest.mark.parametrize(("rule", "key", "value", "unit", "op", "clause"), STATUTE, ids=[row[0] for row in STATUTE])
def test_every_statutory_number_is_in_the_law_room(rule: str, key: str, value: object, unit: str, op: str, clause: str) -> None:
    param = params.get(key, MARCH)
    assert (param.value, param.unit, param.op, param.clause, param.sureness) == (value, unit, op, clause, "verified")


def test_all_twenty_five_rules_are_compared() -> None:
    assert len({row[0] for row in STATUTE}) == 25


# What did not exist before, and what had another number.
BEFORE_THE_REGULATIONS = [
    ("procurement.doc_supply_days", None),
    ("procurement.prequal_days", None),
    ("procurement.inquiry_answer_days", None),
    ("award.notice_days", None),
    ("contract.publish_days", None),
    ("contract.performance_bond_cap", None),
    ("award.report_days", 5),
    ("award.decide_days", 5),
    ("procurement.bid_bond_cap", Decimal("0.01")),
    ("procurement.clarification_days_tender", 15),
    ("procurement.tender_min_days", 20),
    ("contract.sign_days", 30),
]


@pytest.mark.parametrize(("key", "value"), BEFORE_THE_REGULATIONS)
def test_the_implementing_regulations_bind_from_the_first_of_march(key: str, value: object) -> None:
    before = params.get(key, date(2015, 2, 28))
    assert before.value == value
    assert not before.clause.startswith("IR2015") or before.off


DATED = [
    ("procurement.open_tender_threshold", date(2014, 12, 31), Decimal(300000)),
    ("procurement.open_tender_threshold", date(2015, 1, 1), Decimal(500000)),
    ("procurement.open_tender_threshold", date(2022, 3, 9), Decimal(2000000)),
    ("procurement.limit", date(2015, 6, 1), Decimal(500000)),
    ("procurement.limit", date(2022, 3, 9), Decimal(1000000)),
    ("procurement.min_suppliers_consultation", date(2015, 6, 29), 3),
    ("procurement.min_suppliers_consultation", date(2015, 6, 30), 2),
    ("procurement.consultation_min_days", date(2015, 3, 3), 10),
    ("procurement.negotiation_min_days", date(2015, 3, 3), 3),
    ("procurement.notice_days_tender", date(2015, 7, 16), None),
    ("procurement.notice_days_tender", date(2015, 7, 17), 5),
    ("procurement.notice_days_consultation", date(2015, 7, 17), 3),
    ("procurement.intention_days", date(2021, 12, 31), None),
    ("procurement.intention_days", date(2022, 1, 1), 30),
    ("costing.labour_min_ratio", date(2022, 3, 8), None),
    ("costing.labour_min_ratio", date(2022, 3, 9), Decimal("0.7")),
    ("evaluation.fee_rate", date(2015, 1, 5), None),
    ("award.committee_min", date(2015, 3, 24), 5),
    ("award.committee_min_large", date(2015, 3, 24), 7),
    ("award.large_amount", date(2017, 9, 30), Decimal(3000000)),
    ("award.large_amount", date(2017, 10, 1), Decimal(10000000)),
    ("award.group_min", date(2015, 3, 24), 3),
    ("award.price_weight_min", date(2015, 3, 24), Decimal("0.1")),
    ("award.price_weight_max_tender", date(2015, 3, 24), Decimal("0.3")),
    ("award.price_weight_max_tender", date(2017, 10, 1), None),
    ("award.price_weight_max_consultation", date(2017, 10, 1), Decimal("0.3")),
    ("award.sme_deduction_max", date(2015, 3, 24), Decimal("0.1")),
    ("award.sme_deduction_max", date(2022, 7, 1), Decimal("0.2")),
    ("award.low_price", date(2026, 1, 31), None),
    ("contract.acceptance_publish_days", date(2015, 7, 16), None),
    ("contract.acceptance_publish_days", date(2016, 4, 14), 2),
    ("avoidance.years", date(2015, 3, 23), 3),
    ("privacy.child_age", date(2021, 10, 31), None),
    ("privacy.child_age", date(2021, 11, 1), 14),
]


@pytest.mark.parametrize(("key", "on", "value"), DATED)
def test_a_number_is_the_one_of_its_day(key: str, on: date, value: object) -> None:
    assert params.get(key, on).value == value


# The parameters of the rulebook: 8.3 and 1.13.
PARAMETERS = {
    "evaluation.fee_mode": "ON_TOP",
    "evaluation.fee_split": {"mid": 40, "final": 60},
    "evaluation.required": ("mid", "final"),
    "evaluation.grade_cuts": {"excellent": 90, "good": 80, "qualified": 60},
    "evaluation.party_weights": {"third_party": 60, "purchaser": 20, "users": 20},
    "evaluation.aspect_weights_mid": {"service": 50, "effect": 20, "management": 30},
    "evaluation.aspect_weights_final": {"service": 40, "effect": 40, "management": 20},
    "contract.tranches": (50, 30, 20),
    "evaluation.rectify_days": 15,
    "evaluation.objection_days": 5,
    "evaluation.panel_min_experts": 3,
    "evaluation.spot_check_rate": Decimal("0.3"),
    "costing.management_cap": Decimal("0.1"),
    "contract.max_months": 12,
    "contract.max_months_steady": 36,
    "contract.renewal_grade": "excellent",
    "award.sme_deduction": Decimal("0.1"),
    "workforce.ce_hours": {"assistant": 72, "social_worker": 90, "senior": 90},
    "workforce.registration_years": 3,
    "workforce.registration_window_months": 3,
    "workforce.first_registration_years": 1,
    "records.case_years": 5,
    "records.case_minor_age": 23,
    "records.log_years": 3,
    "workforce.supervision_hours_month": 2,
    "contract.pay_days": 30,
    "programme.min_pilots_per_district": 1,
    "programme.decide_days": 10,
    "programme.mend_days": 5,
    "funds.lottery_infra_ratio": None,
    "incubation.subsidy_cap": None,
    "oversight.expert_committee_size": {"min": 7, "max": 15},
    "oversight.min_inspections_per_year": 1,
    "contract.cycle_months": 12,
}


@pytest.mark.parametrize(("key", "value"), PARAMETERS.items())
def test_every_open_number_has_the_rulebooks_default(key: str, value: object) -> None:
    assert params.get(key, MARCH).value == value


@pytest.mark.parametrize(
    "key",
    ["evaluation.fee_split", "evaluation.party_weights", "evaluation.aspect_weights_mid", "evaluation.aspect_weights_final"],
)
def test_weights_add_up_to_a_hundred(key: str) -> None:
    assert sum(params.get(key, MARCH).table.values()) == 100


def test_tranches_add_up_to_a_hundred() -> None:
    assert sum(params.get("contract.tranches", MARCH).parts) == 100


def test_the_five_phases_follow_each_other_without_a_gap() -> None:
    phases = list(params.get("programme.phases", MARCH).table.values())
    assert phases[0][0] == date(2015, 1, 1) and phases[-1][1] == date(2016, 6, 30)
    assert all((later[0] - earlier[1]).days == 1 for earlier, later in pairwise(phases))
