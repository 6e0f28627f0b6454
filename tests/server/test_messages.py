"""Texts are found wherever they stand, and their English is never lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from bailu.server import messages

PYTHON = """
from django.utils.translation import gettext as _, ngettext, pgettext_lazy
a = _("采购公告")
b = ngettext("%(n)d 天", "%(n)d 天们", n)
c = pgettext_lazy("动词", "公告")
d = _(variable)
e = _("很长的一句话，"
      "分成两段")
"""
TEMPLATE = """
<div title="{% translate '发布“公告”' %}">
    {% if x %}
      {% blocktranslate trimmed with n=x %}
        共 {{ n }} 项，
        均有效
      {% endblocktranslate %}
    {% endif %}
  {% blocktranslate count n=n %}{{ n }} 项{% plural %}{{ n }} 项们{% endblocktranslate %}
  <c-kv :label="_('金额')">{{ _("合计") }}</c-kv> {# 注释 #} {{ x|default:_("无") }}
</div>
"""


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(messages, "HOUSE", tmp_path)
    folder = tmp_path / "tea" / "templates" / "tea"
    folder.mkdir(parents=True)
    (tmp_path / "tea" / "models.py").write_text(PYTHON)
    (folder / "page.html").write_text(TEMPLATE)
    return "tea"


def test_every_kind_of_text_is_found(room: str) -> None:
    assert messages.extract(room) == {
        ("采购公告", None),
        (("%(n)d 天", "%(n)d 天们"), None),
        ("公告", "动词"),
        ("很长的一句话，分成两段", None),
        ("发布“公告”", None),
        ("共 %(n)s 项， 均有效", None),
        (("%(n)s 项", "%(n)s 项们"), None),
        ("金额", None),
        ("合计", None),
        ("无", None),
    }


def test_updating_keeps_what_is_translated_and_names_what_is_not(room: str) -> None:
    assert messages.update(room) == 10
    path = messages.po_path(room)
    path.write_text(path.read_text().replace('msgid "金额"\nmsgstr ""', 'msgid "金额"\nmsgstr "Amount"'))
    assert messages.update(room) == 9
    assert 'msgstr "Amount"' in path.read_text()
    assert "tea: no English: 金额" not in messages.faults(room)
    assert "tea: no English: 合计" in messages.faults(room)
    again = path.read_text()
    messages.update(room)
    assert path.read_text() == again


def test_a_text_no_longer_used_is_named_and_then_dropped(room: str, tmp_path: Path) -> None:
    messages.update(room)
    (tmp_path / "tea" / "models.py").write_text("")
    assert "tea: no longer used: 采购公告" in messages.faults(room)
    messages.update(room)
    assert "采购公告" not in messages.po_path(room).read_text()
