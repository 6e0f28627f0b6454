from __future__ import annotations

import socket

import pytest
from django.db import connection, transaction


@pytest.mark.django_db
def test_the_test_database_knows_chinese_trigrams() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        cursor.execute("SELECT cardinality(show_trgm('困境'))")
        assert cursor.fetchone()[0] > 0


@pytest.mark.django_db
def test_durable_transactions_are_allowed_inside_a_test() -> None:
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)


def test_the_network_is_closed() -> None:
    with pytest.raises(UserWarning, match="allowed"), socket.socket() as outside:
        outside.connect(("192.0.2.1", 80))
