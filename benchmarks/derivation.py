"""Speed and growth of derivation over 100, 300 and 1000 documents, beside rensa's MinHash LSH on the same shingles.

``python -m benchmarks.derivation [SIZE...]``.  Documents are made from the development stories by edits of stated kinds
and rates, so the truth is known: of every five, two are whole reports, one is a report with every 12th word dropped
("near"), one a report whose tail is cut, one a third of a report between sentences of another ("part").  Sentences are
parsed before the clock starts, which is CPU time.  rensa: 5-word shingles, 128 permutations,
32 bands, pairs from threshold 0.3 on; it
can only propose copies, so recall is given by kind.  Left out: rewrites (no known truth at this size).
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import log

from evals.figure import shared
from firsthand.analyse.segment import sentences
from firsthand.data import Analysis, Block, Document, Outlet, Published, Sentence
from firsthand.relate import derivation, reuse
from firsthand.relate.pile import Pile

SIZES = (100, 300, 1000)
_FILES = ("giveme5w1h_clusters.jsonl", "wikinews_clusters.jsonl")


@dataclass(frozen=True, slots=True)
class Made:
    """A pile, which pairs in it are derived by which kind of edit, and which base texts each document holds."""

    pile: Pile
    truth: dict[frozenset[str], str]
    bases: dict[str, frozenset[int]]


def bases(count: int) -> list[tuple[str, tuple[Sentence, ...]]]:
    """Texts with their sentences, taken from both corpora in turn; texts of fewer than ten sentences are left out."""
    folder = shared()
    if folder is None:
        sys.exit("the development corpora (../shared) are not here")
    rows = [
        json.loads(line)
        for file in _FILES
        for line in (folder / "data" / "stories" / file).read_text("utf-8").splitlines()
    ]
    found: list[tuple[str, tuple[Sentence, ...]]] = []
    for row in rows[:: max(1, len(rows) // (2 * count))]:
        text = row["text"][:4000]
        read = sentences(_document("x", text, [(0, len(text))]))
        if len(read) >= 10:
            found.append((text, read))
        if len(found) == count:
            break
    return found


def make(base: Sequence[tuple[str, tuple[Sentence, ...]]], size: int) -> Made:
    """A pile of ``size`` documents by the recipe above."""
    documents: list[Document] = []
    analyses: list[Analysis] = []
    truth: dict[frozenset[str], str] = {}

    holds: dict[str, frozenset[int]] = {}

    def add(pieces: Sequence[tuple[str, Sentence]], drop: int = 0) -> str:
        key = f"d{len(documents):05}"
        holds[key] = frozenset(places[text] for text, _ in pieces)
        document, analysis = _built(key, pieces, drop)
        documents.append(document)
        analyses.append(analysis)
        return key

    places = {text: place for place, (text, _) in enumerate(base)}
    number = 0
    while len(documents) < size:
        one, other = base[number % len(base)], base[(number + 1) % len(base)]
        turn = number // len(base)  # texts that come again start later, so that no two bases are the same text
        first = [(one[0], s) for s in one[1]][turn:]
        second = [(other[0], s) for s in other[1]][turn:]
        a, b = add(first), add(second)
        near, cut = add(first, 12), add(second[: max(5, len(second) * 2 // 3)])
        third = first[: max(4, len(first) // 3)]
        part = add([*second[-3:], *third, *second[-5:-3]])
        truth |= {frozenset((a, near)): "near", frozenset((b, cut)): "cut", frozenset((a, part)): "part"}
        number += 2
    return Made(Pile(tuple(documents[:size]), tuple(analyses[:size])), truth, holds)


def _document(key: str, text: str, blocks: Sequence[tuple[int, int]]) -> Document:
    return Document(
        id=key, source_id=key, uri=key, text=text, title=None, outlet=Outlet(), authors=(), published=Published(),
        language="en", blocks=tuple(Block(start, end, "body") for start, end in blocks),
    )  # fmt: skip


def _built(key: str, pieces: Sequence[tuple[str, Sentence]], drop: int) -> tuple[Document, Analysis]:
    """A document of sentences, one a line; every ``drop``-th word is left out."""
    text = ""
    made: list[Sentence] = []
    blocks: list[tuple[int, int]] = []
    seen = 0
    for source, sentence in pieces:
        start = len(text)
        tokens = []
        for token in sentence.tokens:
            seen += 1
            if drop and seen % drop == 0:
                continue
            here = len(text)
            text += source[token.start : token.end]
            tokens.append(replace(token, start=here, end=len(text), head=0))
            text += source[token.end : token.end + 1] if source[token.end : token.end + 1].isspace() else ""
        text = text.rstrip() + "\n"
        if tokens:
            made.append(Sentence(start, tokens[-1].end, len(blocks), tuple(tokens)))
            blocks.append((start, len(text)))
        else:
            text = text[:start]
    document = _document(key, text, blocks)
    return document, Analysis(key, document.outlet, document.published, tuple(made), (), (), (), (), ())


def with_rensa(made: Made) -> tuple[float, set[frozenset[str]]]:
    """Seconds and pairs of rensa's LSH over the shingles of the documents' own words."""
    from rensa import RMinHash, RMinHashLSH

    begin = time.process_time()
    index = RMinHashLSH(0.3, 128, 32)
    hashes = []
    for number, reading in enumerate(reuse.read_pile(made.pile)):
        one = RMinHash(128, 42)
        words = reading.words
        one.update([" ".join(words[i : i + 5]) for i in range(len(words) - 4)])
        index.insert(number, one)
        hashes.append(one)
    ids = [document.id for document in made.pile.documents]
    found = {
        frozenset((ids[a], ids[b])) for a, one in enumerate(hashes) for b in index.query(one)
        if a < b and one.jaccard(hashes[b]) >= 0.3
    }  # fmt: skip
    return time.process_time() - begin, found


def main() -> None:
    sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
    base = bases(min(260, max(sizes) * 2 // 5 + 2))
    print("documents  system     seconds  documents/s  pairs/s  near  cut   part  precision")
    last: dict[str, tuple[int, float]] = {}
    for size in sizes:
        made = make(base, size)
        wanted = {kind: [pair for pair, k in made.truth.items() if k == kind] for kind in ("near", "cut", "part")}
        begin = time.process_time()
        result = derivation.derivations(made.pile)
        took = time.process_time() - begin
        kinds = ("same_text", "near_copy", "partial_copy")
        mine = {frozenset((item.a, item.b)) for item in result if item.relation in kinds}
        for system, seconds, pairs in (("firsthand", took, mine), ("rensa LSH", *with_rensa(made))):
            recall = [sum(pair in pairs for pair in wanted[kind]) / max(1, len(wanted[kind])) for kind in wanted]
            # documents of one base are copies of each other too, so precision counts a shared base as right
            right = sum(bool(frozenset.intersection(*(made.bases[k] for k in pair))) for pair in pairs) / max(
                1, len(pairs)
            )
            print(f"{size:9}  {system:9} {seconds:8.2f} {size / seconds:12.0f} {size * (size - 1) / 2 / seconds:8.0f}  "
                  + "  ".join(f"{value:.2f}" for value in recall) + f"  {right:.2f}")  # fmt: skip
            if system in last:
                before, earlier = last[system]
                print(f"{'':9}  {system:9} growth exponent {log(seconds / earlier) / log(size / before):.2f}")
            last[system] = size, seconds


if __name__ == "__main__":
    main()
