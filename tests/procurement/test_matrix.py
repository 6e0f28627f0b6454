"""Every address of this room, every role: one scene, one walk."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from bailu.procurement.urls import urlpatterns
from tests.permission_matrix import VISITOR
from tests.procurement.matrix import ROWS, build


def test_every_address_of_the_room_stands_in_its_rows() -> None:
    assert sorted(ROWS) == sorted(f"procurement:{pattern.name}" for pattern in urlpatterns)


@pytest.mark.django_db
@pytest.mark.at("2015-03-24 10:00")
def test_each_role_is_answered_as_its_row_says() -> None:
    scene = build()
    clients = {VISITOR: Client()} | {role: Client() for role in scene.people}
    for role, person in scene.people.items():
        clients[role].force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    wrong = {}
    for name, page in ROWS.items():
        where = reverse(name, kwargs={key: getattr(scene, subject) for key, subject in page.subject.items()})
        for role, client in clients.items():
            answer = client.get(where)
            if answer.status_code != page.expected(role):
                wrong[name, role] = (answer.status_code, page.expected(role))
    assert wrong == {}
