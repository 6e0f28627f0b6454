"""The treasury pays a batch: the officer checks it, the chief releases it, the bank's file goes out and its return comes back."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
from playwright.sync_api import Browser, Page, expect

from bailu.funds import bank, queries
from bailu.funds.enums import OrderState
from bailu.funds.models import PaymentOrder
from bailu.kernel.actor import Actor
from bailu.organisations.models import Person
from tests.factories import PASSWORD
from tests.funds.factories import Offices, make_offices
from tests.funds.test_batches import make_orders
from tests.journeys.hands import Hand

pytestmark = [pytest.mark.journey, pytest.mark.django_db]


def hand(browser: Browser, site: str, offices: Offices, actor: Actor) -> Hand:
    person = Person.objects.get(pk=actor.user_id)
    person.set_password(PASSWORD)
    person.save(update_fields=["password"])
    return Hand(browser, site, person, offices.treasury)


def told(page: Page, *words: str) -> None:
    for word in words:
        expect(page.locator("main").get_by_text(word).first).to_be_visible()


def returned(orders: list[PaymentOrder], refused: PaymentOrder) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(bank.BACK)
    for number, order in enumerate(orders):
        gone = order.pk != refused.pk
        writer.writerow([order.no, order.amount, "已付" if gone else "退回", f"ICBC{number}", "" if gone else "户名不符"])
    return file.getvalue().encode("gb18030")


def test_the_finance_officer_pays_a_batch_with_the_chief_and_the_bank(browser: Browser, shared_site: str) -> None:
    offices = make_offices()
    orders = make_orders(offices, [dt.date(2015, 2, 27), dt.date(2015, 3, 6), None])
    officer, chief = (hand(browser, shared_site, offices, actor) for actor in (offices.finance_officer, offices.finance_chief))

    officer.page.goto("/treasury/")
    told(officer.page, "逾期未付", "第1期", "第2期")
    officer.go("汇总审核支付批次")
    for order in orders:
        officer.page.get_by_label(order.no).check()
    officer.send()
    expect(officer.page.locator("h1")).to_contain_text("支付批次 F-")

    chief.take("支付一批支付令").go("批量支付").send()
    expect(chief.page.locator("h1")).to_contain_text("支付批次 F-")
    with chief.page.expect_download() as download:
        chief.page.locator(".side, aside, main").get_by_role("link", name="CSV", exact=True).first.click()
    sent = list(csv.DictReader(io.StringIO(download.value.path().read_text("utf-8-sig"))))
    assert [(row[bank.NO], row[bank.AMOUNT]) for row in sent] == [(order.no, f"{order.amount:.2f}") for order in orders]

    officer.take("登记银行回单").go("登记银行回单")
    upload = officer.page.locator("input[type=file]")
    upload.set_input_files({"name": "回单.csv", "mimeType": "text/csv", "buffer": returned(orders, orders[1])})
    officer.send()
    told(officer.page, "已对账", "银行退回", "户名不符", "ICBC0")
    assert [PaymentOrder.objects.get(pk=order.pk).state for order in orders] == [OrderState.PAID, OrderState.REJECTED, OrderState.PAID]
    assert queries.trial_balance().balanced
    assert Hand.troubles == []
