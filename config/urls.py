"""Each room names its own full paths in its urls.py; here they are only gathered."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from config.api import api
from config.rooms import ROOMS, has

urlpatterns: list[URLPattern | URLResolver] = [
    path("language", set_language, name="set_language"),
    *(path("", include(f"bailu.{room}.urls")) for room in reversed(ROOMS) if has(room, "urls.py")),
    path("api/v1/", api.urls),
    path("accounts/", include("allauth.urls")),
]

handler400 = "bailu.ui.errors.bad_request"
handler403 = "bailu.ui.errors.forbidden"
handler404 = "bailu.ui.errors.not_found"
handler500 = "bailu.ui.errors.server_error"
