"""One search over everything a reader may see; two Chinese characters are enough."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from bailu.contracts import queries as contracts
from bailu.documents.enums import DocumentKind
from bailu.documents.models import Document
from bailu.evaluation import queries as evaluations
from bailu.funds.models.lines import WATCHERS
from bailu.kernel.actor import Actor
from bailu.kernel.words import Words
from bailu.organisations.models import Organisation
from bailu.organisations.roles import Role
from bailu.planning import queries as planning
from bailu.planning.models import Project
from bailu.procurement import queries as procurement
from bailu.ui import search

SHOWN, SHORTEST = 6, 2


@dataclass(frozen=True, slots=True)
class Hit:
    title: str
    no: str
    note: Words
    url: str


@dataclass(frozen=True, slots=True)
class Group:
    """The first hits of one kind; ``url`` leads to the register with the same question."""

    label: Words
    hits: tuple[Hit, ...]
    more: bool
    url: str


def _need(row: Any) -> Hit:
    return Hit(row.title, row.no, row.state_label, row.get_absolute_url())


def _procedure(row: Any) -> Hit:
    return Hit(row.title, row.number, row.state_label, row.get_absolute_url())


def _organisation(row: Any) -> Hit:
    return Hit(row.name, row.registration_no or row.credit_code or "", row.get_kind_display(), row.get_absolute_url())


def _evaluation(row: Any) -> Hit:
    return Hit(row.contract.title, row.get_kind_display(), row.state_label, row.get_absolute_url())


def _document(row: Any) -> Hit:
    return Hit(row.title, row.number, row.get_kind_display(), row.get_absolute_url())


def _documents(actor: Actor, text: str) -> QuerySet[Any]:
    """By title and number: papers of one's own, public ones, and for those who watch all of the purchases they see."""
    seen = Document.objects.visible_to(actor)
    if actor.has(*WATCHERS):
        others = Document.objects.filter(project_no__in=Project.objects.visible_to(actor).values("no"))
        seen = seen | (others if actor.has(Role.AUDITOR) else others.exclude(kind=DocumentKind.REVIEW_REPORT))
    for word in text.split()[:8]:
        seen = seen.filter(Q(title__icontains=word) | Q(number__icontains=word))
    return seen.order_by("-pk")


Source = tuple[Words, Callable[[Actor], QuerySet[Any]], Callable[[Any], Hit], str]
SOURCES: tuple[Source, ...] = (
    (_("项目"), planning.projects, _need, "planning:projects"),
    (_("需求"), planning.needs, _need, "planning:needs"),
    (_("采购程序"), procurement.procedures, _procedure, "procurement:register"),
    (_("合同"), contracts.contracts, _need, "contracts:register"),
    (_("评估"), evaluations.evaluations, _evaluation, "evaluation:register"),
    (_("机构"), Organisation.objects.visible_to, _organisation, "organisations:register"),
)


def find(actor: Actor, text: str) -> list[Group]:
    """Groups with hits, in the order of ``SOURCES``; one query each. Nothing for less than two characters."""
    if len(text.strip()) < SHORTEST:
        return []
    found = [
        _group(label, search.matches(rows(actor), text).order_by("-pk"), hit, f"{reverse(name)}?{urlencode({'q': text})}")
        for label, rows, hit, name in SOURCES
    ]
    found.append(_group(_("文件"), _documents(actor, text), _document, ""))
    return [group for group in found if group.hits]


def _group(label: Words, rows: QuerySet[Any], hit: Callable[[Any], Hit], url: str) -> Group:
    first: Sequence[Any] = list(rows[: SHOWN + 1])
    return Group(label, tuple(hit(row) for row in first[:SHOWN]), len(first) > SHOWN, url)
