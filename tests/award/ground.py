"""Ground to stand on until the factories of the room below are used: an opened procedure, by the shortest lawful way."""

from __future__ import annotations

import itertools
from decimal import Decimal

from bailu.kernel import clock
from bailu.kernel.acts import acting
from bailu.organisations.models import Organisation
from bailu.organisations.roles import Role
from bailu.planning.models import Project
from bailu.procurement.models import Bid, Procedure
from tests.factories import make_actor, make_division, make_provider, make_purchaser

_n = itertools.count(1)
CRITERIA = [
    {"code": "price", "title": "价格", "max": "10", "kind": "PRICE"},
    {"code": "plan", "title": "服务方案", "max": "50", "kind": "PLAN", "standard": "分档"},
    {"code": "team", "title": "项目团队", "max": "40", "kind": "TEAM"},
]


def make_opened_procedure(
    prices: tuple[str, ...] = ("508000", "500000", "505000", "507000"),
    *,
    method: str = "OPEN_TENDER",
    kinds: tuple[str, ...] = (),
    budget: str = "508000",
    opened: bool = True,
    state: str = "",
    small: tuple[bool, ...] = (),
    purchaser: Organisation | None = None,
) -> Procedure:
    purchaser = purchaser or make_purchaser()
    make_division("350200")
    clerk = make_actor(Role.PURCHASER_CLERK, purchaser)
    number = next(_n)
    no = f"P-2015-{number:04d}"
    Project.objects.create(
        no=no, title=f"项目{number}", year=2015, purchaser=purchaser, county="350200", populations=["POP1"], fields=["FLD1"], kind="SPECIAL",
        area="x", channel="MUNICIPAL", batch="FIRST", people_planned=300, months=12, content="x", created_by_id=clerk.user_id,
        amount=Decimal(budget),
    )  # fmt: skip
    providers = [make_provider(kind=kinds[i] if i < len(kinds) else "PRIVATE_NON_ENTERPRISE") for i in range(len(prices))]
    with acting("test"):
        p = Procedure.objects.create(
            project_no=no, project_id=1, number=f"ZC{number}", title=f"项目{number}", county="350200", purchaser=purchaser, method=method,
            recommended=method, budget_amount=Decimal(budget), price_weight=Decimal(10), criteria=CRITERIA, regime_on=clock.today(),
            deadline=clock.now(), opens_at=clock.now(), published_at=clock.now(), seal_secret=b"x", place="厦门市公共资源交易中心", demand="陪伴空巢老人",
        )  # fmt: skip
        if state == "DRAFT":
            return p
        for name in ("publish",) + (("close", "begin_opening", "confirm_opening") if opened else ()):
            p.move(name)
            p.save()
        for place, price in enumerate(prices):
            bid = Bid.objects.create(procedure=p, bidder_tag=f"{number}-{place}", receipt=f"R{number}-{place}", sealed=b"x", digest="d")
            if opened:
                bid.move("open")
                bid.provider, bid.price, bid.content = (
                    providers[place],
                    Decimal(price),
                    {"plan": "方案", "staff": [], "small_enterprise": place < len(small) and small[place]},
                )
                bid.save()
        if opened:
            p.opened_at, p.opening_begun_by_id, p.opening_confirmed_by_id = clock.now(), 1, 2
            p.save()
    return p
