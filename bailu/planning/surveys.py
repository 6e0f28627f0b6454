"""What makes a questionnaire whole, an answer right, and a result fit to be shown: pure functions over facts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from bailu.kernel.verdict import ALLOWED, Verdict, refuse
from bailu.planning.enums import QuestionKind
from bailu.planning.rules import PROGRAMME

PRIVACY = "RB:5.1"
#: A scale has so many steps; texts are short, numbers are of people or times.
STEPS, LONGEST, GREATEST, DIGITS = 5, 500, 999_999, 6
MOST_QUESTIONS = 40
_BETWEEN = re.compile(r"[；;\n]+")
#: Identity numbers and telephones: nothing a survey of needs has to know.
_PERSONAL = re.compile(r"(?<!\d)(?:\d{17}[\dXx]|1[3-9]\d{9})(?!\d)")
_CHOSEN = (QuestionKind.CHOICE, QuestionKind.SEVERAL)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as its clerk defines it."""

    group: str
    kind: str
    text: str
    options: tuple[str, ...] = ()
    required: bool = True
    shows_need: str = ""

    @property
    def choices(self) -> tuple[str, ...]:
        return tuple(str(n) for n in range(1, STEPS + 1)) if self.kind == QuestionKind.SCALE else self.options


def options_of(text: str) -> tuple[str, ...]:
    """有；没有 — separated by semicolons or lines; twice the same is once."""
    return tuple(dict.fromkeys(part.strip() for part in _BETWEEN.split(text) if part.strip()))


def questions_whole(questions: Sequence[Asked]) -> Verdict:
    """Choices have at least two options, no question is asked twice, one question says who has the need, its answer among the options."""
    if not questions:
        return refuse(_("请至少设计一个问题。"), PROGRAMME, code="no_question")
    texts = [q.text for q in questions]
    twice = next((text for text in texts if texts.count(text) > 1), "")
    if twice:
        return refuse(_("问题“%(text)s”出现了两次。") % {"text": twice}, PROGRAMME, code="question_twice")
    for q in questions:
        if q.kind in _CHOSEN and len(q.options) < 2:
            return refuse(_("“%(text)s”至少要有两个选项。") % {"text": q.text}, PROGRAMME, code="options")
        if q.shows_need and q.kind != QuestionKind.NUMBER and q.shows_need not in q.choices:
            return refuse(
                _("“%(text)s”的选项里没有“%(answer)s”。") % {"text": q.text, "answer": q.shows_need}, PROGRAMME, code="shows_need"
            )
    showing = [q for q in questions if q.shows_need]
    if len(showing) != 1:
        return refuse(_("请在一个问题上（且只在一个问题上）写明哪个答案表示有需求，有需求人数由此统计。"), PROGRAMME, code="shows_need")
    return ALLOWED


def groups(questions: Iterable[Any]) -> list[tuple[str, list[Any]]]:
    """The screens of an interview: questions of one group, in the order in which the groups first occur."""
    found: dict[str, list[Any]] = {}
    for q in questions:
        found.setdefault(q.group, []).append(q)
    return list(found.items())


def personal(text: str) -> bool:
    """Does it hold an identity number or a telephone?"""
    return bool(_PERSONAL.search(text))


def wrong(q: Any, value: Any) -> str:
    """What is wrong with this answer to the question, in words; nothing when it is right. ``value`` is a text, a list or nothing."""
    if value in (None, "", []):
        return _("这个问题必须回答。") if q.required else ""
    if q.kind in (QuestionKind.CHOICE, QuestionKind.SCALE):
        return "" if value in _choices(q) else _("“%(value)s”不是选项，可选：%(options)s。") % _said(q, value)
    if q.kind == QuestionKind.SEVERAL:
        bad = next((each for each in value if each not in _choices(q)), None)
        return "" if bad is None else _("“%(value)s”不是选项，可选：%(options)s。") % _said(q, bad)
    if q.kind == QuestionKind.NUMBER:
        right = isinstance(value, int) and 0 <= value <= GREATEST
        return "" if right else _("请填写零或正的整数。")
    if len(str(value)) > LONGEST:
        return _("不能超过%(most)s个字。") % {"most": LONGEST}
    return _("请不要填写身份证号、电话号码等个人信息。") if personal(str(value)) else ""


def _choices(q: Any) -> tuple[str, ...]:
    return tuple(str(n) for n in range(1, STEPS + 1)) if q.kind == QuestionKind.SCALE else tuple(q.options)


def _said(q: Any, value: Any) -> dict[str, str]:
    return {"value": str(value)[:40], "options": _("、").join(_choices(q))}


def answers_whole(questions: Iterable[Any], answers: Mapping[str, Any]) -> Verdict:
    """Every answer right, or the first that is not, with its question."""
    for q in questions:
        problem = wrong(q, answers.get(str(q.position)))
        if problem:
            reason = _("“%(text)s”：%(problem)s") % {"text": q.text, "problem": problem}
            return refuse(reason, PRIVACY if personal(str(answers.get(str(q.position), ""))) else PROGRAMME, code="answer")
    return ALLOWED


# ── Spreadsheets ─────────────────────────────────────────────────────────────────────────────────────────────


def from_cell(q: Any, cell: Any) -> Any:
    """An answer as a spreadsheet holds it: 3.0 for 3, several options separated by semicolons."""
    if isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if q.kind == QuestionKind.NUMBER:
        text = str(cell).strip()
        return int(text) if text.isascii() and text.isdecimal() and len(text) <= DIGITS else (text or None)
    text = str(cell).strip()
    return list(options_of(text)) if q.kind == QuestionKind.SEVERAL else text


def cell_name(row: int, column: int) -> str:
    """B7: as the spreadsheet names it, both counted from nought."""
    letters, column = "", column + 1
    while column:
        column, left = divmod(column - 1, 26)
        letters = chr(ord("A") + left) + letters
    return f"{letters}{row + 1}"


def read_sheet(questions: Sequence[Any], rows: Sequence[Sequence[Any]], most: int) -> tuple[list[dict[str, Any]], list[str]]:
    """Answers by position for each filled row, and what is wrong, by cell. The first row holds the questions, in any order."""
    head = [str(cell).strip() for cell in rows[0]] if rows else []
    missing = [q.text for q in questions if q.text not in head]
    if missing:
        return [], [_("第一行缺少问题：%(texts)s。请用下载的模板填写。") % {"texts": _("、").join(missing)}]
    places = [(q, head.index(q.text)) for q in questions]
    found: list[dict[str, Any]] = []
    problems: list[str] = []
    for number, row in enumerate(rows[1:], 1):
        if not any(str(cell).strip() for cell in row):
            continue
        answers = {}
        for q, place in places:
            value = from_cell(q, row[place] if place < len(row) else "")
            problem = wrong(q, value)
            if problem:
                problems.append(_("%(cell)s：%(problem)s") % {"cell": cell_name(number, place), "problem": problem})
            answers[str(q.position)] = value
        found.append(answers)
    if not found:
        problems.append(_("表格里没有答卷。"))
    if len(found) > most:
        problems.append(_("一次最多导入%(most)s份答卷。") % {"most": most})
    return found, problems


# ── Results ──────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Tally:
    """One question counted. ``counts`` by answer, None where the number is too small to be shown."""

    question: Any
    answered: int
    counts: tuple[tuple[str, int | None], ...] = ()
    middle: Decimal | None = None
    total: int | None = None
    texts: tuple[str, ...] = ()


def masked(counts: Sequence[tuple[str, int]], least: int, *, adds_up: bool) -> tuple[tuple[str, int | None], ...]:
    """Numbers below ``least`` are hidden. Where the answers add up to a known whole, one hidden number could be found by subtraction:
    then the next smallest is hidden as well."""
    hidden = {at for at, (_label, count) in enumerate(counts) if 0 < count < least}
    if adds_up and len(hidden) == 1:
        others = sorted((count, at) for at, (_label, count) in enumerate(counts) if at not in hidden and count)
        hidden |= {at for _count, at in others[:1]}
    return tuple((label, None if at in hidden else count) for at, (label, count) in enumerate(counts))


def tally(q: Any, answers: Sequence[Any], least: int) -> Tally:
    """Counts of one question over all finished answers."""
    given = [a for a in answers if a not in (None, "", [])]
    if q.kind == QuestionKind.TEXT:
        return Tally(q, len(given), texts=tuple(str(a) for a in given))
    if q.kind == QuestionKind.NUMBER:
        if len(given) < least:
            return Tally(q, len(given))
        ordered = sorted(int(a) for a in given)
        half = len(ordered) // 2
        middle = Decimal(ordered[half]) if len(ordered) % 2 else Decimal(ordered[half - 1] + ordered[half]) / 2
        return Tally(q, len(given), middle=middle, total=sum(ordered))
    chosen = [each for a in given for each in (a if isinstance(a, list) else [a])]
    counts = [(option, chosen.count(option)) for option in _choices(q)]
    if len(given) < least:  # so few that even a nought would tell on them
        return Tally(q, len(given), tuple((option, None) for option in _choices(q)))
    return Tally(q, len(given), masked(counts, least, adds_up=q.kind != QuestionKind.SEVERAL))


def found_by(q: Any, answers: Sequence[Any]) -> int:
    """How many have the need: the sum of a number, else how many gave the answer that shows it."""
    if q.kind == QuestionKind.NUMBER:
        return sum(a for a in answers if isinstance(a, int))
    return sum(q.shows_need in (a if isinstance(a, list) else [a]) for a in answers if a)


def unfinished(done: bool) -> Verdict:
    """What is finished stands."""
    return refuse(_("这一份已经完成，不能再改。"), PROGRAMME, code="done") if done else ALLOWED


def enough(answers: int) -> Verdict:
    """A survey that asked nobody is none."""
    return ALLOWED if answers else refuse(_("还没有完成的答卷，不能结束调查。"), PROGRAMME, code="no_answers")
