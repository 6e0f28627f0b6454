"""Who takes part in the fourth purchase, and what is typed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.contrib.auth.hashers import make_password
from playwright.sync_api import Browser

from bailu.award import commands as award
from bailu.kernel.actor import Actor
from bailu.organisations import load
from bailu.organisations.enums import OrganisationKind
from bailu.organisations.models import Organisation, Person
from bailu.organisations.roles import Role
from tests.factories import PASSWORD, make_actor, make_organisation, make_provider
from tests.journeys.hands import Hand
from tests.programmes.factories import make_approved_list, make_district

TITLE = "厦港街道残疾人居家支持服务"
STREET, TREASURY, BUREAU, AUDIT = "厦港街道", "思明区财政局", "思明区民政局", "市审计局"
CAST = (
    ("clerk", STREET, Role.PURCHASER_CLERK, "郑经办"),
    ("second", STREET, Role.PURCHASER_CLERK, "许代表"),
    ("accepter", STREET, Role.PURCHASER_CLERK, "苏验收"),
    ("head", STREET, Role.PURCHASER_HEAD, "吴主任"),
    ("officer", STREET, Role.PROCUREMENT_OFFICER, "蔡采购"),
    ("finance", TREASURY, Role.FINANCE_OFFICER, "刘财政"),
    ("chief", TREASURY, Role.FINANCE_CHIEF, "杨局长"),
    ("auditor", AUDIT, Role.AUDITOR, "何审计"),
    ("receiver", BUREAU, Role.BUREAU_CLERK, "谢受理"),
)
COSTING = (
    ("人员薪酬和福利", "社会工作者两名", "人", "7500", "2", "12"),
    ("专业督导及人员培训", "督导", "次", "1000", "12", "1"),
    ("服务活动经费", "小组与活动", "场", "2000", "20", "1"),
    ("税费", "税费", "项", "28000", "1", "1"),
)
TARGETS = (
    ("规模", "服务人数", "服务残疾人", "人", "", "3", "服务对象名册"),
    ("数量", "探访", "入户探访", "次", "", "3", "服务记录"),
    ("质量", "满意度", "服务满意度", "%", "", "90", "评价卡"),
    ("效果", "改善程度", "照料压力量表均分", "分", "40", "30", "前后测量"),
)
PRICES = {"haicang": "258000", "jimei": "259000", "huli": "259500"}


@dataclass
class Cast:
    browser: Browser
    site: str
    hands: dict[str, Hand] = field(default_factory=dict)
    bodies: dict[str, Organisation] = field(default_factory=dict)
    no: str = ""
    need: str = ""
    contract: int = 0
    procedure: int = 0

    def __getitem__(self, key: str) -> Hand:
        return self.hands[key]

    def add(self, key: str, role: Role, body: Organisation, name: str, password: str) -> Actor:
        actor = make_actor(role, body, name=name)
        person = Person.objects.get(pk=actor.user_id)
        Person.objects.filter(pk=person.pk).update(password=password, username=f"xg-{key.replace('_', '-')}")
        person.refresh_from_db()
        self.hands[key] = Hand(self.browser, self.site, person, body)
        return actor

    def purchase(self) -> str:
        return f"/purchases/{self.no}/"


def assemble(browser: Browser, site: str) -> Cast:
    """The bodies of the pilot's text, agencies with their six conditions accepted, and everybody's account."""
    load.load()
    make_approved_list("350203001", district=make_district())
    cast, password = Cast(browser, site), make_password(PASSWORD)
    for key, place, role, name in CAST:
        body = Organisation.objects.get(short_name=place)
        cast.bodies[place] = body
        actor = cast.add(key, role, body, name, password)
        if key == "finance":
            keeper = actor
    for key, name in (("haicang", "海沧向日葵社工服务中心"), ("jimei", "集美同行社会工作服务社"), ("huli", "湖里安心社工事务所")):
        cast.bodies[key] = make_provider(name, valid_until=dt.date(2017, 12, 31))
        cast.add(f"{key}_head", Role.PROVIDER_HEAD, cast.bodies[key], f"{name[:2]}主任", password)
    agency = cast.bodies["haicang"]
    cast.add("agency", Role.PROVIDER_CLERK, agency, "海沧文员", password)
    cast.add("worker", Role.SOCIAL_WORKER, agency, "林社工", password)
    cast.bodies["evaluator"] = make_organisation(OrganisationKind.EVALUATION_BODY, name="厦门社会服务评估中心")
    cast.add("evaluator", Role.EVALUATOR, cast.bodies["evaluator"], "叶评估", password)
    college = make_organisation(OrganisationKind.EVALUATION_BODY, name="厦门高校社会工作系")
    for number in range(1, 4):
        expert = cast.add(f"expert{number}", Role.EXPERT, college, f"专家{number}", password)
        assert expert.user_id is not None
        award.admit_expert(keeper, person_id=expert.user_id, field="SOCIAL_WORK", title="高级社会工作师", employer=college.name)
    return cast
