"""Texts that are translated when they are shown."""

from __future__ import annotations

from django.utils.functional import Promise

Words = str | Promise
