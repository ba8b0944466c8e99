"""No address, query or form makes a page fail: whatever is asked, the answer is a page, a way there, or a plain no."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from firsthand.report import opened
from firsthand.web import Desk, application
from tests.report.demo_record import make

RECORD = opened(make())
STORY = RECORD.stories[0]
IDS = [STORY.id, *STORY.claims[:3], *STORY.documents[:3], RECORD.derivations[0].id, RECORD.conflicts[0].id,
       RECORD.origins[0].id, RECORD.statements[0].id]  # fmt: skip
CLIENT = TestClient(application(Desk((), None, None, RECORD)), base_url="http://127.0.0.1:8031", follow_redirects=False)
PARTS = ["s", "c", "d", "x", "o", "k", "matrix", "since", "last", "compare", "search", ".."]
WORDS = st.one_of(st.sampled_from([*IDS, *PARTS]), st.text(max_size=12))
KEYS = st.sampled_from(["q", "a", "b", "mode", "marks", "at", "show", "seed", "note", "undo", "kind"])
ANSWERS = {200, 302, 404, 405}


@given(
    st.lists(WORDS, max_size=5), st.sampled_from(["", ".json", ".csv", ".md", ".html"]), st.dictionaries(KEYS, WORDS)
)
def test_any_address_has_an_answer(parts: list[str], suffix: str, query: dict[str, str]) -> None:
    path = "/" + "/".join(quote(one.encode("utf-8", "replace").decode(), safe="") for one in parts) + suffix
    cleaned = {key: value.encode("utf-8", "replace").decode() for key, value in query.items()}
    answer = CLIENT.get(path, params=cleaned)
    assert answer.status_code in ANSWERS, (path, answer.text[:200])


def operations() -> list[tuple[str, list[dict[str, object]]]]:
    told = CLIENT.get("/openapi.json").json()
    return [(path, one["get"].get("parameters", [])) for path, one in sorted(told["paths"].items()) if "get" in one]


@pytest.mark.parametrize(("path", "parameters"), operations(), ids=lambda one: one if isinstance(one, str) else "")
def test_what_is_described_is_there_and_answers_as_described(path: str, parameters: list[dict[str, object]]) -> None:
    filled = path.replace("{story}", STORY.id)
    if path.startswith("/compare"):
        assert CLIENT.get(filled).status_code == 404
        filled += f"?a={STORY.documents[0]}&b={STORY.documents[1]}"
    known = STORY.claims[0] if "/c/" in path or "/x/" in path else STORY.documents[0]
    answer = CLIENT.get(filled.replace("{id}", known))
    assert answer.status_code in ({404} if "/since/" in path else {200, 302}), path
    assert CLIENT.get(filled.replace("{id}", "nothing")).status_code == (404 if parameters and "{id}" in path else 200)
    kind = {"json": "application/json", "csv": "text/csv", "md": "text/markdown"}.get(path.rpartition(".")[2])
    assert answer.status_code != 200 or kind is None or answer.headers["content-type"].startswith(kind)
