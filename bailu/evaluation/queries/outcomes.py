"""What became of settled purchases: price, what was delivered, how it was graded. Asked by those who plan the next ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from bailu.contracts.enums import ContractState
from bailu.contracts.models import Contract
from bailu.delivery.models import TargetProgress
from bailu.evaluation.enums import EvaluationKind
from bailu.evaluation.models import Evaluation
from bailu.planning.earlier import Outcome


def outcomes(project_nos: Sequence[str]) -> dict[str, Outcome]:
    """Three queries, however many there are. A target whose code occurs twice in a contract counts together."""
    contracts = {c.pk: c for c in Contract.objects.filter(project_no__in=project_nos, state=ContractState.SETTLED)}
    done: dict[int, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for reached in TargetProgress.objects.filter(target__contract__in=contracts).select_related("target"):
        done[reached.target.contract_id][reached.target.code] += reached.done
    last = Evaluation.objects.filter(contract__in=contracts, kind=EvaluationKind.FINAL).exclude(total=None)
    finals = {e.contract_id: e for e in last}
    found = {}
    for pk, contract in contracts.items():
        final = finals.get(pk)
        grade = (final.grade, str(final.get_grade_display()), final.total) if final else ("", "", None)
        found[contract.project_no] = Outcome(contract.project_no, contract.amount, dict(done[pk]), *grade)
    return found
