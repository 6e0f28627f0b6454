"""The story of a purchase: every line of its chain in words, and whether the chain still holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bailu.audit import chain, texts
from bailu.audit.models import Entry, Stream
from bailu.funds.models.lines import BUYERS, WATCHERS
from bailu.kernel.actor import Actor
from bailu.kernel.prepared import Prepared
from bailu.kernel.words import Words
from bailu.planning.models import Project
from bailu.ui.steps import Happening

SHOWN, PAGE = 7, 50
SYSTEM = gettext_noop("系统")
#: What happens every day, or by itself: in the chain, and not among the news.
DAILY = (
    "delivery.recorded",
    "delivery.client_added",
    "delivery.client_looked_at",
    "documents.drafted",
    "documents.printed",
    "documents.read",
)


@dataclass(frozen=True, slots=True)
class Line:
    """One act: what, when, who, on which clause; ``late`` when it came after its term."""

    seq: int
    happening: Happening
    basis: str
    reason: str
    late: bool


@dataclass(frozen=True, slots=True)
class Story:
    """``total`` lines in the chain, of which ``lines`` are shown, newest first."""

    lines: tuple[Line, ...]
    total: int

    @property
    def happenings(self) -> list[Happening]:
        return [line.happening for line in self.lines]


@dataclass(frozen=True, slots=True)
class Proof:
    """Whether the chain of this purchase follows line by line from its first to its head."""

    lines: int
    broken_at: int | None = None

    @property
    def whole(self) -> bool:
        return self.broken_at is None


def _latest(_actor: Actor, no: str) -> QuerySet[Entry]:
    total = Subquery(Stream.objects.filter(pk=OuterRef("stream")).values("seq"))
    return Entry.objects.filter(stream=no).exclude(verb__in=DAILY).annotate(total=total).order_by("-seq")[:SHOWN]


_LATEST = Prepared(_latest)


def latest(actor: Actor, project: Project) -> Story:
    """The last lines that are news, with the number of all. One query."""
    entries = _LATEST(actor, project.no)
    return Story(tuple(lines(actor, entries)), int(getattr(entries[0], "total", 0)) if entries else 0)


def page(actor: Actor, project: Project, before: int | None = None) -> Story:
    """A page of lines, those below ``before``."""
    rows = Entry.objects.filter(stream=project.no)
    if before is not None:
        rows = rows.filter(seq__lt=before)
    total = Stream.objects.filter(pk=project.no).values_list("seq", flat=True).first() or 0
    return Story(tuple(lines(actor, rows.order_by("-seq")[:PAGE])), total)


def lines(actor: Actor, entries: Iterable[Entry]) -> Iterable[Line]:
    """What the buyer's side wrote as its reason is read by the buyer's side and those who watch; others read their own."""
    inside = actor.has(*BUYERS, *WATCHERS)
    for entry in entries:
        reason = entry.reason if inside or entry.organisation_id == actor.organisation_id else ""
        yield Line(entry.seq, happening(entry), entry.basis, reason, entry.late)


def happening(entry: Entry) -> Happening:
    # Nobody's name in particular: the system, an asker who is not told.
    name = entry.actor_name if entry.actor_id is not None or not entry.actor_name else _(entry.actor_name)
    who = f"{entry.organisation_name} {name}".strip()
    note: Words = _("逾期办理") if entry.late else ""
    return Happening(texts.text(entry.verb), entry.at, who, note, tone="stop" if entry.late else "")


def verify(no: str) -> Proof:
    """Every line of this stream again from its data. Reads the whole stream, a piece at a time."""
    seq, previous = 0, ""
    for row in Entry.objects.of_stream(no).values().iterator(chunk_size=500):
        if row["seq"] != seq + 1 or row["previous"] != previous or chain.entry_hash(row) != row["hash"]:
            return Proof(seq, broken_at=row["seq"])
        seq, previous = row["seq"], row["hash"]
    head = Stream.objects.filter(pk=no).values_list("seq", "head").first() or (0, "")
    return Proof(seq) if head == (seq, previous) else Proof(seq, broken_at=seq + 1)
