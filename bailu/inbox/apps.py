from __future__ import annotations

from django.apps import AppConfig

from bailu.audit import texts as audit_texts
from bailu.inbox import kinds, tasks, texts
from bailu.kernel.events import subscribe
from bailu.organisations import events


class InboxConfig(AppConfig):
    name = "bailu.inbox"
    label = "inbox"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models may be imported only now.
        from bailu.inbox import leaving, subscribers  # noqa: PLC0415
        from bailu.inbox.ticking import on_tick  # noqa: PLC0415
        from bailu.organisations.sweeping import expire_qualifications  # noqa: PLC0415
        from bailu.ui import drafts  # noqa: PLC0415

        audit_texts.register(texts.AUDIT_TEXTS)
        kinds.register(tasks)
        subscribe(events.ConditionsSubmitted, subscribers.conditions_submitted)
        subscribe(events.ConditionsDecided, subscribers.conditions_decided)
        subscribe(events.MembershipEnded, leaving.membership_ended)
        on_tick(expire_qualifications)
        on_tick(leaving.sweep)
        on_tick(drafts.sweep)
