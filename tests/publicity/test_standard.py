"""OCDS: every state of a purchase holds to the standard's own schema and code lists; the record is what merging gives."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from ocdsmerge import Merger

from bailu.kernel import clock
from bailu.kernel.errors import OutOfScope
from bailu.publicity.ocds import packages, standard
from bailu.publicity.queries.purchases import purchase
from tests.contracts.factories import make_paid_claim, make_signed_contract
from tests.procurement.factories import make_prepared
from tests.publicity.states import (
    MOVED,
    PAID,
    STATES,
    YEARS_LATER,
    clarified,
    failed,
    publish_contract,
    published,
    repeated,
    settled,
    withdrawn,
)

pytestmark = pytest.mark.django_db

#: Which code list each field of the standard draws from.
LISTS = {
    "documentType": "documentType", "type": "milestoneType", "procurementMethod": "method", "awardCriteria": "awardCriteria",
    "mainProcurementCategory": "procurementCategory", "currency": "currency", "initiationType": "initiationType",
}  # fmt: skip
MANY = {"roles": "partyRole", "tag": "releaseTag", "submissionMethod": "submissionMethod", "relationship": "relatedProcess"}
#: The last release of each state, and its tags.
LAST = {
    "published": ("tender", ["tender"]),
    "clarified": ("clarification-2", ["tenderAmendment"]),
    "failed": ("ended", ["tenderUpdate"]),
    "withdrawn": ("ended", ["tenderCancellation"]),
    "repeated": ("tender", ["tender"]),
    "bidding": ("tender", ["tender"]),
    "opened": ("tender", ["tender"]),
    "awarded": ("award-1", ["award"]),
    "signed": ("award-1", ["award"]),
    "contracted": ("contract", ["contract"]),
    "in_service": ("payment-1", ["implementation"]),
    "evaluated": ("evaluation-mid", ["implementation"]),
    "settled": ("settlement", ["contractTermination"]),
}


def unlisted(said: Any) -> Iterator[str]:
    """Codes that stand in no list of the standard."""
    if isinstance(said, list):
        for each in said:
            yield from unlisted(each)
    elif isinstance(said, dict):
        for name, value in said.items():
            if name in LISTS and value not in standard.codes(LISTS[name]):
                yield f"{name}: {value}"
            if name in MANY:
                yield from (f"{name}: {code}" for code in value if code not in standard.codes(MANY[name]))
            yield from unlisted(value)


@pytest.mark.parametrize("state", sorted(STATES))
def test_a_purchase_in_this_state_holds_to_the_standard(state: str) -> None:
    no = STATES[state]()
    with clock.at(YEARS_LATER):
        found = purchase(no)
    package, records = packages.release_package(found), packages.record_package(found)
    assert standard.faults("release-package-schema", package) == []
    assert standard.faults("record-package-schema", records) == []
    assert list(unlisted(package)) == []
    releases = package["releases"]
    assert (releases[-1]["id"].removeprefix(f"{releases[-1]['ocid']}-"), releases[-1]["tag"]) == LAST[state]
    assert len({release["id"] for release in releases}) == len(releases)
    assert packages.releases(no) == releases
    _the_record_is_what_merging_gives(records["records"])
    _every_party_referred_to_is_listed(records["records"])


def _the_record_is_what_merging_gives(records: list[dict[str, Any]]) -> None:
    merger = Merger(json.loads((standard.SCHEMAS / "release-schema.json").read_text("utf-8")))
    for record in records:
        dates = [release["date"] for release in record["releases"]]
        assert dates == sorted(dates)
        assert record["compiledRelease"] == merger.create_compiled_release(record["releases"])
        assert record["versionedRelease"] == merger.create_versioned_release(record["releases"])


def _every_party_referred_to_is_listed(records: list[dict[str, Any]]) -> None:
    for record in records:
        compiled = record["compiledRelease"]
        roles = {party["id"]: set(party["roles"]) for party in compiled["parties"]}
        assert "buyer" in roles[compiled["buyer"]["id"]]
        assert "procuringEntity" in roles[compiled["tender"]["procuringEntity"]["id"]]
        for award in compiled.get("awards", ()):
            assert all({"tenderer", "supplier"} <= roles[supplier["id"]] for supplier in award["suppliers"])
        for contract in compiled.get("contracts", ()):
            for paid in contract.get("implementation", {}).get("transactions", ()):
                assert "payer" in roles[paid["payer"]["id"]] and "payee" in roles[paid["payee"]["id"]]


def test_a_schema_fault_is_found_with_its_place() -> None:
    package = packages.release_package(purchase(published()))
    package["releases"][0]["tag"] = ["nothing"]
    assert any("releases[0].tag" in fault for fault in standard.faults("release-package-schema", package))


def test_nothing_is_released_of_a_purchase_whose_notice_is_not_out() -> None:
    with pytest.raises(OutOfScope):
        packages.releases(make_prepared().no)


def test_a_clarification_moves_the_deadline_and_leaves_the_first_release_as_it_was() -> None:
    no = clarified()
    releases = packages.releases(no)
    tender = next(r for r in releases if r["tag"] == ["tender"])
    assert tender["tender"]["tenderPeriod"]["endDate"] == "2015-03-24T09:30:00+08:00"
    assert [r["tag"] for r in releases[2:]] == [["tenderUpdate"], ["tenderUpdate"], ["tenderAmendment"]]
    compiled = packages.records_of(purchase(no))[0]["compiledRelease"]["tender"]
    assert compiled["tenderPeriod"] == {"startDate": tender["tender"]["tenderPeriod"]["startDate"], "endDate": MOVED.isoformat()}
    assert compiled["hasEnquiries"] is True
    assert [a["description"] for a in compiled["amendments"]] == ["第三章表格更正一处错字。", "服务人数由300名改为320名。"]


@pytest.mark.parametrize(("make", "status"), [(failed, "unsuccessful"), (withdrawn, "cancelled")])
def test_a_tender_that_came_to_nothing_says_so(make: Any, status: str) -> None:
    assert packages.records_of(purchase(make()))[0]["compiledRelease"]["tender"]["status"] == status


def test_a_repeated_procedure_is_a_process_of_its_own_related_to_the_failed_one() -> None:
    no = repeated()
    first, second = packages.records_of(purchase(no))
    assert (first["ocid"], second["ocid"]) == (f"ocds-bailu0-{no}", f"ocds-bailu0-{no}-2")
    assert first["compiledRelease"]["tender"]["status"] == "unsuccessful"
    assert second["compiledRelease"]["relatedProcesses"][0]["identifier"] == first["ocid"]


def test_releases_already_out_do_not_change_when_the_purchase_goes_on() -> None:
    made = publish_contract(make_signed_contract())
    before = packages.releases(made.no)
    with clock.at(PAID):
        make_paid_claim(made)
    after = packages.releases(made.no)
    assert after[: len(before)] == before
    assert len(after) == len(before) + 1


def test_a_settled_purchase_is_told_to_its_end() -> None:
    no = settled()
    releases = packages.releases(no)
    names = [r["id"].removeprefix(f"{r['ocid']}-") for r in releases]
    assert names == [
        "planning", "tender", "award-1", "contract", "evaluation-mid", "evaluation-final", "acceptance", "payment-1", "payment-2",
        "payment-3", "settlement",
    ]  # fmt: skip
    compiled = packages.records_of(purchase(no))[0]["compiledRelease"]
    contract = compiled["contracts"][0]
    assert contract["status"] == "terminated"
    paid = [each["value"]["amount"] for each in contract["implementation"]["transactions"]]
    assert sum(paid) == contract["value"]["amount"] == compiled["awards"][0]["value"]["amount"]
    assert [m["status"] for m in contract["milestones"] if m["type"] == "payment"] == ["met"] * 3
    assert {m["id"] for m in contract["implementation"]["milestones"]} == {"evaluation-mid", "evaluation-final", "acceptance"}
    assert [d["documentType"] for d in contract["implementation"]["documents"]] == ["completionCertificate"]
