"""The smallest components, written in Python: a page shows hundreds of them, and a template apiece costs more than all else on it.

``<c-button>``, ``<c-tag>``, ``<c-money>``, ``<c-date>``, ``<c-clause>``, ``<c-org>``, ``<c-person>``, ``<c-meter>``, ``<c-card>``, ``<c-kv>``, ``<c-steps>`` and
``<c-timeline>`` in a template, and the cells of a register, are these functions. Each escapes what it is given, unless it is already HTML.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.forms.utils import flatatt
from django.utils.formats import localize
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from bailu.ui import clause_labels, timeleft
from bailu.ui.templatetags import ui_extras

#: A note of fewer characters is not broken over two lines.
SHORT = 20
Leaf = Callable[..., str]


def text(value: Any) -> str:
    """As a template prints it."""
    if type(value) is str:
        return escape(value)
    return value if type(value) is SafeString else conditional_escape(value if isinstance(value, str) else localize(value))


def tag(label: Any = "", tone: Any = "", slot: Any = "") -> str:
    return f'<span class="tag {text(tone)}">{text(label)}{text(slot)}</span>'


def money(value: Any = "", slot: Any = "") -> str:
    return f'<span class="money">{text(ui_extras.money(value))}</span>'


def day(value: Any = "", due: Any = "", time: Any = "", counted: Any = "", clause: Any = "", short: Any = "", slot: Any = "") -> str:
    """A day or a moment; with ``due`` how far it is, with ``counted`` and ``clause`` how it was counted."""
    if not value:
        return f'<span class="date">{ui_extras.DASH}</span>'
    if time and isinstance(value, datetime):
        shown = ui_extras.moment(value)
    else:
        shown = f"{timeleft.local_day(value):%m-%d}" if short else ui_extras.day(value)
    parts = [f'<time datetime="{value.isoformat()}">{text(shown)}</time>']
    if due:
        left = timeleft.left(value)
        parts.append(f' <span class="left {left.tone}">{text(left.text)}</span>')
    parts += [f' <span class="sub">{text(counted)}</span>'] if counted else []
    parts += [f" {cited(clause)}"] if clause else []
    return f'<span class="date">{"".join(parts)}</span>'


def cited(id: Any = "", label: Any = "", slot: Any = "") -> str:
    """A clause by its citation, leading to its page."""
    if not id:
        return ""
    shown = label or slot or clause_labels.label(str(id))
    return f'<a class="clause" href="{text(clause_labels.address(str(id)))}">{text(shown)}</a>'


def org(value: Any = "", name: Any = "", href: Any = "", assumed: Any = "", slot: Any = "") -> str:
    shown, url = text(name or getattr(value, "name", "") or value), href or ui_extras.page_of(value)
    linked = f'<a href="{text(url)}">{shown}</a>' if url else shown
    mark = f' <span class="assumed">{text(_("假定"))}</span>' if assumed or getattr(value, "assumed", False) else ""
    return f'<span class="org">{linked}{mark}</span>'


def person(value: Any = "", name: Any = "", organisation: Any = "", role: Any = "", slot: Any = "") -> str:
    shown = text(name or getattr(value, "name", "") or value)
    sub = " · ".join(text(part) for part in (role, organisation) if part)
    return f'<span class="person">{shown}{f" <small>{sub}</small>" if sub else ""}</span>'


def button(
    label: Any = "", href: Any = "", tone: Any = "", type: Any = "submit", small: Any = "", name: Any = "", value: Any = "",
    disabled: Any = "", reason: Any = "", form: Any = "", slot: Any = "", **more: Any,
) -> str:  # fmt: skip
    """A button, a link that looks like one, or one that cannot be pressed, with the reason."""
    css, shown = f"btn {text(tone)}{' small' if small else ''}", f"{text(label)}{text(slot)}"
    if disabled:
        return f'<span class="{css}" role="link" aria-disabled="true"{_attribute("title", reason)}>{shown}</span>'
    own = _attributes(more)
    if href:
        return f'<a class="{css}" href="{text(href)}"{own}>{shown}</a>'
    said = "".join(_attribute(key, given) for key, given in (("name", name), ("value", value), ("form", form)))
    return f'<button class="{css}" type="{text(type)}"{said}{own}>{shown}</button>'


def _attributes(more: dict[str, Any]) -> str:
    """What was written on a component and is not one of its own words (data-…, hx-…), each value escaped."""
    return flatatt({key: given for key, given in more.items() if given is not False and given is not None}) if more else ""


def _attribute(name: str, value: Any) -> str:
    return f' {name}="{text(value)}"' if value else ""


def meter(value: Any = "", label: Any = "", slot: Any = "") -> str:
    """How much of a hundred is done of what somebody named in Chinese."""
    return f'<progress max="100" value="{value:.0f}" aria-label="{text(label)}" lang="zh-Hans"></progress><span class="sub">{float(round(value, 1)):g}%</span>'


def facts(items: Any = (), ends: Any = "", two: Any = "", slot: Any = "") -> str:
    """A list of what is known: label and value; what is not known is a dash."""
    css = f"kv{' ends' if ends else ''}{' two' if two else ''}"
    lines = []
    for label, value in items:
        long = bool(ends) and ui_extras.is_long(value)
        shown = ui_extras.DASH if value is None else text(value)
        term, told = (' class="long"', ' class="pre long"') if long else ("", ' class="pre"')
        lines.append(f"<dt{term}>{text(label)}</dt><dd{told}>{shown}</dd>")
    return f'<dl class="{css}">{"".join(lines)}{text(slot)}</dl>'


def card(
    title: Any = "", note: Any = "", href: Any = "", link: Any = "", tone: Any = "", flush: Any = "", id: Any = "",
    foot: Any = "", head: Any = "", slot: Any = "", **more: Any,
) -> str:  # fmt: skip
    """A part of a page under its own heading."""
    beside = f'<a href="{text(href)}">{text(link)}</a>' if href else f'<span class="sub">{text(note)}</span>' if note else ""
    top = f"<header><h2>{text(title)}</h2>{text(head)}{beside}</header>" if title or head else ""
    below = f"<footer>{text(foot)}</footer>" if foot else ""
    css, own = f"card {text(tone)}" if tone else "card", _attributes(more)
    return f'<section class="{css}"{_attribute("id", id)}{own}>{top}<div class="body{" flush" if flush else ""}">{text(slot)}</div>{below}</section>'


def way(items: Any = (), label: Any = "", slot: Any = "") -> str:
    """The stations of a purchase, side by side; folded to the present one on a phone."""
    stops, done, named = list(items), _("（已完成）"), _("进程")
    wide, folded = [], []
    for stop in stops:
        shown, note = text(stop.label), f"<small>{text(stop.note)}</small>" if stop.note else ""
        link = f'<a href="{text(stop.url)}">{shown}</a>' if stop.url else ""
        now = ' aria-current="step"' if stop.pace == "now" else ""
        said = f'<span class="sr">{text(done)}</span>' if stop.pace == "done" else ""
        wide.append(f'<li class="{text(stop.pace)}"{now}>{link or shown}{said}{note}</li>')
        folded.append(f'<li class="{text(stop.pace)}">{link or f"<span>{shown}</span>"}{note}</li>')
    at = ui_extras.position(stops)
    here, note = at["stop"], f' <span class="sub">{text(at["stop"].note)}</span>' if at["stop"] and at["stop"].note else ""
    count = text(_("第 %(n)s 步，共 %(m)s 步") % {"n": at["number"], "m": at["count"]})
    return (
        f'<ol class="way" aria-label="{text(label or named)}">{"".join(wide)}</ol>\n'
        f'<details class="way-fold"><summary><b>{count}</b> <span>{text(here.label) if here else ""}</span>{note}'
        f'<progress max="{at["count"]}" value="{at["done"]}" aria-hidden="true"></progress></summary>\n'
        f"<ol>{''.join(folded)}</ol></details>\n"
    )


def story(items: Any = (), slot: Any = "") -> str:
    """What happened, when, by whom."""
    lines = []
    for told in items:
        shown = text(told.label)
        shown = f'<a href="{text(told.url)}">{shown}</a>' if told.url else shown
        who = f" · {text(told.who)}" if told.who else ""
        note = text(told.note) if told.note else ""
        kept = f'<span class="nowrap">{note}</span>' if note and len(told.note) < SHORT else note
        when = f'<time datetime="{ui_extras.machine_time(told.at)}">{ui_extras.moment(told.at)}</time>'
        lines.append(f'<li class="{text(told.tone)}">{shown}<span class="meta">{when}{who}{f" · {kept}" if kept else ""}</span></li>')
    nothing = _("还没有记录。")
    return f'<ol class="story">{"".join(lines)}</ol>\n' if lines else f'<p class="quiet">{text(nothing)}</p>\n'


LEAVES: dict[str, Leaf] = {
    "button": button, "tag": tag, "money": money, "date": day, "clause": cited, "org": org, "person": person,
    "card": card, "meter": meter, "kv": facts, "steps": way, "timeline": story,
}  # fmt: skip


def written(leaf: Leaf, given: dict[str, Any]) -> SafeString:
    return mark_safe(leaf(**given))  # noqa: S308 - every leaf escapes what it is given
