"""The two tables exchanged with a bank: what is to be paid, and what became of it.

**Out** (CSV in UTF-8 with a mark, or Excel): one line for each order of a released batch, with the columns of ``OUT``. The bank pays by
支付令号 and 金额. **Back** (CSV or Excel): the columns of ``BACK`` in whatever order, further ones are left alone; 结果 is 已付 or 退回,
a refused line says 原因. The files hold no accounts: the bank keeps them under the payee's credit code.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

import xlsxwriter
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from bailu.funds import sheets
from bailu.funds.models import PaymentOrder
from bailu.funds.rules import BankLine
from bailu.ui.registers.export import DANGEROUS

# Names of columns are the format itself, in whatever language the office works.
NO, AMOUNT, RESULT, REFERENCE, REASON = "支付令号", "金额", "结果", "银行流水号", "原因"
OUT = (NO, "收款单位", "统一社会信用代码", AMOUNT, "项目编号", "事由", "预算项目")
BACK = (NO, AMOUNT, RESULT, REFERENCE, REASON)
PAID, REFUSED = "已付", "退回"


def _rows(orders: Iterable[PaymentOrder]) -> Iterable[tuple[str, ...]]:
    for order in orders:
        line = order.encumbrance.line
        code = order.payee.credit_code or ""
        yield (order.no, order.payee.name, code, f"{order.amount:.2f}", order.project_no, order.title, line.no)


def as_csv(orders: Iterable[PaymentOrder]) -> bytes:
    """With the mark that lets Excel know the encoding; what would be taken for a formula is marked as text."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(OUT)
    writer.writerows([f"'{cell}" if cell.startswith(DANGEROUS) else cell for cell in row] for row in _rows(orders))
    return file.getvalue().encode("utf-8-sig")


def as_excel(orders: Iterable[PaymentOrder]) -> bytes:
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet, figure = book.add_worksheet(), book.add_format({"num_format": "#,##0.00"})
        for place, name in enumerate(OUT):
            sheet.write_string(0, place, name)
        for number, row in enumerate(_rows(orders), 1):
            for place, cell in enumerate(row):
                if OUT[place] == AMOUNT:
                    sheet.write_number(number, place, float(cell), figure)
                else:
                    sheet.write_string(number, place, cell)
    return file.getvalue()


def read_return(upload: UploadedFile) -> tuple[list[BankLine], list[sheets.Fault]]:
    """The lines of the bank's return, and what is wrong with their cells. Raises ``sheets.Unreadable``."""
    lines: list[BankLine] = []
    faults: list[sheets.Fault] = []
    for row in sheets.table(upload, BACK):
        cells, before = row.cells, len(faults)
        amount = None
        try:
            amount = sheets.yuan(cells[AMOUNT])
        except sheets.Unreadable as fault:
            faults.append(row.fault(AMOUNT, str(fault)))
        if not cells[NO]:
            faults.append(row.fault(NO, _("没有填写支付令号。")))
        if cells[RESULT] not in (PAID, REFUSED):
            faults.append(row.fault(RESULT, _("结果须是“%(paid)s”或“%(refused)s”。") % {"paid": PAID, "refused": REFUSED}))
        if amount is not None and len(faults) == before:
            paid = cells[RESULT] == PAID
            lines.append(BankLine(row.number, cells[NO], amount, paid, cells[REFERENCE][:60], cells[REASON]))
    return lines, faults
