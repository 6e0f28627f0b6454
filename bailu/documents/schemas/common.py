"""Values and parts that the documents of a purchase have in common.

No ``from __future__ import annotations`` here: it would hide NotRequired from ``__required_keys__``.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import NotRequired, TypedDict

Money = Decimal | str  # yuan
Number = Decimal | int | str  # points, percentages, counts
Day = date | str  # str: ISO 8601
Moment = datetime | str


class Party(TypedDict):
    """An organisation that signs, is written to or is paid."""

    name: str
    credit_code: NotRequired[str]
    address: NotRequired[str]
    representative: NotRequired[str]  # 法定代表人（负责人）
    contact: NotRequired[str]  # 联系人
    phone: NotRequired[str]
    email: NotRequired[str]
    bank: NotRequired[str]
    account: NotRequired[str]


class ClauseRef(TypedDict):
    """A clause the document rests on, cited in print by its title; ``text`` is kept with the data and not printed."""

    id: str  # "PL2014:35"
    title: str  # 《政府采购法》第三十五条
    text: NotRequired[str]


class TargetRow(TypedDict):
    """A target of the project: 数量、规模、质量、效果 (XM2015:3.4)."""

    kind: str  # 数量 | 规模 | 质量 | 效果
    measure: str
    goal: Number
    unit: NotRequired[str]
    base: NotRequired[Number]
    evidence: NotRequired[str]


class Common(TypedDict):
    """What stands in every document of a purchase."""

    project_no: str  # "P-2015-0001"
    project_title: str
    purchaser: Party
    number: NotRequired[str]  # the paper's own number; else Document.number
    clauses: NotRequired[list[ClauseRef]]
    assumed: NotRequired[list[str]]


class TargetDoneRow(TypedDict):
    measure: str
    goal: Number
    done: Number
    unit: NotRequired[str]
    rate: NotRequired[Number]  # percent


class WeightRow(TypedDict):
    item: str
    points: Number
    standard: NotRequired[str]
