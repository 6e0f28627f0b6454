"""Whoever is refused is led to where it is mended, or it is said here why there is no such place.

Every ``refuse(…, code=…)`` of a room is found in its source. Its code is mended by a link in the rule or the query (``fix=``,
``mended_at``), by the screens of the room (``ActView.mends``), by the page of the thing (``remedies.STANDS``), or it stands below.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from bailu.server.place import PROJECT
from bailu.ui.actviews import ActView
from bailu.ui.remedies import STANDS

ROOMS = (
    "organisations", "funds", "programmes", "planning", "procurement", "award", "contracts", "delivery", "evaluation", "documents", "law",
)  # fmt: skip

#: Mended on the very form that was refused: it is shown again below the reason, with what was typed.
FORM = {
    "organisations": "reason duplicate empty dates once until email username held home credit_code organisation_code unknown not_over "
    "pending nothing_pending undecided open",
    "funds": "amount lottery giver treasury target nothing_chosen no_rows",
    "programmes": "no_site twice_named foreign_street plan reason nobody due_past due_phase due_above phase words "
    "paper clauses term follows readers read_by",
    "planning": "listed asked no_population no_field sample dates unfinished findings figures months cost_figures costing targets target "
    "reason scope level ratings no_question question_twice options shows_need answer personal",
    "procurement": "reason question answer text dates past documents opening bond earlier extend price ceiling doubtful plan ground "
    "conditions",
    "award": "reason note dates known retired invalid low_price range entropy dissent representative not_ranked rank even small experts",
    "contracts": "amount term shares target deduction",
    "delivery": "dates minutes client future people member share term",
    "evaluation": "range number standards grade day answers party order",
    "documents": "empty file_name file_kind file_empty file_size file_content",
}
#: Another person has to do it; the refusal says who.
PERSON = {
    "organisations": "conflict tied", "funds": "two_people", "procurement": "same_person level", "award": "self role avoid",
    "contracts": "separation", "evaluation": "separation tied",
}  # fmt: skip
#: The time has not come, or is over; the refusal says when.
TIME = {"funds": "unreleased", "procurement": "early late sealed open", "evaluation": "early", "law": "too_short too_late"}
#: The law closes the way, or nothing has to be done at all.
CLOSED = {
    "funds": "evaluator",
    "organisations": "kind standing suspended barred", "procurement": "head control management needless", "delivery": "struck overlap",
    "law": "above_cap below_share", "evaluation": "answered",
}  # fmt: skip
#: A query or a command puts the link on (``mended_at``), which its own tests follow.
LINKED = {
    "funds": "line_state purpose available encumbrance", "planning": "year line_purchaser consultation below_wage intention channel",
    "programmes": "no_street unnamed_street site_pending other_batch", "law": "split",
    "procurement": "too_few approval documents_missing",
}  # fmt: skip
#: What others have to hand in first; whose turn it is stands on the page the screen leads back to.
OTHERS = {
    "award": "drawn undeclared nobody pool declined incomplete unchecked unsigned too_few enough",
    "evaluation": "parties fee final users", "delivery": "staff",
}  # fmt: skip


def _said(tree: ast.AST) -> Iterator[tuple[str, bool]]:
    """Codes of the refusals in a module, and whether the call itself names where it is mended."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "refuse":
            words = {word.arg: word.value for word in node.keywords}
            code = words.get("code")
            if isinstance(code, ast.Constant):
                yield str(code.value), "fix" in words


def _screens(urls: URLResolver) -> Iterator[type[ActView]]:
    for entry in urls.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _screens(entry)
        elif isinstance(entry, URLPattern):
            kind = getattr(entry.callback, "view_class", None)
            if isinstance(kind, type) and issubclass(kind, ActView):
                yield kind


def _refusals(room: str) -> dict[str, bool]:
    found: dict[str, bool] = {}
    for path in sorted((PROJECT / "bailu" / room).rglob("*.py")):
        for code, linked in _said(ast.parse(path.read_text())):
            found[code] = found.get(code, True) and linked
    return found


@pytest.mark.parametrize("room", ROOMS)
def test_every_refusal_leads_to_where_it_is_mended_or_says_why_it_cannot(room: str) -> None:
    by_screen = {code for kind in _screens(get_resolver()) if kind.__module__.startswith(f"bailu.{room}.") for code in kind.mends}
    declared = {code for table in (FORM, PERSON, TIME, CLOSED, LINKED, OTHERS) for code in table.get(room, "").split()}
    refusals = _refusals(room)
    assert refusals
    unanswered = {code for code, linked in refusals.items() if not linked} - by_screen - declared - STANDS
    assert unanswered == set(), f"{room}: name a remedy on its screens, or say why there is none"
    assert declared - set(refusals) == set(), f"{room}: nobody refuses with these codes any more"


def test_every_remedy_has_words_and_an_address_that_exists() -> None:
    class Thing:
        pk, no, project_no = 1, "P-2015-0001", "P-2015-0001"
        contract: Thing
        need: Thing

        def get_absolute_url(self) -> str:
            return "/somewhere/"

    thing = Thing()
    thing.contract = thing.need = thing
    for kind in _screens(get_resolver()):
        for code, remedy in kind.mends.items():
            assert str(remedy.label), (kind, code)
            assert remedy.address(thing).startswith("/"), (kind, code)
    assert reverse("planning:needs")
