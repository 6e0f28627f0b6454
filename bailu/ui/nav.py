"""The navigation: each room registers its own entries in ``apps.ready``; nothing else knows them all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core import checks
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from bailu.kernel.actor import Actor
from bailu.kernel.words import Words
from bailu.ui import addresses

WORK, PILOT, PURCHASE, SERVICE, FUNDS, PEOPLE, LAW, OVERSIGHT, SYSTEM, PUBLIC = (
    "work", "pilot", "purchase", "service", "funds", "people", "law", "oversight", "system", "public",
)  # fmt: skip
SECTIONS: dict[str, Words] = {
    WORK: "",
    PILOT: _("试点"),
    PURCHASE: _("采购"),
    SERVICE: _("服务与评估"),
    FUNDS: _("资金"),
    PEOPLE: _("名录"),
    LAW: _("依据"),
    OVERSIGHT: _("监督"),
    SYSTEM: _("管理"),
    PUBLIC: _("公开"),
}


@dataclass(frozen=True)
class Entry:
    """One line of the navigation. ``badge`` counts what waits there; it may cost one query, so only the desk has one."""

    section: str
    label: Words
    url_name: str
    order: int = 50
    visible: Callable[[Actor], bool] | None = None
    badge: Callable[[Actor], int] | None = None


@dataclass(frozen=True)
class Link:
    label: Words
    url: str
    current: bool
    badge: int = 0


@dataclass(frozen=True)
class Group:
    label: Words
    links: Sequence[Link]


_entries: dict[tuple[str, str], Entry] = {}


def register(
    section: str,
    label: Words,
    url_name: str,
    order: int = 50,
    visible: Callable[[Actor], bool] | None = None,
    badge: Callable[[Actor], int] | None = None,
) -> None:
    """Put an entry into a section (a name of ``SECTIONS``); without ``visible`` it is there for everybody signed in."""
    if section not in SECTIONS:
        raise ValueError(f"no section {section!r} in the navigation: {', '.join(SECTIONS)}")
    _entries[(section, url_name)] = Entry(section, label, url_name, order, visible, badge)


def entries() -> list[Entry]:
    places = list(SECTIONS)
    return sorted(_entries.values(), key=lambda entry: (places.index(entry.section), entry.order, entry.url_name))


def groups(actor: Actor, path: str) -> list[Group]:
    """What this actor sees at the side; the entry with the longest address that begins the path is the current one."""
    seen = [(entry, _address(entry)) for entry in entries() if entry.section != PUBLIC and _shown(entry, actor)]
    here = _current((url for _entry, url in seen), path)
    found: dict[str, list[Link]] = {}
    for entry, url in seen:
        if url:
            badge = entry.badge(actor) if entry.badge else 0
            found.setdefault(entry.section, []).append(Link(entry.label, url, url == here, badge))
    return [Group(SECTIONS[section], links) for section, links in found.items()]


def written(found: Iterable[Group]) -> SafeString:
    """The groups as lists. Every page shows them twice, beside its content and folded above it on a phone, so they are written once."""
    return format_html_join("", "{}<ul>{}</ul>", ((_title(group), _items(group)) for group in found))


def _title(group: Group) -> str:
    return format_html("<h2>{}</h2>", group.label) if group.label else ""


def _items(group: Group) -> SafeString:
    here = mark_safe(' aria-current="page"')
    return format_html_join(
        "",
        '<li><a href="{}"{}>{}{}</a></li>',
        ((link.url, here if link.current else "", link.label, _badge(link.badge)) for link in group.links),
    )


def _badge(count: int) -> str:
    return format_html(' <span class="tag warn">{}<span class="sr">{}</span></span>', count, _("项等办")) if count else ""


def public_links(path: str) -> list[Link]:
    seen = [(entry, _address(entry)) for entry in entries() if entry.section == PUBLIC]
    here = _current((url for _entry, url in seen), path)
    return [Link(entry.label, url, url == here) for entry, url in seen if url]


def _shown(entry: Entry, actor: Actor) -> bool:
    return entry.visible(actor) if entry.visible else actor.signed_in


def _address(entry: Entry) -> str:
    return addresses.named(entry.url_name)


def _current(urls: Iterable[str], path: str) -> str:
    return max((url for url in urls if url and (path == url or (url != "/" and path.startswith(url)))), key=len, default="")


def check_addresses(**_kwargs: Any) -> list[checks.CheckMessage]:
    """An entry that leads nowhere is left out of the page; this check says so at the start."""
    return [
        checks.Warning(f"the navigation names {entry.url_name!r}, which is no address", id="ui.W001")
        for entry in entries()
        if not _address(entry)
    ]
