"""Run-time settings on the held-out training articles (never on dev), with the exported model.

    python -m training.tune [--biases -0.5 0 0.5] [--windows 510,64 384,64]

Prints exact F1 for each cue bias, least score and window size; what was chosen stands in firsthand/models/tagger.py.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from evals.polnear import Attribution, gold_of, paragraphs_of, read, score
from firsthand.models import tagger


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/polnear/train.jsonl"))
    parser.add_argument("--every", type=int, default=21, help="each n-th article, as in train.py --held-out")
    parser.add_argument("--biases", type=float, nargs="+", default=[0.0])
    parser.add_argument("--scores", type=float, nargs="+", default=[0.0])
    parser.add_argument("--windows", nargs="+", default=[f"{tagger.WINDOW},{tagger.MARGIN}"], help="size,margin")
    options = parser.parse_args()
    records = read(options.data)[:: options.every]
    gold = [gold_of(record) for record in records]
    for bias in options.biases:
        for window in options.windows:
            tagger.CUE_BIAS, tagger.LEAST_SCORE = bias, 0.0
            tagger.WINDOW, tagger.MARGIN = (int(number) for number in window.split(","))
            if model := tagger._model():
                model.read.clear()  # what it read under other settings
            begun = time.process_time()
            found = [tagger.tag(record["text"], paragraphs_of(record["text"])) for record in records]
            used = time.process_time() - begun
            for least in options.scores:
                kept = [[Attribution(a.source, a.cue, a.content) for a in items if a.score >= least] for items in found]
                values = {name: round(100 * v, 2) for name, v in score(gold, kept).items() if "exact" in name}
                count = sum(map(len, kept))
                print(f"bias {bias:+} window {window} score {least}: {values} n={count} {used:.1f}s", flush=True)


if __name__ == "__main__":
    main()
