"""Components written in Python behave as those of templates, and fixed words follow the language of the reader."""

from __future__ import annotations

from django.template import engines
from django.utils import translation

from bailu.ui import leaves
from bailu.ui.registers.cells import listing
from bailu.ui.registers.columns import Column


def _page(source: str, **context: object) -> str:
    return engines["django"].from_string(source).render(context)


def test_a_slot_of_a_card_may_stand_within_a_condition() -> None:
    source = '{% cotton card title="甲" %}{% if more %}{% cotton:slot head %}<b>乙</b>{% endcotton:slot %}{% endif %}丙{% endcotton %}'
    assert "<h2>甲</h2><b>乙</b></header>" in _page(source, more=True)
    assert "乙" not in _page(source, more=False)
    assert '<div class="body">丙</div>' in _page(source, more=True)


def test_what_is_handed_to_a_component_is_escaped_and_what_is_html_is_kept() -> None:
    card = _page('{% cotton card :title="title" data-x="1" %}{{ inside }}{% endcotton %}', title="<i>", inside="<script>")
    assert "<h2>&lt;i&gt;</h2>" in card
    assert "&lt;script&gt;" in card
    assert 'data-x="1"' in card
    assert leaves.facts([("<a>", None), ("乙", "<b>")]) == (
        '<dl class="kv"><dt>&lt;a&gt;</dt><dd class="pre">—</dd><dt>乙</dt><dd class="pre">&lt;b&gt;</dd></dl>'
    )


def test_fixed_words_follow_the_language_in_one_process() -> None:
    source = '{% translate "提交" %}|{% translate "提交" as said %}{{ said }}'
    for _twice in range(2):
        with translation.override("zh-hans"):
            assert _page(source) == "提交|提交"
        with translation.override("en"):
            assert _page(source) == "Submit|Submit"


def test_the_head_of_a_short_table_follows_the_language_too() -> None:
    columns = (Column("state", translation.gettext_lazy("状态")),)
    with translation.override("zh-hans"):
        assert "状态" in listing(columns, [], label="表")
    with translation.override("en"):
        assert "状态" not in listing(columns, [], label="table")
