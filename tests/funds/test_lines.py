"""Acts on budget lines: each way through, each refusal with nothing changed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bailu.audit.models import Entry
from bailu.funds import commands, queries
from bailu.funds.enums import FundingSource, LinePurpose, LineState
from bailu.funds.ledger import encumber
from bailu.funds.models import BudgetLine, Transaction
from bailu.inbox.models import Task
from bailu.kernel.acts import acting
from bailu.kernel.errors import Forbidden, OutOfScope, Refused
from bailu.organisations.roles import Role
from tests.factories import make_actor
from tests.funds.factories import line_facts, make_approved_line, make_line, make_offices, make_submitted_line

pytestmark = pytest.mark.django_db


def waiting(kind: str) -> list[tuple[int, str]]:
    return list(Task.objects.open().filter(kind=kind).values_list("organisation_id", "role"))


def verbs(line: BudgetLine) -> list[str]:
    return list(Entry.objects.filter(stream=f"B-{line.pk}").order_by("seq").values_list("verb", flat=True))


def test_a_line_is_proposed_submitted_and_approved_by_two_offices() -> None:
    offices = make_offices()
    line = make_submitted_line(offices)
    assert waiting("funds.approve_line") == [(offices.treasury.pk, Role.FINANCE_CHIEF)]
    approved = commands.approve_line(offices.finance_chief, line_id=line.pk, note="同意。")
    assert (approved.state, approved.no) == (LineState.APPROVED, "B-2015-0001")
    assert queries.line(offices.clerk, line.pk).available == Decimal("2000000.00")
    assert waiting("funds.approve_line") == []
    assert verbs(line) == ["funds.line_proposed", "funds.line_submitted", "funds.line_approved"]


def test_numbers_follow_one_another_year_by_year() -> None:
    offices = make_offices()
    assert [make_line(offices).no, make_line(offices).no, make_line(offices, year=2016).no] == ["B-2015-0001", "B-2015-0002", "B-2016-0001"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"source": FundingSource.LOTTERY}, "lottery"),
        ({"source": FundingSource.FOUNDATION}, "giver"),
        ({"amount": Decimal(0)}, "amount"),
    ],
)
def test_a_line_is_refused_by_the_law_and_takes_no_number(changes: dict[str, object], code: str) -> None:
    offices = make_offices()
    with pytest.raises(Refused) as refused:
        commands.propose_line(offices.clerk, **line_facts(offices, **changes))
    assert (refused.value.verdict.code, refused.value.verdict.clause) == (code, "XM2015:3.6")
    assert not BudgetLine.objects.exists()
    assert make_line(offices).no == "B-2015-0001"


def test_a_line_is_refused_at_a_body_that_is_no_treasury() -> None:
    offices = make_offices()
    with pytest.raises(Refused) as refused:
        commands.propose_line(offices.clerk, **line_facts(offices, treasury_id=offices.purchaser.pk))
    assert refused.value.verdict.code == "treasury"
    assert not BudgetLine.objects.exists()


def test_lottery_money_may_build() -> None:
    line = make_approved_line(source=FundingSource.LOTTERY, purpose=LinePurpose.INFRASTRUCTURE)
    assert line.state == LineState.APPROVED


def test_only_a_clerk_proposes() -> None:
    offices = make_offices()
    with pytest.raises(Forbidden):
        commands.propose_line(offices.head, **line_facts(offices))
    assert not BudgetLine.objects.exists()


def test_a_returned_line_is_put_right_and_handed_in_again() -> None:
    offices = make_offices()
    line = make_submitted_line(offices)
    commands.return_line(offices.finance_chief, line_id=line.pk, reason="请压缩。")
    facts = line_facts(offices, amount=Decimal(900000))
    del facts["year"]
    commands.revise_line(offices.clerk, line_id=line.pk, **facts)
    commands.submit_line(offices.clerk, line_id=line.pk)
    line = commands.approve_line(offices.finance_chief, line_id=line.pk)
    assert queries.line(offices.clerk, line.pk).available == Decimal("900000.00")


def test_a_revision_is_refused_by_the_law_too_and_changes_nothing() -> None:
    offices = make_offices()
    line = make_line(offices)
    facts = line_facts(offices, source=FundingSource.LOTTERY)
    del facts["year"]
    with pytest.raises(Refused):
        commands.revise_line(offices.clerk, line_id=line.pk, **facts)
    line.refresh_from_db()
    assert line.source == FundingSource.FISCAL


def test_an_approved_line_is_not_approved_again_and_gets_its_money_once() -> None:
    offices = make_offices()
    line = make_approved_line(offices)
    with pytest.raises(Refused):
        commands.approve_line(offices.finance_chief, line_id=line.pk)
    assert Transaction.objects.filter(line=line).count() == 1


def test_the_same_form_sent_twice_approves_once() -> None:
    offices = make_offices()
    line = make_submitted_line(offices)
    for _ in range(2):
        commands.approve_line(offices.finance_chief, line_id=line.pk, once="6f9619ff-8b86-d011-b42d-00cf4fc964ff")
    assert Transaction.objects.filter(line=line).count() == 1


def test_a_supplement_adds_to_what_is_available() -> None:
    offices = make_offices()
    line = make_approved_line(offices)
    commands.supplement_line(offices.finance_chief, line_id=line.pk, amount=Decimal("100000"), reason="年中追加。")
    found = queries.line(offices.clerk, line.pk)
    assert (found.amount, found.available) == (Decimal("2100000.00"), Decimal("2100000.00"))
    with pytest.raises(Refused):
        commands.supplement_line(offices.finance_chief, line_id=line.pk, amount=Decimal(0), reason="无")
    assert Transaction.objects.filter(line=line).count() == 2


def test_a_line_is_closed_only_when_nothing_is_encumbered() -> None:
    offices = make_offices()
    line = make_approved_line(offices)
    with acting("test"):
        encumber(offices.finance_chief, line_id=line.pk, project_no="P-2015-0001", purpose="SERVICE", amount=Decimal(100))
    with pytest.raises(Refused) as refused:
        commands.close_line(offices.finance_chief, line_id=line.pk)
    assert refused.value.verdict.code == "encumbered"
    line.refresh_from_db()
    assert line.state == LineState.APPROVED
    other = make_approved_line(offices)
    assert commands.close_line(offices.finance_chief, line_id=other.pk).state == LineState.CLOSED


def test_another_purchaser_does_not_see_the_line() -> None:
    line = make_line()
    stranger = make_actor(Role.PURCHASER_CLERK)
    with pytest.raises(OutOfScope):
        commands.submit_line(stranger, line_id=line.pk)
    assert not queries.lines(stranger).exists()


def test_the_city_watches_every_line_and_a_district_its_own() -> None:
    near, far = make_offices("350203"), make_offices("350206")
    lines = {make_line(near).pk, make_line(far).pk}
    city = make_actor(Role.FINANCE_CHIEF, make_offices().treasury)
    assert set(queries.lines(city).values_list("pk", flat=True)) == lines
    assert list(queries.lines(near.finance_chief).values_list("purchaser_id", flat=True)) == [near.purchaser.pk]
    assert not queries.lines(make_actor(Role.ADMIN)).exists()
    assert not queries.lines(make_actor(Role.PROVIDER_HEAD)).exists()
