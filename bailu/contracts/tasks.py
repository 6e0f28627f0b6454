"""What this room puts on desks."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from bailu.inbox.kinds import Kind
from bailu.organisations.roles import Role

DRAFT = Kind("contracts.draft", _("起草合同"), Role.PURCHASER_CLERK, "contracts:draft", "PL2014:46", key="no")
OFFER = Kind("contracts.offer", _("签署合同"), Role.PURCHASER_HEAD, "contracts:offer", "PL2014:46")
SIGN = Kind("contracts.sign", _("签署合同"), Role.PROVIDER_HEAD, "contracts:sign", "PL2014:46", of="provider_id")
PUBLISH = Kind("contracts.publish", _("公告合同"), Role.PURCHASER_CLERK, "contracts:publish", "IR2015:50")
FILE = Kind("contracts.file", _("合同备案"), Role.PURCHASER_CLERK, "contracts:file", "PL2014:47")
START = Kind("contracts.start", _("开始服务"), Role.PROVIDER_CLERK, "contracts:start", "XM2015:3.4", of="provider_id")
CLAIM = Kind("contracts.claim", _("提交请款"), Role.PROVIDER_CLERK, "contracts:claim", "XM2015:3.4", of="provider_id")
APPROVE_CLAIM = Kind("contracts.approve_claim", _("审核请款"), Role.PURCHASER_HEAD, "contracts:approve", "XM2015:3.6")
