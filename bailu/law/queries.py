"""What the pages of the law room show. All of it is read from memory; the database is not asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bailu.kernel.words import Words
from bailu.law import clauses, params, places, sources
from bailu.law.clauses import Clause, Instrument
from bailu.law.params import Param
from bailu.law.places import RoomPlaces

GROUPS: dict[str, Words] = {
    "evaluation": gettext_lazy("评估"),
    "contract": gettext_lazy("合同与付款"),
    "procurement": gettext_lazy("采购"),
    "award": gettext_lazy("评审与定标"),
    "challenge": gettext_lazy("质疑"),
    "complaint": gettext_lazy("投诉"),
    "costing": gettext_lazy("成本核算"),
    "funds": gettext_lazy("资金"),
    "records": gettext_lazy("档案"),
    "avoidance": gettext_lazy("回避"),
    "eligibility": gettext_lazy("供应商资格"),
    "publicity": gettext_lazy("信息公开"),
    "privacy": gettext_lazy("个人信息"),
    "programme": gettext_lazy("试点安排"),
    "oversight": gettext_lazy("监督检查"),
    "incubation": gettext_lazy("机构培育"),
    "workforce": gettext_lazy("社工人才"),
}
TONES = {"verified": "ok", "second_hand": "warn", "known_medium": "warn", "known_low": "stop", "inferred": "warn", "parameter": "line"}
STATES: dict[str, Words] = {
    "now": gettext_lazy("现行"),
    "later": gettext_lazy("尚未施行"),
    "past": gettext_lazy("已失效"),
    "ours": gettext_lazy("本系统"),
}


@dataclass(frozen=True)
class Surety:
    """How sure we are of a number or a clause, with the tone in which it is shown."""

    label: str
    tone: str


@dataclass(frozen=True)
class InstrumentLine:
    instrument: Instrument
    state: str
    tone: str
    clauses: int
    surety: Surety


@dataclass(frozen=True)
class ParamLine:
    """One parameter on one day, with the values before and after."""

    param: Param
    clause: Clause
    surety: Surety
    history: tuple[Param, ...]


@dataclass(frozen=True)
class ClausePage:
    clause: Clause
    surety: Surety
    state: str
    tone: str
    lines: list[ParamLine]
    rooms: list[RoomPlaces]
    articles: list[Clause]
    supersedes: list[Instrument]
    superseded_by: list[Instrument]


def surety(name: str) -> Surety:
    return Surety(str(params.SURENESS[name]), TONES.get(name, ""))


def state(instrument: Instrument, on: date) -> tuple[str, str]:
    """In force, not yet, no longer, or ours; with its tone."""
    if instrument.since is None:
        return str(STATES["ours"]), "line"
    if instrument.since > on:
        return str(STATES["later"]), ""
    return (str(STATES["now"]), "ok") if instrument.in_force(on) else (str(STATES["past"]), "stop")


def instruments(on: date) -> list[InstrumentLine]:
    """Every instrument as it stands on the day."""
    return [
        InstrumentLine(item, *state(item, on), clauses=len(clauses.of(item.id)), surety=surety(item.sureness))
        for item in clauses.instruments()
    ]


def search(text: str) -> list[Clause]:
    """Clauses that hold every word of the text, in either language, in their id, citation, title or summary."""
    words = text.lower().split()
    return [clause for clause in clauses.all_clauses() if all(word in _haystack(sources.city())[clause.id] for word in words)]


@cache
def _haystack(city: str) -> dict[str, str]:
    return {c.id: _hay(c) for c in clauses.all_clauses()}


def _hay(clause: Clause) -> str:
    short, article = clause.instrument.short, clause.article
    cited = (f"{short.zh}{article.zh}", f"{short.en} {article.en}")
    parts = (clause.id, *cited, *(text for words in (clause.title, clause.summary) for text in (words.zh, words.en)))
    return "\n".join(parts).lower()


def parameters(on: date) -> list[tuple[str, list[ParamLine]]]:
    """Every parameter on the day, group by group."""
    regime = params.regime(on)
    known = [key.partition(".")[0] for key in regime]
    groups = [*GROUPS, *sorted(set(known) - set(GROUPS))]
    return [
        (str(GROUPS.get(group, group)), [param_line(regime[key]) for key, name in zip(regime, known, strict=True) if name == group])
        for group in groups
        if group in known
    ]


def param_line(param: Param) -> ParamLine:
    return ParamLine(param, clauses.get(param.clause), surety(param.sureness), params.history(param.key))


def clause_page(clause_id: str, on: date) -> ClausePage:
    """Everything known of one clause. Raises UnknownClause."""
    clause = clauses.get(clause_id)
    instrument = clause.instrument
    whole = not clause.number
    return ClausePage(
        clause,
        surety(clause.sureness),
        *state(instrument, on),
        lines=[param_line(p) for p in _last_values(clause_id)],
        rooms=places.of(clause_id),
        articles=[c for c in clauses.of(instrument.id) if c.number] if whole else [],
        supersedes=[clauses.instrument(other) for other in instrument.supersedes],
        superseded_by=[other for other in clauses.instruments() if instrument.id in other.supersedes],
    )


def _last_values(clause_id: str) -> Iterable[Param]:
    """The last value of each parameter that rests, or once rested, on the clause."""
    for key in params.all_keys():
        resting = [p for p in params.history(key) if p.clause == clause_id]
        if resting:
            yield resting[-1]


def span(instrument: Instrument) -> str:
    """From when to when it is in force, in words."""
    if instrument.since is None:
        return _("一直适用")
    if instrument.until is None:
        return _("%(since)s 起施行") % {"since": instrument.since.isoformat()}
    return _("%(since)s 至 %(until)s") % {"since": instrument.since.isoformat(), "until": instrument.until.isoformat()}
