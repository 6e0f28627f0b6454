"""The law on who may buy, who may serve, and which offices do not go together: facts in, Verdict out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from stdnum.cn import uscc
from stdnum.exceptions import ValidationError as BadNumber

from bailu.kernel.verdict import ALLOWED, Verdict, refuse
from bailu.organisations.enums import (
    EVIDENCED_PURCHASER_KINDS,
    PROVIDER_KINDS,
    PURCHASER_KINDS,
    ConditionKind,
    OrganisationFunction,
    OrganisationKind,
    OrganisationState,
    Standing,
)
from bailu.organisations.roles import CONFLICT_PAIRS, ROLE_HOMES, Role

PURCHASER_CLAUSE = "XM2015:3.1"
PROVIDER_CLAUSE = "XM2015:3.2"


@dataclass(frozen=True, slots=True)
class PurchaserFacts:
    kind: str
    standing: str = Standing.GOOD
    establishment_evidence: str = ""
    fix: str = ""


@dataclass(frozen=True, slots=True)
class ConditionFacts:
    """A condition as it was accepted; ``valid_until`` None means without end."""

    kind: str
    valid_until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class ProviderFacts:
    """What is known of a provider on a day. ``conditions`` are the accepted ones only."""

    kind: str
    state: str
    standing: str
    on: dt.date
    standing_reason: str = ""
    standing_until: dt.date | None = None
    conditions: tuple[ConditionFacts, ...] = field(default_factory=tuple)
    fix: str = ""


def eligible_purchaser(facts: PurchaserFacts) -> Verdict:
    """Only the kinds of clause 3.1 buy; for two of them the quality is shown by a document."""
    if facts.kind not in PURCHASER_KINDS:
        reason = _("“%(kind)s”不是购买主体：购买主体限于各级政府、街道、行政部门、参公管理的事业单位和纳入行政编制的群团组织。")
        return refuse(reason % {"kind": OrganisationKind(facts.kind).label}, PURCHASER_CLAUSE, code="kind")
    if facts.kind in EVIDENCED_PURCHASER_KINDS and not facts.establishment_evidence.strip():
        return refuse(
            _("还没有登记编制或参公管理的依据，暂不能作为购买主体。"),
            PURCHASER_CLAUSE,
            fix=facts.fix,
            fix_label=_("补登编制依据"),
            code="evidence",
        )
    if facts.standing != Standing.GOOD:
        return refuse(_("本机构已被限制参加购买活动。"), "XM2015:5.4", code="standing")
    return ALLOWED


def eligible_provider(facts: ProviderFacts) -> Verdict:
    """Kind, standing, admission and all six conditions of clause 3.2 on the day asked."""
    if facts.kind not in PROVIDER_KINDS:
        reason = _("“%(kind)s”不是承接主体：承接主体限于社会团体、民办非企业单位、基金会和具备条件的企事业单位。")
        return refuse(reason % {"kind": OrganisationKind(facts.kind).label}, PROVIDER_CLAUSE, code="kind")
    if facts.standing != Standing.GOOD:
        return _restricted(facts)
    never = {OrganisationState.DRAFT, OrganisationState.SUBMITTED, OrganisationState.RETURNED}
    if facts.state in never:
        return refuse(
            _("承接资格尚未认定，现在的状态是“%(state)s”。") % {"state": OrganisationState(facts.state).label},
            PROVIDER_CLAUSE,
            fix=facts.fix,
            fix_label=_("查看资格材料"),
            code="state",
        )
    return six_conditions(facts.conditions, facts.on, facts.fix)


def six_conditions(conditions: Iterable[ConditionFacts], on: dt.date, fix: str = "") -> Verdict:
    """All six, each accepted and not ended; the reason names every one that fails."""
    accepted = {c.kind: c.valid_until for c in conditions}
    missing = [kind.label for kind in ConditionKind if kind not in accepted]
    ended = [
        _("%(condition)s（%(date)s到期）") % {"condition": kind.label, "date": date_format(end, "Y-m-d")}
        for kind in ConditionKind
        if (end := accepted.get(kind)) is not None and end < on
    ]
    if not missing and not ended:
        return ALLOWED
    parts = []
    if missing:
        parts.append(_("缺少：%(conditions)s") % {"conditions": _("、").join(map(str, missing))})
    if ended:
        parts.append(_("已到期：%(conditions)s") % {"conditions": _("、").join(ended)})
    return refuse(
        _("承接主体须具备的六项条件不齐。%(parts)s。") % {"parts": _("；").join(parts)},
        PROVIDER_CLAUSE,
        fix=fix,
        fix_label=_("补充资格材料"),
        code="conditions",
    )


def _restricted(facts: ProviderFacts) -> Verdict:
    until = date_format(facts.standing_until, "Y-m-d") if facts.standing_until else _("另行通知")
    words = {"until": until, "reason": facts.standing_reason}
    if facts.standing == Standing.BARRED:
        return refuse(_("已被禁止参加政府采购活动，至%(until)s。原因：%(reason)s") % words, "PL2014:77", code="barred")
    return refuse(_("承接资格已暂停，至%(until)s。原因：%(reason)s") % words, "XM2015:5.4", code="suspended")


def role_at_home(role: str, kind: str, function: str) -> Verdict:
    """May this role be held in an organisation of this kind and function?"""
    home = ROLE_HOMES[role]
    if kind in home.kinds and (not home.functions or function in home.functions):
        return ALLOWED
    where = _("、").join(str(OrganisationFunction(f).label) for f in sorted(home.functions)) or _("、").join(
        str(OrganisationKind(k).label) for k in sorted(home.kinds)
    )
    return refuse(
        _("“%(role)s”岗位只能设在：%(where)s。") % {"role": Role(role).label, "where": where},
        "RB:8.2",
        code="home",
    )


def no_conflict(role: str, held: Iterable[str]) -> Verdict:
    """May one person hold the role beside those already held, in whatever organisations? (RULEBOOK 8.2)"""
    for other in sorted(held):
        for pair in CONFLICT_PAIRS:
            if (role in pair.one and other in pair.other) or (role in pair.other and other in pair.one):
                reason = _("%(reason)s此人现任“%(held)s”，须先终止该任职。") % {"reason": pair.reason, "held": Role(other).label}
                return refuse(reason, pair.clause, code="conflict")
    return ALLOWED


def credit_code(code: str) -> Verdict:
    """A unified social credit code of GB 32100-2015: length, alphabet, check character."""
    try:
        uscc.validate(code)
    except BadNumber:
        return refuse(_("统一社会信用代码有误：应为18位，且校验码相符。"), "RB:3.2", code="credit_code")
    return ALLOWED


def organisation_code(code: str) -> Verdict:
    """A nine-character organisation code of GB 11714-1997, with or without the hyphen before its check character."""
    plain = code.replace("-", "").upper()
    alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    bad = refuse(_("组织机构代码有误：应为9位，且校验码相符。"), "RB:3.2", code="organisation_code")
    if len(plain) != 9 or any(c not in alphabet for c in plain):
        return bad
    check = 11 - sum(alphabet.index(c) * w for c, w in zip(plain[:8], weights, strict=True)) % 11
    return ALLOWED if plain[8] == {10: "X", 11: "0"}.get(check, str(check)) else bad


def tied(since: dt.date, until: dt.date | None, *, on: dt.date, years: int) -> bool:
    """Does a tie still count on the day? It does while it lasts and for the years of avoidance after its end."""
    if since > on:
        return False
    if until is None or until >= on:
        return True
    try:
        over = until.replace(year=until.year + years)
    except ValueError:  # 29 February
        over = until.replace(year=until.year + years, day=28)
    return on <= over
