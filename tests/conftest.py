"""What every test has: a frozen clock, an uncrowded network, people of every role, jobs that run when asked."""

from __future__ import annotations

import importlib
import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

import pytest
from allauth.mfa import app_settings as settings_of_mfa
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from bailu.kernel import clock

# Fixtures of every room that opens a browser.
from tests.browsing import as_installed, browser, installed_site, shared_site  # noqa: F401

MORNING = clock.local(2015, 3, 2, 10)

# A shared machine is slow at times; what is slow is measured in benchmarks, not here.
hypothesis_settings.register_profile("default", deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None)
hypothesis_settings.register_profile(
    "long", parent=hypothesis_settings.get_profile("default"), max_examples=int(os.environ.get("BAILU_EXAMPLES", "400"))
)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(autouse=True)
def frozen_clock(request: pytest.FixtureRequest) -> Iterator[datetime]:
    """Monday 2015-03-02 10:00 in Xiamen, or the moment of ``@pytest.mark.at("2015-03-24 09:29")``."""
    mark = request.node.get_closest_marker("at")
    moment = datetime.fromisoformat(mark.args[0]).replace(tzinfo=clock.ZONE) if mark else MORNING
    with clock.at(moment):
        yield moment


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """What one test left in the cache (attempts to sign in, counters) is not the next one's."""
    for name in settings.CACHES:
        caches[name].clear()


TotpCode = Callable[[str], str]


@pytest.fixture
def totp_code(settings: Any) -> TotpCode:
    """The six figures of a second factor's secret now; a step of thirty seconds may end between telling and typing them."""
    settings.MFA_TOTP_TOLERANCE = 1
    return lambda secret: format_hotp_value(hotp_value(secret, int(time.time()) // settings_of_mfa.TOTP_PERIOD))


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    """Every test begins in the source language, whatever language a page was asked for in the test before."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


#: Tables that Django does not know as its own and therefore does not empty after a test that commits.
KEPT_BY_DJANGO = ("audit_entry", "delivery_record", "procrastinate_jobs", "procrastinate_workers", "server_counter")


@pytest.fixture(autouse=True)
def emptied(request: pytest.FixtureRequest, django_db_blocker: Any) -> Iterator[None]:
    """What a test committed is gone before the next one, from the partitioned tables and the queue too."""
    yield
    mark = request.node.get_closest_marker("django_db")
    if (mark and mark.kwargs.get("transaction")) or {"transactional_db", "live_server"} & set(request.fixturenames):
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(f"truncate {', '.join(KEPT_BY_DJANGO)} cascade")


@pytest.fixture
def after_commit(django_capture_on_commit_callbacks: Any) -> Callable[[], AbstractContextManager[Any]]:
    """``with after_commit(): act(...)`` also does the jobs that the act left, as the worker would."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def people(db: None) -> Mapping[str, Any]:
    """One person of every role, by role; made by ``tests/organisations/people.py``."""
    made: Mapping[str, Any] = importlib.import_module("tests.organisations.people").make_people()
    return made
