"""Printing, done by the worker after the act that drafted or issued the document."""

from __future__ import annotations

import logging

from django.conf import settings
from procrastinate.contrib.django import app

from bailu.documents.commands import note_failure, print_document
from bailu.kernel.actor import SYSTEM
from bailu.kernel.queue import PATIENT

log = logging.getLogger(__name__)


@app.task(name="documents.render", retry=PATIENT)
def render(document_id: int) -> None:
    """Print a document. A failure is kept on the document and tried again; the act that caused it stands in any case."""
    try:
        print_document(SYSTEM, document_id=document_id)
    except Exception as error:
        log.exception("document %s could not be printed", document_id)
        note_failure(SYSTEM, document_id=document_id, error=f"{type(error).__name__}: {error}")
        if not settings.JOBS_INLINE:
            raise
