"""A store that grows: parts in any order come to what all comes to at once, and what is taken out leaves nothing."""

from __future__ import annotations

import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import firsthand
from firsthand import keeping, pipeline
from firsthand.data import RawDocument, Record
from firsthand.errors import StoreError, UsageError
from firsthand.example import REPORTS
from firsthand.ingest import read
from firsthand.outcome import AnalysedDocument, Outcome
from firsthand.record import to_json
from firsthand.relate.part_rows import part_key
from firsthand.report import one_story
from firsthand.store import Members, Store

FILES = sorted(str(one) for one in REPORTS.iterdir() if one.is_file())


@pytest.fixture(scope="module")
def outcomes() -> dict[str, Outcome]:
    raws = [one for one in read(FILES) if isinstance(one, RawDocument)]
    return dict(zip(map(keeping.source_of, raws), pipeline.read_batch(raws), strict=True))


@pytest.fixture
def read_already(outcomes: dict[str, Outcome], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The example's reports are looked up, not read; gives the addresses that were asked for."""
    asked: list[str] = []

    def look_up(raws: list[RawDocument]) -> list[Outcome]:
        asked.extend(raw.uri for raw in raws)
        return [outcomes[keeping.source_of(raw)] for raw in raws]

    monkeypatch.setattr(pipeline, "read_batch", look_up)
    return asked


@pytest.fixture(scope="module")
def whole(outcomes: dict[str, Outcome]) -> bytes:
    return to_json(firsthand.relate(outcomes.values()))


@pytest.mark.models
def test_what_workers_with_other_models_read_is_kept_apart_and_named(outcomes: dict[str, Outcome]) -> None:
    source, one = next((name, one) for name, one in outcomes.items() if isinstance(one, AnalysedDocument))
    two = [replace(one, attribution=name) for name in ("rules", "tagger")]
    keys = {keeping.outcome_key(source, each) for each in two}
    assert len(keys) == 2
    assert len({part_key([key], [b"x"], [(one.document.id,)], (), vectors="rules") for key in keys}) == 2
    mixed = [
        replace(each, attribution=("rules", "tagger")[number % 2]) if isinstance(each, AnalysedDocument) else each
        for number, each in enumerate(outcomes.values())
    ]
    assert firsthand.relate(mixed).made_with.attribution == "rules, tagger"


@pytest.mark.models
@pytest.mark.parametrize("seed", range(4))
def test_added_in_parts_is_added_at_once(seed: int, read_already: list[str], whole: bytes, tmp_path: Path) -> None:
    draw = random.Random(seed)
    files = draw.sample(FILES, len(FILES))
    cuts = sorted(draw.sample(range(1, len(files)), draw.randint(1, 4)))
    store = tmp_path / "s.db"
    for first, last in zip([0, *cuts], [*cuts, len(files)], strict=True):
        made = firsthand.add(files[max(0, first - 1) : last], store=store)
    assert to_json(made) == whole
    assert to_json(firsthand.open(store)) == whole
    assert sorted(read_already) == FILES, "each is read once"


@settings(max_examples=200)
@given(st.lists(st.tuples(st.sampled_from(range(6)), st.booleans()), max_size=12), st.randoms(use_true_random=False))
def test_the_members_of_a_store_do_not_depend_on_order_or_parts(
    steps: list[tuple[int, bool]], draw: random.Random
) -> None:
    raws = [RawDocument(f"{n}.txt", "text/plain", str(n).encode()) for n in range(6)]
    refusals = [pipeline.Rejected(f"{n}.txt", "ingest", "no such file") for n in range(6, 9)]

    def given_of(numbers: list[int]) -> pipeline._Received:
        received = pipeline._Received([*(raws[n] for n in numbers), *(refusals[n % 3] for n in numbers if n % 2)])
        list(received.documents())
        return received

    once = given_of([n for n, _ in steps]).beside(Members())
    parts: list[list[int]] = [[]]
    for n, cut in draw.sample(steps, len(steps)):
        parts[-1].append(n)
        if cut:
            parts.append([])
    held = Members()
    for part in parts:
        held = given_of(part).beside(held)
    assert held == once


@pytest.mark.models
def test_what_is_removed_leaves_nothing(read_already: list[str], tmp_path: Path) -> None:
    store, rest = tmp_path / "s.db", tmp_path / "rest.db"
    all_of_them = firsthand.add([*FILES, "gone.txt"], store=store)
    assert [one.uri for one in all_of_them.rejected] == ["gone.txt"]
    taken = all_of_them.documents[4]
    made = firsthand.remove([FILES[0], taken.id[:8], "gone.txt"], store=store)
    left = [one for one in FILES if one not in (FILES[0], taken.uri)]
    assert to_json(made) == to_json(firsthand.add(left, store=rest)) == to_json(firsthand.open(store))
    for text in (taken.text, all_of_them.documents[0].text):
        assert text not in {one.text for one in made.documents}
    with Store(store) as opened:
        texts = [text for (text,) in opened._read("SELECT text FROM texts")]
        assert sorted(texts) == sorted({one.text for one in made.documents})
        assert len(opened._read("SELECT key FROM outcome")) == len(left)
    with pytest.raises(UsageError, match="holds no report"):
        firsthand.remove("gone.txt", store=store)


@pytest.mark.models
def test_a_page_that_has_changed_is_another_version(tmp_path: Path) -> None:
    page, store = tmp_path / "page.txt", tmp_path / "s.db"
    page.write_text("The bridge at Kell closed on Monday, police said.\n")
    firsthand.add(str(page), store=store)
    page.write_text("The bridge at Kell closed on Tuesday, police said.\n")
    assert len(firsthand.add(str(page), store=store).documents) == 2
    assert len(firsthand.run(str(page), store=store).documents) == 1


@pytest.mark.models
def test_two_that_add_at_once_both_get_in(
    read_already: list[str], whole: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "s.db"
    firsthand.add(FILES[:2], store=store)
    related, others = pipeline._related, [FILES[2:5]]

    def meanwhile(*arguments: object) -> object:
        while others:
            firsthand.add(others.pop(), store=store)
        return related(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "_related", meanwhile)
    assert to_json(firsthand.add(FILES[5:], store=store)) == whole
    assert to_json(firsthand.open(store)) == whole


@pytest.mark.models
def test_another_version_reads_again_from_the_text(
    read_already: list[str], whole: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "s.db"
    firsthand.add(FILES[:3], store=store)
    monkeypatch.setattr(keeping, "__version__", "later")
    read_already.clear()
    made = firsthand.add(FILES[3], store=store)
    assert read_already == [FILES[3]], "no file is needed"
    monkeypatch.undo()
    assert to_json(made) == to_json(firsthand.run(FILES[:4]))
    with Store(store) as opened:
        assert len(opened._read("SELECT key FROM outcome")) == 4, "the first version's are gone"


@pytest.mark.models
def test_one_story_is_a_record_of_its_own(tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Rovers beat United in the cup final at Kingsmead on Saturday, the league said.\n" * 2)
    record = firsthand.run([*FILES, str(other)])
    assert len(record.stories) == 2
    for story in record.stories:
        alone = one_story(record, story.id)
        assert [one.id for one in alone.stories] == [story.id]
        check_whole(alone)
    assert sum(len(one_story(record, one.id).statements) for one in record.stories) == len(record.statements)
    with pytest.raises(UsageError, match="no story"):
        one_story(record, "st-0")  # type: ignore[arg-type]


def check_whole(record: Record) -> None:
    """No id leads out of the record: its tables have no foreign key without its row."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "s.db") as opened:
        assert opened.keep_record(record, Members())
        assert opened._read("PRAGMA foreign_key_check") == []
        assert opened.newest_record() == record


@pytest.mark.models
def test_tables_have_no_key_that_leads_nowhere(outcomes: dict[str, Outcome]) -> None:
    check_whole(firsthand.relate(outcomes.values()))


@pytest.mark.models
def test_the_tables_can_be_searched(read_already: list[str], tmp_path: Path) -> None:
    store = tmp_path / "s.db"
    made = firsthand.add(FILES, store=store)
    with Store(store) as opened:
        for name, column in (("claims", "text"), ("quotations", "words")):
            source = name if name == "claims" else f"{name}_words"
            found = f"SELECT rowid FROM {name}_fts WHERE {name}_fts MATCH 'gate'"
            rows = opened._read(f"SELECT {column} FROM {source} WHERE place IN ({found})")
            assert rows and all("gate" in text.casefold() for (text,) in rows)
        assert opened._read("SELECT count(*) FROM texts_fts WHERE texts_fts MATCH 'spillway'")[0][0] > 1
        text = {one.id: one.text for one in made.documents}
        words = dict(opened._read("SELECT id, words FROM statements_words"))
        assert words == {one.id: one.span.of(text[one.span.document]) for one in made.statements}
        (joined,) = opened._read(
            "SELECT count(*) FROM claims_statements JOIN statements ON statements.id = member"
            " JOIN claims ON claims.id = owner"
        )
        assert joined[0] == len(made.statements)


def test_a_store_is_named_and_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="names no store"):
        firsthand.add([], store=3)  # type: ignore[arg-type]
    with pytest.raises(StoreError, match="no record yet"):
        firsthand.remove("a.txt", store=tmp_path / "new.db")


@pytest.mark.slow
def test_a_killed_process_loses_nothing_committed() -> None:
    command = [sys.executable, "-m", "tests.store.kills", "8"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=500, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert "nothing was lost" in done.stdout
