from __future__ import annotations

from django.apps import apps

from tests.consistency.public_models import PUBLIC


def own_models() -> dict[str, type]:
    return {
        model._meta.label: model for config in apps.get_app_configs() if config.name.startswith("bailu.") for model in config.get_models()
    }


def scoped(model: type) -> bool:
    if hasattr(model, "visible_to"):
        return True
    manager = model._default_manager  # type: ignore[attr-defined]
    return hasattr(manager, "visible_to") or hasattr(manager.get_queryset(), "visible_to")


def test_every_model_says_who_may_see_its_rows() -> None:
    assert [label for label, model in own_models().items() if not scoped(model) and label not in PUBLIC] == []


def test_the_list_of_public_models_names_no_others() -> None:
    models = own_models()
    assert [label for label in PUBLIC if label not in models or scoped(models[label])] == []
