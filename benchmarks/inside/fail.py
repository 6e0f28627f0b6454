"""A procedure without bids fails: ``fail <project> <reason>``. Its public page says so, and why, from then on."""

from __future__ import annotations

import json
import sys

from bailu.demo import stage
from bailu.procurement import commands
from bailu.procurement.enums import FailureKind
from bailu.procurement.models import Procedure

no, reason = sys.argv[1:]
officer = stage.build().as_("officer")
commands.fail_procedure(officer, procedure_id=Procedure.objects.get(project_no=no).pk, kind=FailureKind.TOO_FEW, reason=reason)
print(json.dumps(True))
