"""The reference data every installation has: Xiamen's divisions of 2015 and the bodies the pilot's text names.

Loading again adds what is missing and changes nothing else. Providers, evaluators and people are not here.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import yaml

from bailu.kernel.actor import SYSTEM
from bailu.organisations import commands
from bailu.organisations.enums import DivisionLevel, OrganisationFunction, OrganisationKind
from bailu.organisations.models import CITY, Organisation

DATA = Path(__file__).parent / "data"


def divisions() -> list[dict[str, str]]:
    with (DATA / "divisions.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def bodies() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((DATA / "bodies.yaml").read_text(encoding="utf-8"))
    return found


def load() -> None:
    """Idempotent. One act for the divisions, one for each body that is not there yet."""
    commands.enter_divisions(SYSTEM, rows=divisions())
    known: dict[str, int] = dict(Organisation.objects.values_list("name", "pk"))
    plan = bodies()
    city_id = _enter(known, name=plan["city"], short_name="市政府", kind=OrganisationKind.GOVERNMENT, division_code=CITY)
    for body in plan["bodies"]:
        facts = {key: value for key, value in body.items() if key != "evidenced"}
        if body.get("evidenced"):
            facts["establishment_evidence"] = plan["evidence"]
        _enter(known, division_code=CITY, parent_id=city_id, **facts)
    _enter_districts(known, plan, city_id)


def _enter_districts(known: dict[str, int], plan: dict[str, Any], city_id: int) -> None:
    governments: dict[str, tuple[str, int]] = {}
    for row in divisions():
        code, name = row["code"], row["name"]
        if row["level"] == DivisionLevel.DISTRICT:
            full = f"厦门市{name}人民政府"
            made = _enter(
                known, name=full, short_name=f"{name}政府", kind=OrganisationKind.GOVERNMENT, division_code=code, parent_id=city_id
            )
            governments[code] = (name, made)
            for bureau in plan["district_bureaus"]:
                _enter(
                    known,
                    name=f"厦门市{name}{bureau['suffix']}",
                    short_name=f"{name}{bureau['suffix']}",
                    kind=OrganisationKind.DEPARTMENT,
                    function=OrganisationFunction(bureau["function"]),
                    division_code=code,
                    parent_id=made,
                    assumed=True,
                )
        elif row["level"] in (DivisionLevel.STREET, DivisionLevel.TOWN):
            district, parent_id = governments[row["parent"]]
            street = row["level"] == DivisionLevel.STREET
            _enter(
                known,
                name=f"厦门市{district}人民政府{name}办事处" if street else f"厦门市{district}{name}人民政府",
                short_name=name,
                kind=OrganisationKind.STREET if street else OrganisationKind.GOVERNMENT,
                division_code=code,
                parent_id=parent_id,
            )


def _enter(known: dict[str, int], *, name: str, **facts: Any) -> int:
    if name not in known:
        known[name] = commands.register_organisation(SYSTEM, name=name, **facts).pk
    return known[name]
