"""The record as JSON: write it, read it back, and the JSON Schema (draft 2020-12) that it keeps.

The field names of ``firsthand.data`` are the contract, so there is nothing to map.  Object keys are in the order of
the types, lists in the order of the record: the same record gives the same bytes.  ``record.schema.json`` beside this
file is what ``schema()`` makes; a test holds the two together.
"""

from __future__ import annotations

from typing import Any, cast

import msgspec

from firsthand.data import Record
from firsthand.errors import UsageError

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def to_json(record: Record) -> bytes:
    """The record as UTF-8 JSON, indented by one space, with a final newline."""
    return msgspec.json.format(msgspec.json.encode(record), indent=1) + b"\n"


def from_json(data: bytes, name: str = "the record") -> Record:
    """A Record from its JSON.  Raises UsageError, naming ``name``, when it is not one."""
    try:
        return msgspec.json.decode(data, type=Record)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UsageError(f"{name} is not a record that firsthand wrote: {error}") from error


def schema() -> dict[str, Any]:
    """The JSON Schema of the record.  Every property is always written, so every property is required."""
    (reference,), definitions = msgspec.json.schema_components([Record], ref_template="#/$defs/{name}")
    for definition in definitions.values():
        if "properties" in definition:
            definition["required"] = list(definition["properties"])
            definition["additionalProperties"] = False
            for described in definition["properties"].values():
                described.pop("default", None)
    head = {"$schema": _DRAFT, "$id": "firsthand-record", "title": "The record of a story, as firsthand writes it"}
    return cast("dict[str, Any]", head | reference | {"$defs": dict(sorted(definitions.items()))})
