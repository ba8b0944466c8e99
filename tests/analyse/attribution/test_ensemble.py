"""What the tagger and the rules find at one cue, put together."""

from __future__ import annotations

from firsthand.analyse.attribution.relation import AttributionRelation
from firsthand.analyse.attribution.relations.ensemble import combined

TEXT = "The rapper has been accused of abuse by nobody who is named."


def relation(source: str, cue: str, content: str, rule: str) -> AttributionRelation:
    def pieces(words: str) -> tuple[tuple[int, int], ...]:
        at = TEXT.index(words)
        return ((at, at + len(words)),) if words else ()

    return AttributionRelation(pieces(source), pieces(cue), pieces(content), rule)


def test_who_is_accused_is_no_source() -> None:
    read = relation("The rapper", "has been accused", "of abuse", "model")
    (one,) = combined(TEXT, [read], [relation("", "has been accused", "The rapper", "passive")])
    assert one.source == ()


def test_who_accuses_stays_the_source() -> None:
    read = relation("nobody", "has been accused", "of abuse", "model")
    (one,) = combined(TEXT, [read], [relation("", "has been accused", "The rapper", "passive")])
    assert [TEXT[start:end] for start, end in one.source] == ["nobody"]
