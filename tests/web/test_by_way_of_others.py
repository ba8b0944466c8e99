"""Two copies of a third that are no pair of their own: Compare says that they are of one family."""

from __future__ import annotations

from dataclasses import replace

from starlette.testclient import TestClient

from firsthand.data import Derivation, content_id
from firsthand.report import opened
from firsthand.web import Desk, application
from tests.report.hostile import large


def test_compare_says_by_way_of_whom() -> None:
    record = large(4)
    first, second, third, other = (one.id for one in record.documents[:4])

    def copy(a: str, b: str) -> Derivation:
        return Derivation(content_id("der", a, b, "same_text"), a, b, "same_text", "unknown", 1.0, (), ())  # type: ignore[arg-type]

    pairs = (copy(first, second), copy(first, third))
    asked = TestClient(
        application(Desk((), None, None, opened(replace(record, derivations=pairs)))), base_url="http://127.0.0.1:8031"
    )
    assert "Of one family of texts, by way of other reports." in asked.get(f"/compare?a={second}&b={third}").text
    assert "No text of one was found in the other" in asked.get(f"/compare?a={second}&b={other}").text
    assert "by way of other reports" in asked.get(f"/compare?a={second}&b={third}&c={other}").text
