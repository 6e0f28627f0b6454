"""The documents: criteria with frozen weights, conditions for suppliers, the demand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from bailu.audit.commands import record
from bailu.documents.chinese import in_chinese
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.acts import act
from bailu.kernel.verdict import refuse, require
from bailu.procurement import criteria as scoring
from bailu.procurement import policies, queries, rules
from bailu.procurement.models import Procedure


@act
def set_documents(
    actor: Actor,
    *,
    procedure_id: int,
    price_weight: Decimal,
    criteria: Sequence[Mapping[str, Any]],
    conditions: Sequence[str],
    demand: str = "",
    ceiling: Decimal | None = None,
    confirmed: bool = False,
) -> Procedure:
    """Set what is scored and by whom it may be bid for; they freeze when the notice is published.

    ``criteria`` are ``{"title", "max", "kind", "standard"[, "code"]}``, together 100 points with one price item of ``price_weight``.
    ``confirmed`` answers for titles or conditions that sound like discrimination. Raises OutOfScope, Forbidden, Refused.
    """
    procedure = queries.lock(actor, procedure_id)
    require(policies.may_prepare(actor, procedure))
    rows = scoring.parse(criteria)
    kept = [text.strip() for text in conditions if text.strip()]
    require(scoring.lawful(rows, price_weight, procedure.method, procedure.regime))
    texts = [*(c.title for c in rows), *(c.standard for c in rows), *kept]
    require(scoring.looked_at(texts, confirmed=confirmed))
    require(rules.budget_shown(procedure.budget_amount, ceiling))
    if not kept:
        require(refuse(_("请写明对供应商的条件。"), "PL2014:22", code="conditions"))
    procedure.price_weight, procedure.criteria, procedure.conditions = price_weight, [c.plain() for c in rows], kept
    procedure.demand, procedure.ceiling = demand.strip() or procedure.demand, ceiling
    procedure.documents_set_at = clock.now()
    procedure.save(update_fields=["price_weight", "criteria", "conditions", "demand", "ceiling", "documents_set_at"])
    record(
        actor,
        "procurement.documents_set",
        procedure,
        basis="IR2015:32",
        data={
            "price_weight": price_weight,
            "criteria": [{"title": c.title, "max": c.max} for c in rows],
            "ceiling": ceiling,
            "warnings": in_chinese(scoring.doubtful)(texts),
        },
    )
    return procedure
