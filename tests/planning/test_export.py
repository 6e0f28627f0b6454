"""The export of the project register reads what its columns show, and nothing row by row."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.planning.factories import make_submitted_project

pytestmark = pytest.mark.django_db


def test_the_export_asks_as_few_queries_for_many_projects_as_for_one(django_assert_max_num_queries: Any) -> None:
    projects = [make_submitted_project() for _ in range(3)]
    reader = Client()
    reader.force_login(projects[0].created_by, backend="allauth.account.auth_backends.AuthenticationBackend")
    with django_assert_max_num_queries(10):
        answer = reader.get(reverse("planning:projects"), {"export": "xlsx"})
        assert b"".join(answer.streaming_content).startswith(b"PK")
