"""What a form asks for, filled in sensibly; and what a mischief makes of it.

A post is a list of parts in the order in which they are sent: a name, and a text, bytes or a file. Nothing here knows a particular form.
"""

from __future__ import annotations

import io
import struct
import uuid
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_from_bytes

from django import forms
from django.forms import BaseFormSet
from django.forms.boundfield import BoundField
from django.forms.widgets import MultiWidget
from hypothesis import strategies as st

BOUNDARY = "----bailu-fuzz"


@dataclass(frozen=True)
class File:
    name: str
    content: bytes
    kind: str = "application/octet-stream"


Value = str | bytes | File
Part = tuple[str, Value]


def raw(value: str | bytes) -> bytes:
    """Lone surrogates go out as the bytes a broken browser sends."""
    return value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")


# ── Filled in sensibly ───────────────────────────────────────────────────────────────────────────────────────

PDF = File("附件.pdf", b"%PDF-1.4 paper\n%%EOF", "application/pdf")


def office(name: str, part: str, content: bytes = b"<x/>", **more: bytes) -> File:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(part, content)
        for extra, bytes_ in more.items():
            archive.writestr(extra, bytes_)
    return File(name, held.getvalue(), "application/octet-stream")


def filled(form: forms.BaseForm | None, sets: Iterable[Any], *, confirm: bool = True) -> list[Part]:
    """The parts a careful person would send: what stands there already, else the first choice or something of the right kind."""
    parts: list[Part] = [("once", str(uuid.uuid4()))]
    if confirm:
        parts.append(("confirm", "yes"))
    for bound in form or ():
        parts += of_field(bound)
    for each in sets:
        parts += of_set(each.formset)
    return parts


def of_set(formset: BaseFormSet[Any]) -> Iterator[Part]:
    rows = list(formset.forms)
    initial = formset.initial_form_count()
    kept = rows[:initial] or rows[:1]
    yield f"{formset.prefix}-TOTAL_FORMS", str(len(kept))
    yield f"{formset.prefix}-INITIAL_FORMS", str(initial)
    yield f"{formset.prefix}-MIN_NUM_FORMS", "0"
    yield f"{formset.prefix}-MAX_NUM_FORMS", "1000"
    for row in kept:
        for bound in row:
            if not bound.name.endswith(("DELETE", "ORDER")):
                yield from of_field(bound)


def of_field(bound: BoundField) -> list[Part]:
    field, widget, name, value = bound.field, bound.field.widget, bound.html_name, bound.value()
    if isinstance(field, forms.FileField):
        docx = ".docx" in str(widget.attrs.get("accept", ""))
        return [(name, office("修改.docx", "word/document.xml") if docx else PDF)]
    if isinstance(widget, MultiWidget):
        texts = [str(each or "") for each in widget.decompress(value)] if value else ["2015-11-20", "09:30"]
        return [(f"{name}{suffix}", text) for suffix, text in zip(widget.widgets_names, texts, strict=True)]
    if isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField):
        chosen = [str(each) for each in value] if value else options(field)[:2]
        return [(name, each) for each in chosen]
    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        found = options(field)
        return [(name, str(value) if str(value or "") in found else (found[0] if found else ""))]
    if isinstance(field, forms.BooleanField):
        return [(name, "on")]
    return [(name, written(field, value))]


def options(field: Any) -> list[str]:
    flat: list[str] = []
    for value, label in field.choices:
        if isinstance(label, list | tuple):
            flat += [str(inner) for inner, _label in label]
        else:
            flat.append(str(getattr(value, "value", value)))
    return [each for each in flat if each]


def written(field: forms.Field, value: Any) -> str:
    if value not in (None, ""):
        return str(field.widget.format_value(field.prepare_value(value)))
    if isinstance(field, forms.IntegerField | forms.DecimalField):
        least, most = getattr(field, "min_value", None), getattr(field, "max_value", None)
        number = max(least or 0, 1)
        return str(min(number, most) if most is not None else number)
    if isinstance(field, forms.DateTimeField):
        return "2015-10-20T09:00"
    if isinstance(field, forms.DateField):
        return "2015-11-20"
    if isinstance(field, forms.TimeField):
        return "09:30"
    if isinstance(field, forms.EmailField):
        return "someone@example.org"
    text = "街道社区老年人服务需求说明"
    return text[: getattr(field, "max_length", None) or 100]


# ── Made worse ───────────────────────────────────────────────────────────────────────────────────────────────

SCRIPT = "<script>alert(1)</script>"
IMAGE = '"><img src=x onerror=alert(2)>'
TEXTS: tuple[str | bytes, ...] = (
    "", " ", "　", "\x00", "a\x00b", "\x01\x02\x1b[31m", "\ud800", "\udfff中", b"\xff\xfe\x00", "白鹭".encode("gbk"), b"\xc0\xaf",
    "\u202e\u2066反转", "\u200b\ufeff", "e\u0301" * 50, "👨‍👩‍👧‍👦", "\U0010ffff", SCRIPT, IMAGE, "{{ 7*7 }}", "{% debug %}", "{% include 'x' %}",
    "${7*7}", "]]>", "&lt;&amp;&#0;&#xD800;", "<!ENTITY x SYSTEM 'file:///etc/passwd'>", "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1",
    "x\r\nBcc: y@example.org", "%00", "%s%n%x", "../../etc/passwd", "'; drop table planning_need; --", "\\", "\u2028\u2029", "长" * 20_000,
    "a" * 100_000, "词" + "a" * 5_000, "None", "null", "[]", "{}", '{"a": 1}', "true",
)  # fmt: skip
NUMBERS: tuple[str, ...] = (
    "0", "-0", "-1", "1", "0.001", "0.005", "1e999", "-1e999", "1e-999", "1E+5", "NaN", "sNaN", "-NaN", "Infinity", "-inf", "∞", "9" * 14, "9" * 400,
    "1" + "0" * 30, "2147483647", "2147483648", "9223372036854775807", "9223372036854775808", "-9223372036854775809", "１２３", "१२", "٣", "Ⅷ", "½",
    "²", "1,000.00", "1 000", "1_000", "0x10", "0b1", "--1", "+5", "1.", ".5", "1.1.1", " 12 ", "１．５", "一百", "1e10000000", "12345678901.23",
    "999999999999.99", "1000000000000.00",
)  # fmt: skip
DATES: tuple[str, ...] = (
    "2015-02-30", "0000-00-00", "0001-01-01", "9999-12-31", "10000-01-01", "2015-13-01", "-2015-01-01", "2015/1/1", "31.12.2015", "2015-10-20T25:00",
    "9999-12-31T23:59", "0001-01-01T00:00", "2015-10-20T09:00:00+99:99", "２０１５-10-20", "yesterday", "1900-01-01", "2015-10-20", "25:00", "24:00",
    "09:30:61", "2038-01-19T03:14:08",
)  # fmt: skip
COUNTS = ("", "-1", "0", "1", "2", "61", "1000", "1001", "99999999", "1e9", "NaN", "x", "１０", "\x00", "9" * 30)
NAMES = (
    "_add", "id", "pk", "state", "actor", "actor_id", "organisation_id", "once", "confirm", "__proto__", "csrfmiddlewaretoken", "items-0-amount",
    "items-999-title", "targets--1-goal", "\x00", "\ud800", "a" * 3000, "next", "_screen", "DELETE", "items-0-DELETE", "items-TOTAL_FORMS",
)  # fmt: skip


def bomb() -> File:
    """A small archive that says of a part that it holds four gigabytes."""
    plain = office("表.xlsx", "xl/workbook.xml", b"0" * 100_000).content
    at = plain.rindex(b"PK\x01\x02")
    return File("表.xlsx", plain[: at + 24] + struct.pack("<I", 0xFFFFFFF0) + plain[at + 28 :])


def nested() -> File:
    inner = office("x.docx", "word/document.xml", b"0" * 5_000_000).content
    return office("修改.docx", "word/document.xml", inner)


FILES: tuple[File, ...] = (
    File("空.pdf", b"", "application/pdf"),
    File("名" * 300 + ".pdf", PDF.content, "application/pdf"),
    File("../../../etc/passwd.pdf", PDF.content, "application/pdf"),
    File("a\r\nX-Injected: 1.pdf", PDF.content, "application/pdf"),
    File('a"; filename="b.html', b"<script>alert(1)</script>", "text/html"),
    File("\u202efdp.exe", b"MZ\x90\x00", "application/x-msdownload"),
    File("\x00.pdf", PDF.content, "application/pdf"),
    File("\ud800.pdf", PDF.content, "application/pdf"),
    File(".pdf", PDF.content, "application/pdf"),
    File("图.svg", b"<svg onload='alert(1)'/>", "image/svg+xml"),
    File("图.png", PDF.content, "image/png"),
    File("表.xlsx", office("x", "xl/workbook.xml").content[:40], "application/zip"),
    File("文.docx", b"PK\x03\x04" + b"\x00" * 100),
    office("宏.docx", "word/document.xml", **{"word/vbaProject.bin": b"x"}),
    office("外.docx", "word/document.xml", b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"),
    office("逃.docx", "word/document.xml", **{"../../evil.txt": b"x"}),
    bomb(),
    nested(),
    File("大.pdf", b"%PDF-" + b"0" * (3 * 1024 * 1024), "application/pdf"),
)

any_text = st.text(st.characters(exclude_categories=()), max_size=40)
hostile = st.sampled_from([*TEXTS, *NUMBERS, *DATES]) | any_text | st.binary(max_size=30) | st.integers().map(str) | st.floats().map(str)


@st.composite
def worse(draw: st.DrawFn, parts: list[Part], most: int = 4) -> list[Part]:
    """The same post with one to ``most`` things wrong."""
    made = list(parts)
    for _ in range(draw(st.integers(1, most))):
        kind = draw(st.sampled_from(("text", "text", "text", "text", "file", "drop", "twice", "more", "count", "swap")))
        place = draw(st.integers(0, max(len(made) - 1, 0)))
        if kind == "more" or not made:
            made.append((draw(st.sampled_from(NAMES) | any_text), draw(hostile)))
        elif kind == "text":
            made[place] = (made[place][0], draw(hostile))
        elif kind == "file":
            made[place] = (made[place][0], draw(st.sampled_from(FILES)))
        elif kind == "drop":
            del made[place]
        elif kind == "twice":
            made.insert(place, (made[place][0], draw(hostile)))
        elif kind == "count":
            counts = [at for at, (name, _value) in enumerate(made) if name.endswith("_FORMS")]
            at = draw(st.sampled_from(counts)) if counts else place
            made[at] = (made[at][0], draw(st.sampled_from(COUNTS)))
        else:
            other = draw(st.integers(0, len(made) - 1))
            made[place], made[other] = (made[place][0], made[other][1]), (made[other][0], made[place][1])
    return made


# ── Sent ─────────────────────────────────────────────────────────────────────────────────────────────────────


def urlencoded(parts: Iterable[Part]) -> tuple[bytes, str]:
    pairs = [(raw(name), raw(value if not isinstance(value, File) else value.name)) for name, value in parts]
    body = "&".join(f"{quote_from_bytes(name, safe='')}={quote_from_bytes(value, safe='')}" for name, value in pairs)
    return body.encode(), "application/x-www-form-urlencoded"


def multipart(parts: Iterable[Part]) -> tuple[bytes, str]:
    body = io.BytesIO()
    for name, value in parts:
        body.write(f"--{BOUNDARY}\r\n".encode())
        body.write(b'Content-Disposition: form-data; name="' + raw(name).replace(b'"', b"%22") + b'"')
        if isinstance(value, File):
            body.write(b'; filename="' + raw(value.name) + b'"\r\nContent-Type: ' + value.kind.encode())
        body.write(b"\r\n\r\n" + (value.content if isinstance(value, File) else raw(value)) + b"\r\n")
    body.write(f"--{BOUNDARY}--\r\n".encode())
    return body.getvalue(), f"multipart/form-data; boundary={BOUNDARY}"


def sent(parts: list[Part], way: str = "") -> tuple[bytes, str]:
    """Body and content type. ``way``: "" as a browser would; else a broken manner of sending."""
    if way == "multipart" or any(isinstance(value, File) for _name, value in parts):
        return multipart(parts)
    body, kind = urlencoded(parts)
    if way == "truncated":
        whole, kind = multipart(parts)
        return whole[: len(whole) // 2], kind
    return body, {"gbk": f"{kind}; charset=gbk", "utf-7": f"{kind}; charset=utf-7", "json": "application/json", "none": ""}.get(way, kind)


WAYS = ("", "", "", "multipart", "multipart", "truncated", "gbk", "utf-7", "json", "none")
