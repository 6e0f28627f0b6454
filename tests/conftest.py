"""What every test has: a frozen clock, jobs that run at once, no network but this machine."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from config.rooms import has

XIAMEN = ZoneInfo("Asia/Shanghai")
MORNING = datetime(2015, 3, 2, 10, 0, tzinfo=XIAMEN)

if has("kernel", "clock.py"):

    @pytest.fixture(autouse=True)
    def frozen_clock(request: pytest.FixtureRequest) -> Iterator[datetime]:
        """Monday 2015-03-02 10:00 in Xiamen, or the moment of ``@pytest.mark.at("2015-03-24 09:29")``."""
        clock = importlib.import_module("bailu.kernel.clock")
        mark = request.node.get_closest_marker("at")
        moment = datetime.fromisoformat(mark.args[0]).replace(tzinfo=XIAMEN) if mark else MORNING
        with clock.at(moment):
            yield moment
