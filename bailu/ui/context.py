"""What every page needs around its content, read only when a template asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.words import Words
from bailu.ui import addresses, identity
from bailu.ui.nav import Group, Link, groups, public_links, written


class Frame:
    """The page's surroundings. Nothing here runs a query unless the template shows it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def actor(self) -> Actor:
        return identity.actor_of(self.request)

    @cached_property
    def hats(self) -> Sequence[identity.Hat]:
        wardrobe = identity.wardrobe()
        return wardrobe.hats(self.request) if wardrobe and self.actor.signed_in else ()

    @cached_property
    def hat(self) -> identity.Hat | None:
        return next((hat for hat in self.hats if hat.current), None)

    @property
    def switch_url(self) -> str:
        wardrobe = identity.wardrobe()
        return addresses.named(wardrobe.url_name) if wardrobe and len(self.hats) > 1 else ""

    @cached_property
    def nav(self) -> list[Group]:
        return groups(self.actor, self.request.path)

    @cached_property
    def nav_list(self) -> SafeString:
        return written(self.nav)

    @property
    def waiting(self) -> int:
        return sum(link.badge for group in self.nav for link in group.links)

    @cached_property
    def public_nav(self) -> list[Link]:
        return public_links(self.request.path)

    @property
    def languages(self) -> list[tuple[str, str, str, bool]]:
        now = get_language()
        return [("zh-hans", "中", "zh-Hans", now == "zh-hans"), ("en", "EN", "en", now == "en")]

    @property
    def language(self) -> str:
        return "en" if get_language() == "en" else "zh-Hans"

    @property
    def language_url(self) -> str:
        return addresses.named("set_language")

    @property
    def login_url(self) -> str:
        return addresses.named("account_login")

    @property
    def logout_url(self) -> str:
        return addresses.named("account_logout")

    @property
    def account_links(self) -> list[tuple[Words, str]]:
        links = (
            (_("修改密码"), addresses.named("account_change_password")),
            (_("两步验证"), addresses.named("mfa_index")),
        )
        return [(label, url) for label, url in links if url]

    @property
    def demo_clock(self) -> bool:
        return bool(getattr(settings, "DEMO_CLOCK", False))

    @property
    def demo_clock_url(self) -> str:
        return addresses.named("demo:clock")

    @property
    def now(self) -> datetime:
        return clock.now()


def site(request: HttpRequest) -> dict[str, Any]:
    """The context processor: one name, ``frame``."""
    return {"frame": Frame(request)}
