"""People and organisations for the tests of all rooms; made by the same acts the offices use."""

from __future__ import annotations

import datetime as dt
import itertools

from bailu.kernel.actor import SYSTEM, Actor
from bailu.organisations import actors, commands
from bailu.organisations.enums import PURCHASER_KINDS, ConditionKind, OrganisationFunction, OrganisationKind
from bailu.organisations.models import Division, Membership, Organisation, Person
from bailu.organisations.roles import PROVIDER_ROLES, PURCHASER_ROLES, Role

PASSWORD = "correct-horse-2015"
_numbers = itertools.count(1)
LONG_AGO = dt.date(2014, 1, 1)

_FUNCTIONS: dict[str, str] = {
    Role.BUREAU_CLERK: OrganisationFunction.CIVIL_AFFAIRS,
    Role.OFFICE_CLERK: OrganisationFunction.CIVIL_AFFAIRS,
    Role.ADMIN: OrganisationFunction.CIVIL_AFFAIRS,
    Role.FINANCE_OFFICER: OrganisationFunction.FINANCE,
    Role.FINANCE_CHIEF: OrganisationFunction.FINANCE,
    Role.AUDITOR: OrganisationFunction.AUDIT,
}


def make_division(code: str = "350203") -> Division:
    """A division with the divisions above it: 350200 city, 350203 思明区, nine digits a street of it."""
    names = {"350200": "厦门市", "350203": "思明区", "350205": "海沧区", "350206": "湖里区", "350211": "集美区"}
    parent = None if code == "350200" else make_division(code[:6] if len(code) > 6 else "350200")
    level = {"350200": "CITY"}.get(code, {6: "DISTRICT", 9: "STREET", 12: "COMMUNITY"}[len(code)])
    made, _ = Division.objects.get_or_create(code=code, defaults={"name": names.get(code, f"区划{code}"), "level": level, "parent": parent})
    return made


def make_organisation(
    kind: str = OrganisationKind.DEPARTMENT, *, name: str = "", function: str = OrganisationFunction.OTHER, division: str = "350200"
) -> Organisation:
    """A body of any kind, entered as the register enters it."""
    make_division(division)
    return commands.register_organisation(
        SYSTEM,
        kind=kind,
        name=name or f"测试机构{next(_numbers)}",
        function=function,
        division_code=division,
        establishment_evidence="三定方案" if kind in PURCHASER_KINDS else "",
    )


def make_purchaser(name: str = "", *, kind: str = OrganisationKind.DEPARTMENT, division: str = "350200") -> Organisation:
    """A body that may purchase under clause 3.1."""
    return make_organisation(kind, name=name or f"测试购买单位{next(_numbers)}", division=division)


def make_provider(
    name: str = "",
    *,
    kind: str = OrganisationKind.PRIVATE_NON_ENTERPRISE,
    qualified: bool = True,
    division: str = "350203",
    valid_until: dt.date | None = None,
    lacking: str = "",
) -> Organisation:
    """A provider; ``qualified`` with all six conditions of clause 3.2 accepted (without end, or until ``valid_until``).

    ``lacking`` names one condition to be deleted afterwards, for refusals.
    """
    provider = make_organisation(kind, name=name or f"测试社工服务中心{next(_numbers)}", division=division)
    if not qualified:
        return provider
    head = make_actor(Role.PROVIDER_HEAD, provider)
    clerk = make_actor(Role.BUREAU_CLERK)
    shown = [{"kind": k, "statement": "见附件", "evidence": "证书复印件", "valid_until": valid_until} for k in ConditionKind]
    commands.submit_conditions(head, organisation_id=provider.pk, conditions=shown)
    decided = [{"kind": k, "accept": True, "valid_until": valid_until} for k in ConditionKind]
    commands.decide_conditions(clerk, organisation_id=provider.pk, decisions=decided)
    if lacking:
        provider.conditions.filter(kind=lacking).delete()
    return Organisation.objects.get(pk=provider.pk)


def make_person(name: str = "", *, password: str = "", email: str = "") -> Person:
    """A person without any role. A password costs a tenth of a second: only where somebody signs in."""
    number = next(_numbers)
    person = Person(username=f"person{number}", name=name or f"测试人员{number}", email=email)
    if password:
        person.set_password(password)
    else:
        person.set_unusable_password()
    person.save(force_insert=True)
    return person


def home_of(role: str) -> Organisation:
    """An organisation in which the role may be held."""
    if role in PROVIDER_ROLES:
        return make_provider(qualified=False)
    if role in PURCHASER_ROLES or role == Role.PROCUREMENT_OFFICER:
        return make_purchaser()
    if role == Role.EVALUATOR:
        return make_organisation(OrganisationKind.EVALUATION_BODY)
    if role == Role.EXPERT:
        return make_organisation(OrganisationKind.EVALUATION_BODY, name=f"专家所在单位{next(_numbers)}")
    if role == Role.DISTRICT_CLERK:
        return make_organisation(OrganisationKind.GOVERNMENT, division="350203")
    return make_organisation(function=_FUNCTIONS[role])


def make_actor(role: str, organisation: Organisation | None = None, *, person: Person | None = None, name: str = "") -> Actor:
    """Somebody who holds the role, in the organisation or in one where the role belongs; the person is made as well."""
    organisation = organisation or home_of(role)
    person = person or make_person(name)
    Membership.objects.create(person=person, organisation=organisation, role=role, since=LONG_AGO)
    return actors.of_person(person, organisation.pk).actor
