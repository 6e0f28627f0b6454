"""The choice of the one next step, as tables; no database."""

from __future__ import annotations

import datetime as dt
from typing import Any

from bailu.dossier.queries.next_step import choose, with_terms
from bailu.dossier.queries.rows import REMINDER, Waiting
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.verdict import forbid, refuse
from bailu.organisations.roles import Role
from bailu.ui.steps import Step

CLERK = Actor(user_id=1, name="经办人", organisation_id=7, roles=frozenset({str(Role.PURCHASER_CLERK)}))
DUE = clock.local(2015, 4, 7, 18)


def task(url: str = "/a/", **more: Any) -> Waiting:
    facts: dict[str, Any] = {
        "kind": "contracts.publish",
        "title": "公告合同",
        "url": url,
        "organisation_id": 7,
        "organisation": "厦门市民政局",
        "role": str(Role.PURCHASER_CLERK),
        "person_id": None,
        "due_at": DUE,
        "basis": "IR2015:50",
        "counted": "自 04-02 起 2 个工作日",
    }
    return Waiting(**(facts | more))


def test_the_nearest_term_comes_first_and_keeps_how_it_was_counted() -> None:
    late, soon = (
        Step("备案", "/b/", due_at=dt.date(2015, 4, 14), primary=True),
        Step("公告", "/a/", due_at=dt.date(2015, 4, 7), primary=True),
    )
    found = choose(CLERK, [late, soon], [task(), task(kind=REMINDER, due_at=None, counted="")])
    assert found.mine is not None
    assert (found.mine.label, found.mine.counted) == ("公告", "自 04-02 起 2 个工作日")
    assert [step.label for step in found.also] == ["备案"]


def test_a_step_without_a_term_takes_that_of_the_desk() -> None:
    assert with_terms([Step("公告", "/a/")], [task()])[0].due_at == DUE


def test_what_only_could_be_done_is_not_the_next_step() -> None:
    cancel = Step("取消项目", "/c/")
    found = choose(CLERK, [cancel], [task(organisation_id=8, role=str(Role.FINANCE_CHIEF))])
    assert found.mine is None
    assert found.waiting is not None
    assert found.also == (cancel,)


def test_a_task_on_my_desk_is_mine_though_no_station_offers_it() -> None:
    found = choose(CLERK, [], [task("/payments/3/check/")])
    assert found.mine is not None
    assert found.mine.url == "/payments/3/check/"


def test_a_task_of_another_person_of_my_role_is_not_mine() -> None:
    found = choose(CLERK, [], [task(person_id=2)])
    assert (found.mine, found.waiting and found.waiting.person_id) == (None, 2)


def test_the_reminder_of_a_head_is_nobodys_turn() -> None:
    assert choose(CLERK, [], [task(kind=REMINDER, organisation_id=8)]).waiting is None


def test_what_the_law_refuses_is_shown_and_what_others_do_is_not() -> None:
    refused = Step("选择第二名", "/x/", refuse("须按名次确定。", "IR2015:43"))
    others = Step("确定中标", "/y/", forbid("由负责人决定。"), whose="购买主体负责人", primary=True)
    found = choose(CLERK, [others, refused], [])
    assert (found.mine, found.turn, found.refused) == (None, others, (refused,))
