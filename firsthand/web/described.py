"""What can be asked of the desk, as OpenAPI 3.1: every page with what may be asked of it, every export with the columns
of its rows, every change with the fields of its form.

Held against the application itself by schemathesis (``tests/web/test_openapi.py``), which makes the questions and
checks the answers by this.  Left out: the HTML of the pages, which is for readers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, get_args

from firsthand.data import ConflictJudgement, Direction
from firsthand.judgements import NO_CONFLICT, SAMENESS, SEPARATE
from firsthand.record import schema as record_schema
from firsthand.version import __version__
from firsthand.web.exports import TYPES
from firsthand.web.sampling import ANSWERS, QUESTIONS
from firsthand.web.searching import FORMS, MOST_ASKED, STATES

MARKS = ("to check", "checked", "use", "drop", "")
"""What a claim can be marked with; '' takes the mark away."""
MOST_LIST = 60_000
"""Characters of a list of addresses."""
_TEXT, _NUMBER, _TRUTH = {"type": "string"}, {"type": "integer"}, {"type": "boolean"}
_MAY_BE_NUMBER = {"type": ["integer", "null"]}
_DAY = {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}){0,2}$"}
_START = {
    "type": "integer",
    "minimum": 0,
    "description": "from which item on the list is shown; exports hold all of it",
}

_CLAIM = {
    "claim": _TEXT, "text": _TEXT, "pages": _NUMBER, "texts": _NUMBER, "at_least": _MAY_BE_NUMBER,
    "at_most": _MAY_BE_NUMBER, "pages_of_all_wordings": _NUMBER,
    "ends": _TEXT, "states": _TEXT, "outlets": _TEXT, "mark": _TEXT, "note": _TEXT,
}  # fmt: skip
_SAID = {"words": _TEXT, "chain": _TEXT, "said": _TEXT, "start": _NUMBER, "end": _NUMBER, "statement": _TEXT}
_CHANGED = {"claim": _TEXT, "what": {"type": "string", "enum": ["new", "changed"]}, "text": _TEXT, "counts": _TEXT}
ROWS: Mapping[str, Mapping[str, Any]] = {
    "/desk": {"story": _TEXT, "title": _TEXT, "pages": _NUMBER, "texts": _NUMBER, "claims_of_several": _NUMBER},
    "/log": {"id": _TEXT, "about": _TEXT, "verdict": _TEXT, "a": _TEXT, "b": _TEXT, "by": _TEXT, "at": _TEXT,
             "note": _TEXT, "state": _TEXT, "why": _TEXT, "counts": _TEXT},
    "/search": {"kind": {"type": "string", "enum": ["claim", "report", "quotation", "end"]}, "id": _TEXT,
                "words": _TEXT},
    "/compare": {"kind": {"type": "string", "enum": ["same", "changed", "left", "added", "two", "one"]}, "a": _TEXT,
                 "b": _TEXT},
    "/d/{id}": _SAID,
    "/s/{story}": _CLAIM,
    "/s/{story}/c/{id}": {**_SAID, "outlet": _TEXT, "report": _TEXT},
    "/s/{story}/since/{id}": _CHANGED,
    "/s/{story}/o": {"end": _TEXT, "name": _TEXT, "kind": _TEXT, "claims": _TEXT, "alone": _NUMBER},
    "/s/{story}/copies": {"derived": _TEXT, "relation": _TEXT, "source": _TEXT, "direction": _TEXT,
                          "score": {"type": ["number", "null"]}, "id": _TEXT},
    "/s/{story}/k": {"judgement": _TEXT, "kind": _TEXT, "values": _TEXT, "outlets": _TEXT, "why": _TEXT,
                     "where": _TEXT, "id": _TEXT},
    "/s/{story}/details": {
        "detail": _TEXT, "type": _TEXT, "state": _TEXT, "value": _TEXT, "low": {"type": "number"},
        "high": {"type": "number"}, "bound": _TEXT, "sources": _TEXT, "report": _TEXT,
        "appeared": {"type": ["string", "null"]}, "words_of": _TEXT, "at_least": _MAY_BE_NUMBER,
        "at_most": _MAY_BE_NUMBER, "scope": _TEXT, "not_the_same": _TEXT, "event": {"type": ["string", "null"]},
        "where": _TEXT, "id": _TEXT,
    },
    "/s/{story}/matrix": {"claim": _TEXT, "text": _TEXT, "states": _TEXT},
    "/s/{story}/time": {"when": _TEXT, "event": _TEXT, "basis": _TEXT, "id": _TEXT},
    "/s/{story}/said": {"words": _TEXT, "speaker": _TEXT, "outlet": _TEXT, "report": _TEXT, "start": _NUMBER,
                        "end": _NUMBER},
    "/s/{story}/only": _CLAIM,
    "/s/{story}/reports": {"title": _TEXT, "outlet": _TEXT, "date": _TEXT, "text_of": _TEXT, "copied": _TRUTH,
                           "how_copied": _TEXT, "words": _TEXT, "claims_shared": _NUMBER, "claims_alone": _NUMBER,
                           "address": _TEXT, "file": _TEXT, "language": _TEXT, "report": _TEXT},
    "/s/{story}/brief": _CLAIM,
    "/s/{story}/check": {"claim": _TEXT, "text": _TEXT, **{name: _TEXT for name, _ in QUESTIONS}},
}  # fmt: skip
"""The columns of each page's rows; a matrix has a further one for each text, a comparison of three a ``c``."""
_WIDER = frozenset({"/s/{story}/matrix", "/compare"})

_LISTS: Mapping[str, tuple[str, ...]] = {
    "/desk": ("stories", "alone", "refused"), "/search": ("claims", "reports", "quotations", "ends"),
    "/compare": ("rows",), "/d/{id}": ("only", "lacks"), "/s/{story}": ("claims",), "/s/{story}/c/{id}": ("wordings",),
    "/s/{story}/since/{id}": ("changed", "spread", "fresh", "gone"), "/s/{story}/o": ("origins", "queue"),
    "/s/{story}/copies": ("pairs", "separate"), "/s/{story}/k": ("conflicts", "histories"),
    "/s/{story}/details": ("facts",),
    "/s/{story}/matrix": ("claims",), "/s/{story}/time": ("events",), "/s/{story}/said": ("utterances", "speakers"),
    "/s/{story}/only": ("only",), "/s/{story}/reports": ("reports",),
}  # fmt: skip
_WHOLE = {"whole": {"type": "string", "description": "the id of a thing, or a speaker, all words of which are shown"}}
_ASKED: Mapping[str, Mapping[str, Any]] = {
    "/desk": {"sources": {"type": "string", "enum": ["all"]}},
    "/search": {
        "q": {"type": "string", "maxLength": MOST_ASKED}, "outlet": _TEXT, "kind": {"type": "string", "enum": [*FORMS]},
        "state": {"type": "string", "enum": [*STATES]}, "texts": {"type": "integer", "minimum": 0, "maximum": 999},
        "first": _DAY, "last": _DAY, "family": {"type": "string", "description": "a report that carries the text"},
    },
    "/compare": {"a": _TEXT, "b": _TEXT, "c": _TEXT, "mode": {"type": "string", "enum": ["side", "line", "changes"]}},
    "/d/{id}": {
        "q": {"type": "string", "maxLength": MOST_ASKED}, "marks": {"type": "string", "enum": ["off", "claims", "all"]},
        "char": {"type": "string", "pattern": "^[0-9]{1,9},[0-9]{1,9}$", "description": "characters, as in RFC 5147"},
        "sha256": {"type": "string", "description": "the first 16 digits of the text's hash, by which it is known"},
    },
    "/s/{story}/matrix": {
        "show": {"type": "string", "enum": ["denied", "all"]},
        "sort": {"type": "string", "description": "claim, or a report of the column's text; a - before it turns round"},
    },
    "/s/{story}/time": {"from": _DAY, "to": _DAY, **_WHOLE}, "/s/{story}/check": {"seed": _TEXT},
    "/s/{story}/o": _WHOLE, "/s/{story}/k": _WHOLE, "/s/{story}/said": _WHOLE,
}  # fmt: skip
_AT = {"at": {"type": "string", "description": "the hash of a record: this one is shown or none"}}

_NAME = {"type": "string", "maxLength": 200}
CHANGES: Mapping[str, tuple[str, tuple[str, ...], Mapping[str, Any]]] = {
    "/judge": ("Keep a judgement", ("what", "a", "b"), {
        "what": {"type": "string", "enum": [*SAMENESS, SEPARATE, "outlet", "date", "text_origin", "direction",
                                            "conflict", "rename"]},
        "a": {"type": "string", "description": "the id of what is judged"},
        "b": {"type": "string", "description": "the id of the other thing; or the value: a name, a day, "
              f"one of {', '.join((*get_args(Direction), *get_args(ConflictJudgement), NO_CONFLICT))}"},
        "note": {"type": "string", "maxLength": 600}, "claim": _TEXT, "place": _TEXT,
    }),
    "/undo": ("Take a judgement back", ("id",), {"id": _TEXT}),
    "/tick": ("Mark a claim, with a note", ("claim", "mark"), {
        "claim": _TEXT, "mark": {"type": "string", "enum": list(MARKS)}, "note": {"type": "string", "maxLength": 400},
        "place": _TEXT}),
    "/answer": ("Keep the answers of a check", ("claim",), {
        "claim": _TEXT, **{name: {"type": "string", "enum": list(ANSWERS), "description": question}
                           for name, question in QUESTIONS}, "place": _TEXT}),
    "/sources": ("Correct the outlet, the date or the text of a report", ("report",), {
        "report": _TEXT, "outlet": _NAME, "was_outlet": _NAME, "date": {"type": "string", "maxLength": 21},
        "was_date": _TEXT, "text_origin": {"type": "string", "description": "own, agency: NAME or outlet: NAME"},
        "whose": {"type": "string", "enum": ["agency", "outlet", "own"]}, "name": _NAME}),
    "/searches": ("Keep a search, or forget it", ("search",), {
        "search": {"type": "string", "description": "the query of its address"}, "name": {"type": "string",
        "maxLength": 80}, "kept": {"type": "string", "enum": ["yes", "no"]}}),
    "/watch": ("Watch a story from here on, or no more", ("story",), {
        "story": _TEXT, "watched": {"type": "string", "enum": ["yes", "no"]}}),
    "/fetch": ("Fetch a list of addresses into the folder and read them", ("addresses",), {
        "addresses": {"type": "string", "maxLength": MOST_LIST}}),
    "/again": ("Read what is new in the folder", (), {}),
}  # fmt: skip
"""Changes by form: what each does, the fields that it needs, and all of its fields."""
_UPLOADS = {
    "/add": ("Put files into the folder and read them", "files",
             {"type": "array", "items": {"type": "string", "contentMediaType": "application/octet-stream"}}),
    "/judgements": ("Take in the judgements of a file", "file",
                    {"type": "string", "contentMediaType": "application/jsonl"}),
    "/sheet": ("Take in what was corrected in the sheet of outlets and dates", "file",
               {"type": "string", "contentMediaType": "text/csv"}),
}  # fmt: skip


def described() -> dict[str, Any]:
    """The application as OpenAPI 3.1."""
    paths: dict[str, Any] = {}
    for page, columns in ROWS.items():
        for suffix, kind in TYPES.items():
            paths[f"{page}.{suffix}"] = {"get": _page(page, columns, suffix, kind.partition(";")[0])}
    paths["/x/{id}"] = {"get": {"summary": "Where anything with an id is shown", "parameters": [_in_path("id")],
                                "responses": {"302": {"description": "where it is"}, "404": _MISSING}}}  # fmt: skip
    file = _whole("A story as one file that needs no desk", "text/html", None)
    paths["/s/{story}.html"] = {"get": {**file, "parameters": [_in_path("story")],
                                        "responses": {**file["responses"], "404": _MISSING}}}  # fmt: skip
    paths["/record.json"] = {"get": _whole("The whole record", "application/json", record_schema())}
    paths["/judgements.jsonl"] = {"get": _whole("Every judgement, one a line", "application/jsonl", None)}
    paths["/sources.csv"] = {"get": _whole("Outlets and dates as read", "text/csv", None)}
    paths["/openapi.json"] = {"get": _whole("This description", "application/json", {"type": "object"})}
    paths["/progress"] = {"get": _whole("How far a run is", "application/json", _object(
        {"running": _TRUTH, "stage": _TEXT, "done": _NUMBER, "total": _NUMBER, "failed": _TEXT}))}  # fmt: skip
    for path, (summary, needed, fields) in CHANGES.items():
        form = _object({"token": _TOKEN, "back": _TEXT, **fields}, ("token", *needed), open_=True)
        paths.setdefault(path, {})["post"] = _change(summary, "application/x-www-form-urlencoded", form)
    for path, (summary, name, files) in _UPLOADS.items():
        form = _object({"token": _TOKEN, name: files}, ("token", name), open_=True)
        paths.setdefault(path, {})["post"] = _change(summary, "multipart/form-data", form)
    return {"openapi": "3.1.0", "info": {"title": "Firsthand", "version": __version__}, "paths": paths}


_TOKEN = {"type": "string", "description": "that of the page's forms"}
_MISSING = {
    "description": "not in this record; the page says what is",
    "content": {kind: {"schema": _TEXT} for kind in ("text/html", "text/plain")},
}


def _in_path(name: str) -> dict[str, Any]:
    schema = {"type": "string", "pattern": "^st-"} if name == "story" else {"type": "string"}
    return {"name": name, "in": "path", "required": True, "schema": schema}


def _object(fields: Mapping[str, Any], needed: Iterable[str] = (), *, open_: bool = False) -> dict[str, Any]:
    """An object of these fields, all of them needed where none are named; ``open_``: it may have others."""
    required = [*needed] or list(fields)
    return {"type": "object", "required": required, "properties": dict(fields),
            **({} if open_ else {"additionalProperties": False})}  # fmt: skip


def _page(page: str, columns: Mapping[str, Any], suffix: str, kind: str) -> dict[str, Any]:
    """One export: what may be asked of it, and how its answer looks."""
    asked = {**_ASKED.get(page, {}), **dict.fromkeys(_LISTS.get(page, ()), _START), **_AT}
    needed = {"a", "b"} if page == "/compare" else frozenset[str]()
    parameters = [_in_path(name) for name in ("story", "id") if f"{{{name}}}" in page] + [
        {"name": name, "in": "query", "required": name in needed, "schema": schema} for name, schema in asked.items()
    ]
    rows: dict[str, Any] = {"type": "string"}
    if suffix == "json":
        row = _object(columns, columns, open_=page in _WIDER)
        head = dict.fromkeys(("shows", "filter", "record", "firsthand", "latest_report"), _TEXT)
        rows = _object({**head, "rows": {"type": "array", "items": row}})
    elif suffix == "csv":
        rows = {"type": "string", "pattern": "^# shows: "}
    else:
        rows = {"type": "string", "pattern": "^# "}
    found = {"description": "the rows of the page", "content": {kind: {"schema": rows}}}
    moved = {"302": {"description": "it has another id now"}}
    return {"parameters": parameters, "responses": {"200": found, **moved, "404": _MISSING}}


def _whole(summary: str, kind: str, schema: dict[str, Any] | None) -> dict[str, Any]:
    content = {kind: {"schema": schema or _TEXT}}
    return {"summary": summary, "responses": {"200": {"description": summary, "content": content}}}


def _change(summary: str, kind: str, form: dict[str, Any]) -> dict[str, Any]:
    """A form with the token of this run, answered by going back to the page."""
    refused: dict[str, Any] = {"content": {"text/plain": {"schema": _TEXT}}}
    return {
        "summary": summary,
        "requestBody": {"required": True, "content": {kind: {"schema": form}}},
        "responses": {
            "303": {"description": "back to the page, with what came of it"},
            "400": {"description": "a form that cannot be read", **refused},
            "403": {"description": "not from a page of this run, or shared pages", **refused},
            "413": {"description": "too much was sent", **refused},
            "429": {"description": "too many changes at once", **refused},
        },
    }
