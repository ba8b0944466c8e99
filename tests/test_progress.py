"""Progress names what is done, with which file, how much there is and how long it will take."""

from __future__ import annotations

import io
import sys

import pytest

from firsthand import cli, run
from firsthand.progress import Doing, ProgressLines, named_file, time_left


def test_lines_now_and_then_say_file_total_and_time_left() -> None:
    said: list[str] = []
    now = [0.0]
    lines = ProgressLines(said.append, every=10, clock=lambda: now[0])
    for number in range(1, 61):
        now[0] = float(number)
        lines(Doing("reading closely", f"/in/pages/{number}.html"), number, 100)
    lines("comparing statements", 0, 3)
    now[0] = 75
    lines("comparing statements", 1, 3)
    assert said[0] == "reading closely: 10 of 100, about 2 min left (10.html)"
    assert [line.split(":")[1].split(" of")[0].strip() for line in said[:6]] == ["10", "20", "30", "40", "50", "60"]
    assert said[6] == "comparing statements: 1 of 3, about 30 s left"
    assert len(said) == 7


def test_a_short_run_says_nothing() -> None:
    said: list[str] = []
    lines = ProgressLines(said.append, clock=lambda: 3.0)
    lines("reading", 1, 0)
    assert said == []


def test_without_a_total_no_time_is_told() -> None:
    said: list[str] = []
    now = [0.0]
    lines = ProgressLines(said.append, every=10, clock=lambda: now[0])
    now[0] = 20
    lines(Doing("reading", "a.warc.gz#12"), 1200, 0)
    assert said == ["reading: 1,200 (a.warc.gz#12)"]
    assert (time_left(0, 5, 9), time_left(5, 0, 9), time_left(1, 1000, 10)) == ("", "", "about 2.8 h")


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_the_bar_names_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", _Terminal())
    with cli._progress() as progress:
        progress("sorting into stories", 0, 1)
        progress(Doing("reading closely", "in/\x1b]0;harbour.html"), 3, 12)
    shown = sys.stderr.getvalue()  # type: ignore[attr-defined]
    assert "3/12" in shown
    assert "reading closely" in shown
    assert "harbour.html" in shown
    assert "\x1b]0;harbour" not in shown


@pytest.mark.models
def test_a_run_tells_its_files() -> None:
    told: list[tuple[str, str, int, int]] = []
    rows = [{"id": f"r{n}", "text": f"The council of Elsin met on day {n}, Ada Lorn said."} for n in range(3)]
    run(rows, workers=1, progress=lambda stage, done, total: told.append((stage, named_file(stage), done, total)))
    assert ("reading", "memory#r1", 2, 0) in told
    assert [one[2:] for one in told if one[0] == "reading closely"][-1] == (3, 3)
    assert all(one[1] for one in told if one[0].startswith("reading"))
