"""The read side: one contract, lists, its money, its clocks, what comes next."""

from bailu.contracts.queries.dossier import NOTICED_AT, Clock, ContractFacts, clocks, facts, steps, steps_of
from bailu.contracts.queries.reading import (
    InstalmentFacts,
    claims,
    contract_of,
    contracts,
    encumbered_left,
    fee_left,
    final_opened,
    get,
    get_claim,
    instalments,
    lock,
    lock_claim,
    milestones,
    targets,
)

__all__ = [
    "NOTICED_AT",
    "Clock",
    "ContractFacts",
    "InstalmentFacts",
    "claims",
    "clocks",
    "contract_of",
    "contracts",
    "encumbered_left",
    "facts",
    "fee_left",
    "final_opened",
    "get",
    "get_claim",
    "instalments",
    "lock",
    "lock_claim",
    "milestones",
    "steps",
    "steps_of",
    "targets",
]
