"""While the database or the disk is away, every request would log the same long trace: then a line each, or the log itself fills the disk."""

from __future__ import annotations

import logging

from bailu.ui import outage


class OneLine(logging.Filter):
    """Keeps the record, and of a fault that is an outage only its kind and first line."""

    def filter(self, record: logging.LogRecord) -> bool:
        fault = record.exc_info[1] if record.exc_info else None
        if kind := outage.kind_of(fault):
            lines = str(fault).strip().splitlines()
            record.msg, record.args = f"{record.getMessage()} ({kind}: {lines[0] if lines else type(fault).__name__})", None
            record.exc_info = record.exc_text = None
        return True
