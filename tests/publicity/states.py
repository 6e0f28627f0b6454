"""Purchases in every state in which the public may see them, each led there by the acts; returned by their number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from bailu.contracts import commands as contracts
from bailu.kernel import clock
from bailu.procurement import commands
from tests.contracts.factories import Parties, make_award, make_in_service, make_paid_claim, make_signed_contract
from tests.delivery.factories import make_serving, record
from tests.evaluation.factories import (
    SERVED,
    Evaluating,
    make_accepted,
    make_engaged,
    make_final_published,
    make_mid_published,
    make_settled,
)
from tests.procurement.factories import (
    Buying,
    make_bidder,
    make_bidding,
    make_opened_procedure,
    make_published,
    make_started,
    set_documents,
)

LATER = clock.local(2015, 3, 5, 9)
PUBLISHED = clock.local(2015, 4, 3, 10)
PAID = clock.local(2015, 5, 4, 10)
MOVED = clock.local(2015, 3, 27, 9, 30)
#: Long after everything: what is still hidden then is hidden by its state, not by the day.
YEARS_LATER = clock.local(2016, 6, 1, 9)


def published() -> str:
    return make_published().no


def clarified() -> str:
    """A question answered, an explanation, and a change that moves the deadline."""
    buying = make_published()
    with clock.at(LATER):
        asked = commands.ask_enquiry(make_bidder(), procedure_id=buying.procedure.pk, question="培训场地由谁提供？")
        commands.answer_enquiry(buying.officer, enquiry_id=asked.pk, answer="由购买主体提供。")
    with clock.at(LATER + dt.timedelta(hours=1)):
        _clarify(buying, "第三章表格更正一处错字。", affects=False, deadline=None)
    with clock.at(LATER + dt.timedelta(hours=2)):
        _clarify(buying, "服务人数由300名改为320名。", affects=True, deadline=MOVED)
    return buying.no


def _clarify(buying: Buying, text: str, *, affects: bool, deadline: dt.datetime | None) -> None:
    commands.issue_clarification(buying.officer, procedure_id=buying.procedure.pk, text=text, affects_bids=affects, new_deadline=deadline)


def _fail(buying: Buying, kind: str) -> str:
    with clock.at(LATER):
        commands.fail_procedure(buying.officer, procedure_id=buying.procedure.pk, kind=kind, reason="采购文件有误，须重新采购")
    return buying.no


def failed() -> str:
    return _fail(make_published(), "ILLEGALITY")


def withdrawn() -> str:
    return _fail(make_published(), "TASK_CANCELLED")


def repeated() -> str:
    """Failed, and put out again."""
    first = make_published()
    _fail(first, "ILLEGALITY")
    with clock.at(LATER + dt.timedelta(hours=2)):
        again = make_started(project=first.procedure.project)
        set_documents(again)
        commands.publish_notice(
            again.officer, procedure_id=again.procedure.pk, deadline=clock.local(2015, 4, 8, 9, 30), documents_until=dt.date(2015, 3, 20)
        )
    return first.no


def bidding() -> str:
    return make_bidding().no


def opened() -> str:
    return make_opened_procedure().no


def awarded() -> str:
    return make_award().project_no


def signed() -> str:
    """Signed by both, not published yet."""
    return make_signed_contract().no


def publish_contract(made: Parties) -> Parties:
    with clock.at(PUBLISHED):
        contracts.publish_contract(made.clerk, contract_id=made.contract.pk)
    made.refresh()
    return made


def contracted() -> str:
    return publish_contract(make_signed_contract()).no


def in_service() -> str:
    """The service runs, the first instalment is paid."""
    made = publish_contract(make_in_service())
    with clock.at(PAID):
        make_paid_claim(made)
    return made.no


def engaged() -> Evaluating:
    parties = publish_contract(make_in_service())
    serving = make_serving(parties, clients=SERVED)
    record(serving, kind="GROUP_SESSION", clients=[c.code for c in serving.clients], people=SERVED, place="活动室")
    return make_engaged(serving)


def evaluated() -> str:
    return make_mid_published(engaged()).no


def settled() -> str:
    return make_settled(make_accepted(make_final_published(make_mid_published(engaged())))).no


STATES: dict[str, Callable[[], str]] = {
    each.__name__: each
    for each in (
        published, clarified, failed, withdrawn, repeated, bidding, opened, awarded, signed, contracted, in_service, evaluated, settled,
    )
}  # fmt: skip
