"""``print ask``: every paper of this database waits to be printed again; ``print left``: how many still wait."""

from __future__ import annotations

import json
import sys

from procrastinate.contrib.django.models import ProcrastinateJob

from bailu.documents.jobs import render
from bailu.documents.models import Document

if sys.argv[1] == "ask":
    papers = list(Document.objects.values_list("pk", flat=True))
    for paper in papers:
        render.defer(document_id=paper)
    print(json.dumps(len(papers)))
else:
    print(json.dumps(ProcrastinateJob.objects.filter(task_name="documents.render", status__in=("todo", "doing")).count()))
