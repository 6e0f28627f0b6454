"""The colours of the dossier are those of the rooms it tells of."""

from __future__ import annotations

import pytest

from bailu.dossier.views.shown import EVALUATIONS
from bailu.evaluation.enums import Grade
from bailu.evaluation.models import Evaluation
from bailu.kernel import clock


@pytest.mark.parametrize(("grade", "tone"), [(Grade.EXCELLENT, "ok"), (Grade.QUALIFIED, "warn"), (Grade.UNQUALIFIED, "stop")])
def test_a_grade_that_fails_is_not_shown_as_good(grade: str, tone: str) -> None:
    result = EVALUATIONS[-1].read(Evaluation(grade=grade, published_at=clock.now()))
    assert f'class="tag {tone}"' in result
