"""States and parties of the evaluation."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class EvaluationKind(models.TextChoices):
    MID = "MID", _("中期评估")
    FINAL = "FINAL", _("末期评估")


class EvaluationState(models.TextChoices):
    PLANNED = "PLANNED", _("待自评")
    SELF_REPORTED = "SELF_REPORTED", _("评分中")
    DRAFTED = "DRAFTED", _("征求意见")
    REPLIED = "REPLIED", _("待定稿")
    PUBLISHED = "PUBLISHED", _("已定稿公布")


class Party(models.TextChoices):
    """The three parties of clause 3.7; values are the keys of the weights in the law's parameters."""

    THIRD_PARTY = "third_party", _("第三方")
    PURCHASER = "purchaser", _("购买主体")
    USERS = "users", _("服务对象")


class Grade(models.TextChoices):
    EXCELLENT = "excellent", _("优秀")
    GOOD = "good", _("良好")
    QUALIFIED = "qualified", _("合格")
    UNQUALIFIED = "unqualified", _("不合格")


class Aspect(models.TextChoices):
    """The three aspects of the Xiamen trial rules of 2014; values are keys of the aspect weights."""

    SERVICE = "service", _("专业服务")
    EFFECT = "effect", _("服务成效")
    MANAGEMENT = "management", _("服务管理")


class Satisfaction(models.IntegerChoices):
    """The five choices of a recipient's card, the best first."""

    VERY_GOOD = 5, _("很满意")
    GOOD = 4, _("满意")
    FAIR = 3, _("一般")
    BAD = 2, _("不满意")
    VERY_BAD = 1, _("很不满意")


#: The colour of a grade, wherever it is shown.
GRADE_TONES: dict[str, str] = {Grade.EXCELLENT: "ok", Grade.GOOD: "ok", Grade.QUALIFIED: "warn", Grade.UNQUALIFIED: "stop"}
