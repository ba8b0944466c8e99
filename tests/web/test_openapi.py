"""What the desk says of itself as OpenAPI holds for whatever is asked: schemathesis makes the questions, once as they
come and once with ids of the record and the token of the run.

schemathesis gives all tests that it makes one id, which pytest counts once: "[ 5%]" stands behind the last of them, and
``test_everything_described_is_asked_for`` says that none was left out."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, Phase, settings
from starlette.applications import Starlette
from starlette.testclient import TestClient

from firsthand.report import opened
from firsthand.web import Desk, application, guard
from firsthand.web.described import CHANGES, ROWS
from firsthand.web.sheets import PAGES
from tests.report.demo_record import full

schemathesis = pytest.importorskip("schemathesis")
pytestmark = pytest.mark.slow
RECORD = opened(full())
STORY = RECORD.stories[0]
DESK = Desk((), None, None, opened(full()))
DESK.watch(STORY.id, watched=True)
APP = application(DESK, frozenset({"testserver", "127.0.0.1"}))
ASKED = TestClient(APP, base_url="http://127.0.0.1")
_SCHEMA = schemathesis.openapi.from_asgi("/openapi.json", APP)
QUESTIONED: set[str] = set()
CHECKS = (
    schemathesis.checks.not_a_server_error,
    schemathesis.checks.status_code_conformance,
    schemathesis.checks.content_type_conformance,
    schemathesis.checks.response_schema_conformance,
)


@pytest.fixture(autouse=True)
def _no_rate(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard._Rate, "full", lambda self: False)


def token() -> str:
    found = re.search(r'name="token" value="([^"]+)"', ASKED.get(f"/d/{RECORD.documents[0].id}").text)
    assert found is not None
    return found.group(1)


def real(case) -> None:
    """Put ids of the record and the token where the question has others."""
    known = STORY.claims[0] if "/c/" in case.path else "watched" if "/since/" in case.path else STORY.documents[0]
    for name, value in (("story", STORY.id), ("id", known)):
        if name in (case.path_parameters or {}):
            case.path_parameters[name] = value
    if case.path.startswith("/compare"):
        case.query = {**(case.query or {}), "a": STORY.documents[0], "b": STORY.documents[1]}
        case.query.pop("c", None)
    for name in ("at", "char", "sha256"):  # of another record or text there is nothing
        (case.query or {}).pop(name, None)
    if isinstance(case.body, dict):
        case.body = {**case.body, "token": token()}


@_SCHEMA.parametrize()
@settings(
    max_examples=3, deadline=None, derandomize=True, database=None, phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
def test_every_answer_is_as_described(case) -> None:
    QUESTIONED.add(case.operation.label)
    case.validate_response(case.call(allow_redirects=False), checks=CHECKS)
    real(case)
    answer = case.call(allow_redirects=False)
    case.validate_response(answer, checks=CHECKS)
    method = case.operation.method.upper()
    as_described = isinstance(case.body, dict) and "Content-Type" not in (case.headers or {})
    if case.method.upper() == method and (method == "GET" or as_described):  # it asks otherwise too
        assert answer.status_code in ({303, 400, 413} if method == "POST" else {200, 302}), answer.text[:300]


def routes() -> dict[str, set[str]]:
    """The addresses of the application itself."""
    app = next(one for one in vars(APP).values() if isinstance(one, Starlette))
    return {route.path: route.methods or set() for route in app.routes}


def test_everything_described_is_asked_for(request: pytest.FixtureRequest) -> None:
    told = ASKED.get("/openapi.json").json()["paths"]
    everything = {f"{method.upper()} {path}" for path, methods in told.items() for method in methods}
    known = {one.ok().label for one in _SCHEMA.get_all_operations()}
    assert known == everything - {"GET /openapi.json"}  # which it was read from
    chosen = [one for one in request.session.items if one.nodeid.endswith("::test_every_answer_is_as_described")]
    alone = not hasattr(request.config, "workerinput")  # of several processes each asks its share
    if alone and len(chosen) == len(known):  # and not some of them
        assert known == QUESTIONED


def test_every_address_of_the_application_is_described() -> None:
    told = ASKED.get("/openapi.json").json()["paths"]
    for path, methods in routes().items():
        if path in {"/{path:path}", "/static/{name}"}:
            continue
        for method in methods - {"HEAD"}:
            assert method.lower() in told[path], (method, path)
    assert {f"/s/{{story}}{'/' + name if name else ''}" for name in PAGES} <= set(ROWS)
    posts = {path for path, methods in routes().items() if "POST" in methods}
    assert posts == {*CHANGES, "/add", "/judgements", "/sheet"}


def test_a_list_that_a_page_turns_is_described() -> None:
    told = ASKED.get("/openapi.json").json()["paths"]
    for page in ROWS:
        path = page.replace("{story}", STORY.id).replace("{id}", STORY.claims[0] if "/c/" in page else "watched")
        path = path if "/d/" not in path else f"/d/{STORY.documents[0]}"
        path += f"?a={STORY.documents[0]}&b={STORY.documents[1]}" if path == "/compare" else ""
        names = {one["name"] for one in told[f"{page}.json"]["get"]["parameters"]}
        html = ASKED.get(path).text
        assert set(re.findall(r'data-list="(\w+)"', html)) <= names, page
        forms = re.findall(
            r'<form class="(?:brush|search pick)" action="(/(?:s|search|compare)[^"]*)"(.*?)</form>', html, re.S
        )
        for action, form in forms:
            if action == path.partition("?")[0]:
                assert set(re.findall(r'<(?:input|select)[^>]* name="(\w+)"', form)) <= names, page
