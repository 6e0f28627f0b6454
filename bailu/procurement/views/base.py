"""What the screens of this room share."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bailu.kernel.words import Words
from bailu.procurement import moments, queries
from bailu.procurement.enums import Method
from bailu.procurement.models import Procedure
from bailu.ui.actviews import ActView
from bailu.ui.remedies import Remedy, at


def shown(moment: datetime | None) -> str:
    return f"{moments.local(moment):%Y-%m-%d %H:%M}" if moment else "—"


_APPROVAL = at(gettext_lazy("申请批准采购方式"), "procurement:request_approval", "pk")
_DOCUMENTS = at(gettext_lazy("编制采购文件"), "procurement:documents", "pk")
_DOCUMENT_CODES = ("documents_missing", "conditions", "standard", "weight", "codes", "max", "sum", "price_item", "kind", "ceiling")


class OfProcedure(ActView):
    """A screen whose subject is the procedure in the address."""

    mends: ClassVar[Mapping[str, Remedy]] = {
        "approval": _APPROVAL,
        "split": _APPROVAL,
        **dict.fromkeys(_DOCUMENT_CODES, _DOCUMENTS),
        "budget": at(gettext_lazy("查看项目"), "planning:project", "project_no"),
        "too_few": at(gettext_lazy("宣布废标"), "procurement:fail", "pk"),
    }

    takes = "procedure_id"

    def get_subject(self) -> Procedure:
        return queries.get(self.actor, self.kwargs["pk"])

    def heading(self, subject: Procedure) -> Words:
        return f"{subject.number} {subject.title}"

    def success_url(self, result: Any) -> str:
        return reverse("procurement:procedure", args=[self.subject.pk])

    def context(self, subject: Procedure) -> dict[str, Any]:
        aside = [
            (_("购买主体"), subject.purchaser.name),
            (_("采购方式"), Method(subject.method).label),
            (_("预算金额"), f"¥{subject.budget_amount:,.2f}"),
            (_("状态"), subject.state_label),
        ]
        if subject.deadline:
            aside.append((_("投标截止"), shown(subject.deadline)))
        return {"aside": aside}
