"""Figures, days and amounts as an office writes them in Chinese. Pure functions; values come as JSON keeps them."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
ASSUMED = "（假定）"

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")
_CENT = Decimal("0.01")
_COUNT = "一二三四五六七八九"


def money_in_words(amount: Decimal) -> str:
    """An amount in yuan in Chinese capitals, as the rules for payment instruments write it (支付结算办法, annex 1).

    508000 is 伍拾万捌仟元整; the word 整 follows yuan, and is left out after jiao and fen.
    Raises ValueError for an amount of ten quadrillion yuan or more.
    """
    exact = amount.quantize(_CENT)
    yuan, cents = divmod(int(abs(exact) * 100), 100)
    if yuan >= 10**16:
        raise ValueError("amount too large to be written in words")
    jiao, fen = divmod(cents, 10)
    parts = ["负"] if exact < 0 else []
    if yuan:
        parts.append(_whole(yuan) + "元")
    if not cents:
        return "".join(parts) + ("整" if yuan else "零元整")
    if yuan and (not jiao or yuan % 10 == 0):
        parts.append("零")
    if jiao:
        parts.append(_DIGITS[jiao] + "角")
    if fen:
        parts.append(_DIGITS[fen] + "分")
    return "".join(parts)


def _whole(yuan: int) -> str:
    groups: list[int] = []
    while yuan:
        yuan, low = divmod(yuan, 10_000)
        groups.append(low)
    written = ""
    gap = False
    for index in reversed(range(len(groups))):
        value = groups[index]
        if not value:
            gap = bool(written)
            continue
        if written and (gap or value < 1000):
            written += "零"
        written += _four(value) + _GROUPS[index]
        gap = False
    return written


def _four(value: int) -> str:
    written = ""
    gap = False
    for place in (3, 2, 1, 0):
        digit = value // 10**place % 10
        if not digit:
            gap = bool(written)
            continue
        written += ("零" if gap else "") + _DIGITS[digit] + _PLACES[place]
        gap = False
    return written


def money(amount: object) -> str:
    """508,000.00"""
    return f"{Decimal(str(amount)).quantize(_CENT):,}"


def number(value: object) -> str:
    """87, 86.5: no zeros behind the point that say nothing; thousands apart from five digits on."""
    exact = Decimal(str(value))
    text = f"{exact:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"{Decimal(text):,}" if abs(exact) >= 10_000 else text


def is_number(value: object) -> bool:
    try:
        return Decimal(str(value)).is_finite()
    except InvalidOperation:
        return False


def day(value: str) -> str:
    """2015年3月3日; the day of a moment is its day in Xiamen."""
    on = _moment(value).date() if len(value) > 10 else date.fromisoformat(value)
    return f"{on.year}年{on.month}月{on.day}日"


def moment(value: str) -> str:
    """2015年3月24日9时30分"""
    at = _moment(value)
    return f"{at.year}年{at.month}月{at.day}日{at.hour}时{at.minute:02d}分"


def day_short(value: str) -> str:
    """2015-03-03, for columns of tables."""
    return f"{_moment(value):%Y-%m-%d}" if len(value) > 10 else date.fromisoformat(value).isoformat()


def points(value: object) -> str:
    """87.00: scores of one column with the same two places."""
    return f"{Decimal(str(value)).quantize(_CENT)}"


def moment_short(value: str) -> str:
    """2015-03-24 09:31, for columns of tables."""
    return f"{_moment(value):%Y-%m-%d %H:%M}"


def _moment(value: str) -> datetime:
    at = datetime.fromisoformat(value)
    return at.astimezone(SHANGHAI) if at.tzinfo else at


def counted(index: int) -> str:
    """1 -> 一, 12 -> 十二: the numbers of headings, up to 99."""
    tens, ones = divmod(index, 10)
    head = ("" if tens == 1 else _COUNT[tens - 1]) + "十" if tens else ""
    return head + (_COUNT[ones - 1] if ones else "")


def clean(text: str) -> str:
    """The text without characters that neither Word nor PDF can hold (control characters, halves of surrogate pairs)."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "　")
    return "".join(c for c in plain if c == "\n" or (unicodedata.category(c) not in ("Cc", "Cs") and c not in "￾￿"))
