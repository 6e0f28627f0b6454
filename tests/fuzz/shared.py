"""Fixtures of the walks in the one world; imported by the short forms too."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.utils import translation

from tests.fuzz.ground import Ground, taken_back
from tests.world_bought import NOW


@pytest.fixture(scope="module")
def ground(django_db_setup: None, django_db_blocker: Any) -> Iterator[Ground]:
    """Built once for a module, around the transactions of its tests."""
    made = Ground()
    with django_db_blocker.unblock(), translation.override(settings.LANGUAGE_CODE), taken_back():
        made.open()
        yield made


@pytest.fixture
def quiet() -> Iterator[None]:
    """What is refused on purpose is not worth a thousand lines of log."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


MOMENT = f"{NOW:%Y-%m-%d %H:%M}"
