from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand import moments


@pytest.mark.parametrize(
    ("earliest", "latest", "precision", "iso", "spoken"),
    [
        (None, None, "unknown", "undated", "undated"),
        ("2031-03-11", "2031-03-11", "day", "2031-03-11", "11 March 2031"),
        ("2029-11-01", "2029-11-30", "month", "2029-11", "November 2029"),
        ("1998-01-01", "1998-12-31", "year", "1998", "1998"),
        ("2031-03-11T04:40:00", "2031-03-11T04:40:00", "minute", "2031-03-11T04:40", "11 March 2031, 04:40"),
        ("2031-03-08", "2031-03-13", "range", "2031-03-08/2031-03-13", "8–13 March 2031"),
        ("2031-02-27", "2031-03-02", "week", "2031-02-27/2031-03-02", "27 February – 2 March 2031"),
        (None, "2031-03-13", "range", "../2031-03-13", "by 13 March 2031"),
        ("2031-03-13", None, "range", "2031-03-13/..", "from 13 March 2031"),
    ],
)
def test_dates_as_printed(earliest: str | None, latest: str | None, precision: str, iso: str, spoken: str) -> None:
    assert moments.iso(earliest, latest, precision) == iso
    assert moments.spoken(earliest, latest, precision) == spoken


@given(st.none() | st.text(max_size=30), st.none() | st.text(max_size=30), st.text(max_size=10))
def test_any_text_is_shown_without_an_error(earliest: str | None, latest: str | None, precision: str) -> None:
    assert isinstance(moments.iso(earliest, latest, precision), str)
    assert isinstance(moments.spoken(earliest, latest, precision), str)
