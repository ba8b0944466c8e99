"""Derivation, stories and text origins, against baselines in the same run.

(a) ``../shared/seeds``: the one rewrite, its direction and aligned sentences.  (b) ``derivation_pairs.csv``: pairs of
``../shared/data/stories`` labelled by reading, stratified by containment (``also``: a second label a reader would
accept; ``unsure`` is not scored); baselines: 5-gram Jaccard, 6-gram containment, cosine of mean sentence vectors, each
deciding only whether a pair is derived.  (c) stories of the same corpora: pairwise and B-cubed F1.  (d) PolNeAR's
``wire`` against the text's origin.  Documents go through ``clean`` and the sentence splitter alone.
Left out: direction on (b), where the truth is not known.
"""

from __future__ import annotations

import csv
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path

from evals.figure import Figure, shared
from evals.piles import piled
from firsthand.analyse.segment import sentences
from firsthand.clean import clean
from firsthand.comparable import credit_lines, fingerprints
from firsthand.comparable.reading import Reading
from firsthand.data import Analysis, Document, Given, RawDocument, Span
from firsthand.models import vectors
from firsthand.relate.derivation.derivation import derivations
from firsthand.relate.derivation.direction import earlier
from firsthand.relate.derivation.text_origin import text_origins
from firsthand.relate.pile import Pile
from firsthand.relate.readings import repeated_furniture
from firsthand.relate.stories import stories

STAGE = "derivation"
_FILES = {"giveme5w1h": "giveme5w1h_clusters.jsonl", "wikinews": "wikinews_clusters.jsonl"}
_DERIVED = ("same_text", "near_copy", "partial_copy", "rewrite")
_RELATIONS = (*_DERIVED, "shared_source_text", "shared_quotations")
_STORIES = 24
"""Stories of each corpus that are read for (c)."""

Row = Mapping[str, object]


def figures() -> list[Figure]:
    """All figures; none where the corpora are absent."""
    folder = shared()
    if folder is None:
        return []
    return [*_seeds(folder), *_pairs(folder), *_grouped(folder), *_origins(folder)]


def pile(rows: Iterable[Row]) -> Pile:
    """Cleaned documents with their sentences, nothing else; ids are the rows' own."""
    documents: dict[str, Document] = {}
    for row in rows:
        given = Given(
            id=str(row["id"]),
            url=_text(row, "url"),
            outlet=_text(row, "outlet"),
            title=_text(row, "title"),
            published=_text(row, "published"),
        )
        outcome = clean(RawDocument(str(row["id"]), "text/plain", str(row["text"]).encode(), given))
        if isinstance(outcome, Document):
            documents[outcome.id] = outcome
    ordered = tuple(documents[key] for key in sorted(documents))
    return piled(ordered, [Analysis(d.id, d.outlet, d.published, sentences(d), (), (), (), (), ()) for d in ordered])


def _text(row: Row, key: str) -> str | None:
    value = row.get(key)
    return value if isinstance(value, str) and value and value != "None" else None


def _rows(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


# ------------------------------------------------------------------------------------------------ (a) seeds


def _seeds(folder: Path) -> list[Figure]:
    files = sorted((folder / "seeds").glob("*.txt"))
    gold_file = folder / "gold" / "seeds_dev.json"
    if not files or not gold_file.exists():
        return []
    read = pile([{"id": file.name, "text": file.read_text(encoding="utf-8")} for file in files])
    names = {document.id: document.source_id for document in read.documents}
    found = derivations(read)
    gold = json.loads(gold_file.read_text(encoding="utf-8"))
    files_of = {item["id"]: item["file"] for item in gold["documents"]}
    wanted = next(item for item in gold["derivation"] if item["relation"] == "rewrites")
    parent, child = (files_of[key] for key in wanted["pair"])
    hits = [item for item in found if item.relation == "rewrite" and {names[item.a], names[item.b]} == {parent, child}]
    right = false = 0
    for item in found:
        if item.relation not in ("shared_quotations", "cites"):
            false += item not in hits
    share = 0.0
    if hits:
        item = hits[0]
        right = (names[item.a] == parent) == (item.direction == "a_to_b") and item.direction != "unknown"
        flip = names[item.a] != parent
        spans = [(p.b, p.a) if flip else (p.a, p.b) for p in item.passages]
        met = sum(any(_meets(a, g["a"]) and _meets(b, g["b"]) for a, b in spans) for g in wanted["alignments"])
        share = met / len(wanted["alignments"])
    groups = stories(read)
    return [
        Figure(STAGE, "rewrite found", "seeds", float(bool(hits)), 1),
        Figure(STAGE, "direction right", "seeds", float(right), 1),
        Figure(STAGE, "aligned sentences found", "seeds", share, len(wanted["alignments"])),
        Figure(STAGE, "false derivations", "seeds", float(false), len(files) * (len(files) - 1) // 2, unit="count"),
        Figure("stories", "stories", "seeds", float(len(groups)), len(files), unit="count"),
    ]


def _meets(span: Span, gold: Mapping[str, int]) -> bool:
    return span.start < gold["end"] and gold["start"] < span.end


# ------------------------------------------------------------------------------------------------ (b) pairs


def _pairs(folder: Path) -> list[Figure]:
    source = Path(__file__).with_name("derivation_pairs.csv")
    lines = [line for line in source.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    labelled = [row for row in csv.DictReader(lines) if row["relation"] != "unsure"]
    out: list[tuple[str, frozenset[str], str, dict[str, bool]]] = []
    directed: list[tuple[str, str, str]] = []
    for corpus, file in _FILES.items():
        path = folder / "data" / "stories" / file
        if not path.exists():
            return []
        here = [row for row in labelled if row["corpus"] == corpus]
        named = {row[side] for row in here for side in ("a", "b")}
        read = pile(row for row in _rows(path) if row["id"] in named)
        ids = {document.source_id: document.id for document in read.documents}
        found = {frozenset((item.a, item.b)): item for item in derivations(read) if item.relation != "cites"}
        readings = {reading.id: reading for reading in repeated_furniture.read_pile(read)}
        means = _means(read)
        for row in here:
            a, b = ids.get(row["a"], ""), ids.get(row["b"], "")
            if not a or not b:
                continue
            item = found.get(frozenset((a, b)))
            said = item.relation if item else "independent"
            accepted = frozenset({row["relation"], *row["also"].split()})
            out.append((row["relation"], accepted, said, _baselines(readings[a], readings[b], means)))
            if row["direction"]:
                told = _turned(item.direction, item.a == a) if item else "unknown"
                directed.append((row["direction"], told, _by_date(read, a, b)))
    made = _directions(directed)
    for relation in (*_RELATIONS, "independent"):
        predicted = [(accepted, said) for _, accepted, said, _ in out if said == relation]
        gold = [(accepted, said) for label, accepted, said, _ in out if label == relation]
        precision = sum(said in accepted for accepted, said in predicted) / max(1, len(predicted))
        recall = sum(said in accepted for accepted, said in gold) / max(1, len(gold))
        made.append(Figure(STAGE, f"{relation} precision", "labelled pairs", precision, len(predicted)))
        made.append(Figure(STAGE, f"{relation} recall", "labelled pairs", recall, len(gold)))
    systems: dict[str, list[bool]] = {"firsthand": [said in _DERIVED for _, _, said, _ in out]}
    for name in out[0][3] if out else ():
        systems[name] = [base[name] for *_, base in out]
    for name, said_derived in systems.items():
        hit = sum(
            said and bool(accepted & set(_DERIVED)) for said, (_, accepted, _, _) in zip(said_derived, out, strict=True)
        )
        wanted = [label in _DERIVED for label, *_ in out]
        met = sum(said for said, want in zip(said_derived, wanted, strict=True) if want)
        made.append(
            Figure(
                STAGE,
                "derived precision",
                "labelled pairs",
                hit / max(1, sum(said_derived)),
                sum(said_derived),
                system=name,
            )
        )
        made.append(
            Figure(STAGE, "derived recall", "labelled pairs", met / max(1, sum(wanted)), sum(wanted), system=name)
        )
    return made


def _turned(direction: str, straight: bool) -> str:
    """A direction as told of a pair in the order that the label names it."""
    return direction if straight or direction == "unknown" else {"a_to_b": "b_to_a", "b_to_a": "a_to_b"}[direction]


def _by_date(read: Pile, a: str, b: str) -> str:
    """Baseline: the text that appeared first is the source."""
    first, second = read.document[a].published, read.document[b].published
    return "a_to_b" if earlier(first, second) else "b_to_a" if earlier(second, first) else "unknown"


def _directions(directed: Sequence[tuple[str, str, str]]) -> list[Figure]:
    """Of the directions told, how many are right (none is right where both come from a third); of those that a reader
    sees, how many are told."""
    made = []
    for system, place in (("firsthand", 1), ("earlier date", 2)):
        told = [row for row in directed if row[place] != "unknown"]
        right = sum(row[0] == row[place] for row in told)
        known = sum(row[0] != "unknown" for row in directed)
        for name, of in (("direction precision", len(told)), ("direction recall", known)):
            made.append(Figure(STAGE, name, "labelled pairs", right / max(1, of), of, system=system))
    return made


def _baselines(a: Reading, b: Reading, means: Mapping[str, Sequence[float]]) -> dict[str, bool]:
    five_a, five_b = set(fingerprints.grams(a.words, 5).tolist()), set(fingerprints.grams(b.words, 5).tolist())
    six_a, six_b = set(fingerprints.grams(a.words, 6).tolist()), set(fingerprints.grams(b.words, 6).tolist())
    jaccard = len(five_a & five_b) / max(1, len(five_a | five_b))
    contained = len(six_a & six_b) / max(1, min(len(six_a), len(six_b)))
    said = {
        "5-gram Jaccard 0.7": jaccard >= 0.7,
        "6-gram containment 0.25": contained >= 0.25,
        "6-gram containment 0.5": contained >= 0.5,
    }
    if means:
        said["embedding cosine 0.85"] = sum(x * y for x, y in zip(means[a.id], means[b.id], strict=True)) >= 0.85
    return said


def _means(read: Pile) -> dict[str, Sequence[float]]:
    """One unit vector per document: the mean of its first sentences' vectors."""
    if not vectors.available():
        return {}
    result: dict[str, Sequence[float]] = {}
    chosen = {
        r.id: [line.span.of(read.document[r.id].text) for line in r.lines[:12]]
        for r in repeated_furniture.read_pile(read)
    }
    matrix = vectors.embed([text for key in sorted(chosen) for text in chosen[key]])
    first = 0
    for key in sorted(chosen):
        mean = matrix[first : first + len(chosen[key])].sum(axis=0)
        first += len(chosen[key])
        length = float((mean**2).sum()) ** 0.5 or 1.0
        result[key] = [float(value) / length for value in mean]
    return result


# ----------------------------------------------------------------------------------------------- (c) stories


def sample(rows: Sequence[Row], groups: int) -> list[Row]:
    """Every n-th story of a corpus, so that the sample does not depend on chance."""
    by_story: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_story[str(row["story"])].append(row)
    names = sorted(by_story)
    step = max(1, len(names) // groups)
    return [row for name in names[::step][:groups] for row in by_story[name][:12]]


def _grouped(folder: Path) -> list[Figure]:
    made = []
    for corpus, file in _FILES.items():
        path = folder / "data" / "stories" / file
        if not path.exists():
            continue
        rows = sample(_rows(path), _STORIES)
        story = {str(row["id"]): str(row["story"]) for row in rows}
        read = pile(rows)
        gold = {document.id: story[document.source_id] for document in read.documents}
        groups = stories(read)
        for name, value in grouping_scores(groups, gold).items():
            made.append(Figure("stories", name, corpus, value, len(gold)))
        alone = tuple((key,) for key in sorted(gold))
        for name, value in grouping_scores(alone, gold).items():
            made.append(Figure("stories", name, corpus, value, len(gold), system="each alone"))
    return made


def grouping_scores(groups: Sequence[Sequence[str]], gold: Mapping[str, str]) -> dict[str, float]:
    """Pairwise F1 and B-cubed precision, recall and F1 of a grouping."""
    mine = {key: number for number, group in enumerate(groups) for key in group}
    same = {pair for group in groups for pair in combinations(sorted(group), 2)}
    true = {pair for pair in combinations(sorted(gold), 2) if gold[pair[0]] == gold[pair[1]]}
    hit = len(same & true)
    precision = recall = 0.0
    sizes = Counter(gold.values())
    for key in sorted(gold):
        group = groups[mine[key]]
        right = sum(gold[other] == gold[key] for other in group)
        precision += right / len(group)
        recall += right / sizes[gold[key]]
    precision, recall = precision / max(1, len(gold)), recall / max(1, len(gold))
    return {
        "pairwise F1": 2 * hit / max(1, len(same) + len(true)),
        "B-cubed precision": precision,
        "B-cubed recall": recall,
        "B-cubed F1": 2 * precision * recall / max(1e-9, precision + recall),
    }


# ------------------------------------------------------------------------------------------ (d) text origins


def _origins(folder: Path) -> list[Figure]:
    path = folder / "data" / "polnear" / "train.jsonl"
    if not path.exists():
        return []
    rows = _rows(path)
    wired = [row for row in rows if row["wire"] not in ("None", "NA", None)]
    plain = [row for row in rows if row["wire"] == "None"][::8]
    chosen = [{**row, "title": None} for row in (*wired, *plain)]
    truth = {str(row["id"]): str(row["wire"]) for row in chosen}
    read = unparsed(chosen)
    found = text_origins(read, ())
    met = said = 0
    for document in read.documents:
        origin, wire = found[document.id], credit_lines.agency_named(truth[document.source_id])
        said += origin.kind == "agency"
        met += origin.kind == "agency" and origin.name == wire
    return [
        Figure("text origin", "agency recall", "PolNeAR train", met / max(1, len(wired)), len(wired)),
        Figure("text origin", "agency precision", "PolNeAR train", met / max(1, said), said),
    ]


def unparsed(rows: Iterable[Row]) -> Pile:
    """Cleaned documents alone: credits stand outside the sentences."""
    documents: dict[str, Document] = {}
    for row in rows:
        given = Given(
            id=str(row["id"]), outlet=_text(row, "outlet"), title=_text(row, "title"), published=_text(row, "published")
        )
        outcome = clean(RawDocument(str(row["id"]), "text/plain", str(row["text"]).encode(), given))
        if isinstance(outcome, Document):
            documents[outcome.id] = outcome
    ordered = tuple(documents[key] for key in sorted(documents))
    return Pile(ordered, tuple(Analysis(d.id, d.outlet, d.published, (), (), (), (), (), ()) for d in ordered))
