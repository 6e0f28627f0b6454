"""What the library puts on desks."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from bailu.inbox.kinds import Kind
from bailu.organisations.roles import Role
from bailu.programmes.library.lifecycle import BASIS

#: Whose desk follows from the level of the paper (``queries.issuing_role``) and from who drafted it.
ISSUE = Kind("programmes.issue_paper", _("审核印发文件"), Role.OFFICE_CLERK, "programmes:issue_paper", BASIS, "issuer_id", "no")
MEND = Kind("programmes.mend_paper", _("修改退回的文件草稿"), Role.OFFICE_CLERK, "programmes:revise_paper", BASIS, "issuer_id", "no")
#: One for each who must read it.
READ = Kind("programmes.read_paper", _("阅读文件"), Role.PURCHASER_CLERK, "programmes:read_paper", BASIS, "issuer_id", "no")
