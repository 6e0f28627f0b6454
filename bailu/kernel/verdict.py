"""The answer of a rule or a policy: allowed, or a reason with its clause."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NoReturn

from bailu.kernel.errors import Forbidden, Refused
from bailu.kernel.words import Words


class Kind(StrEnum):
    ALLOWED = "allowed"
    REFUSED = "refused"  # the law says no: HTTP 422
    FORBIDDEN = "forbidden"  # this person has no right: HTTP 403


@dataclass(frozen=True, slots=True)
class Verdict:
    """One object for the guard, the greyed button, the refusal page, the audit line and the law page.

    ``reason`` is a translated sentence for the user, ``clause`` a clause id of ``bailu.law``,
    ``fix`` the address of the page where what is missing can be mended.
    """

    kind: Kind
    reason: Words = ""
    clause: str = ""
    fix: str = ""
    fix_label: Words = ""
    code: str = ""

    @property
    def allowed(self) -> bool:
        return self.kind is Kind.ALLOWED

    @property
    def forbidden(self) -> bool:
        return self.kind is Kind.FORBIDDEN

    def mended_at(self, fix: str, label: Words = "") -> Verdict:
        return self if self.allowed else replace(self, fix=fix, fix_label=label)

    def __bool__(self) -> NoReturn:
        raise TypeError("a Verdict is not a boolean: ask .allowed")


ALLOWED = Verdict(Kind.ALLOWED)


def allowed() -> Verdict:
    return ALLOWED


def refuse(reason: Words, clause: str = "", *, fix: str = "", fix_label: Words = "", code: str = "") -> Verdict:
    """The law, or the state of things, does not allow it."""
    return Verdict(Kind.REFUSED, reason, clause, fix, fix_label, code)


def forbid(reason: Words, clause: str = "", *, fix: str = "", fix_label: Words = "", code: str = "") -> Verdict:
    """The person has no right to it."""
    return Verdict(Kind.FORBIDDEN, reason, clause, fix, fix_label, code)


def first_refusal(verdicts: Iterable[Verdict]) -> Verdict:
    return next((v for v in verdicts if not v.allowed), ALLOWED)


def all_of(*verdicts: Verdict) -> Verdict:
    """Allowed when all are; else the first refusal."""
    return first_refusal(verdicts)


def person_first(*verdicts: Verdict) -> Verdict:
    """As ``all_of``, but whoever has no right hears that first: the state of others' things is none of their business."""
    return first_refusal(sorted(verdicts, key=lambda verdict: not verdict.forbidden))


def require(verdict: Verdict) -> None:
    """Go on, or raise ``Refused`` (the law) or ``Forbidden`` (the person)."""
    if verdict.allowed:
        return
    if verdict.forbidden:
        raise Forbidden(verdict)
    raise Refused(verdict)
