"""The whole path on the example story: what must hold whatever the stages find."""

from __future__ import annotations

import importlib
import io
import json
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from firsthand import pipeline
from firsthand.data import RawDocument, Record, Span
from firsthand.outcome import Outcome
from firsthand.pipeline import run
from firsthand.record import to_json

pytestmark = pytest.mark.models


@pytest.fixture(scope="module")
def reports(example: Path) -> list[str]:
    return sorted(str(path) for path in (example / "reports").iterdir())


@pytest.fixture(scope="module")
def record(reports: list[str]) -> Record:
    return run(reports)


def spans_of(record: Record) -> list[Span]:
    found = [span for entity in record.entities for span in entity.mentions]
    for attribution in record.attributions:
        found += [*attribution.source, *attribution.cue, *attribution.content]
    for quotation in record.quotations:
        found += [quotation.span, quotation.inner]
    for statement in record.statements:
        found += [statement.span, *(n.span for n in statement.numbers), *(d.span for d in statement.dates)]
    for derivation in record.derivations:
        found += [span for passage in derivation.passages for span in (passage.a, passage.b)]
    found += [span for entry in record.timeline for span in entry.mentions]
    for document in record.documents:
        found += [*document.outlet.evidence, *document.published.evidence, *document.text_origin.evidence]
    return found


def test_every_span_quotes_its_text(record: Record) -> None:
    length = {document.id: len(document.text) for document in record.documents}
    for span in spans_of(record):
        assert 0 <= span.start < span.end <= length[span.document]


def test_blocks_partition_every_text(record: Record) -> None:
    for document in record.documents:
        bounds = [0, *(block.end for block in document.blocks)]
        assert [block.start for block in document.blocks] == bounds[:-1]
        assert bounds[-1] == len(document.text)


def test_every_reference_is_there_and_every_id_is_given_once(record: Record) -> None:
    lists = (record.documents, record.entities, record.attributions, record.quotations, record.utterances,
             record.statements, record.claims, record.origins, record.derivations, record.conflicts,
             record.timeline, record.stories)  # fmt: skip
    counted = Counter(item.id for one in lists for item in one)
    assert [one for one, count in counted.items() if count > 1] == []
    known = set(counted)
    for attribution in record.attributions:
        assert {attribution.source_entity, attribution.given_to, attribution.within} - {None} <= known
    for quotation in record.quotations:
        assert {quotation.attribution, quotation.speaker, quotation.utterance} - {None} <= known
    for statement in record.statements:
        assert {*statement.chain, *statement.entities} <= known
    for claim in record.claims:
        assert {*claim.statements, *claim.origins, *(link.claim for link in claim.links)} <= known
    for conflict in record.conflicts:
        assert len(conflict.values) == len(conflict.statements)
        assert set(conflict.statements) <= known
    for story in record.stories:
        assert {*story.documents, *story.claims} <= known


def test_every_statement_is_in_one_claim_and_every_document_in_one_story(record: Record) -> None:
    claimed = Counter(statement for claim in record.claims for statement in claim.statements)
    assert claimed == Counter({statement.id: 1 for statement in record.statements})
    assert sorted(d for story in record.stories for d in story.documents) == sorted(d.id for d in record.documents)


def test_a_number_of_origins_is_a_range_or_not_measured(record: Record) -> None:
    for claim in record.claims:
        pair = (claim.independent.at_least, claim.independent.at_most)
        assert pair == (None, None) or (pair[0] is not None and pair[1] is not None and 0 <= pair[0] <= pair[1])
        assert claim.reports.after_merging_copies <= claim.reports.documents
        assert claim.reasons


def test_the_order_of_the_input_does_not_show(reports: list[str], record: Record) -> None:
    assert to_json(run(reports[::-1])) == to_json(record)


def test_twice_is_once(reports: list[str], record: Record) -> None:
    assert to_json(run([*reports, *reports])) == to_json(record)


@pytest.mark.slow
def test_the_number_of_workers_does_not_show(reports: list[str], record: Record) -> None:
    assert to_json(run(reports, workers=2)) == to_json(record)


def test_damaged_rows_of_a_store_are_made_again(reports: list[str], tmp_path: Path) -> None:
    store = tmp_path / "s.db"
    whole = to_json(run(reports[:2], store=store))
    with sqlite3.connect(store) as db:
        db.execute("UPDATE outcome SET value = x'00ff'")
        db.execute("UPDATE vector SET value = x'00ff'")
    assert to_json(run(reports[:2], store=store)) == whole


def test_a_store_gives_the_same_record_and_a_rerun_reads_nothing_again(
    reports: list[str], record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "s.db"
    assert to_json(run(reports[:4], store=store)) != to_json(record)
    seen: list[int] = []
    read_batch = pipeline.read_batch
    monkeypatch.setattr(pipeline, "read_batch", lambda raws: (seen.append(len(raws)), read_batch(raws))[1])
    assert to_json(run(reports, store=store)) == to_json(record)
    assert sum(seen) == len(reports) - 4
    assert to_json(run(reports, store=store)) == to_json(record)
    assert sum(seen) == len(reports) - 4


def test_an_interrupted_run_loses_nothing_committed(
    reports: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "s.db"
    read_batch = pipeline.read_batch
    calls: list[int] = []

    def interrupted(raws: list[RawDocument]) -> list[Outcome]:
        calls.append(len(raws))
        if len(calls) == 2:
            raise KeyboardInterrupt
        return read_batch(raws)

    monkeypatch.setattr(pipeline, "read_batch", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run(reports, store=store)
    run(reports, store=store)
    assert calls[2:] == [len(reports) - calls[0]]


def test_an_error_in_one_row_rejects_that_row_alone(
    reports: list[str], record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = importlib.import_module("firsthand.analyse")
    analyse = stage.analyse
    victim = record.documents[3].id

    def failing(document: object, parsed: object) -> object:
        if getattr(document, "id", None) == victim:
            raise ValueError("broken")
        return analyse(document, parsed)

    monkeypatch.setattr(stage, "analyse", failing)
    with_failure = run(reports)
    assert len(with_failure.documents) == len(record.documents) - 1
    assert [(one.stage, "ValueError: broken" in one.reason) for one in with_failure.rejected] == [("analyse", True)]


def test_two_documents_with_one_id_are_refused_by_content_not_by_order(tmp_path: Path) -> None:
    rows = [{"id": "x", "text": "The mayor resigned on Monday."}, {"id": "x", "text": "The mayor stays in office."}]
    records = []
    for name, order in (("one", rows), ("two", rows[::-1])):
        stdin = io.BytesIO("\n".join(json.dumps(row) for row in order).encode())
        one = run(["-"], stdin=stdin)
        assert len(one.documents) == 1, name
        assert len(one.rejected) == 1
        assert "'x'" in one.rejected[0].reason
        records.append(one.documents[0].text)
    assert records[0] == records[1]


def test_one_bad_file_among_good_ones(example: Path, reports: list[str], tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    shutil.copytree(example / "reports", folder)
    (folder / "zz.txt").write_bytes(b"\x00\x01\x02" * 1000)
    (folder / "zy.txt").write_bytes(b"caf\xe9 was closed on Monday, the owner said.")
    (folder / "zx.jsonl").write_text(
        '[1]\n{"text": 3}\n{"id": "ok", "text": "The bridge closed on Monday, police said."}\n'
    )
    (folder / "zw.html").write_text("<html><script>1</script></html>")
    record = run([str(folder), str(tmp_path / "missing.txt")])
    assert len(record.documents) == len(reports) + 1
    refused = sorted(Path(one.uri.split(".jsonl:")[0]).name for one in record.rejected)
    assert refused == ["missing.txt", "zw.html", "zx", "zx", "zy.txt", "zz.txt"]
    assert all(one.reason and "\n" not in one.reason for one in record.rejected)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(min_size=1, max_size=300), min_size=1, max_size=4))
def test_any_text_gives_a_record_whose_texts_are_exact(texts: list[str]) -> None:
    usable = [text for text in texts if not any(0xD800 <= ord(c) <= 0xDFFF for c in text)]
    lines = "\n".join(json.dumps({"id": str(n), "text": text}) for n, text in enumerate(usable))
    record = run(["-"], stdin=io.BytesIO(lines.encode()))
    for document in record.documents:
        assert document.text == usable[int(document.source_id)]
    for span in spans_of(record):
        assert span.start < span.end


def test_pages_are_not_held_while_others_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "_AHEAD", 1000)
    came: list[int] = []

    def pages() -> Iterator[RawDocument]:
        for number in range(100):
            came.append(number)
            yield RawDocument(f"{number}.txt", "text/plain", str(number % 50).encode() * 50)

    received = pipeline._Received(pages())
    documents = received.documents()
    next(documents)
    assert len(came) < 20 and received.total() == 0
    assert len(list(documents)) == 99 and received.total() == 100
