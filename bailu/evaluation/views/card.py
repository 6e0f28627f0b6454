"""The recipient's card: no account, no name, big letters.

A code is eight signs of twenty-seven, drawn at random: whoever tries ten codes a second for a month has about one chance in
forty of hitting one of three hundred open cards, and would win one answer. The counter of wrong codes in the session only keeps
an honest hand from trying on and on.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from bailu.evaluation import commands, forms, queries, rules
from bailu.evaluation.models import Card
from bailu.kernel.actor import ANONYMOUS
from bailu.kernel.errors import OutOfScope
from bailu.kernel.verdict import Verdict
from bailu.ui.actviews import ActView
from bailu.ui.views_base import ActorView

MISSES, TRIES = "card_misses", 10


def _misses(request: HttpRequest) -> int:
    return int(request.session.get(MISSES, 0))


class CardDesk(ActorView):
    """Enter the code printed on the card."""

    public = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self.shown(forms.CardCode())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        form = forms.CardCode(request.POST)
        if not form.is_valid():
            return self.shown(form, 422)
        if _misses(request) >= TRIES:
            return self.shown(form, 429)
        try:
            card = queries.card(form.cleaned_data["code"])
        except OutOfScope:
            request.session[MISSES] = _misses(request) + 1
            form.add_error("code", _now("没有这个号码，请对照卡片再看一看。"))
            return self.shown(form, 404)
        return HttpResponseRedirect(reverse("evaluation:answer", args=[card.code]))

    def shown(self, form: forms.CardCode, status: int = 200) -> HttpResponseBase:
        context = {"form": form, "stopped": status == 429 or _misses(self.request) >= TRIES}
        return self.render("evaluation/card_desk.html", context, status)


class AnswerCard(ActView):
    """Five big choices. Whoever is signed in on this machine does not count: the answer is nobody's."""

    public = True
    title = _("服务评价")
    form_class = forms.CardAnswer
    template_name = "evaluation/card_answer.html"

    def get_subject(self) -> Card:
        if _misses(self.request) >= TRIES:
            raise OutOfScope
        try:
            return queries.card(self.kwargs["code"])
        except OutOfScope:
            self.request.session[MISSES] = _misses(self.request) + 1
            raise

    def verdict(self, subject: Card) -> Verdict:
        return rules.card_open(subject.answered, subject.evaluation.state)

    def refused_page(self, verdict: Verdict) -> HttpResponseBase:  # type: ignore[override]
        return self.render("evaluation/card_closed.html", {"verdict": verdict}, 422)

    def success_url(self, result: Any) -> str:
        return reverse("evaluation:thanks")

    def success_message(self, result: Any) -> str:
        return _now("您的评价已经收到。")

    def cancel_url(self, subject: Card) -> str:
        return ""

    def perform(self, subject: Card, data: dict[str, Any], once: str) -> Card:
        return commands.answer_card(ANONYMOUS, code=subject.code, once=once, **data)


class Thanks(ActorView):
    public = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self.render("evaluation/card_thanks.html", {})
