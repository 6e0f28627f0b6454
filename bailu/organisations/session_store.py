"""Sessions in the database, as Django keeps them; the one read that every page begins with is prepared."""

from __future__ import annotations

import datetime as dt
import time

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session

from bailu.kernel.actor import SYSTEM
from bailu.kernel.prepared import Prepared

_OPEN = Prepared(lambda _actor, key, now: Session.objects.filter(session_key=key, expire_date__gt=now))


class SessionStore(db.SessionStore):
    """Time here is the machine's: a demonstration's clock ends no session."""

    def _get_session_from_db(self) -> Session | None:
        for found in _OPEN(SYSTEM, self.session_key or "", dt.datetime.fromtimestamp(time.time(), dt.UTC)):
            return found if isinstance(found, Session) else None
        self._session_key = None
        return None
