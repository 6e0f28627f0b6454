from __future__ import annotations

import pytest
from django.test import Client


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/?q=%00", "/?%00=x", "/a%00b"])
def test_a_null_character_in_an_address_is_turned_away(client: Client, address: str) -> None:
    assert client.get(address).status_code == 400
