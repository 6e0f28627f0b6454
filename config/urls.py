"""Each room names its own full paths in its urls.py; here they are only gathered."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from config.api import api
from config.rooms import ROOMS, has

urlpatterns: list[URLPattern | URLResolver] = [
    # Changes nothing but the words of the page: no mark against forged forms, so that who only reads is given no cookie.
    path("language", csrf_exempt(set_language), name="set_language"),
    *(path("", include(f"bailu.{room}.urls")) for room in reversed(ROOMS) if has(room, "urls.py")),
    path("api/v1/", api.urls),
    path("accounts/", include("allauth.urls")),
]

handler400 = "bailu.ui.errors.bad_request"
handler403 = "bailu.ui.errors.forbidden"
handler404 = "bailu.ui.errors.not_found"
handler500 = "bailu.ui.errors.server_error"
