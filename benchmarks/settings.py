"""The product's settings, with the bare views beside the product's addresses. Used by nothing but the benchmarks."""

from __future__ import annotations

from config.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.urls"
INSTALLED_APPS = [*INSTALLED_APPS, "benchmarks"]  # noqa: F405
