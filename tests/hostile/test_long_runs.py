"""One line that is nearly the whole page: it is read at once, and its end is not taken for a site's name."""

from __future__ import annotations

from itertools import pairwise

from firsthand.clean.label import blocks


def test_a_first_line_of_many_bars_names_no_site() -> None:
    line = "Dam gate fails today again " + "| Port " * 20_000
    found = blocks(f"{line}\n\nThe gate failed.", line)
    assert all(one.kind != "navigation" for one in found)
    assert found[-1].end == len(line) + 2 + len("The gate failed.")


def test_a_first_line_of_blanks_is_read() -> None:
    line = "Dam gate fails today again " + " " * 60_000 + "x"
    text = f"{line}\n\nThe gate failed."
    found = blocks(text, line)
    assert (found[0].start, found[-1].end) == (0, len(text))
    assert all(one.end == other.start for one, other in pairwise(found))
    assert all(one.kind != "navigation" for one in found)
