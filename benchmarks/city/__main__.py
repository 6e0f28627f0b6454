"""``python -m benchmarks.city play`` or ``fill 1000``, on the database of the environment."""

from __future__ import annotations

import importlib
import sys

import django

django.setup()
if sys.argv[1] == "play":
    importlib.import_module("benchmarks.city.patterns").play()
else:
    importlib.import_module("benchmarks.city.copying").fill(int(sys.argv[2]))
