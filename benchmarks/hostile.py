"""Every kind of hostile input that ``../shared/hostile`` lists, tried again on the program as it is.

    python -m benchmarks.hostile [PART …] [--only SHAPES] [--long] [--kills N]      parts: --list

The script there asks for functions of 28 November by names that are gone, and holds inputs to be refused that are read
since (UTF-16, JSON over several lines).  This module gives it today's functions and says which of its expectations are
old, measures larger piles (``PILES_NOW``) and changes nothing else: its inputs, limits and rules of a record are its
own.  The last line is ``N of M hold``.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import stat
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from evals.figure import shared
from firsthand import pipeline
from firsthand.clean import clean
from firsthand.data import Document, RawDocument, Record, Rejected
from firsthand.duplicates import distinct_documents
from firsthand.outcome import AnalysedDocument
from firsthand.pipeline import analysed
from firsthand.record import to_json
from firsthand.relate import assemble
from firsthand.report.html import page
from firsthand.report.text import summary

READ_SINCE = {
    "UTF-16 with mark .txt", "UTF-16 without mark .txt", "Latin-1 .txt", "invalid UTF-8", "lone surrogate bytes",
    "JSON array named .json", "JSON object over several lines", "NUL after 5,000 bytes", "NULs inside a text",
    "30 MB single word .txt",
}  # fmt: skip
"""Inputs that were refused then and may be read now: ending with 0 or 1 both hold."""
REFUSED_SINCE = {
    "5,000 quotations in one document", "5,000 same quotations in one paragraph", "5,000 quotations unmatched",
}  # fmt: skip
"""Texts that pass the bound of 250,000 characters, which is named: 1 holds."""
FOLDED_SINCE = {"standard input: JSONL with rubbish"}
"""Two texts that differ in a mark at their end: one is kept now and the other listed."""
WHOLE_SINCE = {("stores", "record table missing: report"), ("stores", "record that is rubbish: report")}
"""Damage that does no harm any more: a report is made from the tables of the nouns, and ``record`` is not read.  Ending
with 0 holds."""
_EMPTY_SPAN = re.compile(r"span outside its document or empty: .*'start': (\d+), 'end': \1\}")
"""An empty span is the place in an original of words that its near copy adds."""

PILES_THEN, PILES_NOW = "(25, 50, 100, 200)", "(100, 200, 400, 800)"
"""Reports of the piles whose growth is measured, by the exponent of the last three.  Of each statement so many
neighbours, statements that count the same and values of one attribute are compared and no more (10, 16, 100 and 120);
up to some 200 reports of one form these are not reached, and what grows is what fills up.  The bound of the exponent
stays what it was."""
_AS_IT_WAS = 3  # what was given beside documents


class _Held(NamedTuple):
    """A report as the script hands it on: all of it in the place of its document."""

    document: AnalysedDocument
    analysis: None = None


class _WithPipes:
    """``os`` as the script sees it: a standard output that becomes a pipe in its middle is opened anew, as it is in a
    process that was started with one; Python looks for the place in the file that it had before."""

    def __getattr__(self, name: str) -> Any:
        return getattr(os, name)

    @staticmethod
    def dup2(source: int, target: int, *rest: Any) -> int:
        made = os.dup2(source, target, *rest)
        if target == 1 and stat.S_ISFIFO(os.fstat(1).st_mode):
            sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        return made


def _distinct(outcomes: Sequence[Any]) -> tuple[list[_Held], list[Rejected]]:
    reads, rejected = distinct_documents(outcomes)
    return [_Held(one.loaded()) for one in reads], rejected


def staged(script: ModuleType, text: str, cpu: int = 600) -> dict[str, float] | None:
    """CPU seconds of each stage for one plain text, in a process of its own; None when it did not end."""
    home: Path = script.folder()

    def call() -> int:
        took: dict[str, float] = {}

        def timed(name: str, work: Callable[[], Any]) -> Any:
            began = time.process_time()
            made = work()
            took[name] = round(time.process_time() - began, 3)
            return made

        document = timed("clean", lambda: clean(RawDocument("a.txt", "text/plain", text.encode())))
        if not isinstance(document, Document):  # refused: a list of headlines or of figures is no report
            took |= dict.fromkeys(("analyse", "relate", "json", "page", "summary"), 0.0)
            Path("took.json").write_text(json.dumps(took), encoding="utf-8")
            return 0
        report = timed("analyse", lambda: analysed(document))
        record = timed("relate", lambda: assemble.relate([report]))
        timed("json", lambda: to_json(record))
        timed("page", lambda: page(record))
        timed("summary", lambda: summary(record))
        Path("took.json").write_text(json.dumps(took), encoding="utf-8")
        return 0

    ended = script.forked(call, home, cpu=cpu, wall=1500)
    path = home / "took.json"
    return json.loads(path.read_text()) | {"peak": ended.peak / 2**20} if path.exists() else None


def loaded(path: Path) -> ModuleType:
    """The script with today's functions in the place of those that it asks for."""
    spec = importlib.util.spec_from_file_location("hostile_script", path)
    assert spec is not None and spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = script
    source = path.read_text(encoding="utf-8")
    assert source.count(PILES_THEN) == 1
    exec(compile(source.replace(PILES_THEN, PILES_NOW), path, "exec"), script.__dict__)
    relate, case, report, rules = assemble.relate, script.case, script.report, script.broken_rules

    def related(reports: Sequence[Any], *rest: Any) -> Record:
        # As it was: documents, analyses, what was refused, progress.
        return relate(reports, *rest[1:]) if len(rest) == _AS_IT_WAS else relate(reports, *rest)

    def tried(part: str, name: str, put: Any, **more: Any) -> Any:
        if name in READ_SINCE | REFUSED_SINCE:
            more["codes"] = (0, 1)
        if name in FOLDED_SINCE:
            more["documents"] = None
        return case(part, name, put, **more)

    def reported(part: str, name: str, held: bool, note: str = "", *rest: Any, **more: Any) -> None:  # noqa: FBT001
        if (part, name) in WHOLE_SINCE and note == "exit code 0":
            held, note = True, "code 0, from the other tables"
        report(part, name, held, note, *rest, **more)

    def broken(record: dict[str, Any]) -> list[str]:
        return [one for one in rules(record) if not _EMPTY_SPAN.fullmatch(one)]

    pipeline.distinct = _distinct  # type: ignore[attr-defined]
    assemble.relate = related  # type: ignore[assignment]
    script.case, script.staged = tried, lambda text, cpu=600: staged(script, text, cpu)
    script.report, script.broken_rules, script.os = reported, broken, _WithPipes()
    return script


def main() -> None:
    """The command."""
    folder = shared()
    path = folder / "hostile" / "hostile.py" if folder is not None else None
    if path is None or not path.exists():
        print("hostile: no ../shared/hostile here")
        return
    loaded(path).main()


if __name__ == "__main__":
    main()
