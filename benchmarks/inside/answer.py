"""A question of a supplier, asked and answered: ``answer <project> <words>``. Both stand on the public page from then on."""

from __future__ import annotations

import datetime as dt
import json
import sys

from bailu.demo import stage
from bailu.kernel import clock
from bailu.procurement import commands
from bailu.procurement.models import Procedure

no, words = sys.argv[1:]
procedure = Procedure.objects.get(project_no=no)
assert procedure.published_at is not None
with clock.at(procedure.published_at + dt.timedelta(days=1)):
    set_up = stage.build()
    asked = commands.ask_enquiry(set_up.as_("jia_head"), procedure_id=procedure.pk, question="服务场地由谁提供？")
    commands.answer_enquiry(set_up.as_("officer"), enquiry_id=asked.pk, answer=words)
print(json.dumps(True))
