"""Papers are drafted by one and issued by another, follow each other in versions, and are read by whoever must."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from bailu.audit.models import Entry
from bailu.documents.models import Attachment
from bailu.inbox.models import Task
from bailu.inbox.ticking import tick
from bailu.kernel import clock
from bailu.kernel.actor import ANONYMOUS, Actor
from bailu.kernel.errors import Forbidden, OutOfScope, Refused
from bailu.kernel.verdict import Verdict
from bailu.organisations.enums import OrganisationKind
from bailu.organisations.models import Membership
from bailu.organisations.roles import Role
from bailu.programmes.library import commands, policies, queries
from bailu.programmes.library.enums import PaperLevel, PaperState
from bailu.programmes.models import Paper, PaperReader
from tests.factories import make_actor, make_organisation, make_provider
from tests.programmes.factories import STREET, District, make_district, make_office
from tests.programmes.library_factories import make_draft, make_issued, paper_facts, paper_file

pytestmark = pytest.mark.django_db
ONCE = "0f8fad5b-d9cb-469f-a165-70867728950e"


def refused(act: Callable[..., Any], actor: Actor, **facts: Any) -> Verdict:
    """What the act refuses (the law or the person), with no row changed."""
    before = _everything()
    with pytest.raises((Refused, Forbidden)) as caught:
        act(actor, **facts)
    assert _everything() == before
    return caught.value.verdict


def _everything() -> list[Any]:
    models = (Paper, PaperReader, Task, Attachment)
    return [list(model.objects.order_by("pk").values()) for model in models] + [Entry.objects.count()]  # type: ignore[attr-defined]


def desks(kind: str) -> list[tuple[int, str, int | None]]:
    rows = Task.objects.open().filter(kind=f"programmes.{kind}").order_by("pk")
    return list(rows.values_list("organisation_id", "role", "person_id"))


@pytest.fixture
def office() -> Actor:
    return make_office()


@pytest.fixture
def second(office: Actor) -> Actor:
    return make_office()


@pytest.fixture
def district() -> District:
    return make_district()


def test_a_paper_is_drafted_by_one_and_issued_by_another(office: Actor, second: Actor) -> None:
    draft = make_draft(office)
    assert (draft.state, draft.no, draft.line, draft.version, draft.level) == (
        PaperState.DRAFT, "W-2015-0001", "W-2015-0001", 1, PaperLevel.CITY,
    )  # fmt: skip
    assert desks("issue_paper") == [(office.organisation_id, Role.OFFICE_CLERK, None)]
    verdict = refused(commands.issue_paper, office, paper_id=draft.pk)
    assert (verdict.code, verdict.clause) == ("two_people", "RB:8.2")
    issued = commands.issue_paper(second, paper_id=draft.pk)
    assert (issued.state, issued.issued_by_id, issued.in_force) == (PaperState.ISSUED, second.user_id, True)
    assert desks("issue_paper") == []
    verbs = Entry.objects.filter(stream=draft.no, verb__startswith="programmes.").order_by("seq").values_list("verb", flat=True)
    assert list(verbs) == ["programmes.paper_drafted", "programmes.paper_issued"]
    assert refused(commands.issue_paper, second, paper_id=draft.pk).code == "state"


def test_a_draft_given_back_is_revised_and_issued(office: Actor, second: Actor) -> None:
    draft = make_draft(office)
    assert refused(commands.give_back_paper, office, paper_id=draft.pk, reason="改").code == "two_people"
    assert refused(commands.give_back_paper, second, paper_id=draft.pk, reason=" ").code == "reason"
    commands.give_back_paper(second, paper_id=draft.pk, reason="请补充生效日期。")
    assert (desks("issue_paper"), len(desks("mend_paper"))) == ([], 1)
    assert refused(commands.issue_paper, second, paper_id=draft.pk).code == "state"
    assert refused(commands.revise_paper, office, paper_id=draft.pk, **paper_facts(clauses=[])).code == "clauses"
    revised = commands.revise_paper(office, paper_id=draft.pk, **paper_facts(title="指南（修改）"))
    assert (revised.state, revised.title, revised.reason, revised.attachment_id) == (
        PaperState.DRAFT, "指南（修改）", "", draft.attachment_id,
    )  # fmt: skip
    assert (len(desks("issue_paper")), desks("mend_paper")) == (1, [])
    # Whoever changed it last has drafted it.
    commands.revise_paper(second, paper_id=draft.pk, file=paper_file("新.pdf"), **paper_facts())
    assert refused(commands.issue_paper, second, paper_id=draft.pk).code == "two_people"
    assert commands.issue_paper(office, paper_id=draft.pk).attachment.file.name == "新.pdf"  # type: ignore[union-attr]
    assert refused(commands.revise_paper, office, paper_id=draft.pk, **paper_facts()).code == "state"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"summary": " "}, "paper"),
        ({"clauses": ["XM2015:9.9"]}, "clauses"),
        ({"in_force_to": dt.date(2015, 3, 1)}, "term"),
        ({"roles": ["KING"]}, "readers"),
        ({"read_by": dt.date(2015, 3, 9)}, "readers"),
        ({"read_by": dt.date(2015, 3, 1), "roles": [Role.PURCHASER_CLERK]}, "read_by"),
        ({"file": paper_file("指南.exe")}, "file_kind"),
    ],
)
def test_a_paper_that_is_not_whole_is_refused(office: Actor, changes: dict[str, Any], code: str) -> None:
    assert refused(commands.draft_paper, office, **paper_facts(file=paper_file()) | changes).code == code


def test_a_new_version_supersedes_and_the_old_one_stays_readable(office: Actor, second: Actor, district: District) -> None:
    old = make_issued(office, second, roles=[Role.DISTRICT_CLERK])
    facts = {"replaces_id": old.pk, "in_force_from": dt.date(2015, 10, 1)}
    assert (
        refused(commands.draft_paper, office, **paper_facts(file=paper_file(), **facts | {"in_force_from": old.in_force_from})).code
        == "follows"
    )
    new = make_draft(office, **facts)
    assert (new.line, new.version) == (old.no, 2)
    assert refused(commands.draft_paper, office, **paper_facts(file=paper_file(), **facts)).code == "twice"
    assert desks("read_paper") == [(district.organisation.pk, Role.DISTRICT_CLERK, district.clerk.user_id)]
    commands.issue_paper(second, paper_id=new.pk)
    old.refresh_from_db()
    assert (old.state, old.in_force_to, desks("read_paper")) == (PaperState.SUPERSEDED, dt.date(2015, 9, 30), [])
    assert [each.pk for each in queries.versions(district.clerk, old)] == [new.pk, old.pk]
    assert policies.may_read_file(district.clerk, old.attachment).allowed  # type: ignore[arg-type]
    assert refused(commands.note_read, district.clerk, paper_id=old.pk).code == "state"
    assert set(queries.public_papers()) == {old}, "the old one runs until the new one begins"
    with clock.at(clock.local(2015, 10, 1, 9)):
        assert set(queries.public_papers()) == {new}
    assert queries.public_paper(old.no) == old
    assert refused(commands.draft_paper, office, **paper_facts(file=paper_file(), **facts)).code == "state"


def test_what_is_withdrawn_says_why_and_stays_readable(office: Actor, second: Actor, district: District) -> None:
    paper = make_issued(office, second, roles=[Role.DISTRICT_CLERK])
    assert refused(commands.withdraw_paper, office, paper_id=paper.pk, reason="").code == "reason"
    assert refused(commands.withdraw_paper, district.clerk, paper_id=paper.pk, reason="不用").code == "organisation"
    gone = commands.withdraw_paper(office, paper_id=paper.pk, reason="与新规定不符。")
    assert (gone.state, gone.reason, gone.in_force, desks("read_paper")) == (PaperState.WITHDRAWN, "与新规定不符。", False, [])
    assert list(queries.public_papers()) == []
    assert queries.public_paper(paper.no) == paper and queries.paper(district.clerk, paper.no) == paper
    assert refused(commands.withdraw_paper, office, paper_id=paper.pk, reason="再").code == "state"
    draft = make_draft(office)
    commands.withdraw_paper(office, paper_id=draft.pk, reason="不再需要。")
    with pytest.raises(OutOfScope):
        queries.public_paper(draft.no)


def test_a_district_issues_for_its_own_subtree(office: Actor, district: District) -> None:
    colleague = make_actor(Role.DISTRICT_CLERK, district.organisation)
    street = make_organisation(OrganisationKind.STREET, division=STREET)
    mine, provider = make_actor(Role.PURCHASER_CLERK, street), make_provider(division=STREET)
    within = make_actor(Role.PROVIDER_CLERK, provider)
    foreign = make_actor(Role.PURCHASER_CLERK, make_organisation(OrganisationKind.STREET, division="350206001"))
    paper = make_issued(district.clerk, colleague, roles=[Role.PURCHASER_CLERK, Role.PROVIDER_CLERK], public=False)
    assert (paper.level, paper.division_id) == (PaperLevel.DISTRICT, "350203")
    assert sorted(pk for _o, _r, pk in desks("read_paper") if pk) == sorted([mine.user_id or 0, within.user_id or 0])
    seen = [set(queries.papers(actor)) for actor in (mine, within, office, foreign, make_district("350206").clerk)]
    assert seen == [{paper}, {paper}, {paper}, set(), set()]
    assert list(queries.public_papers()) == [] and list(Paper.objects.visible_to(ANONYMOUS)) == []
    assert not policies.may_read_file(foreign, paper.attachment).allowed  # type: ignore[arg-type]
    other = make_district("350206").clerk
    with pytest.raises(OutOfScope):
        commands.draft_paper(other, file=paper_file(), replaces_id=paper.pk, **paper_facts(in_force_from=dt.date(2015, 5, 1)))
    twin = make_actor(Role.DISTRICT_CLERK, make_organisation(OrganisationKind.GOVERNMENT, division="350203"))
    assert refused(commands.withdraw_paper, twin, paper_id=paper.pk, reason="不用").code == "organisation"
    assert refused(commands.draft_paper, office, **paper_facts(file=paper_file(), replaces_id=paper.pk)).code == "organisation"


def test_a_street_issues_by_its_head_and_a_district_sees_it(district: District) -> None:
    body = make_organisation(OrganisationKind.STREET, division=STREET)
    clerk, head = make_actor(Role.PURCHASER_CLERK, body), make_actor(Role.PURCHASER_HEAD, body)
    draft = make_draft(clerk, public=False)
    assert desks("issue_paper") == [(body.pk, Role.PURCHASER_HEAD, None)]
    assert refused(commands.issue_paper, clerk, paper_id=draft.pk).code == "organisation"
    with pytest.raises(OutOfScope):
        queries.paper(district.clerk, draft.no)
    paper = commands.issue_paper(head, paper_id=draft.pk)
    assert paper.level == PaperLevel.STREET
    assert queries.paper(district.clerk, draft.no) == paper


def test_a_districts_draft_waits_for_its_head_where_there_is_one(district: District) -> None:
    make_draft(district.clerk)
    assert desks("issue_paper") == [(district.organisation.pk, Role.DISTRICT_CLERK, None)]
    head = make_actor(Role.PURCHASER_HEAD, district.organisation)
    draft = make_draft(district.clerk)
    assert desks("issue_paper")[1:] == [(district.organisation.pk, Role.PURCHASER_HEAD, None)]
    assert commands.issue_paper(head, paper_id=draft.pk).state == PaperState.ISSUED


def test_others_draft_nothing(district: District) -> None:
    for actor in (make_actor(Role.BUREAU_CLERK), make_actor(Role.PURCHASER_CLERK), make_actor(Role.PROVIDER_HEAD, make_provider())):
        assert refused(commands.draft_paper, actor, **paper_facts(file=paper_file())).code == "role"


def test_reading_is_said_once_by_each_who_must(office: Actor, second: Actor, district: District) -> None:
    other = make_district("350206")
    paper = make_issued(office, second, roles=[Role.DISTRICT_CLERK], kinds=[OrganisationKind.GOVERNMENT], read_by=dt.date(2015, 3, 9))
    assert queries.how_read(paper) == queries.HowRead(2, 0)
    task = Task.objects.get(kind="programmes.read_paper", person_id=district.clerk.user_id)
    assert (task.url, task.due_at) == (f"/library/{paper.no}/read/", clock.at_day(dt.date(2015, 3, 9), 23, 59))
    for _ in range(2):
        commands.note_read(district.clerk, paper_id=paper.pk, once=ONCE)
    assert queries.how_read(paper) == queries.HowRead(2, 1)
    assert desks("read_paper") == [(other.organisation.pk, Role.DISTRICT_CLERK, other.clerk.user_id)]
    assert Entry.objects.filter(stream=paper.no, verb="programmes.paper_read").count() == 1
    assert refused(commands.note_read, district.clerk, paper_id=paper.pk).code == "done"
    assert refused(commands.note_read, make_actor(Role.PURCHASER_CLERK), paper_id=paper.pk).code == "role"
    with clock.at(clock.local(2015, 3, 10, 9)):
        commands.note_read(other.clerk, paper_id=paper.pk)
    assert Entry.objects.filter(stream=paper.no, verb="programmes.paper_read").latest("seq").late is True


def test_who_comes_later_must_read_it_too_and_who_has_left_need_not(office: Actor, second: Actor, district: District) -> None:
    paper = make_issued(office, second, roles=[Role.DISTRICT_CLERK])
    newcomer = make_district("350206").clerk
    Membership.objects.filter(person_id=district.clerk.user_id).update(until=dt.date(2015, 3, 1))
    tick()
    assert list(PaperReader.objects.filter(paper=paper).values_list("person_id", flat=True)) == [newcomer.user_id]
    assert [person for _o, _r, person in desks("read_paper")] == [newcomer.user_id]
    count = Task.objects.count()
    assert commands.sweep() == 0 and Task.objects.count() == count


def test_who_must_read_is_asked_in_portions(office: Actor, second: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    for code in ("350203", "350205", "350206"):
        make_district(code)
    monkeypatch.setattr(commands, "AT_ONCE", 2)
    paper = make_issued(office, second, roles=[Role.DISTRICT_CLERK])
    assert PaperReader.objects.filter(paper=paper).count() == 2
    assert commands.sweep() == 1
    assert PaperReader.objects.filter(paper=paper).count() == 3


def test_only_the_issuer_and_audit_see_who_has_read(office: Actor, second: Actor, district: District) -> None:
    paper = make_issued(office, second, roles=[Role.DISTRICT_CLERK])
    auditor = make_actor(Role.AUDITOR)
    assert [policies.may_see_readers(actor, paper).allowed for actor in (office, auditor, district.clerk)] == [True, True, False]
    assert [len(queries.readers(actor, paper)) for actor in (office, auditor, district.clerk, make_actor(Role.PURCHASER_CLERK))] == [
        1,
        1,
        1,
        0,
    ]


def test_a_double_click_drafts_and_issues_once(office: Actor, second: Actor) -> None:
    made = [commands.draft_paper(office, file=paper_file(), **paper_facts(), once=ONCE) for _ in range(2)]
    assert made[0] == made[1] and Paper.objects.count() == 1
    for _ in range(2):
        commands.issue_paper(second, paper_id=made[0].pk, once=ONCE)
    assert Entry.objects.filter(verb="programmes.paper_issued").count() == 1


def test_the_database_lets_no_issued_word_change(office: Actor, second: Actor) -> None:
    paper = make_issued(office, second)
    for change in ({"title": "另一个题目"}, {"in_force_from": dt.date(2014, 1, 1)}, {"state": PaperState.DRAFT}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Paper.objects.filter(pk=paper.pk).update(**change)
    paper.refresh_from_db()
    assert (paper.title, paper.state) == ("政府购买社会工作服务指南", PaperState.ISSUED)
