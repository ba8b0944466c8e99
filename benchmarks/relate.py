"""Across documents: CPU seconds, peak memory and bytes kept, on 40, 200 and 600 distinct real reports, and of a rerun.

    python -m benchmarks.relate [REPORTS ...]

The reports are those of ``benchmarks.claims``, in the stories that they really form.  Each size is run twice as a
process of its own, with one store: first with nothing kept, then with nothing new.  Printed per run: CPU seconds of
the whole (workers included) and of what happens across documents, the peak memory of the main process (the workers
hold the parser), and the bytes that the store keeps for
a report, vectors included and the finished record left out.  Only ``firsthand.run`` and its progress are used, so
that any version of the package can be measured with this file.
"""

from __future__ import annotations

import json
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.claims import raws


def rows(count: int) -> list[str]:
    """The first ``count`` reports as lines of JSON Lines."""
    chosen = (one for one, _ in zip(raws(), range(count), strict=False))
    return [
        json.dumps({"id": x.uri, "outlet": x.given.outlet, "published": x.given.published, "text": x.data.decode()})
        for x in chosen
    ]


def child(path: str, store: str) -> None:
    """One run; prints its figures as JSON."""
    from firsthand.pipeline import run

    begun: list[float] = []

    def progress(stage: str, done: int, total: int) -> None:
        if stage == "sorting into stories" and not begun:
            begun.append(time.process_time())

    record = run([path], store=Path(store), workers=2, progress=progress)
    across = time.process_time() - begun[0]
    own, workers = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    kept = sqlite3.connect(store)
    tables = [name for (name,) in kept.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    sizes = (
        kept.execute(f"SELECT sum(length(value)) FROM {name}").fetchone()[0] for name in tables if name != "record"
    )
    bytes_ = sum(size or 0 for size in sizes)
    whole = own.ru_utime + own.ru_stime + workers.ru_utime + workers.ru_stime
    print(json.dumps([whole, across, own.ru_maxrss / 1024, bytes_ / max(len(record.documents), 1)]))


def main() -> None:
    sizes = [int(word) for word in sys.argv[1:]] or [40, 200, 600]
    print(f"{'reports':>7} {'run':>6} {'CPU s':>7} {'across s':>8} {'peak MB':>8} {'bytes/report':>12}")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            pile, store = Path(folder) / "pile.jsonl", Path(folder) / "kept.db"
            pile.write_text("\n".join(rows(size)), encoding="utf-8")
            for name in ("first", "again"):
                command = [sys.executable, "-m", "benchmarks.relate", "--child", str(pile), str(store)]
                out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
                whole, across, peak, kept = json.loads(out)
                print(f"{size:>7} {name:>6} {whole:>7.1f} {across:>8.1f} {peak:>8.0f} {kept:>12.0f}", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(*sys.argv[2:4])
    else:
        main()
