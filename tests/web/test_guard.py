"""Who may ask and who may change: host names, origins, tokens, sizes, passwords."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from firsthand.report import opened
from firsthand.web import Desk, application
from firsthand.web.guard import MOST_FORM, POLICY
from tests.report.demo_record import make

RECORD = opened(make())
HERE = "http://127.0.0.1:8031"


def client(password: str = "", *, read_only: bool = False) -> TestClient:
    desk = Desk((), None, None, RECORD, read_only=read_only)
    return TestClient(application(desk, password=password), base_url=HERE, follow_redirects=False)


def token(asked: TestClient) -> str:
    found = re.search(r'name="token" value="([^"]+)"', asked.get(f"/d/{RECORD.documents[0].id}").text)
    assert found is not None
    return found.group(1)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "localhost.:1", "[::2]", "127.0.0.2"])
def test_a_request_under_another_name_is_refused(host: str) -> None:
    assert client().get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1:9", "localhost", "LOCALHOST:8031", "[::1]:8031"])
def test_this_machine_is_answered_under_its_names(host: str) -> None:
    assert client().get("/", headers={"host": host}).status_code == 200


def test_every_answer_carries_the_policy() -> None:
    asked = client()
    for path in ("/", "/static/desk.js", "/nothing", "/record.json", "/static/../page.css", "/judge"):
        answer = asked.get(path)
        assert answer.headers["content-security-policy"] == POLICY
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"
    assert asked.get("/", headers={"host": "evil.example"}).headers["content-security-policy"] == POLICY


def test_a_change_needs_the_token_of_this_run_and_the_same_origin() -> None:
    asked = client()
    claim = RECORD.claims[0].id
    form = {"claim": claim, "mark": "use", "back": "/", "token": token(asked)}
    assert asked.post("/tick", data=form).status_code == 303
    assert asked.post("/tick", data={**form, "token": "x"}).status_code == 403
    assert asked.post("/tick", data={key: value for key, value in form.items() if key != "token"}).status_code == 403
    for headers in ({"origin": "http://evil.example"}, {"origin": "null"}, {"origin": "http://127.0.0.1:9"},
                    {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}):  # fmt: skip
        assert asked.post("/tick", data=form, headers=headers).status_code == 403
    assert asked.post("/tick", data=form, headers={"origin": HERE}).status_code == 303
    other = client()
    assert other.post("/tick", data=form).status_code == 403


@pytest.mark.parametrize(
    "path",
    ["/judge", "/undo", "/tick", "/answer", "/sources", "/add", "/again", "/fetch", "/searches", "/watch",
     "/judgements", "/sheet"],
)  # fmt: skip
def test_every_change_asks_for_the_token(path: str) -> None:
    assert client().post(path, data={"what": "same"}).status_code == 403
    assert client().post(path, data={"what": "same", "token": "tökén \u2028"}).status_code == 403
    assert client().get(path).status_code in {404, 405}


def test_other_methods_are_refused() -> None:
    asked = client()
    assert {asked.request(one, "/").status_code for one in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE")} == {405}


def test_what_is_sent_has_a_bound() -> None:
    asked = client()
    assert asked.post("/tick", data={"token": token(asked), "note": "x" * (MOST_FORM + 1)}).status_code == 413

    def pieces() -> object:
        for _ in range(10):
            yield b"note=" + b"x" * (MOST_FORM // 4)

    assert asked.post("/tick", content=pieces()).status_code == 413
    assert asked.get("/search", params={"q": "x" * 10_000}).status_code in {404, 414}


def test_changes_have_a_rate() -> None:
    asked = client()
    codes = [asked.post("/tick", data={}).status_code for _ in range(80)]
    assert codes[0] == 403
    assert codes[-1] == 429


def test_shared_pages_ask_for_the_password_and_change_nothing() -> None:
    asked = client("geheim", read_only=True)
    assert asked.get("/").status_code == 401
    assert asked.get("/record.json").status_code == 401
    assert asked.get("/", auth=("reader", "falsch")).status_code == 401
    assert asked.get("/", headers={"authorization": "Basic %%%"}).status_code == 401
    answer = asked.get(f"/d/{RECORD.documents[0].id}", auth=("reader", "geheim"))
    assert answer.status_code == 200
    assert '<form method="post"' not in answer.text
    assert 'method="post"' not in answer.text
    assert asked.post("/tick", data={"claim": RECORD.claims[0].id}, auth=("reader", "geheim")).status_code == 403


def test_passwords_cannot_be_tried_for_ever() -> None:
    asked = client("geheim", read_only=True)
    for n in range(12):
        asked.get("/", auth=("reader", f"wrong{n}"))
    assert asked.get("/", auth=("reader", "geheim")).status_code == 401


@pytest.mark.parametrize(
    "path",
    ["/static/../asgi.py", "/static/%2e%2e%2fasgi.py", "/static/..%5casgi.py", "/static//etc/passwd",
     "/%2e%2e/etc/passwd", "/d/..%2f..%2fetc%2fpasswd", "/static/site.html", "/static/page.css%00"],
)  # fmt: skip
def test_no_file_but_our_own_is_served(path: str) -> None:
    answer = client().get(path)
    assert answer.status_code == 404
    assert "root:" not in answer.text
    assert "import" not in answer.text


def test_files_are_put_into_the_folder_under_names_of_theirs_alone(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    desk = Desk((str(folder),), None, lambda *_: RECORD, RECORD)
    for name in ("../evil.html", "..\\evil.html", "/etc/evil.html", "a/b/evil.html", ".html.txt", "evil.html\x00.txt"):
        desk.add(name, b"x")
    assert {one.parent for one in tmp_path.rglob("*") if one.is_file()} == {folder}
    for name in ("evil.exe", "", "..", "page.html/", ".bashrc"):
        with pytest.raises(Exception, match=r"kind|name"):
            desk.add(name, b"x")
    assert desk.add("page.html", b"1") == "page.html"
    assert desk.add("page.html", b"2") == "page-2.html"
    assert (folder / "page.html").read_bytes() == b"1"
