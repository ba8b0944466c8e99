"""What one more report costs: CPU seconds of adding 1 to a store of N, against reading and relating all N + 1.

    python -m benchmarks.adding [REPORTS ...] [stories|one]

Real reports (those of ``benchmarks.claims``), each run in a process of its own.  *Stories*: as the stories that they
form, so that the new one touches one of them.  *One*: all of them taken as one story, the worst case.  Printed: the CPU
of everything at once; of the addition; of the same report in an empty store (the models loaded, one report read);
what the addition costs beyond that, as a share of everything at once; and what of it was relating.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

from benchmarks.claims import raws, row_of, take_as_one


def child(store: str, file: str, take: str) -> None:
    """One addition; prints its CPU seconds, and of these those of relating."""
    from firsthand import pipeline

    if take == "one":
        take_as_one()
    related = pipeline._related
    spent: list[float] = []

    def timed(*arguments: object) -> object:
        began = time.process_time()
        made = related(*arguments)  # type: ignore[arg-type]
        spent.append(time.process_time() - began)
        return made

    pipeline._related = timed  # type: ignore[assignment]
    record = pipeline.add(file, store=store, workers=1)
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps([used.ru_utime + used.ru_stime, sum(spent), len(record.documents), len(record.stories)]))


def measured(store: Path, rows: list[str], take: str) -> tuple[float, float, int, int]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "rows.jsonl"
        file.write_text("\n".join(rows), encoding="utf-8")
        command = [sys.executable, "-m", "benchmarks.adding", "--child", str(store), str(file), take]
        out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    whole, relating, documents, groups = json.loads(out)
    return whole, relating, documents, groups


def main() -> None:
    sizes = [int(word) for word in sys.argv[1:] if word.isdigit()] or [20, 100]
    takes = [word for word in sys.argv[1:] if not word.isdigit()] or ["stories", "one"]
    heads = ("reports", "taken as", "stories", "all at once", "one more", "alone", "beyond", "relating")
    widths = (7, 9, 7, 11, 8, 6, 6, 8)
    print(*(f"{head:>{width}}" for head, width in zip(heads, widths, strict=True)))
    for size in sizes:
        rows = [json.dumps(row_of(one)) for one in islice(raws(), size + 1)]
        for take in takes:
            with tempfile.TemporaryDirectory() as folder:
                whole, _, documents, groups = measured(Path(folder) / "whole.db", rows, take)
                measured(Path(folder) / "grows.db", rows[:-1], take)
                alone, *_ = measured(Path(folder) / "alone.db", rows[-1:], take)
                added, relating, again, _ = measured(Path(folder) / "grows.db", rows[-1:], take)
                assert documents == again
            beyond = f"{(added - alone) / whole:.1%}"
            told = (documents, take, groups, f"{whole:.1f}", f"{added:.1f}", f"{alone:.1f}", beyond, f"{relating:.1f}")
            print(*(f"{one:>{width}}" for one, width in zip(told, widths, strict=True)), flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(*sys.argv[2:5])
    else:
        main()
