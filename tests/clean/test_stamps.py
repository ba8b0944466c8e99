"""Dates as pages print and declare them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.clean.stamps import declared, printed_stamp, stamp_line


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("Updated: 2017-09-15 17:52", "2017-09-15T17:52", "2017-09-15T17:52", "minute"),
        ("Aug. 8, 2025, 3:14 PM EDT", "2025-08-08T15:14-04:00", "2025-08-08T15:14-04:00", "minute"),
        ("May 2, 2016 at 12:05 am", "2016-05-02T00:05", "2016-05-02T00:05", "minute"),
        ("Published 8 August 2025", "2025-08-08", "2025-08-08", "day"),
        ("Fri 8 Aug 2025 15.14 BST", "2025-08-08T15:14", "2025-08-08T15:14", "minute"),
        ("September 5th, 2012 | 10:11 PM ET", "2012-09-05T22:11", "2012-09-05T22:11", "minute"),
        ("2016-04-05T14:02:26", "2016-04-05T14:02", "2016-04-05T14:02", "minute"),
        ("08/09/2017", "2017-08-09", "2017-09-08", "range"),
        ("25/12/2017", "2017-12-25", "2017-12-25", "day"),
        ("12/25/2017 08:12 AM EST", "2017-12-25T08:12", "2017-12-25T08:12", "minute"),
    ],
)
def test_printed_dates(text: str, earliest: str, latest: str, precision: str) -> None:
    found = printed_stamp(text)
    assert found is not None
    assert (found[2].earliest, found[2].latest, found[2].precision, found[2].basis) == (
        earliest,
        latest,
        precision,
        "text",
    )
    assert stamp_line(text)


@pytest.mark.parametrize(
    "text", ["31 February 2020", "2017-13-40", "version 10.2.3", "Call 555-12-2017-99", "May we?", "99/99/2017"]
)
def test_what_is_no_date(text: str) -> None:
    assert printed_stamp(text) is None


@pytest.mark.parametrize(
    "text", ["On May 2, 2016, the pier was closed to all but the ferries.", "The 2016-05-02 report on the pier"]
)
def test_a_sentence_with_a_date_is_no_date_line(text: str) -> None:
    assert printed_stamp(text) is not None
    assert not stamp_line(text)


@pytest.mark.parametrize(
    ("value", "earliest", "latest", "precision"),
    [
        ("2016-04-05T14:02:26.123+0200", "2016-04-05T14:02:26+02:00", "2016-04-05T14:02:26+02:00", "second"),
        ("2016-04-05T14:02Z", "2016-04-05T14:02Z", "2016-04-05T14:02Z", "minute"),
        ("2016-04-05T00:00:00", "2016-04-05", "2016-04-05", "day"),
        ("2016-04-05", "2016-04-05", "2016-04-05", "day"),
        ("20160405", "2016-04-05", "2016-04-05", "day"),
        ("2016-02", "2016-02-01", "2016-02-29", "month"),
        ("2016", "2016-01-01", "2016-12-31", "year"),
        ("Tue, 05 Apr 2016 14:02:26 GMT", "2016-04-05T14:02+00:00", "2016-04-05T14:02+00:00", "minute"),
    ],
)
def test_declared_dates(value: str, earliest: str, latest: str, precision: str) -> None:
    found = declared(value, "metadata")
    assert found is not None
    assert (found.earliest, found.latest, found.precision, found.basis) == (earliest, latest, precision, "metadata")


@pytest.mark.parametrize("value", ["", "yesterday", "2016-02-31", "0000-00", "{date}"])
def test_undeclared_dates(value: str) -> None:
    assert declared(value, "given") is None


@given(st.text(max_size=120))
def test_no_text_raises(text: str) -> None:
    declared(text, "given")
    found = printed_stamp(text)
    assert found is None or 0 <= found[0] < found[1] <= len(text)
