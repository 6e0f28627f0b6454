"""The papers that the demonstration plays: their script is whole, before anything is played."""

from __future__ import annotations

from bailu.demo import library, script
from bailu.demo.calendar import SHOWN
from bailu.kernel import days
from bailu.organisations.enums import OrganisationKind
from bailu.organisations.roles import Role
from bailu.programmes.library import queries
from bailu.programmes.library.enums import PaperKind

PAPERS = {facts["key"]: facts for facts in script.library()["papers"]}
CAST = {person["key"]: person for person in script.cast()["people"]}


def test_each_paper_is_whole_and_written_by_one_and_issued_by_another_of_the_same_body() -> None:
    for facts in PAPERS.values():
        writer, issuer = (CAST[key] for key in facts["by"])
        assert writer != issuer and writer["at"] == issuer["at"]
        assert facts["kind"] in PaperKind.values and set(facts["clauses"]) <= set(queries.clause_ids())
        assert set(facts["roles"]) <= set(Role.values) and set(facts["kinds"]) <= set(OrganisationKind.values)
        assert facts["assumed"] == ("（" in facts["title"] and "假定）" in facts["title"])


def test_who_reads_a_paper_must_read_it() -> None:
    for facts in PAPERS.values():
        for who in facts["read"]:
            assert CAST[who]["role"] in facts["roles"] and who not in facts["by"], (facts["key"], who)


def test_a_version_follows_the_one_it_replaces() -> None:
    for facts in PAPERS.values():
        if "replaces" in facts:
            old = PAPERS[facts["replaces"]]
            assert facts["from"] > old["from"] and facts["day"] > old["day"]
            last = max(moment for moment, _step, played, _who in library.moments() if played is old)
            assert last.date() < facts["day"], "nobody reads what is superseded"


def test_every_step_falls_before_the_site_is_shown_and_papers_on_working_days() -> None:
    for moment, step, facts, _who in library.moments():
        assert moment < SHOWN and callable(getattr(library.Paper, step))
        assert step == "read_paper" or days.is_working_day(moment.date()), facts["key"]
