"""The screens: what is shown to whom, in how many queries; choosing for whom one acts."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from bailu.organisations import panels
from bailu.organisations.enums import ConditionKind, OrganisationFunction, OrganisationKind, OrganisationState
from bailu.organisations.models import Affiliation, Membership, Organisation, Person
from bailu.organisations.roles import Role
from tests.factories import make_actor, make_organisation, make_person, make_provider, make_purchaser

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def person_of(role: str, organisation: Organisation | None = None) -> Person:
    return Person.objects.get(pk=make_actor(role, organisation).user_id)


def enter(client: Client, role: str, organisation: Organisation | None = None) -> Person:
    person = person_of(role, organisation)
    client.force_login(person, backend=BACKEND)
    return person


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_visitors_are_led_to_the_sign_in(client: Client) -> None:
    for name in ("organisations:register", "organisations:me", "organisations:people"):
        answer = client.get(reverse(name))
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("providers", [1, 12])
def test_the_register_needs_the_same_few_queries_however_long_it_is(
    client: Client, django_assert_max_num_queries: Any, providers: int
) -> None:
    for _ in range(providers):
        make_provider(qualified=False)
    enter(client, Role.ADMIN)
    with django_assert_max_num_queries(8):
        assert client.get(reverse("organisations:register")).status_code == 200


def test_the_register_is_found_by_two_characters_and_by_filters(client: Client) -> None:
    provider = make_provider("厦门市湖里区霞辉老年社会服务中心", division="350206")
    purchaser = make_purchaser("厦门市老年大学筹备处", division="350203")
    enter(client, Role.PURCHASER_CLERK)
    where = reverse("organisations:register")
    assert provider.name in text(client.get(where, {"q": "霞辉"}))
    assert purchaser.name not in text(client.get(where, {"q": "霞辉"}))
    assert purchaser.name not in text(client.get(where, {"side": "provider"}))
    assert provider.name not in text(client.get(where, {"side": "purchaser"}))
    assert provider.name in text(client.get(where, {"district": "350206", "state": "QUALIFIED"}))
    assert provider.name not in text(client.get(where, {"district": "350203"}))


def test_the_export_holds_what_is_seen(client: Client) -> None:
    provider = make_provider()
    enter(client, Role.AUDITOR)
    answer = client.get(reverse("organisations:register"), {"side": "provider", "export": "xlsx"})
    rows = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content))).get_sheet_by_index(0).to_python()
    cells = {str(cell) for row in rows for cell in row}
    assert provider.name in cells
    assert not any("测试购买单位" in cell for cell in cells)


def test_the_page_shows_evidence_to_those_who_decide_and_not_to_administrators(client: Client) -> None:
    provider = make_provider()
    enter(client, Role.BUREAU_CLERK)
    assert "证书复印件" in text(client.get(provider.get_absolute_url()))
    enter(client, Role.ADMIN)
    shown = text(client.get(provider.get_absolute_url()))
    assert "专业团队" in shown
    assert "证书复印件" not in shown


def test_the_page_needs_few_queries(client: Client, django_assert_max_num_queries: Any) -> None:
    provider = make_provider()
    enter(client, Role.BUREAU_CLERK)
    with django_assert_max_num_queries(9):
        client.get(provider.get_absolute_url())


def test_the_page_says_what_is_missing_with_the_clause(client: Client) -> None:
    provider = make_provider(lacking=ConditionKind.CREDIBILITY)
    enter(client, Role.PURCHASER_CLERK)
    shown = text(client.get(provider.get_absolute_url()))
    assert "缺少：社会公信力" in shown
    assert "三（二）" in shown or "三(二)" in shown


def test_higher_rooms_put_blocks_on_the_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(panels, "_panels", {"organisations/invitation.txt": lambda actor, o: {"link": "x"}})
    enter(client, Role.PURCHASER_CLERK)
    answer = client.get(make_purchaser().get_absolute_url())
    assert "organisations/invitation.txt" in [t.name for t in answer.templates]


def test_an_applicant_is_not_found_by_others(client: Client) -> None:
    provider = make_provider(qualified=False)
    enter(client, Role.PURCHASER_CLERK)
    assert client.get(provider.get_absolute_url()).status_code == 404
    assert provider.name not in text(client.get(reverse("organisations:register")))


def test_an_administrator_enters_a_body_on_the_screen(client: Client) -> None:
    make_purchaser()
    enter(client, Role.ADMIN)
    facts = {"kind": "FOUNDATION", "name": "厦门市某基金会", "division": "350200", "function": "OTHER", "credit_code": "91330100799655058B"}
    answer = client.post(reverse("organisations:new"), facts)
    made = Organisation.objects.get(name="厦门市某基金会")
    assert (answer.status_code, answer.headers["Location"]) == (303, made.get_absolute_url())
    assert made.state == OrganisationState.DRAFT


def test_a_wrong_credit_code_is_an_error_at_its_field(client: Client) -> None:
    make_purchaser()
    enter(client, Role.ADMIN)
    facts = {"kind": "FOUNDATION", "name": "厦门市某基金会", "division": "350200", "function": "OTHER", "credit_code": "91330100799655058A"}
    answer = client.post(reverse("organisations:new"), facts)
    assert answer.status_code == 422
    assert "校验码" in text(answer)
    assert not Organisation.objects.filter(name="厦门市某基金会").exists()


def test_the_bureau_is_offered_provider_kinds_alone(client: Client) -> None:
    enter(client, Role.BUREAU_CLERK)
    shown = text(client.get(reverse("organisations:new")))
    assert 'value="FOUNDATION"' in shown
    assert 'value="DEPARTMENT"' not in shown


def test_admission_runs_over_the_screens(client: Client) -> None:
    provider = make_provider(qualified=False)
    enter(client, Role.PROVIDER_HEAD, provider)
    where = reverse("organisations:submit_conditions", args=[provider.pk])
    assert client.get(where).status_code == 200
    facts = {f"{k}_{f}": v for k in ConditionKind for f, v in (("statement", "符合"), ("evidence", "证书"))}
    short = {key: value for key, value in facts.items() if not key.startswith("TEAM")}
    refused = client.post(where, short)
    assert refused.status_code == 422
    assert "缺少：专业团队" in text(refused)
    half = client.post(where, {**facts, "TEAM_evidence": ""})
    assert half.status_code == 422
    assert client.post(where, facts).status_code == 303
    enter(client, Role.BUREAU_CLERK)
    decide = reverse("organisations:decide_conditions", args=[provider.pk])
    assert "符合" in text(client.get(decide))
    silent = client.post(decide, {f"{k}_accept": "no" for k in ConditionKind})
    assert silent.status_code == 422
    assert client.post(decide, {f"{k}_accept": "yes" for k in ConditionKind}).status_code == 303
    assert Organisation.objects.get(pk=provider.pk).state == OrganisationState.QUALIFIED


def test_returned_evidence_is_filled_in_again(client: Client) -> None:
    provider = make_provider(qualified=False)
    enter(client, Role.PROVIDER_HEAD, provider)
    where = reverse("organisations:submit_conditions", args=[provider.pk])
    client.post(where, {f"{k}_{f}": v for k in ConditionKind for f, v in (("statement", "第一次的说明"), ("evidence", "证书"))})
    head = Person.objects.get(memberships__organisation=provider)
    enter(client, Role.BUREAU_CLERK)
    decided = {f"{k}_accept": "no" if k == ConditionKind.TEAM else "yes" for k in ConditionKind} | {"TEAM_note": "缺社工证书"}
    client.post(reverse("organisations:decide_conditions", args=[provider.pk]), decided)
    client.force_login(head, backend=BACKEND)
    shown = text(client.get(where))
    assert shown.count("第一次的说明") == 1
    assert "缺社工证书" in shown


def test_a_restriction_is_confirmed_and_shown_with_its_reason(client: Client) -> None:
    provider = make_provider()
    enter(client, Role.BUREAU_CLERK)
    where = reverse("organisations:suspend", args=[provider.pk])
    assert client.post(where, {"reason": "年检未参加"}).status_code == 422
    assert client.post(where, {"reason": "年检未参加", "confirm": "yes"}).status_code == 303
    assert "年检未参加" in text(client.get(provider.get_absolute_url()))
    assert client.get(reverse("organisations:bar", args=[provider.pk])).status_code == 200
    assert client.post(reverse("organisations:lift", args=[provider.pk]), {"reason": "已补"}).status_code == 303
    assert Organisation.objects.get(pk=provider.pk).state == OrganisationState.QUALIFIED


@pytest.mark.parametrize("name", ["edit", "suspend", "bar", "decide_conditions", "invite", "grant", "people_of"])
def test_who_has_no_right_is_told_so(client: Client, name: str) -> None:
    enter(client, Role.PURCHASER_CLERK)
    assert client.get(reverse(f"organisations:{name}", args=[make_provider().pk])).status_code == 403


def test_a_head_gives_and_ends_roles_on_the_screen(client: Client) -> None:
    provider, person = make_provider(), make_person()
    enter(client, Role.PROVIDER_HEAD, provider)
    grant = reverse("organisations:grant", args=[provider.pk])
    assert 'value="FINANCE_CHIEF"' not in text(client.get(grant))
    assert client.post(grant, {"username": "nobody.here", "role": "SOCIAL_WORKER"}).status_code == 422
    assert client.post(grant, {"username": person.username, "role": "SOCIAL_WORKER"}).status_code == 303
    held = Membership.objects.get(person=person)
    assert person.name in text(client.get(reverse("organisations:people")))
    end = reverse("organisations:end_membership", args=[held.pk])
    assert client.get(end).status_code == 200
    assert client.post(end, {"reason": "离职"}).status_code == 303
    assert person.name not in text(client.get(reverse("organisations:people")))


def test_conflicting_roles_are_refused_on_the_screen_with_the_reason(client: Client) -> None:
    worker = person_of(Role.SOCIAL_WORKER)
    purchaser = make_purchaser()
    enter(client, Role.PURCHASER_HEAD, purchaser)
    answer = client.post(reverse("organisations:grant", args=[purchaser.pk]), {"username": worker.username, "role": "PURCHASER_CLERK"})
    assert answer.status_code == 422
    assert "社会工作者" in text(answer)


def test_ties_are_declared_and_ended_on_ones_own_page(client: Client) -> None:
    provider = make_provider()
    expert = enter(client, Role.EXPERT)
    declare = reverse("organisations:declare_tie")
    assert client.get(declare).status_code == 200
    facts = {"organisation": provider.pk, "kind": "ADVISOR", "since": "2014-01-01"}
    assert client.post(declare, facts).status_code == 303
    tie = Affiliation.objects.get(person=expert)
    assert provider.name in text(client.get(reverse("organisations:me")))
    assert client.get(reverse("organisations:end_tie", args=[tie.pk])).status_code == 200
    assert client.post(reverse("organisations:end_tie", args=[tie.pk]), {}).status_code == 303
    enter(client, Role.EXPERT)
    assert client.get(reverse("organisations:end_tie", args=[tie.pk])).status_code == 404


def test_one_acts_for_the_organisation_chosen_and_only_with_the_roles_there(client: Client) -> None:
    bureau = make_organisation(function=OrganisationFunction.CIVIL_AFFAIRS)
    street = make_organisation(OrganisationKind.STREET, division="350203001")
    person = person_of(Role.BUREAU_CLERK, bureau)
    make_actor(Role.PURCHASER_CLERK, street, person=person)
    client.force_login(person, backend=BACKEND)
    first = client.get(reverse("organisations:me")).wsgi_request.actor  # type: ignore[attr-defined]
    assert (first.organisation_id, first.roles) == (bureau.pk, {Role.BUREAU_CLERK})
    answer = client.post(reverse("organisations:switch"), {"organisation": street.pk, "next": "/me/"})
    assert answer.headers["Location"] == "/me/"
    now = client.get(reverse("organisations:me")).wsgi_request.actor  # type: ignore[attr-defined]
    assert (now.organisation_id, now.roles, now.county, now.division) == (street.pk, {Role.PURCHASER_CLERK}, "350203", "350203001")


def test_one_does_not_act_for_an_organisation_one_has_no_role_in(client: Client) -> None:
    other = make_purchaser()
    enter(client, Role.PURCHASER_CLERK)
    assert client.post(reverse("organisations:switch"), {"organisation": other.pk}).status_code == 404
    assert client.get(reverse("organisations:me")).wsgi_request.actor.organisation_id != other.pk  # type: ignore[attr-defined]


def test_the_switch_leads_to_no_other_site(client: Client) -> None:
    person = enter(client, Role.PURCHASER_CLERK)
    own = Membership.objects.get(person=person).organisation_id
    answer = client.post(reverse("organisations:switch"), {"organisation": own, "next": "https://example.org/"})
    assert answer.headers["Location"] == "/"


def test_a_choice_of_an_organisation_left_since_falls_back(client: Client) -> None:
    person = enter(client, Role.PURCHASER_CLERK)
    session = client.session
    session["organisation"] = make_purchaser().pk
    session.save()
    actor = client.get(reverse("organisations:me")).wsgi_request.actor  # type: ignore[attr-defined]
    assert actor.organisation_id == Membership.objects.get(person=person).organisation_id


def test_a_person_without_any_role_sees_the_own_account_alone(client: Client) -> None:
    client.force_login(make_person(), backend=BACKEND)
    assert client.get(reverse("organisations:me")).status_code == 200
    assert client.get(reverse("organisations:people")).status_code == 404


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_pages_are_complete_in_both_languages(client: Client, language: str) -> None:
    provider = make_provider(qualified=False)
    enter(client, Role.PROVIDER_HEAD, provider)
    client.cookies["django_language"] = language
    for where in (
        provider.get_absolute_url(),
        reverse("organisations:register"),
        reverse("organisations:people"),
        reverse("organisations:me"),
        reverse("organisations:submit_conditions", args=[provider.pk]),
    ):
        answer = client.get(where)
        assert answer.status_code == 200
        assert f'lang="{"en" if language == "en" else "zh-Hans"}"' in text(answer)


PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"


def test_the_file_that_proves_a_condition_is_read_by_those_who_decide_and_not_by_administrators(client: Client) -> None:
    provider = make_provider(qualified=False)
    enter(client, Role.PROVIDER_HEAD, provider)
    facts: dict[str, Any] = {f"{k}_{f}": v for k in ConditionKind for f, v in (("statement", "符合"), ("evidence", "登记证书"))}
    facts["LEGAL_PERSONALITY_upload"] = SimpleUploadedFile("证书.pdf", PDF, content_type="application/pdf")
    assert client.post(reverse("organisations:submit_conditions", args=[provider.pk]), facts).status_code == 303
    kept = provider.conditions.get(kind=ConditionKind.LEGAL_PERSONALITY).attachment
    assert kept is not None
    where = reverse("documents:attachment", args=[kept.pk])
    for role, status in ((Role.BUREAU_CLERK, 200), (Role.AUDITOR, 200), (Role.ADMIN, 404), (Role.PURCHASER_CLERK, 404)):
        enter(client, role)
        assert client.get(where).status_code == status, role
    enter(client, Role.BUREAU_CLERK)
    assert where in text(client.get(provider.get_absolute_url()))
