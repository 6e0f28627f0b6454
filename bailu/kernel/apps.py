from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "bailu.kernel"
    label = "kernel"
    default_auto_field = "django.db.models.BigAutoField"
