"""Signing in without a password, and reading what came back."""

from __future__ import annotations

from typing import Any

from django.test import Client

from bailu.kernel.actor import Actor
from bailu.organisations.models import Person

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def enter(actor: Actor) -> Client:
    client = Client()
    client.force_login(Person.objects.get(pk=actor.user_id), backend=BACKEND)
    return client


def text(answer: Any) -> str:
    return str(answer.content.decode())
