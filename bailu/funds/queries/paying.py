"""Orders to pay: what waits and until when, what is in which batch, what was paid."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from bailu.funds import rules
from bailu.funds.enums import BatchState, EncumbrancePurpose, OrderState
from bailu.funds.models import Encumbrance, PaymentBatch, PaymentOrder, Transaction
from bailu.funds.models.lines import OPEN
from bailu.funds.queries.lines import ZERO
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.errors import OutOfScope
from bailu.kernel.verdict import ALLOWED, Verdict
from bailu.organisations.models import Membership
from bailu.organisations.roles import Role


def orders(actor: Actor) -> QuerySet[PaymentOrder]:
    return PaymentOrder.objects.visible_to(actor).select_related("payee", "encumbrance__line__purchaser", "encumbrance__line__treasury")


def recent_months(count: int = 36) -> list[tuple[str, str]]:
    """This month and those before it, newest first, as "2016-04"; no query."""
    today = clock.today()
    numbers = range(today.year * 12 + today.month - 1, today.year * 12 + today.month - 1 - count, -1)
    return [(month, month) for month in (f"{n // 12}-{n % 12 + 1:02}" for n in numbers)]


def paid_in(rows: QuerySet[PaymentOrder], month: str) -> QuerySet[PaymentOrder]:
    """The orders paid in a month of Xiamen."""
    year, number = (int(part) for part in month.split("-"))
    return rows.filter(paid_at__gte=clock.local(year, number, 1), paid_at__lt=clock.local(year + number // 12, number % 12 + 1, 1))


def recent_years() -> list[tuple[str, str]]:
    """The years of these months, newest first; no query."""
    return [(year, year) for year in dict.fromkeys(month[:4] for month, _name in recent_months())]


def paid_in_year(rows: QuerySet[PaymentOrder], year: str) -> QuerySet[PaymentOrder]:
    """The orders paid in a year of Xiamen, whatever year's budget they came from."""
    return rows.filter(paid_at__gte=clock.local(int(year), 1, 1), paid_at__lt=clock.local(int(year) + 1, 1, 1))


def order(actor: Actor, order_id: int) -> PaymentOrder:
    """Raises OutOfScope."""
    found = orders(actor).select_related("requested_by", "checked_by", "paid_by", "batch").filter(pk=order_id).first()
    if found is None:
        raise OutOfScope
    return found


def lock_order(actor: Actor, order_id: int) -> PaymentOrder:
    """The order in scope, held until the act ends. Raises OutOfScope."""
    found = (
        PaymentOrder.objects.visible_to(actor)
        .select_related("encumbrance__line", "batch")
        .select_for_update(of=("self",))
        .filter(pk=order_id)
        .first()
    )
    if found is None:
        raise OutOfScope
    return found


def orders_of(project_no: str) -> list[PaymentOrder]:
    """All orders of a purchase, oldest first; no scope, for the rooms above."""
    return list(PaymentOrder.objects.filter(project_no=project_no).select_related("payee", "encumbrance").order_by("pk"))


def waiting(encumbrance_id: int) -> Decimal:
    """Sum of the orders on an encumbrance that are not decided yet."""
    return PaymentOrder.objects.open().filter(encumbrance_id=encumbrance_id).aggregate(sum=Sum("amount"))["sum"] or ZERO


def order_of(actor: Actor, entry: Transaction) -> PaymentOrder | None:
    """The order that a payment carried out."""
    if not entry.reference or entry.encumbrance_id is None:
        return None
    return orders(actor).filter(reference=entry.reference, encumbrance_id=entry.encumbrance_id).exclude(state="REJECTED").first()


def fee_fits(held: Encumbrance, payee_id: int) -> Verdict:
    """Whether what is encumbered may go to this body; asks only of an evaluation fee."""
    if held.purpose != EncumbrancePurpose.EVALUATION_FEE:
        return ALLOWED
    evaluates = Membership.objects.open_on(clock.today()).filter(organisation_id=payee_id, role=Role.EVALUATOR).exists()
    served = PaymentOrder.objects.filter(project_no=held.project_no, payee_id=payee_id, encumbrance__purpose=EncumbrancePurpose.SERVICE)
    return rules.fee_to_evaluator(held.purpose, evaluates=evaluates, serves=served.exists())


# ── What waits, and batches of it ────────────────────────────────────────────────────────────────────────────


def lock_orders(actor: Actor, order_ids: Iterable[int]) -> list[PaymentOrder]:
    """The orders in scope, held until the act ends, always in the order of their keys."""
    held = PaymentOrder.objects.visible_to(actor).select_related("encumbrance__line", "batch", "payee")
    return list(held.select_for_update(of=("self",)).filter(pk__in=set(order_ids)).order_by("pk"))


def waiting_orders(actor: Actor) -> QuerySet[PaymentOrder]:
    """What this treasury has to pay and has in no batch yet, the most urgent first."""
    own = orders(actor).filter(state__in=OPEN, encumbrance__line__treasury_id=actor.organisation_id, batch=None)
    return own.order_by(F("due").asc(nulls_last=True), "pk")


def batches(actor: Actor) -> QuerySet[PaymentBatch]:
    return PaymentBatch.objects.visible_to(actor).select_related("treasury")


def batch(actor: Actor, no: str) -> PaymentBatch:
    """Raises OutOfScope."""
    found = batches(actor).select_related("checked_by", "released_by").filter(no=no).first()
    if found is None:
        raise OutOfScope
    return found


def lock_batch(actor: Actor, batch_id: int) -> PaymentBatch:
    """The batch in scope, held until the act ends. Raises OutOfScope."""
    found = PaymentBatch.objects.visible_to(actor).select_for_update(of=("self",)).filter(pk=batch_id).first()
    if found is None:
        raise OutOfScope
    return found


def orders_in(batch: PaymentBatch) -> QuerySet[PaymentOrder]:
    return batch.orders.select_related("payee", "encumbrance__line").order_by("pk")


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many orders, for how much."""

    count: int = 0
    amount: Decimal = ZERO


def week_end(today: dt.date) -> dt.date:
    """The Sunday of this week."""
    return today + dt.timedelta(days=6 - today.weekday())


def waiting_figures(actor: Actor) -> Mapping[str, Waiting]:
    """What this treasury has to pay: all of it, what is late, what is due this week. One query."""
    today = clock.today()
    parts = {"all": Q(), "late": Q(due__lt=today), "week": Q(due__gte=today, due__lte=week_end(today))}
    own = PaymentOrder.objects.visible_to(actor).open().filter(encumbrance__line__treasury_id=actor.organisation_id)
    sums: dict[str, Any] = {f"{name}_n": Count("pk", filter=part) for name, part in parts.items()}
    sums |= {f"{name}_sum": Sum("amount", filter=part) for name, part in parts.items()}
    row = own.order_by().aggregate(**sums)
    return {name: Waiting(row[f"{name}_n"], row[f"{name}_sum"] or ZERO) for name in parts}


def open_batches(actor: Actor) -> QuerySet[PaymentBatch]:
    """Of this treasury: to be released, or with the bank."""
    return batches(actor).filter(treasury_id=actor.organisation_id, state__in=(BatchState.CHECKED, BatchState.RELEASED)).order_by("pk")


def mismatches(batch: PaymentBatch, lines: Sequence[rules.BankLine]) -> list[str]:
    """Where the bank's return does not fit what waits in the batch."""
    orders = {order.no: order for order in orders_in(batch)}
    waiting = {no: order.amount for no, order in orders.items() if order.state == OrderState.CHECKED}
    return rules.mismatches(lines, waiting, orders.keys() - waiting.keys())
