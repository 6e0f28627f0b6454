"""Programs that run inside the product's own process, on one of the cities; each prints one line of JSON."""

from __future__ import annotations

import django

django.setup()
