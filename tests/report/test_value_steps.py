"""How a figure moved, as a drawing: in the order of days, with where each value stands; none where no day is known."""

from __future__ import annotations

from dataclasses import replace

from firsthand.data import Conflict, Record
from firsthand.report import opened
from firsthand.report.places import Places
from firsthand.report.value_steps import value_steps
from tests.report.demo_record import make


def moved(days: tuple[str, ...]) -> Record:
    """The demo record with an update between statements of reports published on these days."""
    record = make()
    by_report = {one.span.document: one for one in reversed(record.statements)}
    chosen = list(by_report.values())[: len(days)]
    at = {one.span.document: day for one, day in zip(chosen, days, strict=True)}
    documents = tuple(
        replace(one, published=replace(one.published, earliest=at[one.id], latest=at[one.id], precision="day"))
        if one.id in at else one
        for one in record.documents
    )  # fmt: skip
    values = tuple(f"{n} people" for n in range(9, 9 + len(days)))
    update = replace(record.conflicts[0], id="k-00000000aaaa", kind="number", judgement="update", values=values,
                     statements=tuple(one.id for one in chosen))  # fmt: skip
    assert isinstance(update, Conflict)
    return replace(record, documents=documents, conflicts=(update,), facts=())


def test_values_stand_in_the_order_of_their_days_and_lead_to_their_words() -> None:
    record = opened(moved(("2031-03-13", "2031-03-11")))
    (drawn,) = value_steps(record, record.stories[0], Places(tuple(one.id for one in record.documents), ()))
    assert [one.value for one in drawn.rows] == ["10 people", "9 people"]
    assert drawn.rows[0].x < drawn.rows[1].x
    assert all(one.until > one.x and one.until <= drawn.width for one in drawn.rows)
    assert [one.y for one in drawn.rows] == sorted({one.y for one in drawn.rows})
    assert all(one.address.startswith("#") for one in drawn.rows)
    assert "11 March 2031" in drawn.rows[0].says


def test_values_of_one_day_have_no_order_and_no_drawing() -> None:
    record = opened(moved(("2031-03-11", "2031-03-11")))
    assert value_steps(record, record.stories[0], Places((), ())) == ()


def test_an_undated_report_moves_nothing() -> None:
    record = moved(("2031-03-11", "2031-03-13"))
    documents = tuple(
        replace(one, published=replace(one.published, earliest=None, latest=None, precision="unknown"))
        for one in record.documents
    )
    made = opened(replace(record, documents=documents))
    assert value_steps(made, made.stories[0], Places((), ())) == ()


def test_two_reports_of_one_day_give_one_value() -> None:
    record = moved(("2031-03-13", "2031-03-13", "2031-03-11"))
    told = replace(record.conflicts[0], values=("12", "12", "nine"))
    made = opened(replace(record, conflicts=(told,)))
    (drawn,) = value_steps(made, made.stories[0], Places((), ()))
    assert [one.value for one in drawn.rows] == ["nine", "12"]
    assert " and " in drawn.rows[1].outlets
