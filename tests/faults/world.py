"""People and open work for a house under load, made by the acts of the offices. Prints what the writers need, as JSON.

Runs inside the house: ``python -m tests.faults.world <orders>``.
"""

from __future__ import annotations

import itertools
import json
import os
import sys
from decimal import Decimal

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from bailu.funds import ledger, orders  # noqa: E402
from bailu.kernel.acts import acting  # noqa: E402
from bailu.organisations.models import Organisation, Person  # noqa: E402
from bailu.organisations.roles import Role  # noqa: E402
from tests.factories import PASSWORD, make_actor, make_person, make_provider  # noqa: E402
from tests.funds.factories import make_approved_line, make_offices  # noqa: E402

SERIES = 2
_numbers = itertools.count(1)


def build(orders_each: int) -> dict[str, object]:
    offices, payee = make_offices(), make_provider(qualified=False)

    def somebody(role: str, organisation: Organisation, name: str) -> str:
        person = make_person(name, password=PASSWORD, email=f"{role.lower()}-{next(_numbers)}@example.org")
        make_actor(role, organisation, person=person)
        return str(Person.objects.get(pk=person.pk).username)

    waiting = []
    for number in range(SERIES):
        line = make_approved_line(offices, title="测试经费", amount=Decimal("9000000.00"))
        project = f"P-2015-{9001 + number}"
        with acting("faults.orders"):
            held = ledger.encumber(
                offices.finance_chief, line_id=line.pk, project_no=project, purpose="SERVICE", amount=Decimal("8000000.00")
            )
            made = [
                orders.request_payment(
                    offices.head,
                    encumbrance_id=held.pk,
                    amount=Decimal("100.00"),
                    payee_id=payee.pk,
                    reference=f"faults:{number}-{n}",
                    title="款",
                )
                for n in range(orders_each)
            ]
        waiting.append([order.pk for order in made])
    return {
        "treasury": offices.treasury.pk,
        "clerks": [somebody(Role.PURCHASER_CLERK, offices.purchaser, name) for name in ("林甲", "林乙", "林丙")],
        "chiefs": [somebody(Role.FINANCE_CHIEF, offices.treasury, name) for name in ("陈甲", "陈乙", "陈丙", "陈丁")],
        "officers": [somebody(Role.FINANCE_OFFICER, offices.treasury, name) for name in ("吴甲", "吴乙")],
        "orders": waiting,
        "provider": [payee.pk, somebody(Role.PROVIDER_HEAD, payee, "黄甲")],
    }


if __name__ == "__main__":
    print("WORLD " + json.dumps(build(int(sys.argv[1]))))
