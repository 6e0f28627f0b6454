"""Who signs and who pays; that the tables hold in every state for every role is tested for all rooms at once."""

from __future__ import annotations

from bailu.contracts.lifecycle import CLAIM, CONTRACT
from bailu.organisations.roles import Role


def test_who_signs_whom_and_who_pays_is_nobodys_move_by_hand() -> None:
    assert CONTRACT.moves["offer"].roles == (Role.PURCHASER_HEAD,)
    assert CONTRACT.moves["sign"].roles == (Role.PROVIDER_HEAD,)
    by_hand = {m.name for table in (CONTRACT, CLAIM) for m in table.moves.values() if m.roles}
    assert by_hand == {"redraft", "offer", "sign", "start", "approve", "return"}
