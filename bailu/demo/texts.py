"""Words for the demonstration's own lines of the record."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

AUDIT_TEXTS = {"demo.clock_moved": _("演示时钟向前走")}
