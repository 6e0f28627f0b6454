"""What the page of an evaluation shows, what the dossier says of it, and what forms are filled with."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from bailu.contracts import queries as contracts
from bailu.contracts.models import Contract
from bailu.delivery import queries as delivery
from bailu.documents.chinese import in_chinese
from bailu.evaluation import policies, rules
from bailu.evaluation.enums import Aspect, EvaluationKind, EvaluationState, Party, Satisfaction
from bailu.evaluation.models import Acceptance, Answer, Card, Evaluation
from bailu.evaluation.queries import reading
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.verdict import Verdict
from bailu.kernel.words import Words
from bailu.law import formulas, params
from bailu.organisations import queries as people
from bailu.organisations.enums import OrganisationKind
from bailu.organisations.models import Membership, Organisation


@dataclass(frozen=True, slots=True)
class PartyLine:
    """One of the three: its weight in percent, its score of 100 (None: not given, or not yet for this reader), what it adds."""

    party: Party
    weight: int
    score: Decimal | None
    given: bool
    opinion: str = ""

    @property
    def weighted(self) -> Decimal | None:
        return None if self.score is None else formulas.two_places(self.score * self.weight / rules.HUNDRED)


@dataclass(frozen=True, slots=True)
class AspectLine:
    label: Words
    weight: int
    score: Decimal | None

    @property
    def weighted(self) -> Decimal | None:
        return None if self.score is None else formulas.two_places(self.score * self.weight / rules.HUNDRED)


@dataclass(frozen=True, slots=True)
class Answers:
    """How many people answered and how; never who."""

    issued: int
    answered: int
    needed: int
    spread: tuple[tuple[Words, int], ...]
    helped: int


@dataclass(frozen=True, slots=True)
class Sheet:
    parties: tuple[PartyLine, ...]
    aspects: tuple[AspectLine, ...]
    answers: Answers


def sheet(actor: Actor, evaluation: Evaluation) -> Sheet:
    """The figures of the page, as far as this reader may see them now."""
    open_ = policies.may_see_score(actor, evaluation, Party.THIRD_PARTY)
    weights = params.regime(evaluation.contract.regime_on)[f"evaluation.aspect_weights_{evaluation.kind.lower()}"].table
    aspects = tuple(
        AspectLine(a.label, weights[a.value], Decimal(evaluation.aspects[a.value]) if open_ and a.value in evaluation.aspects else None)
        for a in Aspect
    )
    return Sheet(parties(actor, evaluation), aspects, _answers(evaluation, open_))


def parties(actor: Actor, evaluation: Evaluation) -> tuple[PartyLine, ...]:
    weights = params.regime(evaluation.contract.regime_on)["evaluation.party_weights"].table
    scores = reading.scores(evaluation)
    lines = []
    for who in Party:
        seen = policies.may_see_score(actor, evaluation, who)
        score = scores[who.value]
        opinion = {Party.PURCHASER: evaluation.purchaser_opinion, Party.THIRD_PARTY: evaluation.conclusion}.get(who, "")
        lines.append(PartyLine(who, weights[who.value], score if seen else None, score is not None, opinion if seen else ""))
    return tuple(lines)


def expected(actor: Actor, evaluation: Evaluation) -> tuple[PartyLine, ...]:
    """As ``parties``, with the recipients' score as it stands now: what the draft would put together."""
    given = reading.answers(evaluation.pk)
    score = rules.users_score(given) if given else None
    lines = parties(actor, evaluation)
    return tuple(replace(line, score=score, given=bool(given)) if line.party is Party.USERS else line for line in lines)


def _answers(evaluation: Evaluation, open_: bool) -> Answers:
    rows = list(Answer.objects.filter(evaluation=evaluation).values_list("satisfaction", "helped"))
    counts = Counter(satisfaction for satisfaction, _helped in rows)
    least = params.regime(evaluation.contract.regime_on)["evaluation.user_sample"].number
    return Answers(
        issued=Card.objects.filter(evaluation=evaluation).count(),
        answered=len(rows),
        needed=rules.answers_needed(least, reading.served(evaluation.contract)),
        spread=tuple((s.label, counts[s.value]) for s in Satisfaction) if open_ else (),
        helped=sum(helped for _satisfaction, helped in rows) if open_ else 0,
    )


def comments(actor: Actor, evaluation: Evaluation) -> list[str]:
    """What recipients wrote, for the evaluator alone, in no order that says who came when."""
    return list(Answer.objects.visible_to(actor).filter(evaluation=evaluation).exclude(comment="").values_list("comment", flat=True))


def cards(actor: Actor, evaluation: Evaluation) -> list[Card]:
    """The cards as printed; which of them came back is not shown."""
    return list(Card.objects.visible_to(actor).filter(evaluation=evaluation).only("code").order_by("pk"))


@dataclass(frozen=True, slots=True)
class Choice:
    """A third party that could be engaged, or why it could not."""

    organisation: Organisation
    verdict: Verdict


def evaluators(contract: Contract) -> list[Choice]:
    """All evaluation bodies with whether they are independent of the contract; four queries, however many."""
    bodies = list(Organisation.objects.filter(kind=OrganisationKind.EVALUATION_BODY).order_by("sort_key", "pk"))
    staff = list(
        Membership.objects.filter(organisation__in=bodies).open_on(clock.today()).values_list("organisation_id", "person_id").distinct()
    )
    tied = people.tied_people([person for _body, person in staff], [contract.provider_id])
    stained = {body for body, person in staff if person in tied}
    return [
        Choice(body, rules.independent(body.pk, provider=contract.provider_id, purchaser=contract.purchaser_id, tied=body.pk in stained))
        for body in bodies
    ]


@in_chinese
def standards(contract: Contract) -> list[dict[str, Any]]:
    """The acceptance sheet as far as the records fill it: a row for each target with what was done, a row for each of the six terms.

    In Chinese for every reader: the rows go into the certificate.
    """
    rows = [
        {
            "kind": _("服务"),
            "standard": f.target.measure,
            "required": f"{_figure(f.target.goal)}{f.target.unit}",
            "actual": "" if f.done is None else f"{_figure(f.done)}{f.target.unit}",
            "passed": f.done is not None and f.rate >= rules.HUNDRED,
        }
        for f in delivery.progress(contract.pk)
    ]
    final = reading.published(contract.pk, EvaluationKind.FINAL)
    quality = _("末期评估%(total)s分，%(grade)s") % {"total": final.total, "grade": final.get_grade_display()} if final else ""
    term = f"{contract.term_from}—{contract.term_to}"
    started = _("%(d)s开始服务") % {"d": contract.started_on} if contract.started_on else ""
    paid = contract.amount - contracts.encumbered_left(contract.project_no)
    terms = (
        (_("服务范围"), contract.scope, _("已服务%(n)s人") % {"n": reading.served(contract)}),
        (_("服务数量"), contract.quantity, ""),
        (_("服务质量"), contract.quality, quality),
        (_("服务期限"), term, started),
        (_("资金支付方式"), contract.payment, _("已支付%(a)s元") % {"a": f"{paid:,.2f}"}),
        (_("违约责任"), contract.breach, ""),
    )
    rows += [{"kind": _("合同"), "standard": label, "required": text, "actual": done, "passed": False} for label, text, done in terms]
    return rows


def _figure(value: Decimal) -> str:
    return f"{value.normalize():f}"


@dataclass(frozen=True, slots=True)
class EvaluationFacts:
    pk: int
    kind: Words
    state: str
    state_label: Words
    due_on: dt.date
    total: Decimal | None
    grade: Words
    published_at: dt.datetime | None
    url: str


@dataclass(frozen=True, slots=True)
class Facts:
    """For the dossier: who evaluates, the two evaluations, the acceptance."""

    evaluator: Organisation | None
    fee: Decimal | None
    evaluations: tuple[EvaluationFacts, ...]
    acceptance: Acceptance | None


def facts(project_no: str) -> Facts:
    """No scope: for rooms above, which have checked that the purchase may be seen. A total is told once it is published."""
    contract = contracts.contract_of(project_no)
    if contract is None:
        return Facts(None, None, (), None)
    engaged = reading.engagement(contract)
    rows = tuple(_facts(e) for e in reading.of_contract(contract.pk))
    acceptance = Acceptance.objects.filter(contract=contract).first()
    return Facts(engaged.evaluator if engaged else None, engaged.fee if engaged else None, rows, acceptance)


def _facts(e: Evaluation) -> EvaluationFacts:
    out = e.state == EvaluationState.PUBLISHED
    return EvaluationFacts(
        pk=e.pk,
        kind=e.get_kind_display(),
        state=e.state,
        state_label=e.state_label,
        due_on=e.due_on,
        total=e.total if out else None,
        grade=e.get_grade_display() if out else "",
        published_at=e.published_at,
        url=e.get_absolute_url(),
    )
