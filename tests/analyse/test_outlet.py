"""The page's own outlet: read from own-reporting marks, and unknown where the evidence is weak or divided."""

from __future__ import annotations

from dataclasses import replace

import pytest

from firsthand.analyse.outlet import outlet
from firsthand.data import Outlet
from tests.analyse.reading import paragraphs


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("It is dead, a source confirmed to CBS News.\nIt was first reported by The New York Times.\n", "CBS News"),
        ("POLITICO has learned that the plan is dead.\n", "Politico"),
        ("The plan is dead.\n© 2021 The Guardian\n", "The Guardian"),
        # a third party's report is not the page's own
        ("The plan is dead, according to a report by The New York Times.\n", None),
        ("The plan is dead, The Washington Post reported.\n", None),
        ("“It is dead,” a lawyer told Fox News Digital.\n", None),
        # two outlets with equal claim
        ("A source confirmed to CBS News that it is dead. Another confirmed to NBC News that it lives.\n", None),
        ("The plan is dead.\n", None),
        ("", None),
    ],
)
def test_outlet(text: str, name: str | None) -> None:
    found = outlet(paragraphs(text), ())
    assert found.name == name
    assert found.basis == ("text" if name else "unknown")
    assert bool(found.evidence) == bool(name)


def test_what_is_known_stays() -> None:
    page = replace(paragraphs("CBS News has learned it.\n"), outlet=Outlet("The Daily Example", "metadata"))
    assert outlet(page, ()) == Outlet("The Daily Example", "metadata")
