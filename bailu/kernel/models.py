"""Bases for the models of all rooms, and the two small tables the kernel itself needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models

from bailu.kernel import clock, prepared
from bailu.kernel.verdict import require

if TYPE_CHECKING:
    from bailu.kernel.lifecycle import Lifecycle


class TimeStamped(models.Model):
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        abstract = True


class StatefulModel(TimeStamped):
    """An aggregate whose ``state`` is governed by one ``Lifecycle``."""

    LIFECYCLE: ClassVar[Lifecycle]

    class Meta:
        abstract = True

    def move(self, name: str) -> None:
        """Make the move in memory, or raise ``Refused``; the caller saves. The database checks again."""
        table = self.LIFECYCLE
        require(table.check(getattr(self, table.field), name))
        setattr(self, table.field, str(table.moves[name].target))

    @property
    def state_label(self) -> str:
        table = self.LIFECYCLE
        return table.state_label(getattr(self, table.field))

    @property
    def state_tone(self) -> str:
        """The colour of its state, wherever it is shown; empty for none."""
        table = self.LIFECYCLE
        return table.tones.get(getattr(self, table.field), "")


class OnceKeys(models.Manager["OnceKey"]):
    def claim(self, actor_id: int | None, key: str, act: str) -> bool:
        """True for the first; a second waits for the first to commit and is told False. The same statement names the act to the triggers."""
        with prepared.cursor() as cursor:
            cursor.execute(
                "with named as (select set_config('bailu.act', %s, true) as act) "
                "insert into kernel_oncekey (actor_id, key, act, result_model, result_pk, at) "
                "select %s, %s, named.act, '', '', %s from named on conflict do nothing",
                [act, actor_id or 0, key, clock.now()],
            )
            return bool(cursor.rowcount == 1)

    def answered(self, actor_id: int | None, key: str, result: models.Model) -> None:
        with prepared.cursor() as cursor:
            cursor.execute(
                "update kernel_oncekey set result_model = %s, result_pk = %s where actor_id = %s and key = %s",
                [result._meta.label, str(result.pk), actor_id or 0, key],
            )


class OnceKey(models.Model):
    """The key of a form or an API write, kept with what it led to, so that a retry acts once."""

    actor_id = models.BigIntegerField()
    key = models.CharField(max_length=64)
    act = models.CharField(max_length=120)
    result_model = models.CharField(max_length=100, default="")
    result_pk = models.CharField(max_length=100, default="")
    at = models.DateTimeField(default=clock.now)

    objects = OnceKeys()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("actor_id", "key"), name="once_key_unique"),)


class DemoClock(models.Model):
    """Where the demonstration's clock stands; one row, only read when DEMO_CLOCK is on."""

    shift_seconds = models.BigIntegerField(default=0)
