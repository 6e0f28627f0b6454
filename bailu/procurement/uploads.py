"""Files of a bid stay in memory until they are sealed: none is ever written to a temporary file."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadhandler import MemoryFileUploadHandler, StopUpload

#: More than the form allows, so that the form can say what is wrong; beyond it the request is cut off.
MOST = 8 * 1024 * 1024


class SealedUploadHandler(MemoryFileUploadHandler):
    """Django's own, whatever the size of the request up to ``MOST``."""

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None) -> None:
        if content_length > MOST:
            raise StopUpload(connection_reset=True)
        self.activated = True
