"""A report is called by its outlet, and only by what tells it from others of that outlet."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from firsthand.data import Document, DocumentId, Outlet, Published
from firsthand.report_names import report_names


def report(
    id_: str, outlet: str | None, day: str | None = None, title: str | None = None, text: str = "Words."
) -> Document:
    precision = "minute" if day and "T" in day else "day" if day else "unknown"
    return Document(
        id=DocumentId(id_), source_id=f"pages/{id_}.html", uri=f"pages/{id_}.html", text=text, title=title,
        outlet=Outlet(outlet, "page"), authors=(), published=Published(day, day, precision), language="en", blocks=(),
    )  # fmt: skip


CASES = [
    ([("a", "Vennick Daily", "2031-03-11", "A")], {"a": "Vennick Daily"}),
    ([("a", "Vennick Daily", "2031-03-11", "A"), ("b", "The Tressian", "2031-03-11", "A")],
     {"a": "Vennick Daily", "b": "The Tressian"}),
    ([("a", "The Tressian", "2031-03-11", "A"), ("b", "The Tressian", "2031-03-12", "A")],
     {"a": "The Tressian (11 March 2031)", "b": "The Tressian (12 March 2031)"}),
    ([("a", "The Tressian", "2031-03-11T04:00:00", "A"), ("b", "The Tressian", "2031-03-11T09:30:00", "A")],
     {"a": "The Tressian (11 March 2031, 04:00)", "b": "The Tressian (11 March 2031, 09:30)"}),
    ([("a", "The Tressian", "2031-03-11", "Dam breaks"), ("b", "The Tressian", "2031-03-11", "Nine dead")],
     {"a": "The Tressian (“Dam breaks”)", "b": "The Tressian (“Nine dead”)"}),
    ([("a", "The Tressian", None, "Dam breaks"), ("b", "The Tressian", "2031-03-11", "Dam breaks")],
     {"a": "The Tressian (not dated)", "b": "The Tressian (11 March 2031)"}),
    ([("a", None, "2031-03-11", "Dam breaks"), ("b", None, None, None)], {"a": "“Dam breaks”", "b": "“Words.”"}),
    ([("a", None, None, None), ("b", None, None, None)], {"a": "“Words.” (1 of 2)", "b": "“Words.” (2 of 2)"}),
    ([("a", None, "2031-03-11", "Dam breaks"), ("b", None, None, "Dam breaks")],
     {"a": "“Dam breaks” (11 March 2031)", "b": "“Dam breaks” (not dated)"}),
]  # fmt: skip


@pytest.mark.parametrize(("reports", "names"), CASES)
def test_reports_are_told_apart_by_what_they_say_of_themselves(
    reports: list[tuple[str, str | None, str | None, str | None]], names: dict[str, str]
) -> None:
    for order in itertools.permutations(reports):
        assert report_names([report(*one) for one in order]) == names


@pytest.mark.parametrize("came_as", ["dam-3", "rows.jsonl:12", "pages/a.html"])
def test_a_report_without_outlet_and_title_is_called_by_its_words_and_by_no_file_or_row(came_as: str) -> None:
    given = replace(report("a", None, text="Nine people died when the gate failed."), source_id=came_as)
    assert report_names([given]) == {given.id: "“Nine people died when the gate failed.”"}


def test_a_report_without_words_is_called_by_what_it_came_as() -> None:
    given = replace(report("a", None, text=" "), source_id="dam-3")
    assert report_names([given]) == {given.id: "dam-3"}


def test_a_long_title_ends_at_a_word() -> None:
    title = "Water over the crest of the Asp dam reaches the lower town before the bells are rung"
    found = report_names([report("a", "The Tressian", None, title), report("b", "The Tressian", None, "Other")])
    assert found[DocumentId("a")] == "The Tressian (“Water over the crest of the Asp dam reaches the lower town…”)"


@pytest.mark.parametrize(
    ("came_as", "told"),
    [
        ("R03", "1 of 2"),
        ("C007.txt", "1 of 2"),
        ("000_8dbe178e2ce282e9.txt", "1 of 2"),
        ("first-edition.html", "first-edition"),
    ],
)
def test_an_id_is_no_name_for_a_reader(came_as: str, told: str) -> None:
    one, other = (replace(report(id_, "The Tressian", None, "Dam"), source_id=name) for id_, name in
                  (("a", came_as), ("b", "S99")))  # fmt: skip
    assert report_names([one, other])[one.id] == f"The Tressian ({told})"


def test_reports_without_a_title_are_told_apart_by_their_first_words() -> None:
    one, other = report("a", "The Tressian", None, text="Nine died."), report("b", "The Tressian", None, text="Ten.")
    assert report_names([one, other]) == {"a": "The Tressian (“Nine died.”)", "b": "The Tressian (“Ten.”)"}
