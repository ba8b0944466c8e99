"""Story mates narrow one another's publication ranges, and dates are resolved again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evals.piles import piled
from firsthand.analyse import parse
from firsthand.analyse.provenance import published
from firsthand.analyse.time import times
from firsthand.data import Analysis, Block, Document, Outlet, Published, Statement
from firsthand.relate.events import redate
from firsthand.relate.pile import Pile

pytestmark = pytest.mark.models

DATED = Published("2012-03-16", "2012-03-16", "day", "given")
RAID = "Police in Lisbon arrested 14 members of the Corvo gang {} and seized 3 boats."


def report(name: str, text: str, given: Published | None = None) -> tuple[Document, Analysis]:
    blocks, at = [], 0
    for line in text.splitlines(keepends=True):
        blocks.append(Block(at, at + len(line), "body"))
        at += len(line)
    document = Document(name, name, name, text, None, Outlet(), (), given or Published(), "en", tuple(blocks))
    parsed = parse(document)
    when = published(parsed)
    found = times(parsed, when)
    statements = tuple(
        Statement(f"{name}-{number}", replace(one.span, start=s.start, end=s.end), (), "asserted", dates=(one,))
        for number, one in enumerate(found)
        for s in parsed.sentences
        if s.start <= one.span.start < s.end
    )
    analysis = Analysis(name, Outlet(), when, parsed.sentences, (), found, (), (), statements)
    return replace(document, published=when), analysis


def pile(*reports: tuple[Document, Analysis]) -> Pile:
    ordered = sorted(reports, key=lambda pair: pair[0].id)
    return piled([one for one, _ in ordered], [one for _, one in ordered])


def test_a_dated_report_dates_the_event_of_another() -> None:
    before = pile(
        report("a", RAID.format("on Thursday"), DATED), report("b", "On Thursday " + RAID.format("after a chase"))
    )
    after = redate(before, [("a", "b")])
    assert (after.document["b"].published.earliest, after.document["b"].published.latest) == (
        "2012-03-15",
        "2012-03-21",
    )
    assert "one event with a report that dates it 15 March 2012" in after.document["b"].published.basis
    (one,) = after.analysis["b"].times
    assert (one.value, one.precision) == ("2012-03-15", "day")
    assert after.statement["b-0"].dates == (one,)
    assert after.analysis["b"].published == after.document["b"].published
    assert after.document["a"].published == DATED


def test_last_week_and_a_weekday_are_one_event() -> None:
    before = pile(report("a", RAID.format("on Thursday"), DATED), report("b", RAID.format("last week")))
    found = redate(before, [("a", "b")]).document["b"].published
    assert (found.earliest, found.latest) == ("2012-03-19", "2012-03-25")


def test_other_weekdays_and_other_events_say_nothing() -> None:
    for text in (RAID.format("on Monday"), "Police in Lisbon opened a museum on Thursday.", RAID.format("in a raid")):
        before = pile(report("a", RAID.format("on Thursday"), DATED), report("b", text))
        assert redate(before, [("a", "b")]) is before


def test_reports_of_other_stories_say_nothing() -> None:
    before = pile(report("a", RAID.format("on Thursday"), DATED), report("b", RAID.format("on Thursday")))
    assert redate(before, [("a",), ("b",)]) is before


def test_contradicting_reports_change_nothing() -> None:
    later = Published("2013-06-14", "2013-06-14", "day", "given")
    before = pile(
        report("a", RAID.format("on Thursday"), DATED),
        report("b", RAID.format("on Thursday"), later),
        report("c", RAID.format("on Thursday")),
    )
    assert redate(before, [("a", "b", "c")]) is before


def test_a_copy_was_written_with_its_dated_original() -> None:
    text = (
        "The harbour of Odessa froze over for the first time since the war, pilots said.\n"
        "Ships were waiting in a long line outside the breakwater, they said.\n"
        "The port authority has asked the navy for its two icebreakers.\n"
    )
    found = redate(pile(report("a", text, DATED), report("b", text)), [("a", "b")]).document["b"].published
    assert (found.earliest, found.latest) == ("2012-03-15", "2012-03-19")


def test_two_undated_reports_share_what_each_knows() -> None:
    before = pile(
        report("a", "President Barack Obama has praised the raid.\n" + RAID.format("on Thursday")),
        report("b", RAID.format("on Thursday")),
    )
    found = redate(before, [("a", "b")]).document["b"].published
    assert found.earliest is not None and found.earliest >= "2009-01-10"
    assert found.latest is not None and found.latest <= "2017-01-27"


def test_again_is_the_same() -> None:
    before = pile(report("a", RAID.format("on Thursday"), DATED), report("b", RAID.format("on Thursday")))
    once = redate(before, [("a", "b")])
    assert redate(once, [("a", "b")]) is once
