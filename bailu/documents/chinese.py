"""Documents are Chinese, whatever language the person at the screen reads."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from django.utils import translation

P = ParamSpec("P")
R = TypeVar("R")


def in_chinese(function: Callable[P, R]) -> Callable[P, R]:
    """For the functions of stations that write the data of a document: labels and texts come out in Chinese."""

    @functools.wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        with translation.override("zh-hans"):
            return function(*args, **kwargs)

    return wrapper
