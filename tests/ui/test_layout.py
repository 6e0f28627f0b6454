"""What stands around every page: who, where, in which language; and the components on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.template import engines
from django.test import Client, RequestFactory

from bailu.kernel import clock
from bailu.kernel.actor import ANONYMOUS
from bailu.kernel.verdict import forbid, refuse
from bailu.ui import clause_labels, identity, nav, timeleft
from bailu.ui.steps import Pace, Step, Stop
from bailu.ui.templatetags import ui_extras
from tests.ui.conftest import CLERK


@pytest.fixture
def empty_nav(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nav, "_entries", {})


def rendered(text: str, **context: Any) -> str:
    return engines["django"].from_string(text).render(context, RequestFactory().get("/"))


def component(name: str, attributes: str, **context: Any) -> str:
    return rendered(f"{{% cotton {name} {attributes} %}}{{% endcotton %}}", **context)


def test_the_navigation_shows_what_the_actor_may_see_in_order(site: None, empty_nav: None) -> None:
    nav.register(nav.PURCHASE, "项目", "purchases", order=20)
    nav.register(nav.WORK, "我的工作台", "desk", badge=lambda actor: 3)
    nav.register(nav.PURCHASE, "财政", "account_login", order=10, visible=lambda actor: actor.has("FINANCE_OFFICER"))
    nav.register(nav.PURCHASE, "尚无", "no-such-name")
    groups = nav.groups(CLERK, "/purchases/12/")
    assert [(str(group.label), [(link.label, link.current, link.badge) for link in group.links]) for group in groups] == [
        ("", [("我的工作台", False, 3)]),
        ("采购", [("项目", True, 0)]),
    ]
    assert nav.groups(ANONYMOUS, "/") == []
    assert [message.id for message in nav.check_addresses()] == ["ui.W001"]


def test_an_unknown_section_is_refused(empty_nav: None) -> None:
    with pytest.raises(ValueError, match="no section"):
        nav.register("elsewhere", "x", "desk")


def test_the_page_has_a_way_past_the_navigation_a_search_and_the_languages(clerk: Client, empty_nav: None) -> None:
    nav.register(nav.PURCHASE, "项目", "purchases", order=20)
    page = clerk.get("/purchases/").content.decode()
    assert '<html lang="zh-Hans">' in page
    assert 'href="#main"' in page
    assert 'action="/search/"' in page
    assert 'aria-current="page">项目' in page
    assert "采购经办人" in page
    assert "style=" not in page
    clerk.post("/language", {"language": "en", "next": "/purchases/"})
    assert '<html lang="en">' in clerk.get("/purchases/").content.decode()


def test_a_person_of_two_bodies_may_change_the_hat(clerk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identity, "_in_use", [])
    hats = [identity.Hat("3", "厦门市民政局", "采购经办人", True), identity.Hat("9", "思明区民政局", "民政局经办人")]
    identity.use(lambda request: hats, "set_language")
    page = clerk.get("/purchases/").content.decode()
    assert 'name="organisation" value="9"' in page
    assert "厦门市民政局 · 采购经办人" in page


def test_the_clock_of_a_demonstration_is_shown(clerk: Client, settings: Any) -> None:
    assert "演示时钟" not in clerk.get("/purchases/").content.decode()
    settings.DEMO_CLOCK = True
    page = clerk.get("/purchases/").content.decode()
    assert "演示时钟" in page
    assert "2015-03-02（周一） 10:00" in page


@pytest.mark.parametrize(
    ("value", "shown"),
    [(Decimal("508000"), "¥508,000.00"), ("-1240.5", "−¥1,240.50"), (0, "¥0.00"), (None, "—"), ("", "—"), ("约五万", "约五万")],
)
def test_money_is_shown_in_yuan_with_thousands_apart(value: Any, shown: str) -> None:
    assert ui_extras.money(value) == shown


@pytest.fixture
def friday(frozen_clock: Any) -> Iterator[None]:
    with clock.at(clock.local(2015, 3, 27, 15)):
        yield


@pytest.mark.parametrize(
    ("due", "text", "tone"),
    [
        (date(2015, 4, 2), "还有 4 个工作日", "warn"),
        (date(2015, 4, 7), "还有 6 个工作日", "idle"),
        (date(2015, 3, 27), "今天截止", "warn"),
        (clock.local(2015, 3, 27, 9, 30), "今天已过时限", "stop"),
        (clock.local(2015, 3, 27, 16, 0), "今天截止", "warn"),
        (date(2015, 3, 28), "还有 1 日（均非工作日）", "warn"),
        (date(2015, 3, 24), "已逾期 3 个工作日", "stop"),
        (date(2015, 12, 31), "还有 279 日", "idle"),
        (date(2014, 12, 1), "已逾期 116 个工作日", "stop"),
    ],
)
def test_a_deadline_is_told_in_working_days(friday: None, due: Any, text: str, tone: str) -> None:
    if due.year == 2014:
        assert timeleft.left(due).tone == tone
    else:
        assert timeleft.left(due) == timeleft.Left(text, tone)


def test_a_clause_is_cited_by_the_law_and_by_its_id_when_nobody_knows_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clause_labels, "_in_use", [])
    assert clause_labels.label("IR2015:43") == "IR2015:43"
    clause_labels.use({"IR2015:43": "实施条例第四十三条"}.__getitem__)
    assert component("clause", 'id="IR2015:43"').strip() == '<a class="clause" href="/law/IR2015:43/">实施条例第四十三条</a>'
    assert "XX:1" in component("clause", 'id="XX:1"')


def test_what_people_typed_cannot_become_markup() -> None:
    evil = '"><script>alert(1)</script>'
    for name, attributes in (
        ("button", ':label="x" :href="x" :data-x="x"'),
        ("button", ':label="x" disabled :reason="x"'),
        ("tag", 'label="{{ x }}"'),
        ("card", ':title="x" note="{{ x }}"'),
        ("org", ':name="x" :href="x"'),
        ("file", ':name="x" :href="x"'),
        ("refusal", ':reason="x" :fix="x"'),
        ("empty", ':title="x" :text="x"'),
        ("kv", ':items="pairs"'),
        ("bar", ':parts="parts"'),
    ):
        html = component(name, attributes, x=evil, pairs=[(evil, evil)], parts=[(evil, 1)])
        assert "<script" not in html, name
        assert "&lt;script&gt;" in html, name


def test_a_refused_step_is_greyed_with_its_reason_and_clause_not_hidden() -> None:
    step = Step("选择第二名", "/choose/", refuse("须按名次确定。", "IR2015:43", fix="/reason/"))
    html = component("offer", ':step="step"', step=step)
    assert 'aria-disabled="true"' in html
    assert "须按名次确定。" in html
    assert "/law/IR2015:43/" in html
    assert 'href="/reason/"' in html
    assert "/choose/" not in html
    assert "不是经办人。" in component("offer", ':step="step"', step=Step("废标", "/void/", forbid("不是经办人。")))


def test_an_offered_step_says_until_when_and_how_that_was_counted() -> None:
    due = clock.local(2015, 3, 6).date()
    html = component("offer", ':step="step"', step=Step("确定中标", "/award/", due_at=due, counted="自 03-02 起 4 个工作日", primary=True))
    assert 'class="btn main" href="/award/"' in html
    assert "2015-03-06（周五）" in html
    assert "还有 4 个工作日" in html
    assert "自 03-02 起 4 个工作日" in html


def test_the_way_says_which_step_of_how_many() -> None:
    stops = [Stop("需求", Pace.DONE, "02-02"), Stop("立项", Pace.NOW, url="/x/"), Stop("预算")]
    html = component("steps", ':items="stops"', stops=stops)
    assert "第 2 步，共 3 步" in html
    assert html.count('aria-current="step"') == 1
    assert 'value="1"' in html
    assert ui_extras.position([Stop("需求", Pace.DONE)])["number"] == 1


def test_a_bar_names_its_parts_and_never_runs_over() -> None:
    pieces = ui_extras.bar_pieces([("已付", 254000), ("已预留", 400000)], 508000)
    assert [(piece.x, piece.width, piece.shown) for piece in pieces] == [
        ("0.00%", "50.00%", "¥254,000.00"),
        ("50.00%", "50.00%", "¥400,000.00"),
    ]
    assert [piece.width for piece in ui_extras.bar_pieces([("无", 0)])] == ["0.00%"]


def test_no_template_of_the_house_writes_styles_or_scripts_inline(settings: Any) -> None:
    folder = settings.BASE_DIR / "bailu"
    templates = list(folder.glob("*/templates/**/*.html"))
    assert templates
    wrong = [
        str(path.relative_to(folder))
        for path in templates
        if re.search(
            r"\sstyle=|<style|<script(?![^>]*\ssrc=)(?![^>]*type=\"application/json\")|\son(?!ce)[a-z]+=\"|javascript:|{{ attrs }}",
            path.read_text("utf-8"),
        )
    ]
    assert wrong == []


def test_dates_beyond_the_calendar_are_counted_in_days() -> None:
    assert timeleft.left(clock.today() + timedelta(days=400)).text == "还有 400 日"


@pytest.mark.parametrize("path", ["/ui/", "/ui/form/", "/ui/form/?refused", "/ui/public/"])
def test_the_gallery_reads_in_english_throughout(clerk: Client, settings: Any, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    monkeypatch.setattr(clause_labels, "_in_use", [])
    settings.UI_GALLERY = True
    settings.DEMO_CLOCK = True
    page = clerk.get(path, headers={"accept-language": "en"}).content.decode()
    said = page.replace(">中</button>", "").replace("采购经办人", "").replace("厦门市民政局", "")
    assert re.findall("[\u3400-\u9fff，。：（）；]+", said) == []
