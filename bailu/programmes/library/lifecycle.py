"""How a paper of the library goes: drafted by one, issued by another, followed by its next version or withdrawn."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from bailu.kernel.lifecycle import Lifecycle, Move
from bailu.organisations.roles import Role
from bailu.programmes.library.enums import PaperState as P

BASIS = "XM2015:5.2"
#: At the city's office, in a district's government, in a street or town: who writes, and who puts the name under it.
DRAFTERS = (Role.OFFICE_CLERK, Role.DISTRICT_CLERK, Role.PURCHASER_CLERK)
ISSUERS = (Role.OFFICE_CLERK, Role.DISTRICT_CLERK, Role.PURCHASER_HEAD)

PAPER = Lifecycle(
    "programmes.Paper",
    states=P,
    initial=(P.DRAFT,),
    tones={P.DRAFT: "warn", P.RETURNED: "stop", P.ISSUED: "ok", P.SUPERSEDED: "idle", P.WITHDRAWN: "idle"},
    moves=(
        Move("revise", (P.DRAFT, P.RETURNED), P.DRAFT, roles=DRAFTERS, basis=BASIS, label=_("修改文件草稿")),
        Move("issue", (P.DRAFT,), P.ISSUED, roles=ISSUERS, basis=BASIS, label=_("印发文件")),
        Move("give_back", (P.DRAFT,), P.RETURNED, roles=ISSUERS, basis=BASIS, label=_("退回文件草稿")),
        Move("supersede", (P.ISSUED,), P.SUPERSEDED, basis="XM2015:4.4", label=_("由新版取代")),
        Move(
            "withdraw",
            (P.DRAFT, P.RETURNED, P.ISSUED),
            P.WITHDRAWN,
            roles=(*DRAFTERS, Role.PURCHASER_HEAD),
            basis=BASIS,
            label=_("撤回文件"),
        ),
    ),
)
