"""What strangers write stays text: on every page, in every spreadsheet, in Word and PDF, in headers and mails."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from operator import attrgetter
from typing import Any

import pytest
from django.apps import apps
from django.contrib.postgres.search import SearchVectorField
from django.core import mail
from django.db import connection, models
from django.http import HttpResponseBase
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from bailu.documents.models import Attachment, File
from bailu.documents.pdf.render import pdf
from bailu.documents.word.render import word
from bailu.law import citations
from bailu.ui.registers import Column, export
from tests.documents import samples
from tests.documents.test_printing import AT, KINDS, paper_of, pdf_text, squeezed, word_text
from tests.fuzz.ground import Ground, patience, taken_back
from tests.fuzz.posts import TEXTS, raw
from tests.fuzz.shared import MOMENT
from tests.fuzz.trial import said
from tests.permission_matrix import EVERYBODY, MATRIX
from tests.test_permissions import own_names

pytestmark = [pytest.mark.django_db, pytest.mark.at(MOMENT), pytest.mark.usefixtures("quiet")]
walks = settings(suppress_health_check=list(HealthCheck), deadline=None)

CHINESE = re.compile(r"[㐀-鿿]")
#: Begins as a formula, then a tag that no page of ours holds; short, because many columns are.
EVIL = "=<i x9>'\"&]]>{{ 7*7 }}{% debug %}\u202e"
TAG = b"<i x9>"
FORMULAS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    '=HYPERLINK("http://x")',
    "=cmd|' /C calc'!A0",
    "http://example.org/=1",
    "12",
    "1e5",
)


def poisoned(value: Any, most: int | None = None) -> Any:
    """Whatever a person may have written: texts with a Chinese letter in them, however deep they lie."""
    if isinstance(value, str):
        return (EVIL + value)[:most] if CHINESE.search(value) else value
    if isinstance(value, dict):
        return {key: poisoned(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [poisoned(item) for item in value]
    return value


def texts_of(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    kinds = (models.CharField, models.TextField, models.JSONField)
    return [
        f
        for f in model._meta.concrete_fields
        if isinstance(f, kinds) and not isinstance(f, SearchVectorField) and not f.choices and not f.primary_key
    ]


def poison() -> int:
    """In place, past the triggers: every text of every room. Answers how many rows it changed."""
    changed = 0
    with connection.cursor() as cursor:
        cursor.execute("set local session_replication_role = replica")
    for model in apps.get_models():
        fields = texts_of(model)
        if not model.__module__.startswith("bailu.") or not fields:
            continue
        for row in model._base_manager.all():
            worse = {f.attname: poisoned(getattr(row, f.attname), getattr(f, "max_length", None)) for f in fields}
            worse = {name: value for name, value in worse.items() if value != getattr(row, name)}
            if worse:
                changed += model._base_manager.filter(pk=row.pk).update(**worse)
    with connection.cursor() as cursor:
        cursor.execute("set local session_replication_role = origin")
    return changed


def pages(ground: Ground) -> Iterator[tuple[str, str, str]]:
    """Every address with each of up to three who may see it."""
    for name in sorted(MATRIX.keys() & set(own_names())):
        page = MATRIX[name]
        where = reverse(name, kwargs={key: attrgetter(subject)(ground.world) for key, subject in page.subject.items()})
        roles = ["visitor", "AUDITOR"] if EVERYBODY in page.who else sorted(map(str, page.who))
        for role in [each for each in roles if each in ground.clients][:3]:
            yield name, where, role
    for no in (ground.world.bought.served_no, ground.world.bought.bidding_no):
        for name in ("publicity:purchase", "publicity:releases", "publicity:records", "api:purchase", "api:releases", "api:record"):
            yield name, reverse(name, args=[no]), "visitor"


def body(answer: HttpResponseBase) -> bytes:
    return b"".join(answer.streaming_content) if getattr(answer, "streaming", False) else answer.content  # type: ignore[attr-defined, no-any-return]


def formulas(book: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/worksheets/")]
        links = [name for name in archive.namelist() if "externalLink" in name or name.endswith(".bin")]
    return [found for sheet in sheets for found in re.findall(r"<f[ >].*?</f>|<hyperlink ", sheet)] + links


def test_no_text_of_a_stranger_is_code_on_any_page_or_a_formula_in_any_export(ground: Ground) -> None:
    bad, seen, sheets, walked = [], 0, 0, 0
    citations.everything()  # read from all sources once a process, which is no page's fault
    with taken_back():
        assert poison() > 150
        for name, where, role in pages(ground):
            with patience():
                answer = ground.clients[role].get(where)
            walked += 1
            content, kind = body(answer), answer.headers.get("Content-Type", "")
            if answer.status_code >= 500:
                bad.append(f"{name} as {role}: {answer.status_code}")
            if "html" in kind and TAG in content:
                at = content.index(TAG)
                bad.append(f"{name} as {role}: {content[max(at - 160, 0) : at + 40].decode(errors='replace')}")
            seen += b"&lt;i x9&gt;" in content
            if "export=xlsx" in content.decode(errors="replace"):
                book = body(ground.clients[role].get(where, {"export": "xlsx"}))
                sheets += 1
                bad += [f"{name}.xlsx: {found}" for found in formulas(book)]
                CalamineWorkbook.from_filelike(io.BytesIO(book))
    said.append(f"{walked} pages walked, {seen} show a stranger's text, {sheets} exports read")
    assert bad == [], f"{len(bad)}\n" + "\n".join(bad[:40])
    assert seen > 80 and sheets > 10


class Row:
    def __init__(self, text: str) -> None:
        self.text = text


any_text = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)


@walks
@given(
    texts=st.lists(
        st.sampled_from(FORMULAS) | any_text | st.builds(lambda a, b: a + b, st.sampled_from("=+-@\t\r"), any_text), min_size=1, max_size=8
    )
)
def test_every_cell_of_an_export_is_the_text_it_was(texts: list[str]) -> None:
    columns = (Column("text", "列"),)
    with export.write([Row(text) for text in texts], columns, "表", "") as file:
        book = file.read()
    assert formulas(book) == []
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    read = [str(row[0]) if row else "" for row in sheet[1:]]
    kept = [re.sub(r"\r\n?", "\n", text) for text in texts]
    for text, cell in zip(kept, [*read, *[""] * len(kept)], strict=False):
        if text.isprintable() and text.strip() == text:
            assert cell == text


@pytest.mark.parametrize("kind", KINDS)
def test_every_paper_bears_a_strangers_text_and_prints_it_as_it_is(kind: str) -> None:
    evil = "{{ 7*7 }}{% debug %}<i x9>&amp;]]>#evil[x] $y$\u202e"
    facts = poison_with(samples.ALL[kind](), evil)
    paper = paper_of(kind, facts)
    written, printed = word(paper, at=AT), pdf(paper, at=AT)
    for text in (word_text(written), pdf_text(printed)):
        assert "7*7" in text and "{%debug%}" in text
    assert squeezed("<i x9>&amp;]]>") in word_text(written)
    assert printed.startswith(b"%PDF-") and b"{'blocks'" not in written


def poison_with(value: Any, evil: str, key: str = "") -> Any:
    if isinstance(value, str):
        return evil + value if CHINESE.search(value) and key not in ("kind", "method") else value
    if isinstance(value, dict):
        return {name: poison_with(item, evil, name) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(poison_with(item, evil, key) for item in value)
    return value


@settings(walks, max_examples=min(settings().max_examples, 150))
@given(text=any_text | st.sampled_from([each for each in TEXTS if isinstance(each, str)]).filter(lambda t: len(t) < 10_000))
def test_no_title_whatever_keeps_a_paper_from_being_printed(text: str) -> None:
    text = text.encode("utf-8", "ignore").decode()
    facts = samples.ALL["contract"]()
    facts["project_title"] = f"题{text}"
    paper = paper_of("contract", facts)
    with patience():
        word_text(word(paper, at=AT))
        assert pdf(paper, at=AT).startswith(b"%PDF-")


HEADS = ("x\r\nBcc: y@example.org", "x\nX-Injected: 1", "名\r\n\r\n<script>", '"; filename="x.exe', "\u202efdp.exe", "长" * 149)


@pytest.mark.parametrize("name", HEADS)
def test_a_file_name_cannot_add_a_header_to_a_download(ground: Ground, name: str) -> None:
    with taken_back():
        found = Attachment.objects.get(pk=ground.world.attachment_id)
        with connection.cursor() as cursor:
            cursor.execute("set local session_replication_role = replica")
            cursor.execute(f"update {File._meta.db_table} set name = %s where id = %s", [f"{name}.pdf"[:150], found.file_id])
        answer = ground.clients["AUDITOR"].get(reverse("documents:attachment", args=[found.pk]))
        assert answer.status_code == 200
        disposition = answer.headers["Content-Disposition"]
        assert disposition.startswith("attachment") and "\r" not in disposition and "\n" not in disposition
        assert not {"Bcc", "X-Injected"} & set(answer.headers)
        body(answer)


@pytest.mark.parametrize("name", HEADS[:3])
def test_a_name_cannot_add_a_header_to_a_mail(ground: Ground, name: str, django_capture_on_commit_callbacks: Any) -> None:
    url = reverse("organisations:invite", args=[ground.world.provider_id])
    sent = {
        "username": "zhang.san",
        "name": name,
        "role": "SOCIAL_WORKER",
        "email": "zhang@example.org",
        "since": "2015-10-20",
        "confirm": "yes",
    }
    with taken_back(), django_capture_on_commit_callbacks(execute=True):
        for at, changed in (("a", {}), ("b", {"email": name}), ("c", {"username": name})):
            answer = ground.clients["PROVIDER_HEAD"].post(url, sent | {"username": f"zhang.{at}"} | changed)
            assert answer.status_code in (303, 422)
    for message in mail.outbox:
        lines = message.message().as_bytes().partition(b"\n\n")[0]
        assert b"\nBcc:" not in lines and b"\nX-Injected" not in lines
        assert message.recipients() == ["zhang@example.org"]


def test_what_is_sent_in_bytes_that_are_no_text_is_no_failure(ground: Ground) -> None:
    for value in TEXTS:
        for where in ("/search/?q=", "/planning/projects/?q=", "/public/notices/?q=", "/law/?q="):
            answer = ground.clients["AUDITOR"].get(where, QUERY_STRING="q=" + "".join(f"%{byte:02x}" for byte in raw(value)[:600]))
            assert answer.status_code < 500
            assert TAG not in body(answer)
