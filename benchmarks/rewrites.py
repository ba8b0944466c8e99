"""Growth of the search for rewrites over 1,000, 10,000 and 100,000 texts: candidates and the exact comparison.

``python -m benchmarks.rewrites [SIZE...]``.  Texts as in ``benchmarks.derivation``, dated over a year; one of every ten
is a rewrite of another, a day later: names (words with a capital) and numbers stay, of the other words six in ten are
drawn anew, and words change places within their sentence, so that hardly a run of five is left.  The truth is known:
``pairs/text`` is how many candidates there are, ``proposed`` the share of the truth among them, ``found`` the share
that the exact comparison then calls rewrites, ``precision`` how many of all that it calls so are.  CPU seconds of the
two steps apart.  Features are words in normal form and sentences end at full stops (parsing would take longer than all
the rest); their making counts as part of the candidates' seconds.  Left out: how well real rewrites are told, which
``evals`` measures; sentence vectors beyond the budget of one run.
"""

from __future__ import annotations

import random
import re
import sys
import time
from math import log

from benchmarks.derivation import passages
from firsthand import lexicon, words
from firsthand.comparable import reading
from firsthand.data import Document, Outlet, Published, Span
from firsthand.relate.derivation import rewriting
from firsthand.relate.derivation.provenance_clues import Clues
from firsthand.relate.readings import blocking, rarity

SIZES = (1_000, 10_000, 100_000)
_DAYS = 365


def make(size: int) -> tuple[list[str], list[blocking.DayOrdinals], set[blocking.DocumentPair]]:
    """Texts, the day of each, and which are rewrites of which."""
    base = passages()
    corpus = [word for passage in base for word in passage]
    draw = random.Random(3)
    texts: list[str] = []
    days: list[blocking.DayOrdinals] = []
    truth: set[blocking.DocumentPair] = set()
    for number in range(size):
        if number % 10 == 9:
            source = number - 1 - draw.randrange(9)
            texts.append(" ".join(_reworded(sentence, corpus, draw) for sentence in _sentences(texts[source])))
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


def _sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?]) ", text)


def _reworded(sentence: str, corpus: list[str], draw: random.Random) -> str:
    kept = [
        w if w[:1].isupper() or any(map(str.isdigit, w)) or draw.random() < 0.4 else draw.choice(corpus).strip(".?!")
        for w in sentence.split()
    ]
    places = sorted(range(len(kept)), key=lambda i: i + 8 * draw.random())
    return " ".join([kept[i].strip(".?!") for i in places]) + "."


def read(number: int, text: str) -> Clues:
    """A text as it is compared, with what parsing would tell guessed from letters."""
    key = f"{number:06d}"
    lines: list[reading.ComparedSentence] = []
    found: list[tuple[str, int, int, bool]] = []
    start = 0
    for sentence in _sentences(text):
        here = list(words.words(text, start, start + len(sentence)))
        features: dict[str, float] = {}
        for begin, _, form in here:
            if len(form) > 2 and form not in lexicon.entry_set("light_lemmas"):
                features[form] = 1.5 if text[begin].isupper() else 1.3 if form[0].isdigit() else 0.8
        span, first = Span(key, start, start + len(sentence)), len(found)
        found += [(form, begin, end, False) for begin, end, form in here]
        names = frozenset(form for form, kind in features.items() if kind > 1)
        lines.append(reading.ComparedSentence(span, first, len(found), features, names, 0.0))
        start += len(sentence) + 1
    document = Document(key, key, f"{key}.txt", text, None, Outlet(), (), Published(), "en", ())
    return Clues(document, reading.build(key, lines, found), text, (), (), 0, False, None, (), 0.0)


def main() -> None:
    print("texts    candidates CPU s  growth  pairs/text  proposed  comparison CPU s  growth  found  precision",
          flush=True)  # fmt: skip
    last: list[tuple[int, float]] = []
    for size in [int(one) for one in sys.argv[1:]] or SIZES:
        texts, days, truth = make(size)
        begin = time.process_time()
        clues = [read(n, text) for n, text in enumerate(texts)]
        features = [one.reading.features() for one in clues]
        weight = rarity.rarity_weights(features)
        candidates = blocking.rewrite_candidates(features, weight, days)
        proposed = time.process_time()
        found = rewriting.rewrites(clues, weight, candidates, {n: [n] for n in range(size)})
        seconds = [proposed - begin, time.process_time() - proposed]
        growth = [
            log(now / before) / log(size / smaller) for now, (smaller, before) in zip(seconds, last, strict=False)
        ]
        shown = [format(one, ".2f") for one in growth] or ["", ""]
        recall = len(truth & {(a, b) for a, b, _ in candidates}) / len(truth)
        print(f"{size:<8} {seconds[0]:16.1f}  {shown[0]:>6}  {len(candidates) / size:10.2f}  {recall:8.3f}  "
              f"{seconds[1]:16.1f}  {shown[1]:>6}  {len(truth & found.keys()) / len(truth):5.3f}  "
              f"{len(truth & found.keys()) / max(1, len(found)):9.3f}", flush=True)  # fmt: skip
        last = [(size, one) for one in seconds]


if __name__ == "__main__":
    main()
