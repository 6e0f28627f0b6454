"""What the demonstration prints at its end: everything from the data, nothing from the script."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from decimal import Decimal

from bailu.audit.models import Entry
from bailu.audit.verify import verify_all
from bailu.contracts.models import Contract
from bailu.demo import script
from bailu.demo.waiting import waiting
from bailu.documents.models import Document
from bailu.funds import queries as funds
from bailu.kernel import clock
from bailu.organisations.roles import Role
from bailu.planning.models import Need, Project

Say = Callable[[str], object]

# The audit line that stands for a station, in the order of the way.
STATIONS = (
    ("需求评估", "planning.need_assessed"),
    ("立项提交", "planning.project_submitted"),
    ("预算批准", "planning.budget_approved"),
    ("采购公告", "procurement.notice_published"),
    ("开标", "procurement.opened"),
    ("中标（成交）公告", "award.published"),
    ("签订合同", "contracts.signed"),
    ("中期、末期评估", "evaluation.published"),
    ("验收", "evaluation.accepted"),
    ("结清", "contracts.settled"),
)


def width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def pad(text: str, to: int, right: bool = False) -> str:
    space = " " * max(to - width(text), 0)
    return space + text if right else text + space


def show(say: Say) -> int:
    """Print the table; exit status 0 when the ledger balances and the audit is whole."""
    projects = list(Project.objects.filter(title__in=[p["title"] for p in script.purchases()["purchases"]]).order_by("no"))
    for project in projects:
        _purchase(project, say)
    contracts = Contract.objects.filter(project_no__in=[p.no for p in projects])
    total = sum((c.amount for c in contracts), Decimal(0))
    fees = sum((funds.money(p.no).fee for p in projects), Decimal(0))
    paid = sum((funds.money(p.no).paid for p in projects), Decimal(0))
    say("")
    say(f"购买服务合计 {total:,.2f} 元；评估费合计 {fees:,.2f} 元；已支付 {paid:,.2f} 元")
    documents = Document.objects.filter(project_no__in=[p.no for p in projects])
    say(f"文件 {documents.count()} 份，已生成 {documents.exclude(pdf=None).count()} 份 PDF 与 Word")
    _unfinished(say)
    balance = funds.trial_balance()
    say("台账平衡 ledger balanced" if balance.balanced else f"台账不平 LEDGER NOT BALANCED: {balance}")
    verified = verify_all(say)
    _sign_ins(say)
    return 0 if balance.balanced and verified == 0 else 1


def _purchase(project: Project, say: Say) -> None:
    say("")
    say(f"{project.no}  {project.title}  ¥{project.amount:,.2f}  {project.get_state_display()}")
    for label, day, note in _stations(project):
        say(f"  {pad(label, 20)}{day}  {note}")


def _unfinished(say: Say) -> None:
    say("")
    say("在办（打开网站后可以接着办）：")
    titles = [p["title"] for p in script.unfinished()["purchases"]]
    for project in Project.objects.filter(title__in=titles).order_by("no"):
        say(f"  {project.no}  {pad(project.title, 46)}{project.get_station_display()}")
    for need in Need.objects.filter(projects=None).order_by("no"):
        say(f"  {need.no}  {pad(need.title, 46)}{need.get_state_display()}")


def _stations(project: Project) -> Iterator[tuple[str, str, str]]:
    streams = [project.no, *project.needs.values_list("no", flat=True)]
    lines = list(Entry.objects.filter(stream__in=streams).order_by("at", "seq"))
    for label, verb in STATIONS:
        found = [e for e in lines if e.verb == verb]
        if not found:
            yield label, "—         ", ""
        for entry in found:
            yield label, f"{entry.at.astimezone(clock.ZONE):%Y-%m-%d}", _note(entry)


def _note(entry: Entry) -> str:
    parts = []
    if entry.data.get("amount"):
        parts.append(f"¥{Decimal(entry.data['amount']):,.2f}")
    if entry.data.get("total"):
        parts.append(f"{entry.data['total']} 分")
    if entry.late:
        parts.append("逾期")
    return "  ".join(parts)


def _sign_ins(say: Say) -> None:
    say("")
    say(f"登录（密码均为 {script.cast()['password']}）：")
    seen, todo = set(), waiting()
    for person in script.cast()["people"]:
        name = person["username"]
        if person["role"] not in seen or name in todo:
            seen.add(person["role"])
            say(f"  {pad(name, 14)}{pad(str(Role(person['role']).label), 24)}{f'等办 {todo[name]} 件' if name in todo else ''}".rstrip())
