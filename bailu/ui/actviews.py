"""One screen for one act: it says what is possible, takes the facts, and shows what the law answers.

On GET the room's verdict decides between the form and a page that says why not and where it can be mended. On POST the act itself
decides: asking the verdict first would answer a double click with a refusal, where the ``once`` key answers with the first result.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import Error
from django.forms import BaseFormSet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.encoding import force_str
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from bailu.kernel.actor import Actor
from bailu.kernel.errors import Forbidden, Refused
from bailu.kernel.once import fresh
from bailu.kernel.verdict import ALLOWED, Verdict, refuse
from bailu.kernel.words import Words
from bailu.ui import addresses, drafts, happened, outage, remedies, stepup
from bailu.ui.formviews import Set, add_row, problems, sections, turn_away
from bailu.ui.views_base import ActorView


class SeeOther(HttpResponseRedirect):
    """After an act: the browser reads the next page with GET, whatever it did before."""

    status_code = 303


class ActView(ActorView):
    """Declare ``title``, ``clause``, ``submit_label``, ``form_class``, and what it asks and calls:

    ``policy(actor, subject)`` says whether this person may; ``command(actor, <takes>=subject.pk, once=…, **facts)`` is the act.
    Where that is not enough, answer ``verdict`` or ``perform``.

    A form may carry ``sections = ((title, ("field", ...)), ...)`` and ``formsets = {"items": FormSetClass}``; the rows of a set
    reach ``perform`` as a list of dicts under its name. ``Refused`` by the act comes back as 422 with what was typed.
    """

    title: ClassVar[Words] = ""
    intro: ClassVar[Words] = ""
    clause: ClassVar[str] = ""
    submit_label: ClassVar[Words] = ""
    submit_tone: ClassVar[str] = "main"
    confirm: ClassVar[Words] = ""
    #: The other answer to the same question: what it is called, and the name of its address.
    instead: ClassVar[tuple[Words, str] | None] = None
    form_class: ClassVar[type[forms.Form] | type[forms.ModelForm[Any]] | None] = None
    template_name: ClassVar[str] = "ui/act.html"
    #: Where a refusal is mended, by its code; what the form itself mends needs none.
    mends: ClassVar[Mapping[str, remedies.Remedy]] = {}
    #: What is typed is kept for its author until it is handed in; not where it must be readable to nobody.
    keeps_draft: ClassVar[bool] = True
    policy: ClassVar[Callable[[Actor, Any], Verdict] | None] = None
    command: ClassVar[Callable[..., Any] | None] = None
    takes: ClassVar[str] = ""
    #: Money and award: whoever has not shown for a while who he is does so on this screen, beside what he typed.
    step_up: ClassVar[bool] = False

    # What a room answers

    def get_subject(self) -> Any:
        """What the act is about; raises ``OutOfScope``."""
        return None

    def verdict(self, subject: Any) -> Verdict:
        policy = type(self).policy
        return policy(self.actor, subject) if policy else ALLOWED

    def perform(self, subject: Any, data: dict[str, Any], once: str) -> Any:
        """Call the one command. May raise ``Refused``, ``Forbidden``, ``OutOfScope`` or, for a field, ``ValidationError``."""
        command = type(self).command
        if command is None:
            raise NotImplementedError(f"{type(self).__name__} names no command")
        about = {self.takes: subject.pk} if self.takes else {}
        return command(self.actor, **about, once=once, **data)

    def success_url(self, result: Any) -> str:
        """By default the dossier of the purchase, else the page of the result itself, else the desk."""
        for thing in (result, self.subject):
            no = getattr(thing, "project_no", "")
            if no:
                return addresses.purchase(str(no))
            if hasattr(thing, "get_absolute_url"):
                return str(thing.get_absolute_url())
        return "/"

    def success_message(self, result: Any) -> Words:
        return _("已办理：%(title)s。") % {"title": self.title}

    def context(self, subject: Any) -> dict[str, Any]:
        """``aside`` (pairs of label and value) is shown beside the form; anything else is for a template of the room."""
        return {}

    def initial(self, subject: Any) -> dict[str, Any]:
        return {}

    def formset_initial(self, subject: Any) -> dict[str, list[dict[str, Any]]]:
        return {}

    def form_kwargs(self, subject: Any) -> dict[str, Any]:
        return {}

    def formset_kwargs(self, subject: Any) -> dict[str, dict[str, Any]]:
        return {}

    def cancel_url(self, subject: Any) -> str:
        if subject is not None:
            return self.success_url(subject)
        return "/" if self.actor.signed_in else ""

    def heading(self, subject: Any) -> Words:
        """A quiet line under the title: which purchase, which need."""
        return ""

    def about_url(self) -> str:
        """The dossier of the purchase the act is about, opened beside the form: nothing typed is lost by reading."""
        no = str(getattr(self.subject, "project_no", "") or getattr(self.subject, "no", ""))
        return addresses.purchase(no) if no.startswith("P-") and self.actor.signed_in else ""

    # How it goes

    @cached_property
    def subject(self) -> Any:
        return self.get_subject()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        verdict = self.verdict(self.subject)
        if not verdict.allowed:
            return self.refused_page(self.mended(verdict))
        kept = drafts.of(self.actor, self.screen) if self.drafted else None
        data = kept.data if kept else None
        form, sets = self.new_form(data, typed=bool(kept)), self.new_sets(data, typed=bool(kept))
        return self.page(form, sets, fresh(), restored=kept.at if kept else None)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        once = self.once_key()
        data: QueryDict = request.POST
        turn_away(data)
        wanted = data.get("_add", "")
        if wanted:
            data = add_row(data, wanted)
            return self.page(self.new_form(data, typed=True), self.new_sets(data, typed=True), once)
        form, sets = self.new_form(data), self.new_sets(data)
        unconfirmed = bool(self.confirm) and data.get("confirm") != "yes"
        valid = [form is None or form.is_valid(), *(each.formset.is_valid() for each in sets)]
        if not all(valid) or unconfirmed:
            return self.page(form, sets, once, status=422, confirm_error=_("请先核对并勾选。") if unconfirmed else "")
        facts = dict(form.cleaned_data) if form is not None else {}
        facts |= {each.key: each.rows() for each in sets}
        proof = stepup.ask(request, request.POST) if self.step_up else None
        if proof is not None and not stepup.settle(proof):
            return self.page(form, sets, once, status=422, proof=proof)
        return self.attempt(form, sets, facts, once)

    def attempt(self, form: forms.BaseForm | None, sets: Sequence[Set], facts: dict[str, Any], once: str) -> HttpResponseBase:
        try:
            result = self.perform(self.subject, facts, once)
        except Refused as refused:
            verdict = happened.told(self.actor, self.subject, refused.verdict, once)
            return self.page(form, sets, once, status=422, verdict=self.mended(verdict))
        except Forbidden as forbidden:
            return self.page(form, sets, once, status=403, verdict=forbidden.verdict)
        except ValidationError as error:
            if form is None:
                return self.page(form, sets, once, status=422, verdict=refuse("".join(error.messages)))
            _place(form, error)
            return self.page(form, sets, once, status=422)
        except (Error, OSError) as fault:
            away = outage.kind_of(fault)
            if not away:
                raise
            return self.page(form, sets, once, status=503, verdict=outage.verdict(away))
        if self.drafted:
            drafts.drop(self.actor, self.screen)
        messages.success(self.request, force_str(self.success_message(result)))
        return SeeOther(self.success_url(result))

    def once_key(self) -> str:
        """The key this form was given when it was shown; a mangled one is replaced, which only loses the protection."""
        try:
            return str(uuid.UUID(self.request.POST.get("once", "")))
        except ValueError:
            return fresh()

    def mended(self, verdict: Verdict) -> Verdict:
        page = self.cancel_url(self.subject)
        return remedies.mended(verdict, self.mends.get(verdict.code), self.subject, page, self.request.path)

    # The draft

    @property
    def screen(self) -> str:
        """Where a draft belongs: the address, and with it the subject."""
        return self.request.get_full_path()

    @property
    def drafted(self) -> bool:
        return self.keeps_draft and self.form_class is not None and self.actor.signed_in

    def keep(self, form: forms.BaseForm | None, sets: Sequence[Set], once: str) -> bool:
        """What was posted, as a draft of its author."""
        return self.drafted and drafts.keep(self.actor, self.screen, drafts.typed_in(self.request.POST, form, (s.key for s in sets)), once)

    # The form and its sets

    def new_form(self, data: Any, *, typed: bool = False) -> forms.BaseForm | None:
        """``typed``: the form goes on being filled in; what is not there yet is no error."""
        if self.form_class is None:
            return None
        files = self.request.FILES if data is not None else None
        form = self.form_class(data=data, files=files, initial=self.initial(self.subject), **self.form_kwargs(self.subject))
        if typed:
            form.full_clean()
            form.errors.clear()
        return form

    def new_sets(self, data: Any, *, typed: bool = False) -> list[Set]:
        declared: Mapping[str, type[BaseFormSet[Any]]] = getattr(self.form_class, "formsets", {})
        initial, more = self.formset_initial(self.subject), self.formset_kwargs(self.subject)
        files = self.request.FILES if data is not None else None
        return [
            Set(key, kind(data=data, files=files, prefix=key, initial=initial.get(key), **more.get(key, {})), typed)
            for key, kind in declared.items()
        ]

    # The pages

    def page(
        self,
        form: forms.BaseForm | None,
        sets: Sequence[Set],
        once: str,
        *,
        status: int = 200,
        verdict: Verdict | None = None,
        confirm_error: str = "",
        proof: forms.Form | None = None,
        restored: datetime | None = None,
    ) -> HttpResponse:
        if status == 422:
            self.keep(form, sets, once)
        asked = problems(proof, ()) if proof is not None else []
        context = {
            "title": self.title,
            "intro": self.intro,
            "heading": self.heading(self.subject),
            "about_url": self.about_url(),
            "form": form,
            "sets": sets,
            "sections": sections(form),
            "errors": [*problems(form, sets, confirm_error), *asked] if status == 422 else [],
            "proof": proof or (stepup.ask(self.request) if self.step_up else None),
            "refusal": verdict,
            "once": once,
            "confirm": self.confirm,
            "confirm_error": confirm_error,
            "confirmed": self.request.POST.get("confirm") == "yes",
            "submit_label": self.submit_label or self.title,
            "submit_tone": self.submit_tone,
            "clause": self.clause,
            "cancel_url": self.cancel_url(self.subject),
            "instead": (self.instead[0], reverse(self.instead[1], kwargs=self.kwargs)) if self.instead else None,
            "files_lost": status != 200 and bool(self.request.FILES),
            "multipart": any(each.formset.is_multipart() for each in sets),
            "subject": self.subject,
            "restored": restored,
            "screen": self.screen if self.drafted else "",
        }
        return self.render(self.template_name, context | self.context(self.subject), status)

    def refused_page(self, verdict: Verdict) -> HttpResponse:
        verdict = happened.told(self.actor, self.subject, verdict)
        context = {"title": self.title, "verdict": verdict, "back": self.cancel_url(self.subject), "subject": self.subject}
        return self.render("ui/refused.html", context, 403 if verdict.forbidden else 422)


def _place(form: forms.BaseForm, error: ValidationError) -> None:
    """At its field when the error names one that is there, else above the form."""
    named: Mapping[str, list[ValidationError]] = getattr(error, "error_dict", {})
    if named and all(name in form.fields for name in named):
        form.add_error(None, error)
    else:
        form.add_error(None, ValidationError(error.messages))
