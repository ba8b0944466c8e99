"""Near copies among 10,000, 100,000 and 1,000,000 texts, beside datasketch's and rensa's MinHash LSH.

``python -m benchmarks.derivation [SIZE...] [--peers-up-to N]``.  Texts are passages of 100 to 250 words of the
development corpora; when these are used up they come again *renewed* (every third word drawn anew from the corpus), so
that no two share a text.  Of every five texts two are edits of two others, by turns: ``marks`` (curly marks and other
case), ``2%`` and ``5%`` (words replaced), ``cut`` (the last 30 % missing), ``drop`` (every 12th word missing), ``part``
(60 % of it between other words).  So the truth is known, and recall is given by kind; a found pair is right if it is
one of these.

All systems start from the texts, take runs of five words, and report pairs from 0.5 on: Firsthand by the share of one
text's runs that the other holds, the peers by estimated Jaccard likeness (128 permutations; ``drop`` and ``part`` are
below 0.5 by that measure).  Each measurement is a process of its own; seconds are CPU time; memory is the peak of the
resident set beyond what it was when the texts were there.  Left out: reading and parsing (``benchmarks.main_job``).
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterable
from math import log
from pathlib import Path

from evals.figure import shared

SIZES = (10_000, 100_000, 1_000_000)
KINDS = ("marks", "2%", "5%", "cut", "drop", "part")
LEAST = 0.5
_FILES = (
    "stories/giveme5w1h_clusters.jsonl",
    "stories/wikinews_clusters.jsonl",
    "stories/basil_triples.jsonl",
    "polnear/train.jsonl",
)
Pair = tuple[int, int]


def passages() -> list[list[str]]:
    """Passages of the corpora as words; one that repeats more than a tenth of what came before is left out."""
    folder = shared()
    if folder is None:
        sys.exit("the development corpora (../shared) are not here")
    draw = random.Random(1)
    seen: set[int] = set()
    found = []
    for file in _FILES:
        for line in (folder / "data" / file).read_text("utf-8").splitlines():
            words = json.loads(line)["text"].split()
            while len(words) >= 100:
                size = draw.randint(100, 250)
                passage, words = words[:size], words[size:]
                plain = re.findall(r"\w+", " ".join(passage).lower())
                runs = {hash(tuple(plain[i : i + 5])) for i in range(len(plain) - 4)}
                if len(passage) >= 100 and len(runs & seen) <= 0.1 * len(runs):
                    found.append(passage)
                seen |= runs
    return found


def make(size: int) -> tuple[list[str], dict[Pair, str]]:
    """``size`` texts, and which pairs of them are copies by which kind of edit."""
    base = passages()
    corpus = [word for passage in base for word in passage]
    draw = random.Random(2)
    texts: list[str] = []
    truth: dict[Pair, str] = {}
    number = edits = 0

    def another() -> list[str]:
        nonlocal number
        words = list(base[number % len(base)])
        if number >= len(base):
            first = draw.randrange(3)
            words[first::3] = draw.choices(corpus, k=len(words[first::3]))
        number += 1
        return words

    while len(texts) < size:
        originals = [another() for _ in range(3)]
        group = list(originals)
        for place in (0, 1):
            kind = KINDS[edits % len(KINDS)]
            edits += 1
            truth[len(texts) + place, len(texts) + len(group)] = kind
            group.append(edited(originals[place], kind, another, corpus, draw))
        texts += [" ".join(words) for words in group]
    return texts[:size], {pair: kind for pair, kind in truth.items() if pair[1] < size}


def edited(words, kind, another, corpus, draw):  # type: ignore[no-untyped-def]
    """A copy of ``words`` by one kind of edit."""
    if kind == "marks":
        typeset = (w.replace('"', "”").replace("'", "’").replace(" - ", " – ") for w in words)
        return [w.upper() if i < 8 else w for i, w in enumerate(typeset)]
    if kind in ("2%", "5%"):
        rate = int(kind[:-1]) / 100
        return [draw.choice(corpus) if draw.random() < rate else w for w in words]
    if kind == "cut":
        return words[: len(words) * 7 // 10]
    if kind == "drop":
        return [w for i, w in enumerate(words, 1) if i % 12]
    own, size = another(), len(words) * 6 // 10
    start = draw.randrange(len(words) - size)
    return [*own[: len(own) // 2], *words[start : start + size], *own[len(own) // 2 :]]


# ------------------------------------------------------------------------------------------------ the systems


def firsthand(texts: list[str]) -> Iterable[Pair]:
    from firsthand.relate.derivation.near_copies import near_copies

    found = near_copies(texts, LEAST)
    return zip(found.a, found.b, strict=True)


def _shingles(text: str) -> list[str]:
    words = re.findall(r"\w+", text.lower())
    return [" ".join(words[i : i + 5]) for i in range(len(words) - 4)]


def datasketch(texts: list[str]) -> Iterable[Pair]:
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=LEAST, num_perm=128)
    hashes, found = [], []
    for number, text in enumerate(texts):
        one = MinHash(num_perm=128)
        one.update_batch([shingle.encode() for shingle in _shingles(text)])
        for other in index.query(one):
            if one.jaccard(hashes[other]) >= LEAST:
                found.append((other, number))
        index.insert(number, one, check_duplication=False)
        hashes.append(one)
    return found


def rensa(texts: list[str]) -> Iterable[Pair]:
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(LEAST, 128, 32)  # as many bands as divide 128 and find pairs from 0.5 on
    hashes, found = [], []
    for number, text in enumerate(texts):
        one = RMinHash(128, 42)
        one.update(_shingles(text))
        for other in index.query(one):
            if one.jaccard(hashes[other]) >= LEAST:
                found.append((other, number))
        index.insert(number, one)
        hashes.append(one)
    return found


SYSTEMS = {"firsthand": firsthand, "datasketch": datasketch, "rensa": rensa}


# ---------------------------------------------------------------------------------------------- the measuring


def resident(*, peak: bool = False) -> int:
    """Bytes of this process that are resident, now or at most."""
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith("VmHWM:" if peak else "VmRSS:"):
            return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def measure(system: str, size: int) -> dict[str, object]:
    """One system on one size, in this process."""
    texts, truth = make(size)
    list(SYSTEMS[system](texts[:500]))  # imports and tables are not what grows
    Path("/proc/self/clear_refs").write_text("5", "ascii")  # the peak begins anew
    before = resident()
    begin = time.process_time()
    pairs = SYSTEMS[system](texts)
    seconds, beyond = time.process_time() - begin, resident(peak=True) - before
    found = {(int(a), int(b)) for a, b in pairs}
    kinds = {kind: [pair for pair, k in truth.items() if k == kind] for kind in KINDS}
    return {
        "seconds": seconds,
        "bytes": beyond / size,
        "recall": {kind: sum(p in found for p in pairs) / max(1, len(pairs)) for kind, pairs in kinds.items()},
        "precision": sum(pair in truth for pair in found) / max(1, len(found)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.derivation", description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, metavar="SIZE", default=SIZES)
    parser.add_argument("--peers-up-to", type=int, default=1_000_000, metavar="N", help="leave peers out beyond")
    parser.add_argument("--measure", choices=SYSTEMS, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.measure:
        print(json.dumps(measure(chosen.measure, *chosen.sizes)))
        return
    print("texts    system      CPU s   texts/s  ratio  growth  bytes/text  " + " ".join(f"{k:>5}" for k in KINDS)
          + "  precision", flush=True)  # fmt: skip
    last: dict[str, tuple[int, float]] = {}
    for size in chosen.sizes:
        own = 0.0
        for system in SYSTEMS:
            if system != "firsthand" and size > chosen.peers_up_to:
                continue
            command = [sys.executable, "-m", "benchmarks.derivation", str(size), "--measure", system]
            done = subprocess.run(command, check=False, capture_output=True, text=True)
            if done.returncode:
                print(f"{size:<8} {system:10} did not finish: {done.stderr.strip().splitlines()[-1:]}")
                continue
            one = json.loads(done.stdout)
            seconds = one["seconds"]
            own = own or seconds
            growth = log(seconds / last[system][1]) / log(size / last[system][0]) if system in last else None
            print(f"{size:<8} {system:10} {seconds:6.1f} {size / seconds:9.0f}  {seconds / own:5.1f}  "
                  f"{'' if growth is None else format(growth, '.2f'):>6}  {one['bytes']:10.0f}  "
                  + " ".join(f"{value:5.3f}" for value in one["recall"].values())
                  + f"  {one['precision']:9.4f}", flush=True)  # fmt: skip
            last[system] = size, seconds


if __name__ == "__main__":
    main()
