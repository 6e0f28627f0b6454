"""From where a request comes: one answer for lockouts, limits and the record."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest

UNKNOWN = "0.0.0.0"  # noqa: S104 - no address to listen at, only the sign that none is known


def address_of(request: HttpRequest | None) -> str:
    """The address the nearest of our own proxies saw (``BAILU_PROXIES`` of them stand in front); what a client itself claims
    further left in ``X-Forwarded-For`` is never believed."""
    if request is None:
        return UNKNOWN
    proxies = int(settings.PROXIES)
    passed = [part.strip() for part in request.headers.get("x-forwarded-for", "").split(",") if part.strip()]
    told = passed[-proxies] if proxies and len(passed) >= proxies else request.META.get("REMOTE_ADDR", "")
    try:
        return str(ipaddress.ip_address(told))
    except ValueError:
        return UNKNOWN
