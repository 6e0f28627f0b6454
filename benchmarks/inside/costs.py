"""Queries and bytes of pages: ``costs <person> <path> …``, signed in as that person of the demonstration."""

from __future__ import annotations

import json
import sys

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bailu.demo import script
from bailu.organisations.models import Person

found = {}
who, *paths = sys.argv[1:]
client = Client(HTTP_HOST="127.0.0.1", headers={"Accept-Language": "zh-hans"})
username = next(person["username"] for person in script.cast()["people"] if person["key"] == who)
client.force_login(Person.objects.get(username=username), backend="allauth.account.auth_backends.AuthenticationBackend")
for path in paths:
    client.get(path)  # what is read once a process is read
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    found[path] = [len(queries), len(answer.content), [query["sql"][:300] + " -- " + query["time"] for query in queries.captured_queries]]
print(json.dumps(found))
