from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bailu.audit import texts as audit_texts
from bailu.contracts import tasks
from bailu.contracts.texts import AUDIT_TEXTS
from bailu.inbox import kinds
from bailu.kernel.events import subscribe
from bailu.ui import nav


class ContractsConfig(AppConfig):
    name = "bailu.contracts"
    label = "contracts"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("合同")

    def ready(self) -> None:
        from bailu.award.events import AwardPublished  # noqa: PLC0415  models may be imported only now
        from bailu.contracts import claims, papers, policies, subscribers  # noqa: PLC0415
        from bailu.documents import access  # noqa: PLC0415
        from bailu.funds import grounds  # noqa: PLC0415
        from bailu.funds.events import Paid, Rejected  # noqa: PLC0415

        audit_texts.register(AUDIT_TEXTS)
        kinds.register(tasks)
        for owner in ("contracts.Contract", "contracts.Claim"):
            access.register(owner, papers.may_read, may_edit=papers.may_edit)
        subscribe(AwardPublished, subscribers.when_award_published)
        grounds.register(claims.REFERENCE.rstrip(":"), claims.grounds)
        subscribe(Paid, claims.when_paid)
        subscribe(Rejected, claims.when_rejected)
        nav.register(nav.SERVICE, pgettext_lazy("名册", "合同"), "contracts:register", order=10, visible=policies.reads_contracts)
        nav.register(nav.FUNDS, _("请款"), "contracts:claims", order=15, visible=policies.reads_contracts)
