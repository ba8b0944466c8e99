"""Stories: reports of one event are one story, events of one form are several.  B-cubed F1 with the one setting.

Whole corpora, and all of them mixed into one stream, beside the baseline of topic detection in the same run: clustering
of tf-idf vectors in a single pass by day (Allan 2002), whose threshold is the best on the very corpus that it is judged
on, so that it has an advantage.  Of BASIL every other triple is counted apart (``kept apart``).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from math import sqrt
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from evals.derivation import grouping_scores, pile
from evals.figure import Figure, shared
from evals.piles import readings, stories_of
from firsthand.comparable import Reading
from firsthand.data import Document

if TYPE_CHECKING:
    from numpy.typing import NDArray

_STAGE = "stories"
_CORPORA = {"giveme5w1h": "giveme5w1h_clusters", "basil": "basil_triples", "wikinews": "wikinews_clusters"}
_APART, _MIXED = "basil, kept apart", "all mixed"
_THIRD = 3  # of Wikinews every third story, so that the stage takes two minutes
_THRESHOLDS = [round(0.05 * number, 2) for number in range(1, 16)]
Row = dict[str, object]


def figures() -> list[Figure]:
    """B-cubed F1, precision and recall on each corpus, and of the baseline."""
    folder = shared()
    if folder is None:
        return []
    rows = {name: _rows(folder, name) for name in _CORPORA}
    rows["wikinews"] = _every(rows["wikinews"], _THIRD, 0)
    rows[_APART] = _every(rows["basil"], 2, 1)
    rows[_MIXED] = [row for name in _CORPORA for row in rows[name]]
    everything = pile(rows[_MIXED])
    read = readings(everything)
    ids = {document.source_id: document.id for document in everything.documents}
    made: list[Figure] = []
    for corpus, given in rows.items():
        name = (
            corpus
            if corpus in (_APART, _MIXED)
            else f"{corpus}, whole"
            if corpus != "wikinews"
            else "wikinews, a third"
        )
        made += _figures(name, [row for row in given if str(row["id"]) in ids], read, everything.documents)
    return made


def _every(rows: Sequence[Row], step: int, first: int) -> list[Row]:
    """The reports of every so-manieth story."""
    names = sorted({str(row["story"]) for row in rows})
    chosen = set(names[first::step])
    return [row for row in rows if str(row["story"]) in chosen]


@cache
def _file(path: Path) -> tuple[str, ...]:
    return tuple(path.read_text(encoding="utf-8").splitlines())


def _rows(folder: Path, corpus: str) -> list[Row]:
    """The reports of a corpus; ids and stories bear its name, so that corpora can be mixed."""
    lines = _file(folder / "data" / "stories" / f"{_CORPORA[corpus]}.jsonl")
    found = {str(row["id"]): row for row in map(json.loads, lines)}.values()
    return [row | {"id": f"{corpus}:{row['id']}", "story": f"{corpus}:{row['story']}"} for row in found]


def _figures(
    corpus: str, rows: Sequence[Row], everything: Sequence[Reading], documents: Sequence[Document]
) -> list[Figure]:
    ids = {one.source_id: one.id for one in documents}
    gold = {ids[str(row["id"])]: str(row["story"]) for row in rows}
    read = [reading for reading in everything if reading.id in gold]  # likeness does not depend on the rest of a pile
    made = [
        Figure(_STAGE, name, corpus, value, len(gold))
        for name, value in grouping_scores(stories_of(read, documents), gold).items()
        if name.startswith("B-cubed")
    ]
    ordered = sorted(rows, key=_order)
    likeness = _likeness(ordered)
    names = [ids[str(row["id"])] for row in ordered]
    best = max(
        grouping_scores([[names[n] for n in group] for group in _single_pass(likeness, threshold)], gold)["B-cubed F1"]
        for threshold in _THRESHOLDS
    )
    made.append(Figure(_STAGE, "B-cubed F1", corpus, best, len(gold), system="tf-idf, single pass, best threshold"))
    alone = grouping_scores([(key,) for key in sorted(gold)], gold)["B-cubed F1"]
    made.append(Figure(_STAGE, "B-cubed F1", corpus, alone, len(gold), system="each alone"))
    return made


def _order(row: Row) -> tuple[str, str]:
    return str(row.get("published") or ""), str(row["id"])


def _likeness(rows: Sequence[Row]) -> NDArray[np.float64]:
    """The cosine of every two reports: (1 + log tf) × idf of the words of title and text."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = [f"{row.get('title') or ''}\n{row.get('title') or ''}\n{row['text']}" for row in rows]
    vectors = TfidfVectorizer(sublinear_tf=True, stop_words="english", max_df=0.5, min_df=2).fit_transform(texts)
    return np.asarray((vectors @ vectors.T).toarray(), dtype=np.float64)


def _single_pass(likeness: NDArray[np.float64], threshold: float) -> list[list[int]]:
    """Each report in its turn joins the group whose centroid is most like it, or begins one."""
    groups: list[list[int]] = []
    sums: list[NDArray[np.float64]] = []
    squares: list[float] = []
    for number in range(len(likeness)):
        found = [total[number] / sqrt(square) for total, square in zip(sums, squares, strict=True)]
        best = int(np.argmax(found)) if found else -1
        if best >= 0 and found[best] >= threshold:
            squares[best] += 2 * sums[best][number] + likeness[number, number]
            sums[best] = sums[best] + likeness[number]
            groups[best].append(number)
        else:
            groups.append([number])
            sums.append(likeness[number].copy())
            squares.append(max(float(likeness[number, number]), 1e-9))
    return groups
