"""Many orders paid at once: one checks, another releases, the bank's return decides each; all or none, and once."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from bailu.audit.models import Entry
from bailu.funds import bank, commands, ledger, orders, policies, queries, rules
from bailu.funds.enums import BatchState, OrderState
from bailu.funds.models import PaymentBatch, PaymentOrder, Transaction
from bailu.funds.rules import BankLine
from bailu.inbox.models import Task
from bailu.kernel.acts import acting
from bailu.kernel.errors import Forbidden, OutOfScope, Refused
from bailu.organisations.models import Person
from bailu.organisations.roles import Role
from tests.factories import make_actor, make_provider
from tests.funds.factories import Offices, make_approved_line, make_offices
from tests.funds.test_screens import enter, text

pytestmark = pytest.mark.django_db
D = Decimal
NO = "P-2015-0001"


@pytest.fixture
def offices() -> Offices:
    return make_offices()


@pytest.fixture
def waiting(offices: Offices) -> list[PaymentOrder]:
    """Three orders: late, due this week, without a term."""
    return make_orders(offices, [dt.date(2015, 2, 27), dt.date(2015, 3, 6), None])


def make_orders(offices: Offices, dues: Sequence[dt.date | None], reference: str = "test.Claim") -> list[PaymentOrder]:
    line, payee = make_approved_line(offices), make_provider(qualified=False)
    with acting("test"):
        held = ledger.encumber(offices.finance_chief, line_id=line.pk, project_no=NO, purpose="SERVICE", amount=D("508000.00"))
        return [
            orders.request_payment(
                offices.head, encumbrance_id=held.pk, amount=D("1000.00") * n, payee_id=payee.pk, reference=f"{reference}:{n}",
                title=f"第{n}期", due=due,
            )
            for n, due in enumerate(dues, 1)
        ]  # fmt: skip


def together(offices: Offices, waiting: list[PaymentOrder]) -> PaymentBatch:
    return commands.put_together(offices.finance_officer, order_ids=[order.pk for order in waiting], note="齐全。")


def released(offices: Offices, waiting: list[PaymentOrder]) -> PaymentBatch:
    return commands.release_batch(offices.finance_chief, batch_id=together(offices, waiting).pk)


def answers(waiting: list[PaymentOrder], *, refused: tuple[int, ...] = ()) -> list[BankLine]:
    return [
        BankLine(n + 2, order.no, order.amount, n not in refused, f"ICBC{n}", "账号有误" if n in refused else "")
        for n, order in enumerate(waiting)
    ]


def states(waiting: list[PaymentOrder]) -> list[str]:
    return [PaymentOrder.objects.get(pk=order.pk).state for order in waiting]


def desks() -> list[tuple[str, str]]:
    return sorted(Task.objects.open().filter(kind__startswith="funds.").values_list("kind", "role"))


def test_a_batch_is_put_together_by_one_released_by_another_and_paid_by_the_bank(offices: Offices, waiting: list[PaymentOrder]) -> None:
    batch = together(offices, waiting)
    assert (batch.no, batch.count, batch.total, batch.state) == ("F-2015-0001", 3, D("6000.00"), BatchState.CHECKED)
    assert (states(waiting), desks()) == ([OrderState.CHECKED] * 3, [("funds.release_batch", Role.FINANCE_CHIEF)])
    batch = commands.release_batch(offices.finance_chief, batch_id=batch.pk)
    assert (states(waiting), desks()) == ([OrderState.CHECKED] * 3, [("funds.record_return", Role.FINANCE_OFFICER)])
    assert queries.money(NO).paid == 0
    batch = commands.record_return(offices.finance_officer, batch_id=batch.pk, lines=answers(waiting, refused=(1,)))
    assert (batch.state, states(waiting), desks()) == (BatchState.CLOSED, ["PAID", "REJECTED", "PAID"], [])
    paid = PaymentOrder.objects.get(pk=waiting[0].pk)
    assert (paid.paid_by_id, paid.checked_by_id, paid.bank_reference) == (
        offices.finance_chief.user_id, offices.finance_officer.user_id, "ICBC0",
    )  # fmt: skip
    assert PaymentOrder.objects.get(pk=waiting[1].pk).note == "账号有误"
    assert (queries.money(NO).paid, queries.trial_balance().balanced) == (D("4000.00"), True)
    verbs = list(Entry.objects.filter(stream=batch.stream, verb__startswith="funds.").order_by("seq").values_list("verb", flat=True))
    assert verbs == ["funds.batch_made", "funds.batch_released", "funds.batch_reconciled"]


def test_the_bank_may_answer_in_parts(offices: Offices, waiting: list[PaymentOrder]) -> None:
    batch = released(offices, waiting)
    batch = commands.record_return(offices.finance_officer, batch_id=batch.pk, lines=answers(waiting)[:1])
    assert (batch.state, states(waiting)) == (BatchState.RELEASED, ["PAID", "CHECKED", "CHECKED"])
    batch = commands.record_return(offices.finance_officer, batch_id=batch.pk, lines=answers(waiting)[1:])
    assert (batch.state, queries.money(NO).paid) == (BatchState.CLOSED, D("6000.00"))


def test_a_second_click_or_a_second_return_pays_once(offices: Offices, waiting: list[PaymentOrder]) -> None:
    batch = released(offices, waiting)
    once = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"
    for _ in range(2):
        commands.record_return(offices.finance_officer, batch_id=batch.pk, lines=answers(waiting)[:2], once=once)
    with pytest.raises(Refused) as refused:
        commands.record_return(offices.finance_officer, batch_id=batch.pk, lines=answers(waiting))
    assert refused.value.verdict.code == "mismatch"
    with pytest.raises(Refused):
        commands.release_batch(offices.finance_chief, batch_id=batch.pk)
    assert Transaction.objects.filter(kind="PAY").count() == 2


WRONG = [
    (lambda lines: [*lines, BankLine(9, "Z-99999999", D("1.00"), True)], "不在这个批次中"),
    (lambda lines: [lines[0], BankLine(3, lines[1].no, D("2000.01"), True)], "金额不符"),
    (lambda lines: [*lines, lines[0]], "重复"),
    (lambda lines: [BankLine(2, lines[0].no, lines[0].amount, False)], "没有写明原因"),
    (lambda lines: [], "没有一笔"),
]


@pytest.mark.parametrize(("change", "said"), WRONG, ids=[said for _change, said in WRONG])
def test_a_return_that_does_not_fit_is_refused_whole(offices: Offices, waiting: list[PaymentOrder], change: Any, said: str) -> None:
    batch = released(offices, waiting)
    with pytest.raises(Refused) as refused:
        commands.record_return(offices.finance_officer, batch_id=batch.pk, lines=change(answers(waiting)))
    assert said in str(refused.value.verdict.reason)
    assert (states(waiting), queries.money(NO).paid) == (["CHECKED"] * 3, 0)


def test_an_order_of_another_batch_is_no_part_of_the_return(offices: Offices, waiting: list[PaymentOrder]) -> None:
    others = make_orders(offices, [None], "test.Other")
    batch, other = released(offices, waiting), released(offices, others)
    with pytest.raises(Refused):
        commands.record_return(offices.finance_officer, batch_id=batch.pk, lines=answers(others))
    assert states(others) == ["CHECKED"]
    assert commands.record_return(offices.finance_officer, batch_id=other.pk, lines=answers(others)).state == BatchState.CLOSED


def test_one_person_with_both_offices_does_not_check_and_release(offices: Offices, waiting: list[PaymentOrder]) -> None:
    person = Person.objects.get(pk=offices.finance_officer.user_id)
    both = make_actor(Role.FINANCE_CHIEF, offices.treasury, person=person)
    batch = together(offices, waiting)
    with pytest.raises(Refused) as refused:
        commands.release_batch(both, batch_id=batch.pk)
    assert refused.value.verdict.code == "two_people"
    with pytest.raises(IntegrityError, match="payment_batch_two_people"), acting("test"):
        PaymentBatch.objects.filter(pk=batch.pk).update(state="RELEASED", released_by=person, released_at=batch.created_at)
    batch.refresh_from_db()
    assert batch.state == BatchState.CHECKED


def test_nothing_in_a_batch_is_released_by_who_checked_or_asked_for_it(offices: Offices, waiting: list[PaymentOrder]) -> None:
    second = make_actor(Role.FINANCE_OFFICER, offices.treasury)
    checker = Person.objects.get(pk=second.user_id)
    chief = make_actor(Role.FINANCE_CHIEF, offices.treasury, person=checker)
    commands.check_payment(second, order_id=waiting[0].pk)
    batch = together(offices, waiting)
    with pytest.raises(Refused) as refused:
        commands.release_batch(chief, batch_id=batch.pk)
    assert refused.value.verdict.code == "two_people"
    asked = policies.may_pay_in_batch(offices.finance_chief, PaymentOrder(requested_by_id=offices.finance_chief.user_id, checked_by_id=1))
    assert (asked.allowed, asked.code) == (False, "two_people")
    batch.refresh_from_db()
    assert batch.state == BatchState.CHECKED


def test_what_is_in_a_batch_is_neither_paid_nor_rejected_alone_nor_put_in_another(offices: Offices, waiting: list[PaymentOrder]) -> None:
    together(offices, waiting[:2])
    for refused_act in (
        lambda: commands.pay(offices.finance_chief, order_id=waiting[0].pk),
        lambda: commands.reject_payment(offices.finance_chief, order_id=waiting[0].pk, reason="否"),
        lambda: together(offices, waiting),
    ):
        with pytest.raises(Refused) as refused:
            refused_act()
        assert refused.value.verdict.code == "in_batch"
    assert (PaymentBatch.objects.count(), states(waiting)) == (1, ["CHECKED", "CHECKED", "REQUESTED"])


def test_a_withdrawn_batch_leaves_its_orders_to_be_paid_otherwise(offices: Offices, waiting: list[PaymentOrder]) -> None:
    batch = together(offices, waiting)
    commands.withdraw_batch(offices.finance_chief, batch_id=batch.pk, reason="拆开办理。")
    assert desks() == [("funds.pay", Role.FINANCE_CHIEF)] * 3
    assert commands.pay(offices.finance_chief, order_id=waiting[0].pk).state == OrderState.PAID
    assert together(offices, waiting[1:]).count == 2
    with pytest.raises(Refused):
        commands.withdraw_batch(offices.finance_chief, batch_id=released(offices, make_orders(offices, [None], "x")).pk, reason="迟了")


def test_an_empty_batch_and_a_foreign_order_are_refused(offices: Offices, waiting: list[PaymentOrder]) -> None:
    with pytest.raises(Refused) as refused:
        together(offices, [])
    assert refused.value.verdict.code == "nothing_chosen"
    foreign = make_orders(make_offices(), [None], "far")
    with pytest.raises(Forbidden):
        together(offices, [*waiting, *foreign])
    district = make_orders(make_offices("350203"), [None], "district")
    near = make_offices("350206")
    with pytest.raises(OutOfScope):
        commands.put_together(near.finance_officer, order_ids=[district[0].pk])
    assert not PaymentBatch.objects.exists()


@pytest.mark.parametrize("state", BatchState)
def test_only_the_listed_roles_move_a_batch_from_the_listed_states(state: str) -> None:
    batch = PaymentBatch(state=state, treasury_id=2, checked_by_id=1)
    table: dict[Any, set[tuple[str, str]]] = {
        policies.may_release_batch: {("CHECKED", Role.FINANCE_CHIEF)},
        policies.may_withdraw_batch: {("CHECKED", Role.FINANCE_CHIEF), ("CHECKED", Role.FINANCE_OFFICER)},
        policies.may_record_return: {("RELEASED", Role.FINANCE_OFFICER)},
        policies.may_export_batch: {(s, r) for s in ("RELEASED", "CLOSED") for r in (Role.FINANCE_CHIEF, Role.FINANCE_OFFICER)},
    }
    for may, expected in table.items():
        for role in Role:
            actor = make_actor(role)
            home = type(actor)(user_id=99, name="某人", organisation_id=2, roles=frozenset({role}))
            assert may(home, batch).allowed == ((state, role) in expected), (may.__name__, state, role)
            assert may(actor, batch).forbidden


# The files


def upload(content: bytes, name: str = "回单.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def written(lines: list[BankLine], encoding: str = "utf-8-sig") -> bytes:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(bank.BACK)
    for line in lines:
        writer.writerow([line.no, f"{line.amount:,.2f}", "已付" if line.paid else "退回", line.reference, line.reason])
    return file.getvalue().encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_what_was_exported_comes_back_by_number_and_amount(offices: Offices, waiting: list[PaymentOrder], encoding: str) -> None:
    lines, faults = bank.read_return(upload(written(answers(waiting, refused=(2,)), encoding)))
    assert (lines, faults) == (answers(waiting, refused=(2,)), [])


def test_the_payment_file_has_one_line_for_each_order_in_both_formats(offices: Offices, waiting: list[PaymentOrder]) -> None:
    batch = released(offices, waiting)
    rows = list(csv.reader(io.StringIO(bank.as_csv(queries.orders_in(batch)).decode("utf-8-sig"))))
    assert rows[0] == list(bank.OUT)
    assert [(row[0], row[3]) for row in rows[1:]] == [(order.no, f"{order.amount:.2f}") for order in waiting]
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(bank.as_excel(queries.orders_in(batch)))).get_sheet_by_index(0).to_python()
    assert [(row[0], Decimal(str(row[3]))) for row in sheet[1:]] == [(order.no, order.amount) for order in waiting]


@pytest.mark.parametrize(
    ("row", "cell", "said"),
    [
        (["Z-00000001", "一千", "已付", "", ""], "B2", "不是金额"),
        (["Z-00000001", "1.001", "已付", "", ""], "B2", "两位小数"),
        (["Z-00000001", "9" * 19, "已付", "", ""], "B2", "金额过大"),
        (["", "1.00", "已付", "", ""], "A2", "没有填写支付令号"),
        (["Z-00000001", "1.00", "成功", "", ""], "C2", "结果须是"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named(row: list[str], cell: str, said: str) -> None:
    file = io.StringIO()
    csv.writer(file).writerows([bank.BACK, row])
    lines, faults = bank.read_return(upload(file.getvalue().encode()))
    assert (lines, [fault.cell for fault in faults]) == ([], [cell])
    assert said in str(faults[0])


# The screens


def test_a_batch_goes_its_way_by_forms_and_every_mismatch_is_shown(client: Client, offices: Offices, waiting: list[PaymentOrder]) -> None:
    enter(client, offices.finance_officer)
    page = text(client.get(reverse("funds:desk")))
    assert all(word in page for word in ("逾期未付", "¥1,000.00", "本周到期", "¥2,000.00", "¥6,000.00", "汇总审核支付批次"))
    where = reverse("funds:put_together")
    assert waiting[0].no in text(client.get(where))
    assert client.post(where, {}).status_code == 422
    once = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"
    for _ in range(2):
        assert client.post(where, {"orders": [order.pk for order in waiting], "once": once}).status_code == 303
    batch = PaymentBatch.objects.get()
    assert client.get(reverse("funds:release_batch", args=[batch.no])).status_code == 403
    assert client.get(reverse("funds:bank_csv", args=[batch.no])).status_code == 422
    enter(client, offices.finance_chief)
    release = reverse("funds:release_batch", args=[batch.no])
    assert client.get(release).status_code == client.get(reverse("funds:withdraw_batch", args=[batch.no])).status_code == 200
    assert client.post(release, {}).status_code == 422
    for _ in range(2):
        assert client.post(release, {"confirm": "yes", "once": once}).status_code == 303
    for kind in ("csv", "xlsx"):
        answer = client.get(reverse(f"funds:bank_{kind}", args=[batch.no]))
        assert (answer.status_code, batch.no in answer["Content-Disposition"]) == (200, True)
    enter(client, offices.finance_officer)
    record = reverse("funds:record_return", args=[batch.no])
    assert client.get(record).status_code == 200
    wrong = [BankLine(2, waiting[0].no, D("1.00"), True), BankLine(3, "Z-00009999", D("1.00"), True)]
    answer = client.post(record, {"upload": upload(written(wrong))})
    page = text(answer)
    assert (answer.status_code, "金额不符" in page, "不在这个批次中" in page) == (422, True, True)
    assert states(waiting) == ["CHECKED"] * 3
    for _ in range(2):
        assert (
            client.post(record, {"upload": upload(written(answers(waiting, refused=(1,)))), "once": once.replace("6f", "7f")}).status_code
            == 303
        )
    assert states(waiting) == ["PAID", "REJECTED", "PAID"]
    page = text(client.get(batch.get_absolute_url()))
    assert all(word in page for word in ("银行已付", "¥4,000.00", "银行退回", "账号有误", "ICBC0"))
    assert batch.no in text(client.get(reverse("funds:batches")))
    assert batch.no in text(client.get(waiting[0].get_absolute_url()))


def test_others_see_neither_the_desk_nor_a_batch(client: Client, offices: Offices, waiting: list[PaymentOrder]) -> None:
    batch = released(offices, waiting)
    enter(client, offices.clerk)
    assert client.get(reverse("funds:desk")).status_code == 403
    assert client.get(reverse("funds:batches")).status_code == 403
    assert client.get(batch.get_absolute_url()).status_code == 404
    enter(client, make_offices("350203").finance_officer)
    assert client.get(batch.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("count", [1, 12])
def test_the_desk_and_a_batch_need_the_same_few_queries(
    client: Client, offices: Offices, django_assert_max_num_queries: Any, count: int
) -> None:
    made = make_orders(offices, [dt.date(2015, 3, 6)] * (count + 1))
    batch = together(offices, made[:count])
    enter(client, offices.finance_officer)
    for where in (reverse("funds:desk"), batch.get_absolute_url(), reverse("funds:batches"), reverse("funds:put_together")):
        with django_assert_max_num_queries(12):
            assert client.get(where).status_code == 200, where


def test_a_return_fits_when_every_line_waits_with_its_amount() -> None:
    waiting = {"Z-00000001": D("5.00"), "Z-00000002": D("6.00")}
    assert rules.mismatches([BankLine(2, "Z-00000001", D("5.00"), True)], waiting, set()) == []
    assert len(rules.mismatches([BankLine(2, "Z-00000003", D("5.00"), True)], waiting, {"Z-00000003"})) == 1
