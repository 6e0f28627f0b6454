"""People, and what they are in which organisation."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, cast

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bailu.kernel import clock
from bailu.kernel.actor import SYSTEM, Actor
from bailu.kernel.models import TimeStamped
from bailu.kernel.prepared import Prepared
from bailu.organisations.enums import AffiliationKind
from bailu.organisations.models.bodies import Organisation
from bailu.organisations.roles import Role


class People(BaseUserManager["Person"]):
    """People are made by acts; only the look-up by what a person types at sign-in is here."""

    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(username__iexact=username or "")

    def get(self, *args: Any, **kwargs: Any) -> Person:
        """Every page of a session begins with this one question, so it is prepared: who has this key."""
        if args or kwargs.keys() != {"pk"} or type(kwargs["pk"]) is not int:
            return super().get(*args, **kwargs)
        for found in _BY_KEY(SYSTEM, kwargs["pk"]):
            return cast(Person, found)
        raise Person.DoesNotExist


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, actor: Actor) -> PersonQuerySet:
        """Administrators and auditors see who holds which role; everybody else the people of the own organisation."""
        if actor.is_system or actor.has(Role.ADMIN, Role.AUDITOR):
            return self
        if not actor.signed_in:
            return self.none()
        return self.filter(Q(pk=actor.user_id) | Q(memberships__organisation_id=actor.organisation_id)).distinct()


class Person(AbstractBaseUser):
    """Whoever signs in. What a person may do comes from memberships alone."""

    username = models.CharField(
        _("用户名"), max_length=60, unique=True, validators=[RegexValidator(r"^[a-z0-9][a-z0-9._-]*$", _("小写字母、数字、点、横线。"))]
    )
    name = models.CharField(_("姓名"), max_length=60)
    email = models.EmailField(_("电子邮箱"), blank=True)
    phone = models.CharField(_("手机"), max_length=20, blank=True)
    is_active = models.BooleanField(_("可登录"), default=True)
    joined_at = models.DateTimeField(default=clock.now, editable=False)
    assumed = models.BooleanField(_("人物为推定"), default=False)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = People.from_queryset(PersonQuerySet)()

    class Meta:
        ordering = ("username",)
        verbose_name = _("人员")
        constraints = [
            models.UniqueConstraint(
                fields=("email",), condition=~Q(email=""), name="person_email_unique", violation_error_message=_("这个邮箱已有账号。")
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


_BY_KEY = Prepared(lambda _actor, pk: Person.objects.filter(pk=pk).order_by())


class MembershipQuerySet(models.QuerySet["Membership"]):
    def visible_to(self, actor: Actor) -> MembershipQuerySet:
        if actor.is_system or actor.has(Role.ADMIN, Role.AUDITOR):
            return self
        if not actor.signed_in:
            return self.none()
        return self.filter(Q(person_id=actor.user_id) | Q(organisation_id=actor.organisation_id))

    def open_on(self, day: dt.date) -> MembershipQuerySet:
        return self.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)


class Membership(TimeStamped):
    """A person holds a role in an organisation from a day on, until a day (inclusive) or further notice."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships", verbose_name=_("人员"))
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships", verbose_name=_("机构"))
    role = models.CharField(_("岗位"), max_length=24, choices=Role.choices)
    since = models.DateField(_("自"))
    until = models.DateField(_("至"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ("organisation_id", "person_id", "role")
        verbose_name = _("任职")
        constraints = [
            models.UniqueConstraint(
                fields=("person", "organisation", "role"),
                condition=Q(until__isnull=True),
                name="membership_open_once",
                violation_error_message=_("这个人在本机构已担任这个岗位。"),
            ),
            models.CheckConstraint(
                # Ended on its first day means never held: the day before.
                name="membership_dates_in_order",
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since") - dt.timedelta(days=1)),
                violation_error_message=_("结束日期不得早于开始日期。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}@{self.organisation_id}:{self.role}"


class AffiliationQuerySet(models.QuerySet["Affiliation"]):
    def visible_to(self, actor: Actor) -> AffiliationQuerySet:
        """Ties are private: the person, and those who draw or check committees."""
        if actor.is_system or actor.has(Role.AUDITOR, Role.PROCUREMENT_OFFICER):
            return self
        return self.none() if actor.user_id is None else self.filter(person_id=actor.user_id)


class Affiliation(TimeStamped):
    """A tie between a person and an organisation; within the years of avoidance it bars the person from judging it (IR2015:9)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="affiliations", verbose_name=_("人员"))
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="affiliations", verbose_name=_("机构"))
    kind = models.CharField(_("关系"), max_length=12, choices=AffiliationKind.choices)
    since = models.DateField(_("自"))
    until = models.DateField(_("至"), null=True, blank=True)
    note = models.CharField(_("说明"), max_length=200, blank=True)

    objects = AffiliationQuerySet.as_manager()

    class Meta:
        ordering = ("-since", "pk")
        verbose_name = _("利害关系")
        constraints = [
            models.CheckConstraint(
                name="affiliation_dates_in_order",
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")),
                violation_error_message=_("结束日期不得早于开始日期。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}~{self.organisation_id}:{self.kind}"
