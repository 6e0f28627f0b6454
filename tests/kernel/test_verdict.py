from __future__ import annotations

import pytest

from bailu.kernel.errors import Forbidden, Refused
from bailu.kernel.verdict import ALLOWED, all_of, forbid, refuse, require


def test_a_verdict_is_no_boolean() -> None:
    with pytest.raises(TypeError):
        bool(ALLOWED)


def test_the_first_refusal_speaks() -> None:
    late, poor = refuse("晚了", "PL2014:35"), refuse("钱不够", "PL2014:6")
    assert all_of(ALLOWED, late, poor) is late
    assert all_of(ALLOWED) is ALLOWED


def test_the_law_refuses_and_the_person_is_forbidden() -> None:
    require(ALLOWED)
    with pytest.raises(Refused) as refused:
        require(refuse("晚了", "PL2014:35"))
    assert refused.value.verdict.clause == "PL2014:35"
    with pytest.raises(Forbidden):
        require(forbid("不是您的事"))


def test_a_refusal_leads_to_where_it_is_mended() -> None:
    assert refuse("缺成本核算").mended_at("/costing/", "去核算").fix == "/costing/"
    assert ALLOWED.mended_at("/costing/") is ALLOWED
