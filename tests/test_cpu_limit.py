"""The bounds of CPU time and of a part's size: what would pass them is refused with a line that says so."""

from __future__ import annotations

import signal
import threading
import time
from contextlib import suppress

import pytest

from firsthand import cpu_limit, pipeline, run
from firsthand.clean import stamps
from firsthand.cpu_limit import TookTooLongError
from firsthand.data import RawDocument, Rejected
from firsthand.errors import UsageError
from firsthand.relate import assemble

TEXT = "Ferry aground\n\nThe ferry ran aground off Tarn Point on Monday, the coast guard said."


def spin(seconds: float) -> None:
    begun = time.process_time()
    while time.process_time() - begun < seconds:
        with suppress(Exception):  # as libraries do
            sum(range(1000))


def test_work_is_stopped_at_its_bound_and_the_timer_is_gone() -> None:
    begun = time.process_time()
    with pytest.raises(TookTooLongError), cpu_limit.cpu_limit(0.2):
        spin(20)
    assert time.process_time() - begun < 5
    assert signal.getsignal(signal.SIGPROF) is signal.SIG_DFL
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)
    with cpu_limit.cpu_limit(5):
        spin(0.05)


def test_in_another_thread_and_within_another_bound_nothing_is_set() -> None:
    seen: list[object] = []

    def work() -> None:
        with cpu_limit.cpu_limit(0.05):
            spin(0.2)
        seen.append("done")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == ["done"]
    with pytest.raises(TookTooLongError), cpu_limit.cpu_limit(0.2), cpu_limit.cpu_limit(100):
        spin(20)


@pytest.mark.parametrize("stage", ["clean", "analyse"])
@pytest.mark.models
def test_a_document_that_takes_too_long_is_refused_in_one_line_and_the_others_are_read(
    stage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = pipeline.analysed

    def slow(document: object) -> object:
        if "slow" in document.uri:  # type: ignore[attr-defined]
            spin(20)
        return original(document)  # type: ignore[arg-type]

    if stage == "analyse":
        original(pipeline_document())  # what is loaded once is nobody's
        monkeypatch.setattr(pipeline, "analysed", slow)
        monkeypatch.setattr(pipeline, "SECONDS_CLOSELY", 0.3)
        monkeypatch.setattr(pipeline, "SECONDS_A_CHARACTER", 1e-3)
    else:
        monkeypatch.setattr(stamps, "in_address", lambda *_: spin(20))
        monkeypatch.setattr(pipeline, "SECONDS", 0.3)
    raws = [RawDocument(name, "text/plain", TEXT.encode()) for name in ("https://slow.example/1", "b.txt")]
    late, read = pipeline.read_batch(raws)
    assert isinstance(late, Rejected)
    assert (late.uri, late.stage) == ("https://slow.example/1", stage)
    assert "seconds of one core, the bound for its size" in late.reason
    assert "\n" not in late.reason
    assert not isinstance(read, Rejected)


def pipeline_document() -> object:
    from firsthand.clean import clean

    return clean(RawDocument("a.txt", "text/plain", TEXT.encode()))


@pytest.mark.models
def test_more_reports_of_one_story_than_the_bound_are_refused_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assemble, "MOST_STATEMENTS", 3)
    rows = [{"id": f"r{n}", "outlet": f"Paper {n}", "text": TEXT} for n in range(5)]
    with pytest.raises(UsageError, match="above the bound of 3: give fewer") as error:
        run(rows, workers=1)
    assert "\n" not in str(error.value)


@pytest.mark.models
def test_reports_of_one_story_that_take_too_long_are_refused_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assemble, "relate_part", lambda *_: spin(20))
    monkeypatch.setattr(assemble, "SECONDS_ACROSS", 0.1)
    monkeypatch.setattr(assemble, "SECONDS_A_STATEMENT", 1e-3)
    rows = [{"id": f"r{n}", "outlet": f"Paper {n}", "text": TEXT} for n in range(5)]
    with pytest.raises(UsageError, match="seconds of one core, the bound for the") as error:
        run(rows, workers=1)
    assert "\n" not in str(error.value)
