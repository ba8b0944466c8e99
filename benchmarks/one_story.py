"""A story of many reports from end to end: seconds by stage, how busy the cores are, peak memory.

    python -m benchmarks.one_story [REPORTS ...] [--keep FOLDER]

The reports are those of ``benchmarks.claims``, all taken as one story, which is the worst case.  Each size is a process
of its own with all cores, as ``firsthand add`` runs.  Printed for each stage that its progress names, in the order in
which they begin: seconds by the clock, and how many cores were busy meanwhile (CPU seconds of the process and its
workers divided by the seconds); then the peak memory of the main process and of its largest worker.  Seconds only mean
something on an idle machine: the load before is printed.  ``--keep`` leaves the stores, for ``benchmarks.clients``.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from itertools import islice, pairwise
from pathlib import Path

from benchmarks.claims import raws, row_of, take_as_one

_TICKS = os.sysconf("SC_CLK_TCK")


def _busy(process: int) -> float:
    """CPU seconds of a process, of its children that ended and of those that run."""
    spent = 0
    children = Path(f"/proc/{process}/task").glob("*/children")
    ids = [one for path in children for one in path.read_text(encoding="ascii").split()]
    for one in [str(process), *ids]:
        try:
            stat = Path(f"/proc/{one}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:  # it ended meanwhile, and its parent's count holds it
            continue
        own, ended = stat[11:13], stat[13:15] if one == str(process) else ()
        spent += sum(map(int, (*own, *ended)))
    return spent / _TICKS


def child(store: str, file: str) -> None:
    """One run; prints when each stage began, with the CPU seconds spent before it."""
    import resource

    from firsthand import pipeline

    take_as_one()
    began = time.monotonic()
    stages: dict[str, tuple[float, float]] = {}

    def progress(stage: str, done: int, total: int) -> None:
        if stage not in stages:
            stages[stage] = (time.monotonic() - began, _busy(os.getpid()))

    record = pipeline.add(file, store=store, progress=progress)
    stages["end"] = (time.monotonic() - began, _busy(os.getpid()))
    peaks = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(json.dumps([list(stages.items()), peaks, len(record.documents), len(record.stories), len(record.claims)]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("sizes", nargs="*", type=int, default=[600])
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    for size in given.sizes:
        with tempfile.TemporaryDirectory() as folder:
            kept = given.keep or Path(folder)
            kept.mkdir(parents=True, exist_ok=True)
            file = Path(folder) / "rows.jsonl"
            file.write_text("\n".join(json.dumps(row_of(one)) for one in islice(raws(), size)), encoding="utf-8")
            load = os.getloadavg()[0]
            command = [sys.executable, "-m", "benchmarks.one_story", "--child", str(kept / f"{size}.db"), str(file)]
            out = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
        stages, peaks, documents, groups, claims = json.loads(out)
        print(f"{documents} reports, {groups} story, {claims} claims; {os.cpu_count()} cores, load {load:.1f} before")
        print(f"  {'stage':28}{'seconds':>9}{'cores busy':>12}")
        for (name, (since, spent)), (_, (until, more)) in pairwise(stages):
            took = until - since
            print(f"  {name:28}{took:>9.1f}{(more - spent) / max(took, 0.01):>12.2f}")
        whole, spent = stages[-1][1]
        print(f"  {'whole':28}{whole:>9.1f}{spent / whole:>12.2f}")
        print(f"  peak memory: main process {peaks[0]:.0f} MB, largest worker {peaks[1]:.0f} MB", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(*sys.argv[2:4])
    else:
        main()
