"""Growth of the search for rewrites over 1,000, 10,000 and 100,000 texts: the candidates of ``relate.blocking``.

``python -m benchmarks.rewrites [SIZE...]``.  Texts as in ``benchmarks.derivation``, dated over a year; one of every ten
is a rewrite of another, a day later: names (words with a capital) and numbers stay, of the other words six in ten are
drawn anew, and words change places within eight, so that hardly a run of five is left.  The truth is known: recall is
the share of these pairs that is proposed, ``pairs/text`` how many pairs are left for the exact comparison, whose cost
per pair does not depend on the pile.  Features are words in normal form (parsing would take longer than all the rest),
and their making counts in the CPU seconds.  Left out: the exact comparison, which ``evals`` measures.
"""

from __future__ import annotations

import random
import sys
import time
from math import log

from benchmarks.derivation import passages
from firsthand import words
from firsthand.relate import blocking, rarity

SIZES = (1_000, 10_000, 100_000)
_DAYS = 365


def make(size: int) -> tuple[list[str], list[blocking.Days], set[blocking.Pair]]:
    """Texts, the day of each, and which are rewrites of which."""
    base = passages()
    corpus = [word for passage in base for word in passage]
    draw = random.Random(3)
    texts: list[str] = []
    days: list[blocking.Days] = []
    truth: set[blocking.Pair] = set()
    for number in range(size):
        if number % 10 == 9:
            source = number - 1 - draw.randrange(9)
            kept = [w if w[:1].isupper() or any(map(str.isdigit, w)) or draw.random() < 0.4 else draw.choice(corpus)
                    for w in texts[source].split()]  # fmt: skip
            places = sorted(range(len(kept)), key=lambda i: i + 8 * draw.random())
            texts.append(" ".join(kept[i] for i in places))
            day = days[source][0] + 1
            truth.add((source, number))
        else:
            passage = list(base[number % len(base)])
            if number >= len(base):
                first = draw.randrange(3)
                passage[first::3] = draw.choices(corpus, k=len(passage[first::3]))
            texts.append(" ".join(passage))
            day = draw.randrange(_DAYS)
        days.append((day, day))
    return texts, days, truth


def main() -> None:
    print("texts    CPU s  texts/s  growth  pairs/text  recall", flush=True)
    last: tuple[int, float] | None = None
    for size in [int(one) for one in sys.argv[1:]] or SIZES:
        texts, days, truth = make(size)
        begin = time.process_time()
        features = [{form for _, _, form in words.words(text) if len(form) > 2} for text in texts]
        found = blocking.rewrites(features, rarity.weights(features), days)
        seconds = time.process_time() - begin
        recall = len(truth & {(a, b) for a, b, _ in found}) / len(truth)
        growth = format(log(seconds / last[1]) / log(size / last[0]), ".2f") if last else ""
        print(f"{size:<8} {seconds:5.1f} {size / seconds:8.0f}  {growth:>6}  {len(found) / size:10.2f}  {recall:6.3f}",
              flush=True)  # fmt: skip
        last = size, seconds


if __name__ == "__main__":
    main()
