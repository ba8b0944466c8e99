"""The package's verbs: they are there when nothing else is, compose to ``run``, and refuse in one line."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path

import pytest

import firsthand
from firsthand.data import Record, Rejected
from firsthand.errors import FirsthandError, StoreError, UsageError
from firsthand.outcome import Outcome
from firsthand.pipeline import analysed
from firsthand.report import OpenRecord

TEXTS = [
    {"id": "a", "outlet": "The Example", "published": "2031-03-12",
     "text": "The bridge closed on Monday, police said. Nobody was hurt."},
    {"id": "b", "text": "Police said that the bridge was closed."},
    {"id": "c"},
]  # fmt: skip


pytestmark = pytest.mark.models


@pytest.fixture(scope="module")
def record() -> OpenRecord:
    return firsthand.run(TEXTS)


@pytest.mark.slow
def test_a_verb_keeps_its_name_when_the_folder_of_that_name_is_imported() -> None:
    code = (
        "import firsthand.clean.document, firsthand.analyse.segment, firsthand.relate.assemble, firsthand\n"
        "from firsthand import analyse, clean, relate\n"
        "print([callable(one) for one in (analyse, clean, relate, firsthand.clean)])"
    )
    for before in ("", "import firsthand; firsthand.clean, firsthand.relate, firsthand.analyse\n"):
        done = subprocess.run([sys.executable, "-c", before + code], capture_output=True, text=True, check=True)
        assert done.stdout.strip() == "[True, True, True, True]"


def test_texts_that_the_caller_holds_make_a_record(record: OpenRecord) -> None:
    assert [one.source_id for one in record.documents] == ["a", "b"]
    assert record.documents[0].outlet.name == "The Example"
    assert [(one.uri, one.stage) for one in record.rejected] == [("memory:3", "ingest")]


def test_texts_in_memory_and_json_lines_make_one_record(tmp_path: Path) -> None:
    rows = [{"url": f"https://news.example/{one['id']}", **one} for one in TEXTS[:2]]
    (tmp_path / "in.jsonl").write_text("\n".join(json.dumps(row) for row in rows))
    in_memory = firsthand.run(rows, store=tmp_path / "s.db")
    assert firsthand.to_json(in_memory) == firsthand.to_json(firsthand.run(tmp_path / "in.jsonl"))
    assert firsthand.to_json(in_memory) == firsthand.to_json(firsthand.run(rows[::-1], store=tmp_path / "s.db"))


def test_the_steps_one_by_one_are_run(record: OpenRecord) -> None:
    outcomes: list[Outcome] = []
    for raw in firsthand.read(TEXTS):
        document = raw if isinstance(raw, Rejected) else firsthand.clean(raw)
        outcomes.append(document if isinstance(document, Rejected) else analysed(document))
    assert firsthand.relate(outcomes) == record == firsthand.relate(outcomes[::-1])


def test_run_refuses_what_is_no_source_in_one_line() -> None:
    for wrong in (None, 7, b"folder", [None]):
        with pytest.raises(UsageError, match="cannot be read: give a path"):
            firsthand.run(wrong)  # type: ignore[arg-type]


def test_a_step_refuses_what_is_not_of_the_step_before() -> None:
    (refused,) = firsthand.read({})
    with pytest.raises(UsageError, match="type Rejected is no RawDocument: take one from read"):
        firsthand.clean(refused)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="type str cannot be related"):
        firsthand.relate(["a"])  # type: ignore[list-item]


def test_a_record_opens_from_memory_from_its_json_from_a_file_and_from_a_store(
    record: OpenRecord, tmp_path: Path
) -> None:
    data = firsthand.to_json(record)
    (tmp_path / "record.json").write_bytes(data)
    stored = firsthand.run(TEXTS, store=str(tmp_path / "s.db"))
    plain = firsthand.from_json(data)
    assert type(plain) is Record
    for source in (plain, data, tmp_path / "record.json", str(tmp_path / "record.json"), tmp_path / "s.db"):
        opened = firsthand.open(source)
        assert opened == record == plain == stored
        assert firsthand.to_json(opened) == data
    assert firsthand.open(record) is record


def test_an_open_record_is_a_record(record: OpenRecord) -> None:
    assert record.ids and record.table("claims") and record._repr_html_()  # fills every cache
    assert set(json.loads(firsthand.to_json(record))) == {one.name for one in fields(Record)}
    assert pickle.loads(pickle.dumps(record)) == record
    assert hash(record) == hash(firsthand.from_json(firsthand.to_json(record)))
    other = replace(record, rejected=())
    assert isinstance(other, OpenRecord) and other != record and other.table("rejected") == []


def test_what_is_no_record_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "notes.json").write_text("{}")
    (tmp_path / "other.db").write_bytes(b"SQLite format 3\0" + b"\0" * 100)
    for source, error, says in (
        (tmp_path, UsageError, "is a folder"),
        (tmp_path / "missing.json", UsageError, "missing.json cannot be opened"),
        (tmp_path / "notes.json", UsageError, "notes.json is not a record"),
        (tmp_path / "other.db", StoreError, "other.db"),
        ("a\0b", UsageError, "cannot be opened"),
        (b"[]", UsageError, "is not a record"),
        (None, UsageError, "NoneType is no record"),
    ):
        with pytest.raises(error, match=says) as refused:
            firsthand.open(source)  # type: ignore[arg-type]
        assert "\n" not in str(refused.value)
        assert isinstance(refused.value, FirsthandError)


def test_explain_says_what_the_command_says(record: OpenRecord) -> None:
    claim = record.claims[0]
    told = firsthand.explain(record, record.short(claim.id))
    assert told == firsthand.explain(firsthand.from_json(firsthand.to_json(record)), claim.id)
    assert claim.id in told and "[" in told
    with pytest.raises(UsageError, match="str is no record"):
        firsthand.explain("record.json", claim.id)  # type: ignore[arg-type]


def test_a_verb_refuses_what_another_verb_makes(tmp_path: Path, record: OpenRecord) -> None:
    good = {"text": "It rained on Sunday, officials said."}
    os.mkfifo(tmp_path / "pipe")
    for call, says in (
        (lambda: firsthand.analyse(None), "NoneType is no Document"),  # type: ignore[arg-type]
        (lambda: firsthand.analyse(next(iter(firsthand.read(good)))), "RawDocument is no Document"),  # type: ignore[arg-type]
        (lambda: firsthand.relate(3), "int cannot be related"),  # type: ignore[arg-type]
        (lambda: firsthand.run(good, store=3), "int names no store"),  # type: ignore[arg-type]
        (lambda: firsthand.run(good, store="a\0b"), "cannot be used as a store"),
        (lambda: firsthand.run(good, store="\ud800x"), "cannot be used as a store"),
        (lambda: record.table(["claims"]), "there is no table"),  # type: ignore[arg-type]
        (lambda: firsthand.open(tmp_path / "pipe"), "not a regular file"),
    ):
        with pytest.raises(FirsthandError, match=says):
            call()


def test_an_id_of_ten_thousand_digits_stops_no_other_text() -> None:
    good = {"text": "It rained on Sunday, officials said."}
    found = firsthand.run([{"text": "It rained.", "id": 10**10_000}, good])
    assert len(found.documents) == 1
    assert [one.reason for one in found.rejected] == ['"id" is too long a number: give it as a string']
