from __future__ import annotations

from django.urls import path

from benchmarks import bare
from config import urls
from config.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [
    path("bench/floor", bare.floor),
    path("bench/insert", bare.insert),
    path("bench/empty", bare.empty),
    path("bench/worker", bare.worker),
    *urls.urlpatterns,
]
