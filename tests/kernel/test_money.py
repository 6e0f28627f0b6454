from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bailu.kernel.money import allocate, yuan

amounts = st.decimals(min_value=0, max_value=10**9, places=2)


def test_half_a_cent_is_rounded_up_as_offices_do() -> None:
    assert yuan("0.005") == Decimal("0.01")
    assert yuan("2.675") == Decimal("2.68")


def test_the_pilots_instalments_are_half_three_tenths_and_a_fifth() -> None:
    assert allocate(Decimal("508000"), (50, 30, 20)) == [Decimal("254000"), Decimal("152400"), Decimal("101600")]


@given(amounts, st.lists(st.integers(min_value=0, max_value=1000), min_size=1, max_size=12).filter(any))
def test_allocation_loses_and_makes_no_cent(total: Decimal, weights: list[int]) -> None:
    parts = allocate(total, weights)
    assert sum(parts) == total
    assert all(p >= 0 for p in parts)
    whole = Decimal(sum(weights))
    assert all(abs(p - total * w / whole) < Decimal("0.01") for p, w in zip(parts, weights, strict=True))


def test_weights_of_nothing_cannot_be_allocated() -> None:
    with pytest.raises(ValueError, match="positive"):
        allocate(Decimal(1), [0, 0])
