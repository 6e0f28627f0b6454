"""How far the replay is: one row, so that a second start knows there is nothing to do."""

from __future__ import annotations

from django.db import models

from bailu.kernel import clock


class Replay(models.Model):
    """Public: says only that the demonstration was played to its end."""

    name = models.CharField(max_length=40, unique=True)
    finished_at = models.DateTimeField(default=clock.now)
