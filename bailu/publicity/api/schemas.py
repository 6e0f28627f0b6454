"""What the public addresses answer."""

from __future__ import annotations

from typing import Any

from ninja import Schema
from pydantic import ConfigDict

from bailu.ui.api import Clause, Day, MaybeMoment, Moment, Text, Yuan


class Coded(Schema):
    """A code and what it means in the reader's language."""

    code: str
    label: Text


class Body(Schema):
    name: str
    assumed: bool


class Notice(Schema):
    """One published procedure; a purchase that failed and was put out again has two."""

    no: str
    number: str
    title: str
    purchaser: str
    method: Coded
    stage: Coded
    budget: Yuan
    published_at: Moment
    deadline: MaybeMoment
    url: str


class Notices(Schema):
    """A page of the list, the latest first; ``next`` is the address of the following one."""

    items: list[Notice]
    next: str | None


class Criterion(Schema):
    title: str
    points: str
    standard: str


class Enquiry(Schema):
    question: str
    answer: str
    answered_at: Moment


class Clarified(Schema):
    text: str
    issued_at: Moment


class Round(Schema):
    """One procedure of the purchase with what its notice says."""

    ocid: str
    number: str
    method: Coded
    published_at: Moment
    deadline: MaybeMoment
    opens_at: MaybeMoment
    ended_at: MaybeMoment
    end_reason: str
    conditions: list[str]
    criteria: list[Criterion]
    clarifications: list[Clarified]
    enquiries: list[Enquiry]


class Result(Schema):
    """An announced award; ``stands`` is false once another took its place."""

    provider: Body
    amount: Yuan
    noticed_at: Moment
    stands: bool
    experts: list[str]


class Goal(Schema):
    kind: Coded
    measure: str
    unit: str
    goal: str
    done: str | None


class Instalment(Schema):
    no: int
    kind: Coded
    amount: Yuan
    paid_at: MaybeMoment


class Evaluated(Schema):
    kind: Coded
    total: str | None
    grade: Coded
    published_at: Moment


class Contract(Schema):
    no: str
    provider: Body
    amount: Yuan
    term_from: Day
    term_to: Day
    signed_at: MaybeMoment
    published_at: Moment
    settled_at: MaybeMoment
    goals: list[Goal]
    instalments: list[Instalment]
    evaluations: list[Evaluated]


class Purchase(Schema):
    """The public story of one purchase."""

    no: str
    title: str
    purchaser: Body
    populations: list[Coded]
    fields: list[Coded]
    area: str
    people_planned: int
    months: int
    demand: str
    budget: Yuan
    rounds: list[Round]
    results: list[Result]
    contract: Contract | None
    url: str
    releases: str
    record: str


class Package(Schema):
    """An OCDS 1.1 package as the standard defines it; the parts named here are always there."""

    model_config = ConfigDict(extra="allow")

    uri: str
    version: str
    publishedDate: str
    publisher: dict[str, Any]


class ReleasePackage(Package):
    releases: list[dict[str, Any]]


class RecordPackage(Package):
    records: list[dict[str, Any]]


class Instrument(Schema):
    id: str
    title: Text
    issuer: Text
    number: str
    since: str | None
    until: str | None
    supersedes: list[str]
    sureness: str


class ClauseLine(Schema):
    """A clause in our own words."""

    id: str
    instrument: str
    label: Text
    title: Text
    summary: Text
    sureness: str
    url: str


class Parameter(Schema):
    """A number of the law as it stood on a day; ``value`` is null where no such rule was in force."""

    key: str
    title: Text
    value: Any
    unit: str
    op: str
    since: str | None
    sureness: str
    clause: Clause | None
    wording: Text


class Parameters(Schema):
    on: str
    city: str
    items: list[Parameter]


class History(Schema):
    key: str
    values: list[Parameter]
