"""What never reaches a log or an error report: passwords, keys, tokens, sessions, what a bid says, what people are called.

Nothing of a request's content is logged on purpose. This is the net below: exceptions quote values (PostgreSQL names the row that
failed), and addresses carry tokens.
"""

from __future__ import annotations

import logging
import re
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.views.debug import ExceptionReporter, SafeExceptionReporterFilter

HIDDEN = "[…]"
#: PostgreSQL's second lines quote the row; psycopg puts them into the text of the exception.
_ROWS = re.compile(
    r"^(DETAIL|CONTEXT|STATEMENT|QUERY|LINE \d+)\b.*(?:\n(?![A-Z]+:|\s*File |Traceback|\w+(?:\.\w+)*(?:Error|Exception|Violation)).*)?",
    re.M,
)
_ROW_INLINE = re.compile(r"(Failing row contains|Key) \(.*\)(?: is not| already| is still)?", re.S)
#: Values quoted by an error of the database: "invalid input syntax for type integer: "…"".
_QUOTED = re.compile(r'((?:invalid input (?:syntax|value)[^:\n]*|value too long[^:\n]*): )".*"')
_ADDRESSES = (
    # the links that set a password; the codes of the recipients' cards
    re.compile(r"(/accounts/password/reset/key/)[^\s/\"']+"),
    re.compile(r"(/card/)(?!thanks)[^\s/\"']+"),
    re.compile(r"(/receipts?/)[^\s/\"']+"),
    re.compile(r"([?&][^=\s&]{1,60}=)[^\s&\"')]+"),
)
_PAIRS = re.compile(
    r"(?i)((?:password|passwd|secret(?:_key)?|token|csrfmiddlewaretoken|sessionid|csrftoken|authorization|cookie|proof-\w+|seal)"
    r"[\"']?\s*[=:]\s*)(?:\"[^\"]*\"|'[^']*'|[^\s,;)}\]]+)"
)
_URLS = re.compile(r"(postgres(?:ql)?://[^:@/\s]+:)[^@\s]+@")


def clean(text: str) -> str:
    """A line of the log, or a whole report, without what must not be in it."""
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        text = text.replace(key, HIDDEN)
    text = _ROWS.sub(lambda found: f"{found[1]}: {HIDDEN}", text)
    text = _ROW_INLINE.sub(lambda found: f"{found[1]} {HIDDEN}", text)
    text = _QUOTED.sub(rf"\1{HIDDEN}", text)
    for pattern in _ADDRESSES:
        text = pattern.sub(rf"\1{HIDDEN}", text)
    text = _URLS.sub(rf"\1{HIDDEN}@", text)
    return _PAIRS.sub(rf"\1{HIDDEN}", text)


class CleanFormatter(logging.Formatter):
    """The only formatter there is: message and traceback alike go through ``clean``."""

    def format(self, record: logging.LogRecord) -> str:
        return clean(super().format(record))


class NothingPersonal(SafeExceptionReporterFilter):
    """An error report names the place in the code, never the values there: no variables, no form, no cookies."""

    def get_traceback_frame_variables(self, request: HttpRequest | None, tb_frame: Any) -> Any:
        if not self.is_active(request):
            return super().get_traceback_frame_variables(request, tb_frame)
        return [(name, HIDDEN) for name in tb_frame.f_locals]

    def get_post_parameters(self, request: HttpRequest | None) -> Any:
        if request is None or not self.is_active(request):
            return super().get_post_parameters(request)
        return dict.fromkeys(request.POST, HIDDEN)

    def get_safe_cookies(self, request: HttpRequest) -> dict[str, Any]:
        return dict.fromkeys(request.COOKIES, HIDDEN) if self.is_active(request) else super().get_safe_cookies(request)

    def get_safe_request_meta(self, request: HttpRequest) -> dict[str, Any]:
        meta: dict[str, Any] = super().get_safe_request_meta(request)
        return {key: HIDDEN if "COOKIE" in key or key == "QUERY_STRING" else value for key, value in meta.items()}


class CleanReporter(ExceptionReporter):
    """Whatever sends a report: its text, addresses and messages included, goes through ``clean``."""

    def get_traceback_data(self) -> dict[str, Any]:
        found: dict[str, Any] = super().get_traceback_data()
        if self.request is not None and self.filter.is_active(self.request):
            found["request_GET_items"] = [(name, HIDDEN) for name in self.request.GET]
        return found

    def get_traceback_text(self) -> SafeString:
        return SafeString(clean(super().get_traceback_text()))

    def get_traceback_html(self) -> SafeString:
        return SafeString(clean(super().get_traceback_html()))
