from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

import jsonschema
import pytest

from firsthand.errors import UsageError
from firsthand.pipeline import run
from firsthand.record import from_json, schema, to_json


def test_the_schema_that_ships_is_the_one_the_types_make() -> None:
    shipped = resources.files("firsthand").joinpath("record.schema.json").read_text(encoding="utf-8")
    assert json.loads(shipped) == schema(), "run: firsthand schema > firsthand/record.schema.json"


@pytest.mark.models
def test_a_record_survives_json(example: Path) -> None:
    record = run([str(example / "reports")])
    assert from_json(to_json(record)) == record


def test_what_is_not_a_record_is_refused_in_one_line() -> None:
    for data in (b"", b"[]", b"{}", b"\xff\xfe", b'{"documents": [{"id": 3}]}'):
        with pytest.raises(UsageError, match=r"^notes\.json is not a record") as error:
            from_json(data, "notes.json")
        assert "\n" not in str(error.value)


def test_the_schema_refuses_a_record_with_something_missing(validator: jsonschema.Draft202012Validator) -> None:
    with pytest.raises(jsonschema.ValidationError, match="required"):
        validator.validate({"documents": []})
