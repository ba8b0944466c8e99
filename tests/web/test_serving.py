"""``firsthand open`` itself: a process says its address, answers there and nowhere else, and ends when it is told."""

from __future__ import annotations

import base64
import json
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn

from firsthand.example import REPORTS
from firsthand.record import to_json
from firsthand.report import opened
from firsthand.web import Desk
from firsthand.web.serving import serve
from tests.report.demo_record import make

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("served") / "record.json"
    path.write_bytes(to_json(make()))
    return path


@contextmanager
def started(*given: str) -> Iterator[tuple[str, str, subprocess.Popen[str]]]:
    """The address that is told, all that is told before it, and the process."""
    process = subprocess.Popen(
        [sys.executable, "-m", "firsthand", "open", *given, "--no-browser"], stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    told, address = "", ""
    try:
        assert process.stderr is not None
        for line in process.stderr:
            told += line
            if found := re.search(r"open (http://\S+) ", line):
                address = found.group(1)
                break
        yield address, told, process
    finally:
        process.kill()
        process.communicate()


def asked(address: str, password: str = "") -> tuple[int, str]:
    request = urllib.request.Request(address)
    if password:
        request.add_header("authorization", f"Basic {base64.b64encode(f'reader:{password}'.encode()).decode()}")
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_a_record_is_served_at_the_address_that_is_told_until_the_process_is_stopped(record: Path) -> None:
    with started(str(record), "--port", "0") as (address, _, process):
        assert re.fullmatch(r"http://127\.0\.0\.1:[1-9][0-9]*/", address)
        assert asked(address)[0] == 200
        assert "The desk" in asked(address)[1]
        assert asked(f"{address}record.json")[0] == 200
        port = int(address.rpartition(":")[2].strip("/"))
        other = socket.gethostbyname(socket.gethostname())
        if not other.startswith("127."):  # of this machine's other names nothing listens
            with pytest.raises(OSError), socket.create_connection((other, port), 2):
                pass
        process.send_signal(signal.SIGINT)
        process.wait(30)
    with pytest.raises(OSError):
        asked(address)


@pytest.mark.models
def test_a_folder_is_read_into_a_store_beside_it_and_what_came_since_is_read_too(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    first, second, third = sorted(one for one in REPORTS.iterdir() if one.is_file())[:3]
    for number, files in ((2, (first, second)), (3, (third,))):
        for file in files:
            shutil.copy(file, folder)
        with started(str(folder), "--port", "0") as (address, told, _):
            assert "kept in " in told
            assert (tmp_path / "pages.firsthand.db").is_file()
            assert len(json.loads(asked(f"{address}record.json")[1])["documents"]) == number
            assert ("new page since the last run" in asked(address)[1]) == (number == 3)


def test_the_browser_is_opened_at_the_address_that_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    shown: list[str] = []
    there = threading.Event()

    def run(_: uvicorn.Server, sockets: list[socket.socket]) -> None:
        there.wait(30)
        sockets[0].close()

    monkeypatch.setattr(uvicorn.Server, "run", run)
    monkeypatch.setattr(webbrowser, "open", lambda address: (shown.append(address), there.set()))
    serve(Desk((), None, None, opened(make())), 0, told.append)
    assert shown == told
    assert re.fullmatch(r"http://127\.0\.0\.1:[1-9][0-9]*/", shown[0])


def test_a_port_that_is_asked_for_is_had_or_the_remedy_is_said(record: Path) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        port = held.getsockname()[1]
        with started(str(record), "--port", str(port)) as (address, told, process):
            assert address == ""
            assert process.wait(30) != 0
            assert f"port {port} cannot be had" in told
            assert "--port" in told
            assert "Traceback" not in told
    with started(str(record), "--port", str(port)) as (address, _, _process):
        assert address == f"http://127.0.0.1:{port}/"


def test_shared_pages_are_read_with_the_password_that_is_told_and_change_nothing(record: Path) -> None:
    with started(str(record), "--port", "0", "--share", "localhost") as (address, told, _):
        assert address.startswith("http://localhost:")
        found = re.search(r"the password is (\S+)", told)
        assert found is not None
        assert asked(address)[0] == 401
        assert asked(address, "wrong")[0] == 401
        status, page = asked(address, found.group(1))
        assert status == 200
        assert 'method="post"' not in page
        story = re.search(r'href="(/s/[^"]+)"', page)
        assert story is not None
        assert 'method="post"' not in asked(address.rstrip("/") + story.group(1), found.group(1))[1]
