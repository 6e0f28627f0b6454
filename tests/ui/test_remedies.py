"""Where a refusal leads: what the rule said, else what the screen knows, else the page of the thing; never to where one is."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from bailu.kernel.verdict import ALLOWED, Verdict, forbid, refuse
from bailu.ui import remedies
from bailu.ui.remedies import Remedy

THING = SimpleNamespace(pk=4, project_no="P-2015-0001")
MEND = Remedy("编制文件", lambda thing: f"/papers/{thing.pk}/")


@pytest.mark.parametrize(
    ("verdict", "remedy", "here", "fix"),
    [
        (refuse("缺文件。", code="papers"), MEND, "/act/", "/papers/4/"),
        (refuse("缺文件。", code="papers"), MEND, "/papers/4/", ""),
        (refuse("缺文件。", code="papers", fix="/elsewhere/"), MEND, "/act/", "/elsewhere/"),
        (refuse("缺文件。", code="papers", fix="/act/"), None, "/act/", ""),
        (refuse("已办理。", code="state"), None, "/act/", "/thing/4/"),
        (refuse("已办理。", code="state"), None, "/thing/4/", ""),
        (refuse("金额须大于零。", code="amount"), None, "/act/", ""),
        (forbid("不是经办人。", code="state"), MEND, "/act/", ""),
        (ALLOWED, MEND, "/act/", ""),
    ],
)
def test_a_refusal_leads_to_where_it_is_mended(verdict: Verdict, remedy: Remedy | None, here: str, fix: str) -> None:
    assert remedies.mended(verdict, remedy, THING, "/thing/4/", here).fix == fix
