"""What the screens of this room ask for, in plain words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from bailu.documents.rules import SUFFIXES
from bailu.kernel.verdict import Verdict
from bailu.organisations import rules
from bailu.organisations.enums import AffiliationKind, ConditionKind, DivisionLevel, OrganisationFunction, OrganisationKind
from bailu.organisations.models import Condition, Division, Organisation, Person
from bailu.ui.fields import Offered, day, either, file_input, shaped, text


def answered(verdict: Verdict) -> None:
    """A number that the rule refuses is an error at its field."""
    if not verdict.allowed:
        raise ValidationError(str(verdict.reason))


class DivisionChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        indent = "" if len(obj.code) == 6 else "　"
        return f"{indent}{obj.name}"


class OrganisationFacts(forms.Form):
    """What may be changed later: ``commands.EDITABLE``."""

    short_name = forms.CharField(label=_("简称"), max_length=60, required=False)
    function = forms.ChoiceField(
        label=_("职能"),
        choices=OrganisationFunction.choices,
        initial=OrganisationFunction.OTHER,
        help_text=_("决定本机构的人员可以担任哪些岗位，例如财政岗位只能设在财政部门。"),
    )
    credit_code = forms.CharField(
        label=_("统一社会信用代码"), max_length=18, required=False, help_text=_("18位。2015年10月起发放；之前填登记证号和组织机构代码。")
    )
    registration_no = forms.CharField(label=_("登记证号"), max_length=60, required=False)
    organisation_code = forms.CharField(label=_("组织机构代码"), max_length=10, required=False, help_text=_("9位，例如 79965505-8。"))
    establishment_evidence = text(
        _("编制或参公依据"), help_text=_("参公管理的事业单位和群团组织作为购买主体时必填：批准文件的名称和文号。"), required=False
    )
    founded_on = day(_("成立日期"), required=False)
    address = forms.CharField(label=_("地址"), max_length=200, required=False)
    telephone = forms.CharField(label=_("电话"), max_length=40, required=False)

    sections = (
        (_("机构"), ("kind", "name", "short_name", "function", "division")),
        (_("登记号码"), ("credit_code", "registration_no", "organisation_code", "establishment_evidence", "founded_on")),
        (_("联系方式"), ("address", "telephone")),
    )

    def clean_credit_code(self) -> str:
        code = str(self.cleaned_data["credit_code"]).strip().upper()
        if code:
            answered(rules.credit_code(code))
        return code

    def clean_organisation_code(self) -> str:
        code = str(self.cleaned_data["organisation_code"]).strip().upper()
        if code:
            answered(rules.organisation_code(code))
        return code


class RegisterOrganisation(Offered, OrganisationFacts):
    offers = {"kind": "kinds"}

    kind = forms.ChoiceField(label=_("机构类别"), choices=OrganisationKind.choices)
    name = forms.CharField(label=_("全称"), max_length=120, help_text=_("与登记证书或批准文件一致，登记后不能更改。"))
    division = DivisionChoice(label=_("所在区划"), queryset=Division.objects.exclude(level=DivisionLevel.COMMUNITY))


class EditOrganisation(OrganisationFacts):
    def __init__(self, *args: Any, changes_function: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not changes_function:
            del self.fields["function"]


class SubmitConditions(forms.Form):
    """Six small groups, one for each condition; what is left empty is not submitted."""

    def __init__(self, *args: Any, notes: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in ConditionKind:
            self.fields[f"{kind}_statement"] = text(_("说明"), help_text=_("怎样符合这一条件。"), required=False)
            evidence = forms.CharField(
                label=_("证明材料"), max_length=200, required=False, help_text=_("材料名称和编号，例如：民办非企业单位登记证书，编号。")
            )
            self.fields[f"{kind}_evidence"] = shaped(evidence, span="half")
            self.fields[f"{kind}_valid_until"] = day(_("有效期至"), help_text=_("材料没有期限的不填。"), required=False)
            self.fields[f"{kind}_upload"] = forms.FileField(
                label=_("证明文件"),
                required=False,
                help_text=_("扫描件或电子文件。"),
                widget=file_input(accept=SUFFIXES, most=settings.UPLOAD_MAX_BYTES),
            )
        self.sections = tuple(
            (kind.label, (f"{kind}_statement", f"{kind}_evidence", f"{kind}_valid_until", f"{kind}_upload"), notes.get(kind, ""))
            for kind in ConditionKind
        )

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or {}
        for kind in ConditionKind:
            statement, evidence = facts.get(f"{kind}_statement"), facts.get(f"{kind}_evidence")
            if statement and not evidence:
                self.add_error(f"{kind}_evidence", _("请写明证明材料。"))
            if evidence and not statement:
                self.add_error(f"{kind}_statement", _("请说明怎样符合这一条件。"))
        return facts

    @staticmethod
    def conditions(facts: dict[str, Any]) -> list[dict[str, Any]]:
        return [
            {
                "kind": str(kind),
                "statement": facts[f"{kind}_statement"],
                "evidence": facts[f"{kind}_evidence"],
                "valid_until": facts[f"{kind}_valid_until"],
                "upload": facts[f"{kind}_upload"],
            }
            for kind in ConditionKind
            if facts.get(f"{kind}_statement")
        ]


class DecideConditions(forms.Form):
    """One group for each condition that waits for a decision."""

    def __init__(self, *args: Any, pending: Iterable[Condition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pending = list(pending)
        groups = []
        for condition in self.pending:
            kind = condition.kind
            self.fields[f"{kind}_accept"] = either(_("审核结论"), _("通过"), _("退回"))
            self.fields[f"{kind}_valid_until"] = day(_("有效期至"), help_text=_("以证明材料上的期限为准；长期有效的不填。"), required=False)
            self.initial.setdefault(f"{kind}_valid_until", condition.valid_until)
            self.fields[f"{kind}_note"] = text(_("审核意见"), help_text=_("退回必须写明原因，承接主体据此补正。"), rows=2, required=False)
            shown = f"{condition.statement} {_('证明材料')}：{condition.evidence}"
            groups.append((ConditionKind(kind).label, (f"{kind}_accept", f"{kind}_valid_until", f"{kind}_note"), shown))
        self.sections = tuple(groups)

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or {}
        for condition in self.pending:
            if facts.get(f"{condition.kind}_accept") is False and not str(facts.get(f"{condition.kind}_note") or "").strip():
                self.add_error(f"{condition.kind}_note", _("退回须写明原因。"))
        return facts

    @staticmethod
    def decisions(facts: dict[str, Any]) -> list[dict[str, Any]]:
        kinds = [kind for kind in ConditionKind if f"{kind}_accept" in facts]
        return [
            {
                "kind": str(kind),
                "accept": facts[f"{kind}_accept"],
                "valid_until": facts[f"{kind}_valid_until"],
                "note": facts[f"{kind}_note"],
            }
            for kind in kinds
        ]


class Restrict(forms.Form):
    reason = text(_("原因"), help_text=_("写明事实和依据，机构本身和其他购买单位都能看到。"))
    until = day(_("限制期至"), help_text=_("不填表示直到解除为止。"), required=False)


class Lift(forms.Form):
    reason = text(_("原因"))


class InvitePerson(Offered):
    offers = {"role": "roles"}

    name = forms.CharField(label=_("姓名"), max_length=60)
    username = forms.RegexField(
        r"^[a-z0-9][a-z0-9._-]*$", label=_("用户名"), max_length=60, help_text=_("登录用，小写字母、数字、点和横线。")
    )
    role = forms.ChoiceField(label=_("岗位"), choices=())
    email = forms.EmailField(label=_("电子邮箱"), help_text=_("设置密码的链接发到这个邮箱。"))
    phone = forms.CharField(label=_("手机"), max_length=20, required=False)
    since = day(_("开始日期"), help_text=_("不填表示从今天起。"), required=False)


class GrantRole(Offered):
    offers = {"role": "roles"}

    username = forms.CharField(label=_("用户名"), max_length=60, help_text=_("已有账号的人，可以是其他机构的。"))
    role = forms.ChoiceField(label=_("岗位"), choices=())
    since = day(_("开始日期"), help_text=_("不填表示从今天起。"), required=False)

    def clean_username(self) -> Person:
        person = Person.objects.filter(username=str(self.cleaned_data["username"]).strip().lower()).first()
        if person is None:
            raise ValidationError(_("没有这个用户名。"))
        return person


class EndMembership(forms.Form):
    until = day(_("任职至（含当日）"), help_text=_("不填表示从今天起不再任职。"), required=False)
    reason = text(_("原因"))


class AccountReason(forms.Form):
    """Why an account is closed or opened again."""

    reason = text(_("原因"))


class DeclareTie(Offered):
    offers = {"organisation": "organisations"}

    organisation = forms.ModelChoiceField(label=_("机构"), queryset=Organisation.objects.none())
    kind = forms.ChoiceField(label=_("关系"), choices=AffiliationKind.choices)
    since = day(_("开始日期"))
    until = day(_("结束日期"), help_text=_("仍在持续的不填。"), required=False)
    note = forms.CharField(label=_("说明"), max_length=200, required=False)


class EndTie(forms.Form):
    until = day(_("结束日期"), help_text=_("不填表示今天。结束后在法定年限内仍须回避。"), required=False)
