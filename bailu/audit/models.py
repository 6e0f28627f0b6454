"""The chained record of acts. Append-only: rows are written by ``record`` and by nothing else."""

from __future__ import annotations

import secrets

from django.db import models

from bailu.kernel import clock
from bailu.kernel.actor import Actor


def salt() -> str:
    return secrets.token_hex(16)


class Stream(models.Model):
    """The head of one chain: a purchase, a need, an organisation. Its row is the lock of the chain's writers."""

    key = models.CharField(max_length=60, primary_key=True)
    seq = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, default="")

    class Meta:
        db_table = "audit_stream"


class Entries(models.QuerySet["Entry"]):
    def of_stream(self, stream: str) -> Entries:
        return self.filter(stream=stream).order_by("seq")

    def visible_to(self, actor: Actor) -> Entries:
        """Lines of others' organisations are read through the dossier; the whole record only by audit and supervision staff."""
        if actor.has("AUDITOR"):
            return self
        if actor.organisation_id is None:
            return self.none()
        return self.filter(organisation_id=actor.organisation_id)


class Entry(models.Model):
    """One act: who, when, what, on which clause, why. ``hash`` covers every column and the previous hash of the stream."""

    pk = models.CompositePrimaryKey("county", "month", "stream", "seq")
    county = models.CharField(max_length=6)
    month = models.DateField()
    stream = models.CharField(max_length=60)
    seq = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=120)
    organisation_id = models.BigIntegerField(null=True)
    organisation_name = models.CharField(max_length=200)
    verb = models.CharField(max_length=80)
    subject = models.CharField(max_length=100)
    basis = models.CharField(max_length=60)
    reason = models.TextField()
    data = models.JSONField()
    late = models.BooleanField()
    personal_digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = Entries.as_manager()

    class Meta:
        db_table = "audit_entry"
        managed = False


class Personal(models.Model):
    """Personal data beside the chain: the chain covers its salted digest, so that it can be erased without breaking it."""

    stream = models.CharField(max_length=60)
    seq = models.PositiveBigIntegerField()
    salt = models.CharField(max_length=32, default=salt)
    data = models.JSONField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "audit_personal"
        constraints = (models.UniqueConstraint(fields=("stream", "seq"), name="audit_personal_once"),)


class Seal(models.Model):
    """A day's seal over the heads of all streams written that day, chained to the seal before; published."""

    day = models.DateField(primary_key=True)
    entries = models.PositiveBigIntegerField()
    streams = models.PositiveBigIntegerField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    sealed_at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "audit_seal"
