"""Only what is touched: a part of the pile is related once, and again where something that it depends on changed."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import pytest

import firsthand
from firsthand import keeping
from firsthand.comparable import Reading
from firsthand.data import JudgedThing, Record
from firsthand.judgement_files import judgement_place
from firsthand.judgements import judgement
from firsthand.outcome import Outcome
from firsthand.record import to_json
from firsthand.relate import assemble
from firsthand.relate.claims import ByItself, Pairwise
from firsthand.relate.derivation import copying, rewriting
from firsthand.relate.derivation.provenance_clues import Clues
from firsthand.relate.part_rows import decode_rows, encode_rows
from firsthand.relate.readings import blocking
from firsthand.report import one_story
from firsthand.store import Store
from tests.relate.reports import AGENCY, INDEPENDENT, OTHER, REWRITE

pytestmark = pytest.mark.models

CUP = "Rovers beat United in the cup final at Kingsmead on Saturday, the league said. Ada Brandt scored twice. " * 2
PORT = [
    {"id": name, "outlet": f"Outlet {name}", "text": text}
    for name, text in (("a", AGENCY), ("b", REWRITE), ("c", INDEPENDENT))
]
ELSEWHERE = {"id": "d", "outlet": "Outlet d", "text": OTHER}
MATCH = {"id": "e", "outlet": "Outlet e", "text": CUP}
ALL = [*PORT, ELSEWHERE, MATCH]


@pytest.fixture
def related(monkeypatch: pytest.MonkeyPatch) -> list[set[str]]:
    """The reports of each part that is related, and not remembered, by their ids."""
    seen: list[set[str]] = []
    relate_part = assemble.relate_part

    def watched(job: assemble.PartJob, *rest: object) -> object:
        seen.append({one.document.source_id for one in job.read})
        rows = relate_part(job, *rest)  # type: ignore[arg-type]
        assert decode_rows(encode_rows(rows)) == rows
        return rows

    monkeypatch.setattr(assemble, "relate_part", watched)
    return seen


def test_an_addition_relates_the_part_that_it_joins_alone(related: list[set[str]], tmp_path: Path) -> None:
    store = tmp_path / "s.db"
    firsthand.add([*PORT[:2], ELSEWHERE], store=store)
    assert sorted(map(sorted, related)) == [["a", "b"], ["d"]]
    related.clear()
    firsthand.add(MATCH, store=store)
    assert related == [{"e"}]
    related.clear()
    made = firsthand.add(PORT[2], store=store)
    assert related == [{"a", "b", "c"}]
    related.clear()
    assert to_json(firsthand.add(PORT[2], store=store)) == to_json(made)
    assert related == [], "nothing is new"
    assert to_json(firsthand.run(ALL)) == to_json(made)
    related.clear()
    assert to_json(firsthand.remove("c", store=store)) == to_json(firsthand.run([*PORT[:2], ELSEWHERE, MATCH]))
    assert related[0] == {"a", "b"} and len(related) == 1 + 3
    with Store(store) as opened:
        assert len(opened._read("SELECT key FROM part")) == 3, "no others are kept"


def test_a_judgement_touches_the_part_that_it_is_about(related: list[set[str]], tmp_path: Path) -> None:
    store = tmp_path / "s.db"
    base = firsthand.add(ALL, store=store)
    related.clear()
    report = next(one for one in base.documents if one.source_id == "e")
    asked = [firsthand.judge(base, "outlet", report.id, "Kingsmead Post", by="Ada", at="2031-01-01")]
    judgement_place(None, store).add(asked)
    made = firsthand.add([], store=store)
    assert related == [{"e"}]
    assert [one.state for one in made.judgements] == ["applied"]
    related.clear()
    names = judgement(
        "names", JudgedThing("Ada Brandt"), JudgedThing("Odalys Brandt"), "different", by="A", at="2031-01-01"
    )
    judgement_place(None, store).add([names])
    whole = firsthand.add([], store=store)
    assert len(related) == 3, "a name may stand anywhere"
    assert to_json(firsthand.run(ALL, judgements=[*asked, names])) == to_json(whole)


def test_what_a_story_comes_to_does_not_depend_on_the_others() -> None:
    together = firsthand.run(ALL)
    for part in (PORT, [ELSEWHERE], [MATCH]):
        alone = firsthand.run(part)
        (story,) = alone.stories
        same = one_story(together, story.id)
        assert without_names(same) == without_names(alone)


def without_names(record: Record) -> bytes:
    """The record's bytes; a name's spellings are those of all reports that bear it."""
    from dataclasses import replace

    return to_json(replace(record, entities=()))


@pytest.mark.parametrize("seed", range(6))
def test_any_order_and_any_parts_come_to_the_same_bytes(seed: int, tmp_path: Path) -> None:
    draw = random.Random(seed)
    whole = to_json(firsthand.run(ALL, store=tmp_path / "once.db"))
    store, left = tmp_path / "s.db", draw.sample(ALL, len(ALL))
    while left:
        size = draw.randint(1, len(left))
        some, left = left[:size], left[size:]
        made = firsthand.add(some, store=store)
        if draw.random() < 0.3:
            gone = draw.choice(some)
            firsthand.remove(str(gone["id"]), store=store)
            left.append(gone)
    assert to_json(made if len(made.documents) == len(ALL) else firsthand.open(store)) == whole


def test_one_speakers_words_in_two_stories_are_one_utterance_and_a_strangers_are_not() -> None:
    quoted = (
        "“A bad mistake,” a {} said. “We will not be moved by any of this,” said Elin Corvo, the mayor of Port Arden."
    )
    texts = [
        {"id": "a", "outlet": "One", "text": f"{AGENCY}\n\n{quoted.format('worker')}"},
        {"id": "b", "outlet": "Two", "text": f"{OTHER}\n\n{quoted.format('fan')}"},
    ]
    record = firsthand.run(texts)
    assert len(record.stories) == 2
    ids = [one.id for one in record.utterances]
    assert len(ids) == len(set(ids))
    held = {name: one.id for one in record.utterances for name in one.quotations}
    assert all(held[one.id] == one.utterance for one in record.quotations)
    text = {one.id: one.text for one in record.documents}
    words = {one.id: one.inner.of(text[one.span.document]) for one in record.quotations}

    def sizes(word: str) -> list[int]:
        return [len(one.quotations) for one in record.utterances if any(word in words[name] for name in one.quotations)]

    assert sizes("moved") == [2]
    assert sizes("mistake") == [1, 1]


def test_no_two_reports_are_compared_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, frozenset[str]]] = []
    copied, rewrite, likely = copying.copied, rewriting._rewrite, rewriting._likely

    def copies(a: Reading, b: Reading, names: tuple[str, str]) -> object:
        asked.append(("copied", frozenset({a.id, b.id})))
        return copied(a, b, names)

    def likes(a: Reading, b: Reading, weight: dict[str, float]) -> float:
        asked.append(("likely", frozenset({a.id, b.id})))
        return likely(a, b, weight)

    def rewrites(one: Clues, other: Clues, *rest: object) -> object:
        asked.append(("rewrite", frozenset({one.reading.id, other.reading.id})))
        return rewrite(one, other, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(copying, "copied", copies)
    monkeypatch.setattr(rewriting, "_likely", likes)
    monkeypatch.setattr(rewriting, "_rewrite", rewrites)
    printed = {"id": "f", "outlet": "Outlet f", "text": AGENCY.rsplit("\n", 1)[0]}
    store = tmp_path / "s.db"
    firsthand.add([*PORT, ELSEWHERE], store=store)
    assert {kind for kind, _ in asked} == {"likely", "rewrite"}, "none of these can be a copy"
    before = set(asked)
    asked.clear()
    made = firsthand.add(printed, store=store)
    new = next(one.id for one in made.documents if one.source_id == "f")
    assert asked and all(new in pair for _, pair in asked), "only pairs of which one is new"
    assert "copied" in {kind for kind, _ in asked}
    assert before.isdisjoint(asked)
    asked.clear()
    firsthand.remove("f", store=store)
    assert not asked, "what is left was compared before"


def test_a_judgement_on_two_statements_compares_none_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = tmp_path / "s.db"
    compared: list[frozenset[str]] = []
    by_itself = Pairwise.by_itself

    def watched(self: Pairwise, i: int, j: int) -> ByItself:
        compared.append(frozenset({self.statements[i].id, self.statements[j].id}))
        return by_itself(self, i, j)

    monkeypatch.setattr(Pairwise, "by_itself", watched)
    base = firsthand.add(PORT, store=store)
    one, other = next(claim.statements for claim in base.claims if len(claim.statements) > 1)[:2]
    most = len(compared) // 20
    assert most
    compared.clear()
    for verdict in ("different", "same"):
        made = firsthand.judge(base, verdict, one, other, by="Ada", at=f"2031-01-0{1 + (verdict == 'same')}")
        judgement_place(None, store).add([made])
        whole = firsthand.add([], store=store)
        assert len(compared) <= most, "only what the relating before did not ask about, in other groups, and so forgot"
        together = {one, other} <= set(next(claim.statements for claim in whole.claims if one in claim.statements))
        assert together == (verdict == "same")
        asked = judgement_place(None, store).read()
        assert to_json(firsthand.run(PORT, judgements=asked)) == to_json(whole)
        compared.clear()


def test_an_addition_reads_the_index_and_no_report_of_a_part_that_it_does_not_touch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_back: list[str] = []
    laid: list[int] = []
    with_text, pairs_with = keeping.with_text, blocking.pairs_with

    def watched(value: bytes, text: str | None) -> Outcome:
        found = with_text(value, text)
        read_back.append(getattr(found, "document").source_id)  # noqa: B009 (a report or a refusal)
        return found

    def laid_beside(new: list[int], *rest: object) -> object:
        laid.append(len(new))
        return pairs_with(new, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(keeping, "with_text", watched)
    monkeypatch.setattr(blocking, "pairs_with", laid_beside)
    store = tmp_path / "s.db"
    firsthand.add([*PORT[:2], ELSEWHERE], store=store)
    read_back.clear()
    firsthand.add(MATCH, store=store)
    assert read_back == ["e"], "what is new is related"
    read_back.clear()
    firsthand.add([], store=store)
    assert read_back == []
    made = firsthand.add(PORT[2], store=store)
    assert sorted(read_back) == ["a", "b", "c"]
    assert laid == [3, 1, 0, 1], "the others lay beside each other before"
    with sqlite3.connect(store) as db:
        db.execute("UPDATE indexed SET form = 'another'")
    assert to_json(firsthand.add([], store=store)) == to_json(made), "an index of another form is made anew"
    with sqlite3.connect(store) as db:
        db.execute("UPDATE indexed SET value = x'00', document = x'00'")
        db.execute("DELETE FROM part")
    assert to_json(firsthand.add([], store=store)) == to_json(made), "a damaged one too"


def test_furniture_that_comes_with_an_addition_is_taken_from_what_was_there(tmp_path: Path) -> None:
    footer = "Read more of our newsletters here every day for free."
    reports = [
        {"id": one["id"], "outlet": "One Outlet", "text": f"{one['text']}\n\n{footer}"}
        for one in (*PORT, ELSEWHERE, MATCH)
    ]
    whole = to_json(firsthand.run(reports))
    for first in range(1, len(reports)):
        store = tmp_path / f"{first}.db"
        firsthand.add(reports[:first], store=store)
        firsthand.add(reports[first:], store=store)
        assert to_json(firsthand.open(store)) == whole
        assert to_json(firsthand.add([], store=store)) == whole
        firsthand.remove(str(reports[0]["id"]), store=store)
        assert to_json(firsthand.open(store)) == to_json(firsthand.run(reports[1:]))
