"""The sign-in page of the demonstration, and of an office."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_the_demonstration_says_who_may_be_tried(client: Client, settings: Any) -> None:
    settings.DEMO_CLOCK = True
    page = client.get("/accounts/login/").content.decode()
    assert all(word in page for word in ("jingban", "厦港街道经办人（假定）", "社会工作者", "bailu-2015"))


def test_an_office_names_nobody_before_sign_in(client: Client) -> None:
    page = client.get("/accounts/login/").content.decode()
    assert "演示用的账号" not in page and "jingban" not in page and "bailu-2015" not in page
