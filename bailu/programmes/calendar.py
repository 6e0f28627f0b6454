"""The five phases with their days, what each asks of whom, and which batches run in it (clauses 4.1–4.5). Dates come from the law."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from bailu.law import codes, params
from bailu.law.bilingual import Bilingual
from bailu.programmes.enums import Batch, Whose


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing a phase asks for, due on its last day."""

    text: Bilingual
    whose: Whose
    clause: str


@dataclass(frozen=True, slots=True)
class Phase:
    """From the first to the last day, both within it."""

    id: str
    name: Bilingual
    first: dt.date
    last: dt.date
    clause: str
    batches: tuple[Batch, ...]
    duties: tuple[Duty, ...]

    def holds(self, day: dt.date) -> bool:
        return self.first <= day <= self.last

    def over(self, day: dt.date) -> bool:
        return self.last < day


def phases(on: dt.date) -> tuple[Phase, ...]:
    """As they stood on the day; none before the text was issued."""
    table = params.get("programme.phases", on=on)
    return () if table.off else tuple(_phase(key, days) for key, days in table.table.items())


def _phase(key: str, days: tuple[dt.date, dt.date]) -> Phase:
    code = codes.get("phases", key)
    asked = (duty for duty in codes.listed("phase_duties").values() if duty.facts["phase"] == key)
    return Phase(
        id=key,
        name=code.text,
        first=days[0],
        last=days[1],
        clause=code.clause,
        batches=tuple(Batch(each) for each in code.facts["batches"]),
        duties=tuple(Duty(duty.text, Whose(duty.facts["whose"]), duty.clause) for duty in asked),
    )


def phase_on(day: dt.date) -> Phase | None:
    """The phase of that day; none before the pilot and after it."""
    return next((phase for phase in phases(day) if phase.holds(day)), None)


def named_by(batch: str, on: dt.date) -> dt.date | None:
    """The last day for naming the sites of a batch: that of the phase before it joins."""
    wanted = str(codes.get("batches", batch).facts["named_in"])
    return next((phase.last for phase in phases(on) if phase.id == wanted), None)


def clause_of(batch: str) -> str:
    """By which clause a batch takes part: 4.1 the first, 4.4 the second."""
    return codes.get("batches", batch).clause


def joins_until(batch: str, on: dt.date) -> tuple[dt.date | None, str]:
    """The last day of the phase in which a batch joins, and its clause."""
    wanted = str(codes.get("batches", batch).facts["joins_in"])
    return next(((phase.last, phase.clause) for phase in phases(on) if phase.id == wanted), (None, ""))
