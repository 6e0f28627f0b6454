"""What a paper of the library has to say of itself, as tables without a database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from bailu.kernel.actor import Actor
from bailu.organisations.enums import OrganisationKind as K
from bailu.organisations.roles import Role as R
from bailu.programmes.library import policies, rules
from bailu.programmes.library.enums import PaperLevel, PaperState
from bailu.programmes.library.lifecycle import DRAFTERS, ISSUERS

DAY, BEFORE, AFTER = dt.date(2015, 3, 2), dt.date(2015, 3, 1), dt.date(2015, 3, 3)


@pytest.mark.parametrize(
    ("rule", "facts", "code", "clause"),
    [
        (rules.whole, ("指南", "市办", "提要", True), "", ""),
        (rules.whole, (" ", "市办", "提要", True), "paper", "XM2015:5.2"),
        (rules.whole, ("指南", " ", "提要", True), "paper", "XM2015:5.2"),
        (rules.whole, ("指南", "市办", "", True), "paper", "XM2015:5.2"),
        (rules.whole, ("指南", "市办", "提要", False), "paper", "XM2015:5.2"),
        (rules.carries_out, (["a"], ["a", "b"]), "", ""),
        (rules.carries_out, ([], ["a"]), "clauses", "XM2015:5.2"),
        (rules.carries_out, (["c"], ["a"]), "clauses", "XM2015:5.2"),
        (rules.term_runs, (DAY, None), "", ""),
        (rules.term_runs, (DAY, DAY), "", ""),
        (rules.term_runs, (DAY, BEFORE), "term", "XM2015:5.2"),
        (rules.readers_known, (["a"], [], ["a"], ["k"]), "", ""),
        (rules.readers_known, (["b"], [], ["a"], ["k"]), "readers", "XM2015:5.2"),
        (rules.readers_known, ([], ["b"], ["a"], ["k"]), "readers", "XM2015:5.2"),
        (rules.readable_by, (None, False, DAY), "", ""),
        (rules.readable_by, (DAY, True, DAY), "", ""),
        (rules.readable_by, (DAY, False, DAY), "readers", "XM2015:5.2"),
        (rules.readable_by, (BEFORE, True, DAY), "read_by", "XM2015:5.2"),
        (rules.follows, (AFTER, DAY), "", ""),
        (rules.follows, (DAY, None), "", ""),
        (rules.follows, (DAY, DAY), "follows", "XM2015:4.4"),
        (rules.one_revision, ("",), "", ""),
        (rules.one_revision, ("W-2015-0002",), "twice", "XM2015:4.4"),
        (rules.reason_given, (" ",), "reason", "XM2015:5.2"),
        (rules.to_be_read, (PaperState.ISSUED, False), "", ""),
        (rules.to_be_read, (PaperState.ISSUED, True), "done", "XM2015:5.2"),
        (rules.to_be_read, (PaperState.SUPERSEDED, False), "state", "XM2015:5.2"),
        (rules.to_be_read, (PaperState.WITHDRAWN, False), "state", "XM2015:5.2"),
    ],
)
def test_a_rule_answers_its_facts(rule: Callable[..., Any], facts: tuple[Any, ...], code: str, clause: str) -> None:
    verdict = rule(*facts)
    assert (verdict.code, verdict.clause, verdict.allowed) == (code, clause, not code)


def _actor(role: str, division: str, kind: str) -> Actor:
    return Actor(1, "某人", 1, "某单位", kind, roles=frozenset({role}), county=division[:6], division=division)


@pytest.mark.parametrize(
    ("role", "division", "kind", "writes", "issues"),
    [
        (R.OFFICE_CLERK, "350200", K.DEPARTMENT, PaperLevel.CITY, PaperLevel.CITY),
        (R.OFFICE_CLERK, "350203", K.DEPARTMENT, None, None),
        (R.BUREAU_CLERK, "350200", K.DEPARTMENT, None, None),
        (R.PURCHASER_HEAD, "350200", K.DEPARTMENT, None, None),
        (R.DISTRICT_CLERK, "350203", K.GOVERNMENT, PaperLevel.DISTRICT, PaperLevel.DISTRICT),
        (R.PURCHASER_HEAD, "350203", K.GOVERNMENT, None, PaperLevel.DISTRICT),
        (R.PURCHASER_CLERK, "350203", K.GOVERNMENT, None, None),
        (R.PURCHASER_HEAD, "350203", K.DEPARTMENT, None, None),
        (R.PURCHASER_CLERK, "350203001", K.STREET, PaperLevel.STREET, None),
        (R.PURCHASER_HEAD, "350203001", K.STREET, None, PaperLevel.STREET),
        (R.PURCHASER_CLERK, "350211102", K.GOVERNMENT, PaperLevel.STREET, None),
        (R.PURCHASER_CLERK, "350203001", K.DEPARTMENT, None, None),
        (R.PROVIDER_HEAD, "350203", K.PRIVATE_NON_ENTERPRISE, None, None),
    ],
)
def test_each_level_writes_and_issues_by_its_own_people(
    role: str, division: str, kind: str, writes: PaperLevel | None, issues: PaperLevel | None
) -> None:
    actor = _actor(role, division, kind)
    assert (policies.level_of(actor, *DRAFTERS), policies.level_of(actor, *ISSUERS)) == (writes, issues)
    assert policies.may_draft(actor).allowed is (writes is not None)
