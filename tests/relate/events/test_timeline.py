"""Dated events: merged, ordered, with the words that date them; nothing undated is guessed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evals.piles import timeline
from firsthand.data import Claim, Independent, Modality, Published, ReportCount, Span, Statement
from firsthand.models import vectors
from firsthand.relate.pile import Pile

from .test_document_dating import DATED, pile, report

pytestmark = pytest.mark.models

RAID = "Police in Lisbon arrested 14 members of the Corvo gang {}."


def claim(name: str, text: str, *statements: str) -> Claim:
    return Claim(name, text, statements, (), Independent(1, 1), ReportCount(len(statements), len(statements)), ())


def test_an_event_has_its_date_words_and_basis() -> None:
    one = pile(report("a", RAID.format("on Thursday"), DATED))
    (entry,) = timeline(one, [("a",)], [claim("c", "Police arrested 14.", "a-0")])
    assert (entry.earliest, entry.latest, entry.precision) == ("2012-03-15", "2012-03-15", "day")
    assert entry.basis == "“Thursday” in a report published 16 March 2012"
    assert entry.text == "Police arrested 14."
    assert entry.claims == ("c",)
    assert [one.words(span) for span in entry.mentions] == [RAID.format("on Thursday")]


def test_one_event_of_two_reports_is_one_entry() -> None:
    both = pile(report("a", RAID.format("on Thursday"), DATED), report("b", RAID.format("on March 15, 2012"), DATED))
    entries = timeline(both, [("a", "b")], [])
    assert len(entries) == 1
    assert {span.document for span in entries[0].mentions} == {"a", "b"}


def test_one_event_with_two_dates_is_two_entries() -> None:
    both = pile(report("a", RAID.format("on Thursday"), DATED), report("b", RAID.format("on Tuesday"), DATED))
    claims = [claim("c", "Police arrested 14.", "a-0", "b-0")]
    assert [entry.earliest for entry in timeline(both, [("a", "b")], claims)] == ["2012-03-13", "2012-03-15"]


def test_events_of_different_stories_stay_apart() -> None:
    both = pile(report("a", RAID.format("on Thursday"), DATED), report("b", RAID.format("on Thursday"), DATED))
    assert len(timeline(both, [("a",), ("b",)], [])) == 2


def test_a_coarse_date_is_narrowed_by_a_fine_one() -> None:
    both = pile(report("a", RAID.format("this week"), DATED), report("b", RAID.format("on Thursday"), DATED))
    (entry,) = timeline(both, [("a", "b")], [])
    assert (entry.earliest, entry.latest, entry.precision) == ("2012-03-15", "2012-03-15", "day")


def test_nothing_undated_is_guessed() -> None:
    texts = ["Police arrested 14 men recently.", "They are held for three years.", RAID.format("on Thursday")]
    for text in texts:
        assert timeline(pile(report("a", text)), [("a",)], []) == ()


def test_a_weekday_of_two_days_takes_the_one_that_another_report_tells() -> None:
    thursday = Published("2012-03-15", "2012-03-15", "day", "given")
    later = report("b", "Police arrested 14 members of the Corvo gang in Lisbon on Friday.", thursday)
    (alone,) = timeline(pile(later), [("b",)], [])
    assert (alone.earliest, alone.latest, alone.precision) == ("2012-03-09", "2012-03-16", "range")
    both = pile(report("a", RAID.format("on March 16, 2012"), DATED), later)
    (entry,) = timeline(both, [("a", "b")], [])
    assert (entry.earliest, entry.latest) == ("2012-03-16", "2012-03-16")
    other = pile(report("a", RAID.format("on March 12, 2012"), DATED), later)
    assert len(timeline(other, [("a", "b")], [])) == 2


def test_one_event_told_in_other_words_is_one_entry() -> None:
    one = report("a", "Officers in Lisbon detained 14 gangsters on Thursday.", DATED)
    other = report("b", "Portuguese police arrested 14 suspected gang members in Lisbon on Thursday.", DATED)
    different = report("c", "The Lisbon zoo showed 14 newborn penguins on Thursday.", DATED)
    entries = timeline(pile(one, other, different), [("a", "b", "c")], [])
    told = [sorted({span.document for span in entry.mentions}) for entry in entries]
    assert sorted(told) == ([["a", "b"], ["c"]] if vectors.available() else [["a"], ["b"], ["c"]])


def test_the_order_is_that_of_time() -> None:
    text = "The mayor resigned in 2009.\nThe bank failed in May 2008.\nThe court ruled on Monday."
    entries = timeline(pile(report("a", text, DATED)), [("a",)], [])
    assert [entry.earliest for entry in entries] == ["2008-05-01", "2009-01-01", "2012-03-12"]


def _said(modality: Modality, *days: str) -> tuple[Pile, list[Claim]]:
    reports = []
    for number, day in enumerate(days):
        document, analysis = report(f"d{number}", "Portugal bans fishing.", Published(day, day, "day", "given"))
        span = analysis.sentences[0]
        statement = Statement(f"s{number}", Span(document.id, span.start, span.end), (), modality)
        reports.append((document, replace(analysis, statements=(statement,))))
    return pile(*reports), [claim("c", "Portugal bans fishing.", *(f"s{n}" for n in range(len(days))))]


def test_the_history_of_an_action_is_dated_by_its_reports() -> None:
    one, claims = _said("ordered", "2012-03-18", "2012-03-16")
    (entry,) = timeline(one, [("d0", "d1")], claims)
    assert (entry.earliest, entry.latest) == (None, "2012-03-16")
    assert entry.basis == "ordered, as reported on 16 March 2012; the day itself is not told"


def test_a_weekday_of_an_unknown_week_is_an_event_of_no_date() -> None:
    both = pile(report("a", RAID.format("on Thursday")), report("b", RAID.format("on Thursday")))
    (entry,) = timeline(both, [("a", "b")], [claim("c", "Police arrested 14.", "a-0", "b-0")])
    assert (entry.earliest, entry.latest, entry.precision) == (None, None, "unknown")
    assert entry.basis.startswith("“Thursday”, in a report of which no day")
    other = pile(report("a", RAID.format("on Thursday")), report("b", RAID.format("on Friday")))
    assert timeline(other, [("a", "b")], [claim("c", "Police arrested 14.", "a-0", "b-0")]) == ()


def test_an_undated_assertion_or_a_single_report_is_left_out() -> None:
    one, claims = _said("asserted", "2012-03-18", "2012-03-16")
    assert timeline(one, [("d0", "d1")], claims) == ()
    one, claims = _said("ordered", "2012-03-18")
    assert timeline(one, [("d0",)], claims) == ()
