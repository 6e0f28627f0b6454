"""The desk: what waits, what changed, the fortnight, and what each kind of person looks at first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.cache import caches
from django.db.models import F, QuerySet, Sum
from django.utils.translation import gettext as _

from bailu.audit.models import Entry, Seal
from bailu.contracts import queries as contracts
from bailu.contracts.enums import ClaimState, ContractState
from bailu.delivery import queries as delivery
from bailu.dossier.queries import overview, story, tasks
from bailu.dossier.queries.overview import StationLine
from bailu.dossier.queries.tasks import Awaited, Mine
from bailu.evaluation import queries as evaluations
from bailu.evaluation.enums import EvaluationState
from bailu.funds import queries as funds
from bailu.funds.models import Encumbrance, PaymentOrder
from bailu.inbox.models import Task
from bailu.kernel import clock, days
from bailu.kernel.actor import Actor
from bailu.kernel.prepared import Prepared
from bailu.kernel.words import Words
from bailu.organisations.roles import PROVIDER_ROLES, PURCHASER_ROLES, TREASURY_ROLES, Role
from bailu.planning.enums import Station
from bailu.planning.models import Project
from bailu.procurement import queries as procurement
from bailu.ui import addresses
from bailu.ui.steps import Happening
from bailu.ui.templatetags.ui_extras import WEEKDAYS
from bailu.ui.timeleft import local_day

NEWS_DAYS, NEWS, LISTED, MOST_TERMS = 7, 7, 5, 30
#: A contract that is being drafted or waits for a signature runs not yet, a settled one no more.
RUNNING = (ContractState.SIGNED, ContractState.IN_SERVICE, ContractState.ACCEPTED)
VERY_MANY, SUMS_SECONDS = 5000, 60
HEADS = (Role.PURCHASER_HEAD, Role.FINANCE_CHIEF, Role.PROVIDER_HEAD, Role.OFFICE_CLERK)
OVERSEERS = (Role.PURCHASER_HEAD, Role.FINANCE_CHIEF, Role.OFFICE_CLERK, Role.BUREAU_CLERK, Role.AUDITOR)


@dataclass(frozen=True, slots=True)
class Term:
    """Something that ends on a day: what, where it is shown, in which purchase."""

    on: dt.date
    title: Words
    url: str
    stream: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the fortnight: whether offices work, the holiday, the terms that end on it."""

    on: dt.date
    today: bool
    working: bool
    holiday: Words
    terms: tuple[Term, ...]

    @property
    def weekday(self) -> Words:
        return WEEKDAYS[self.on.weekday()]


@dataclass(frozen=True, slots=True)
class Figures:
    """The purchases in the reader's scope: running, settled; yuan encumbered and paid."""

    running: int
    settled: int
    encumbered: Decimal
    paid: Decimal


@dataclass(frozen=True, slots=True)
class Desk:
    mine: tuple[Mine, ...]
    more: bool
    awaited: tuple[Awaited, ...]
    news: tuple[Happening, ...]
    fortnight: tuple[Day, ...]
    pipeline: tuple[StationLine, ...]
    figures: Figures | None
    late: tuple[Awaited, ...] = ()
    own_contracts: tuple[Any, ...] = ()
    contracts: tuple[Any, ...] = ()
    claims: tuple[Any, ...] = ()
    opportunities: tuple[Any, ...] = ()
    orders: tuple[PaymentOrder, ...] = ()
    lines: tuple[Any, ...] = ()
    evaluations: tuple[Any, ...] = ()
    seals: tuple[Seal, ...] = ()
    late_acts: tuple[Happening, ...] = ()

    @property
    def nearest(self) -> dt.datetime | None:
        return next((m.task.due_at for m in self.mine if m.task.due_at), None)

    @property
    def overdue(self) -> int:
        return sum(m.task.overdue for m in self.mine)


def desk(actor: Actor, since: dt.datetime | None = None) -> Desk:
    """``since``: when the reader looked last; without it the news are those of a week."""
    waiting, owed = tasks.mine(actor), tuple(tasks.awaited(actor))
    follows = _follows_purchases(actor)
    stations, sums = _sums(actor) if follows else ((), None)
    own = _own_blocks(actor)
    terms = [*_terms(m.task for m in waiting), *_terms(a.task for a in owed), *_bidding(own.get("opportunities", ()))]
    return Desk(
        mine=tuple(waiting[: tasks.SHOWN]),
        more=len(waiting) > tasks.SHOWN,
        awaited=owed,
        news=tuple(news(actor, since)),
        fortnight=tuple(fortnight([*terms, *(_purchases(actor) if follows else ())])),
        pipeline=stations if actor.has(*OVERSEERS) else (),
        figures=sums,
        **own,
    )


def _sums(actor: Actor) -> tuple[tuple[StationLine, ...], Figures | None]:
    """Where the purchases in scope stand, and their sums. Of very many they are added up once a minute in each process."""
    key = f"desk:{actor.organisation_id}:{actor.county}:{'+'.join(sorted(actor.roles))}"
    kept: tuple[tuple[StationLine, ...], Figures | None] | None = caches["process"].get(key)
    if kept is None:
        stations = tuple(overview.pipeline(actor))
        kept = stations, figures(actor, stations) if stations else None
        if sum(station.count for station in stations) > VERY_MANY:
            caches["process"].set(key, kept, SUMS_SECONDS)
    return kept


def _follows_purchases(actor: Actor) -> bool:
    return actor.has(*OVERSEERS, *PURCHASER_ROLES, *TREASURY_ROLES, Role.PROCUREMENT_OFFICER, Role.PROVIDER_HEAD, Role.PROVIDER_CLERK)


def _own_blocks(actor: Actor) -> dict[str, tuple[Any, ...]]:
    """What this kind of person looks at first; nobody pays for the blocks of others."""
    found: dict[str, tuple[Any, ...]] = {}
    if actor.has(*HEADS):
        found["late"] = tuple(tasks.late(actor))
    if actor.has(Role.SOCIAL_WORKER):
        found["own_contracts"] = tuple(delivery.own_contracts(actor))
    if actor.has(*PROVIDER_ROLES):
        running = contracts.contracts(actor).filter(state__in=RUNNING)
        found["contracts"] = tuple(running.order_by("-pk")[:LISTED])
    if actor.has(Role.PROVIDER_HEAD, Role.PROVIDER_CLERK):
        found["claims"] = tuple(contracts.claims(actor).exclude(state=ClaimState.PAID).order_by("-pk")[:LISTED])
        found["opportunities"] = tuple(procurement.opportunities(actor).order_by("deadline")[:LISTED])
    if actor.has(*TREASURY_ROLES):
        found["orders"] = tuple(funds.orders(actor).filter(pk__in=PaymentOrder.objects.open().values("pk")).order_by("pk")[:LISTED])
        found["lines"] = tuple(funds.lines(actor).order_by("-no")[:LISTED])
    if actor.has(Role.EVALUATOR):
        unfinished = evaluations.evaluations(actor).exclude(state=EvaluationState.PUBLISHED)
        found["evaluations"] = tuple(unfinished.order_by("due_on")[:LISTED])
    if actor.has(Role.AUDITOR):
        found["seals"] = tuple(Seal.objects.order_by("-day")[:LISTED])
        found["late_acts"] = tuple(late_acts())
    return found


def figures(actor: Actor, stations: Sequence[StationLine]) -> Figures:
    """One query beside the pipeline."""
    nos = Project.objects.visible_to(actor).values("no")
    held = Encumbrance.objects.filter(project_no__in=nos).aggregate(left=Sum(F("amount") - F("paid") - F("released")), paid=Sum("paid"))
    settled = sum(s.count for s in stations if s.station == Station.SETTLED)
    return Figures(sum(s.count for s in stations) - settled, settled, held["left"] or overview.ZERO, held["paid"] or overview.ZERO)


def news(actor: Actor, since: dt.datetime | None = None) -> Iterable[Happening]:
    """What others did to the purchases in scope since the reader looked last, at most within a week; the daily records are no news.

    What one person did to one purchase within a minute is one line.
    """
    week = clock.now() - dt.timedelta(days=NEWS_DAYS)
    since = max(since, week) if since is not None else week
    together: dict[tuple[object, ...], list[Entry]] = {}
    for entry in _NEWS(actor, since.date().replace(day=1), since):
        together.setdefault((entry.stream, entry.actor_id, f"{entry.at:%Y%m%d%H%M}"), []).append(entry)
    for entries in list(together.values())[:NEWS]:
        yield _told(entries[0], len(entries) - 1)


def _news(actor: Actor, month: dt.date, since: dt.datetime) -> QuerySet[Entry]:
    rows = Entry.objects.filter(month__gte=month, at__gte=since, stream__startswith="P-")
    rows = rows.filter(stream__in=Project.objects.visible_to(actor).values("no"))
    told = rows.exclude(actor_id=actor.user_id).exclude(verb__in=story.DAILY).exclude(verb="inbox.escalated")
    return told.order_by("-at", "-seq")[: NEWS * 3]


_NEWS = Prepared(_news)


def late_acts() -> Iterable[Happening]:
    for entry in Entry.objects.filter(late=True).exclude(verb="inbox.escalated").order_by("-at")[:LISTED]:
        yield _told(entry)


def _told(entry: Entry, more: int = 0) -> Happening:
    told = story.happening(entry)
    url = addresses.purchase(entry.stream) if entry.stream.startswith("P-") else ""
    label = _("%(what)s 等 %(n)s 项") % {"what": told.label, "n": more + 1} if more else told.label
    return Happening(label, told.at, entry.organisation_name, entry.stream, url, told.tone)


def _terms(found: Iterable[Task]) -> Iterable[Term]:
    return (Term(local_day(task.due_at), task.title, task.url, task.stream) for task in found if task.due_at is not None)


def _bidding(notices: Iterable[Any]) -> Iterable[Term]:
    return (Term(local_day(n.deadline), _("投标截止"), n.get_absolute_url(), n.project_no) for n in notices if n.deadline)


def _purchases(actor: Actor) -> Iterable[Term]:
    """The next terms of the purchases in scope within the two weeks shown; one query."""
    start = clock.at_day(_monday())
    for row in _ENDING(actor, start, start + dt.timedelta(days=14)):
        assert row.next_due_at is not None
        yield Term(local_day(row.next_due_at), _(row.next_due_what), addresses.purchase(row.no), row.no)


def _ending(actor: Actor, start: dt.datetime, end: dt.datetime) -> QuerySet[Project]:
    rows = Project.objects.visible_to(actor).filter(next_due_at__gte=start, next_due_at__lt=end)
    return rows.exclude(next_due_what="").only("no", "next_due_at", "next_due_what").order_by("next_due_at")[:MOST_TERMS]


_ENDING = Prepared(_ending)


def _monday() -> dt.date:
    today = clock.today()
    return today - dt.timedelta(days=today.weekday())


def fortnight(found: Iterable[Term]) -> Iterable[Day]:
    """This week and the next, Monday to Sunday, with the terms that end in them; what several say of one purchase and day is said once."""
    today, monday = clock.today(), _monday()
    ending: dict[dt.date, dict[tuple[str, Words], Term]] = {}
    for term in found:
        ending.setdefault(term.on, {}).setdefault((term.stream, term.title), term)
    holidays = days.current().holidays
    for offset in range(14):
        on = monday + dt.timedelta(days=offset)
        holiday = _(holidays[on]) if on in holidays else ""
        yield Day(on, on == today, days.is_working_day(on), holiday, tuple(ending.get(on, {}).values()))
