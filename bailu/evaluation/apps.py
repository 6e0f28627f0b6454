from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bailu.audit import texts as audit_texts
from bailu.evaluation.texts import AUDIT_TEXTS
from bailu.inbox import kinds
from bailu.kernel.events import subscribe
from bailu.ui import nav


class EvaluationConfig(AppConfig):
    name = "bailu.evaluation"
    label = "evaluation"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("评估与验收")

    def ready(self) -> None:
        from bailu.contracts.events import ServiceStarted, Signed  # noqa: PLC0415  models may be imported only now
        from bailu.documents import access  # noqa: PLC0415
        from bailu.evaluation import papers, policies, queries, subscribers, tasks  # noqa: PLC0415
        from bailu.evaluation.queries.outcomes import outcomes  # noqa: PLC0415
        from bailu.funds import grounds  # noqa: PLC0415
        from bailu.inbox.ticking import on_tick  # noqa: PLC0415
        from bailu.planning import earlier  # noqa: PLC0415

        audit_texts.register(AUDIT_TEXTS)
        kinds.register(tasks)
        access.register("evaluation.Evaluation", papers.may_read_report, may_edit=papers.may_edit_report)
        access.register("evaluation.Acceptance", papers.may_read_certificate, may_edit=papers.may_edit_certificate)
        earlier.use(outcomes)
        grounds.register("evaluation.Evaluation", queries.grounds)
        subscribe(Signed, subscribers.when_signed)
        subscribe(ServiceStarted, subscribers.when_service_started)
        on_tick(subscribers.lapse_overdue_replies)
        nav.register(nav.SERVICE, pgettext_lazy("名册", "评估"), "evaluation:register", order=30, visible=policies.reads_evaluations)
        nav.register(nav.PUBLIC, _("服务对象评价"), "evaluation:card", order=60)
