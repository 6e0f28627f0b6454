from django.apps import AppConfig


class InboxConfig(AppConfig):
    name = "bailu.inbox"
    label = "inbox"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from bailu.audit import texts as audit_texts  # noqa: PLC0415
        from bailu.inbox import texts  # noqa: PLC0415

        audit_texts.register(texts.AUDIT_TEXTS)
        texts.register(texts.TASK_TEXTS)
