"""Budget lines that wait for the treasury's approval, proposed and submitted by the acts: ``lines <how many>``."""

from __future__ import annotations

import json
import sys
from decimal import Decimal

from bailu.demo import stage
from bailu.funds import commands

set_up, nos = stage.build(), []
clerk = set_up.as_("clerk")
for number in range(int(sys.argv[1])):
    line = commands.propose_line(
        clerk, year=2015, level="CITY", treasury_id=set_up.bodies["treasury"].pk, source="FISCAL", purpose="SERVICE",
        title=f"购买社会工作服务经费（{number + 1}）", amount=Decimal("100000.00"),
    )  # fmt: skip
    commands.submit_line(clerk, line_id=line.pk)
    nos.append(line.no)
print(json.dumps(nos))
