"""Ids outlive an addition, and one that does not leads on to what holds its members now."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import firsthand
from firsthand.data import (
    DocumentId,
    EntryId,
    Fact,
    FactId,
    FactValue,
    Independent,
    MadeWith,
    Record,
    ReportCount,
    Span,
    TimelineEntry,
)
from firsthand.errors import NoSuchIdError
from firsthand.example import REPORTS
from firsthand.record import to_json
from firsthand.store import Store

FILES = sorted(str(one) for one in REPORTS.iterdir() if one.is_file())


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Record, Path]:
    """The record of the first six reports, and the store that has all ten."""
    store = tmp_path_factory.mktemp("grown") / "s.db"
    before = firsthand.add(FILES[:6], store=store)
    firsthand.add(FILES[6:8], store=store)
    firsthand.add(FILES[8:], store=store)
    return before, store


@pytest.mark.models
def test_what_later_reports_join_keeps_its_id(grown: tuple[Record, Path]) -> None:
    before, store = grown
    now = firsthand.open(store)
    assert [one.id for one in before.stories] == [one.id for one in now.stories]
    held = {name: one.id for one in now.claims for name in one.statements}
    known = {one.id for one in now.claims}
    kept = [one for one in before.claims if one.id in known]
    assert len(kept) >= 0.95 * len(before.claims)
    grew = [one for one in kept if set(one.statements) != set(now[one.id].statements)]  # type: ignore[union-attr]
    assert grew, "some claims have more reports now"
    for one in kept:
        assert one.id in {held[name] for name in one.statements}


@pytest.mark.models
def test_an_id_that_is_gone_leads_to_what_holds_its_members(grown: tuple[Record, Path]) -> None:
    before, store = grown
    now = firsthand.open(store)
    held = {name: one.id for one in now.claims for name in one.statements}
    gone = [one for one in before.claims if one.id not in {one.id for one in now.claims}]
    assert gone, "some claims were joined or split"
    for one in gone:
        heirs = {held[name] for name in one.statements}
        assert set(now.became(one.id)) == heirs
        if len(heirs) == 1:
            assert now[one.id].id in heirs
            assert f"{one.id} is now " in firsthand.explain(now, one.id)


@pytest.mark.models
def test_ids_are_distinct_and_lead_somewhere(grown: tuple[Record, Path]) -> None:
    record = firsthand.open(grown[1])
    for name in ("claims", "conflicts", "stories", "facts", "matters", "histories"):
        ids = [one.id for one in getattr(record, name)]
        assert len(ids) == len(set(ids)), name
    claims = {one.id for one in record.claims}
    named = [
        *(link.claim for one in record.claims for link in one.links),
        *(by for one in record.claims for state in one.states for by in state.by),
        *(name for many in (record.stories, record.timeline, record.histories, record.matters) for one in many
          for name in one.claims),
        *(name for one in record.matters for name in one.denials),
    ]  # fmt: skip
    assert named and claims.issuperset(named)
    assert {one.fact for one in record.conflicts if one.fact} <= {one.id for one in record.facts}


def small(**groups: list[str]) -> Record:
    """A record of claims by id, each with the ids of its statements."""
    from dataclasses import fields

    from firsthand.data import Claim

    claims = tuple(
        Claim(f"c-{name}", name, tuple(held), (), Independent(1, 1), ReportCount(1, 1), ())  # type: ignore[arg-type]
        for name, held in groups.items()
    )
    empty = {one.name: () for one in fields(Record) if one.name not in ("claims", "made_with")}
    return Record(claims=claims, made_with=MadeWith("1", "rules", "rules"), **empty)  # type: ignore[arg-type]


def test_joined_split_and_joined_again(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    for record in (small(a=["1", "2"], b=["3"]), small(ab=["1", "2", "3"]), small(x=["1"], y=["2", "3"])):
        with Store(path) as opened:
            assert opened.keep_record(record, opened.members())
    with Store(path) as opened:
        found = opened.aliases()
    assert found == {"c-a": ("c-x", "c-y"), "c-b": ("c-x", "c-y"), "c-ab": ("c-x", "c-y")}
    made = firsthand.open(path)
    with pytest.raises(NoSuchIdError, match="has become several"):
        made["c-ab"]
    with Store(path) as opened:
        assert opened.keep_record(small(a=["1", "2", "3"]), opened.members())
        assert opened.aliases() == {"c-b": ("c-a",), "c-ab": ("c-a",), "c-x": ("c-a",), "c-y": ("c-a",)}
    made = firsthand.open(path)
    assert made["c-ab"].id == "c-a" and made["c-a"].id == "c-a"
    assert to_json(made) == to_json(small(a=["1", "2", "3"])), "the bytes do not show it"


def told(fact: str, entry: str, *spans: Span) -> Record:
    """A record of one fact and one entry of the timeline, made of these characters."""
    value = FactValue("9", 9, 9, "exact", (), (), spans, Independent(1, 1), ReportCount(1, 1), None, None)
    facts = (Fact(FactId(fact), "killed", "people", False, "agree", (value,)),)
    dated = (TimelineEntry(EntryId(entry), "2031-09-08", "2031-09-08", "day", "told", "Nine died.", (), spans),)
    return replace(small(), facts=facts, timeline=dated)


def test_a_fact_and_an_entry_lead_on_by_their_characters(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    one, other = Span(DocumentId("d-1"), 0, 4), Span(DocumentId("d-2"), 3, 9)
    with Store(path) as opened:
        assert opened.keep_record(told("f-a", "ev-a", one), opened.members())
        assert opened.keep_record(told("f-b", "ev-b", one, other), opened.members())
        assert opened.aliases() == {"f-a": ("f-b",), "ev-a": ("ev-b",)}
    assert firsthand.open(path)["f-a"].id == "f-b"
