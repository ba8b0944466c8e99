"""What the desk says of itself as OpenAPI holds for whatever is asked: schemathesis makes the questions."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, settings

from firsthand.report import opened
from firsthand.web import Desk, application
from tests.report.demo_record import make

schemathesis = pytest.importorskip("schemathesis")
pytestmark = pytest.mark.slow
_SCHEMA = schemathesis.openapi.from_asgi(
    "/openapi.json", application(Desk((), None, None, opened(make())), frozenset({"testserver", "127.0.0.1"}))
)
CHECKS = (
    schemathesis.checks.not_a_server_error,
    schemathesis.checks.status_code_conformance,
    schemathesis.checks.content_type_conformance,
    schemathesis.checks.response_schema_conformance,
)


@_SCHEMA.parametrize()
@settings(
    max_examples=12, deadline=None, derandomize=True, database=None, phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
def test_every_answer_is_as_described(case) -> None:
    answer = case.call(allow_redirects=False)
    case.validate_response(answer, checks=CHECKS)
