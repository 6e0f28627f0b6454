"""The database away for a while, the mail server down, the disk full: what people are told, and that nothing is lost."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
import requests

from tests.faults.browser import Browser, hidden_in
from tests.faults.load import Load
from tests.faults.mailbox import mailbox
from tests.faults.scene import jobs_done, own_server, people, reckon
from tests.house import House, built_house, free_port, furnish, house


def database_and_mail_away(seconds: float) -> None:
    """Mail is down from the beginning, then the database goes away; both come back, and nobody touches the house."""
    with built_house(BAILU_SECOND_FACTOR="0") as made:
        world, port = people(made, 60), free_port()
        served = House(
            made.home, made.settings | own_server(made) | {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(port), "SMTP_STARTTLS": "0"}
        )
        with served.running(logged=True) as (process, web):
            site = f"http://127.0.0.1:{web}"
            load = Load(site, world)
            reader = Browser(site, world["clerks"][0], load.seen)
            reader.sign_in()
            with load.running():
                _until(lambda: len(load.done.get("submit", [])) > 1)
                made.cluster.stop()
                _says_so(reader, seconds)
                made.cluster.ensure()
                count = load.count
                _until(lambda: load.count > count + 10)
            assert process.poll() is None, made.log.read_text()[-2000:]
            with mailbox(port) as letters:
                jobs_done(made)
                sent = len(letters)
        assert not load.seen.faults, "\n".join(load.seen.faults[:20])
        assert load.seen.again["503"] > 0
        assert sent >= len(load.done["submit"])
        print(f"\naway {seconds} s: {load.count} acts, {sent} letters, sent again {load.seen.again}")
        reckon(made, load)


def _says_so(reader: Browser, seconds: float) -> None:
    """For as long as the database is away every page answers soon, 503, with a sentence and when to ask again."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        begun = time.monotonic()
        page = reader.session.get(f"{reader.site}/budget/", timeout=20)
        assert (page.status_code, page.headers.get("Retry-After")) == (503, "5"), page.text[:500]
        assert "数据库暂时没有应答，系统正在自动恢复" in page.text
        assert requests.get(f"{reader.site}/readyz", timeout=20).status_code == 503
        assert requests.get(f"{reader.site}/healthz", timeout=20).status_code == 200
        assert time.monotonic() - begun < 20
        time.sleep(0.5)


def _until(true: object, patience: float = 90) -> None:
    deadline = time.monotonic() + patience
    while not true():  # type: ignore[operator]
        assert time.monotonic() < deadline, "it did not come to pass"
        time.sleep(0.1)


@contextmanager
def small_disk(where: Path, megabytes: int) -> Iterator[None]:
    """A disk of its own under this folder; skips where mounting is not allowed."""
    where.mkdir(parents=True, exist_ok=True)
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=711", "tmpfs", where], capture_output=True)
    if mounted.returncode:
        pytest.skip("a small disk cannot be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", where], check=True)


def full_disk() -> None:
    """The disk of database and files fills up under people's hands; when there is room again they send the same forms again."""
    with house(BAILU_SECOND_FACTOR="0") as made, small_disk(made.home, 700):
        furnish(made)
        world = people(made, 5)
        ballast = made.home / "ballast"
        with made.running(logged=True) as (process, web):
            load = Load(f"http://127.0.0.1:{web}", world)
            number, name = world["provider"]
            head, clerk = Browser(load.site, name, load.seen), Browser(load.site, world["clerks"][0], load.seen)
            head.sign_in()
            clerk.sign_in()
            _fill(ballast)
            upload = {"upload": ("licence.pdf", b"%PDF-1.4" + b"x" * 400_000, "application/pdf")}
            where = f"/organisations/{number}/conditions/submit/"
            said = _first_answer(head, where, upload, TEAM_statement="有二十名社工", TEAM_evidence="名册")
            assert said.status_code == 503, (said.status_code, said.text[:2000])
            assert "存储空间已满" in said.text
            assert "有二十名社工" in said.text
            ballast.unlink()
            done = clerk.act("/budget/new/", **_line(world, "有地方以后"))
            assert done is not None
            load.did("propose", "有地方以后", done)
            assert process.poll() is None, made.log.read_text()[-2000:]
        assert not load.seen.faults, "\n".join(load.seen.faults)
        code, said_at_end = made.bailu("audit", "verify")
        assert code == 0, said_at_end
        made.cluster.stop()


def _line(world: dict[str, object], title: str) -> dict[str, object]:
    return {
        "title": title,
        "amount": "5",
        "year": 2015,
        "level": "CITY",
        "treasury": world["treasury"],
        "source": "FISCAL",
        "purpose": "SERVICE",
    }


def _first_answer(browser: Browser, path: str, upload: dict[str, tuple[str, bytes, str]], **facts: str) -> requests.Response:
    """One try, whatever is answered."""
    page = browser.insist("GET", path)
    sent = facts | hidden_in(page.text)
    files = {f"TEAM_{name}": given for name, given in upload.items()}
    return browser.session.post(
        browser.site + path, data=sent, files=files, headers={"Referer": browser.site + path}, allow_redirects=False
    )


def _fill(ballast: Path) -> None:
    with suppress(OSError), ballast.open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12):
            with suppress(OSError):
                while True:
                    file.write(b"\0" * size)
