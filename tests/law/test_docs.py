from __future__ import annotations

from django.utils import translation

from bailu.law import clauses, docs, params


def test_the_page_of_the_law_holds_every_key_every_clause_and_every_dated_value() -> None:
    text = docs.generate()["law.md"]
    for key in params.all_keys():
        assert f"| `{key}` |" in text
    assert all(f"`{clause.id}`" in text for clause in clauses.all_clauses())
    assert "| 2015-06-30 | at least 2 suppliers | `CK2015-124` MOF (2015) No. 124 | Text checked |" in text


def test_the_page_is_the_same_whatever_language_asks_for_it() -> None:
    first = docs.generate()
    with translation.override("en"):
        assert docs.generate() == first
