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
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path

from evals.case import Case, Verdict, counted, cut, share
from evals.figure import Figure, shared
from evals.piles import derivations, parse_of, piled, readings, stories, text_origins
from firsthand.clean import clean
from firsthand.comparable import Reading, credit_lines, fingerprints
from firsthand.data import Analysis, Document, DocumentId, Given, RawDocument, Span
from firsthand.models import vectors
from firsthand.relate.derivation.direction import earlier
from firsthand.relate.pile import Pile

STAGE = "derivation"
_FILES = {"giveme5w1h": "giveme5w1h_clusters.jsonl", "wikinews": "wikinews_clusters.jsonl"}
_DERIVED = ("same_text", "near_copy", "partial_copy", "rewrite")
_RELATIONS = (*_DERIVED, "shared_source_text", "shared_quotations")
_LABELLED, _AGENCY, _TRAIN = "labelled pairs", "agency of the text", "PolNeAR train"
_STORIES = 24
"""Stories of each corpus that are read for (c)."""

Row = Mapping[str, object]


def figures() -> list[Figure]:
    """All figures; none where the corpora are absent."""
    folder = shared()
    if folder is None:
        return []
    return [*_seeds(folder), *_pairs(folder), *_grouped(folder), *_origins(folder)]


def cases() -> list[Case]:
    """All cases: the seeds' rewrite, the labelled pairs, pairs of reports in one story, texts that are agencies'."""
    folder = shared()
    if folder is None:
        return []
    return [
        *_seed_cases(folder)[0],
        *(case for one in _labelled_pairs(folder, str) for case in _pair_cases(one)),
        *(case for corpus in _FILES for case in _story_cases(folder, corpus)),
        *_origin_cases(folder),
    ]


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
    return piled(
        ordered, [Analysis(d.id, d.outlet, d.published, parse_of(d).sentences, (), (), (), (), ()) for d in ordered]
    )


def _text(row: Row, key: str) -> str | None:
    value = row.get(key)
    return value if isinstance(value, str) and value and value != "None" else None


def _rows(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


# ------------------------------------------------------------------------------------------------ (a) seeds


_REWRITE, _ALIGNED, _FALSE = "rewrite found", "aligned sentences found", "false derivations"
_DIRECTION = "direction right"


@cache
def _seed_cases(folder: Path) -> tuple[tuple[Case, ...], int, int]:
    """The cases of the seeds, how many pages they are and how many stories they were put in."""
    files = sorted((folder / "seeds").glob("*.txt"))
    gold_file = folder / "gold" / "seeds_dev.json"
    if not files or not gold_file.exists():
        return (), 0, 0
    read = pile([{"id": file.name, "text": file.read_text(encoding="utf-8")} for file in files])
    names = {document.id: document.source_id for document in read.documents}
    found = derivations(read)
    gold = json.loads(gold_file.read_text(encoding="utf-8"))
    files_of = {item["id"]: item["file"] for item in gold["documents"]}
    wanted = next(item for item in gold["derivation"] if item["relation"] == "rewrites")
    parent, child = (files_of[key] for key in wanted["pair"])
    hits = [item for item in found if item.relation == "rewrite" and {names[item.a], names[item.b]} == {parent, child}]
    place = f"seeds/{child}"
    made = [Case(_REWRITE, "seeds", "right" if hits else "missed", place, expected=f"of {parent}")]
    spans: list[tuple[Span, Span]] = []
    if hits:
        item = hits[0]
        right = (names[item.a] == parent) == (item.direction == "a_to_b") and item.direction != "unknown"
        verdict: Verdict = "right" if right else "wrong"
        made.append(Case(_DIRECTION, "seeds", verdict, place, expected=f"of {parent}", found=item.direction))
        flip = names[item.a] != parent
        spans = [(p.b, p.a) if flip else (p.a, p.b) for p in item.passages]
    for pair in wanted["alignments"]:
        met = any(_meets(a, pair["a"]) and _meets(b, pair["b"]) for a, b in spans)
        at = pair["b"]["start"], pair["b"]["end"]
        told, words = f"{parent}:{pair['a']['start']}", cut(pair["b"].get("text", ""))
        made.append(Case(_ALIGNED, "seeds", "right" if met else "missed", place, *at, expected=told, words=words))
    for item in found:
        if item.relation not in ("shared_quotations", "cites") and item not in hits:
            told = f"{item.relation} with {names[item.b]}"
            made.append(Case(_FALSE, "seeds", "extra", f"seeds/{names[item.a]}", found=told))
    return tuple(made), len(files), len(stories(read))


def _seeds(folder: Path) -> list[Figure]:
    found, files, groups = _seed_cases(folder)
    if not found:
        return []
    direction, false = counted(found, _DIRECTION)["right"], counted(found, _FALSE)["extra"]
    return [
        share(STAGE, found, _REWRITE, "seeds"),
        Figure(STAGE, _DIRECTION, "seeds", float(direction), 1),
        share(STAGE, found, _ALIGNED, "seeds"),
        Figure(STAGE, _FALSE, "seeds", float(false), files * (files - 1) // 2, unit="count"),
        Figure("stories", "stories", "seeds", float(groups), files, unit="count"),
    ]


def _meets(span: Span, gold: Mapping[str, int]) -> bool:
    return span.start < gold["end"] and gold["start"] < span.end


# ------------------------------------------------------------------------------------------------ (b) pairs


@dataclass(frozen=True, slots=True)
class Read:
    """One labelled pair and what was said of it; directions are "" where none is labelled."""

    place: str
    other: str
    label: str
    accepted: frozenset[str]
    said: str
    baselines: dict[str, bool]
    direction: str
    told: str
    by_date: str


@cache
def _labelled_pairs(folder: Path, way: Callable[[str], str]) -> tuple[Read, ...]:
    """Every pair of ``derivation_pairs.csv`` whose two texts are read; none where a corpus is absent.  ``way``: what is
    done to each text first."""
    source = Path(__file__).with_name("derivation_pairs.csv")
    lines = [line for line in source.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    labelled = [row for row in csv.DictReader(lines) if row["relation"] != "unsure"]
    out: list[Read] = []
    for corpus, file in _FILES.items():
        path = folder / "data" / "stories" / file
        if not path.exists():
            return ()
        here = [row for row in labelled if row["corpus"] == corpus]
        named = {row[side] for row in here for side in ("a", "b")}
        read = pile({**row, "text": way(str(row["text"]))} for row in _rows(path) if row["id"] in named)
        ids = {document.source_id: document.id for document in read.documents}
        found = {frozenset((item.a, item.b)): item for item in derivations(read) if item.relation != "cites"}
        as_read = {reading.id: reading for reading in readings(read)}
        means = _means(read)
        for row in here:
            a, b = ids.get(row["a"]), ids.get(row["b"])
            if a is None or b is None:
                continue
            item = found.get(frozenset((a, b)))
            out.append(
                Read(
                    place=f"data/stories/{file}#{row['a']}",
                    other=row["b"],
                    label=row["relation"],
                    accepted=frozenset({row["relation"], *row["also"].split()}),
                    said=item.relation if item else "independent",
                    baselines=_baselines(as_read[a], as_read[b], means),
                    direction=row["direction"],
                    told=_turned(item.direction, item.a == a) if item else "unknown",
                    by_date=_by_date(read, a, b),
                )
            )
    return tuple(out)


def _pair_cases(one: Read) -> Iterator[Case]:
    """The relation of a pair, and its direction where a label tells one."""
    want = f"{one.label} with #{one.other}"
    verdict: Verdict = "right" if one.said in one.accepted else "missed" if one.said == "independent" else "wrong"
    yield Case("relation", _LABELLED, verdict, one.place, expected=want, found=one.said)
    if one.direction and (one.direction != "unknown" or one.told != "unknown"):
        verdict = "right" if one.told == one.direction else "missed" if one.told == "unknown" else "wrong"
        yield Case(
            "direction", _LABELLED, verdict, one.place, expected=f"{one.direction} with #{one.other}", found=one.told
        )


def _pairs(folder: Path) -> list[Figure]:
    out = _labelled_pairs(folder, str)
    if not out:
        return []
    made = _directions([(one.direction, one.told, one.by_date) for one in out if one.direction])
    for relation in (*_RELATIONS, "independent"):
        predicted = [one for one in out if one.said == relation]
        gold = [one for one in out if one.label == relation]
        for name, part in (("precision", predicted), ("recall", gold)):
            right = sum(one.said in one.accepted for one in part) / max(1, len(part))
            made.append(Figure(STAGE, f"{relation} {name}", _LABELLED, right, len(part)))
    systems: dict[str, list[bool]] = {"firsthand": [one.said in _DERIVED for one in out]}
    for name in out[0].baselines:
        systems[name] = [one.baselines[name] for one in out]
    for name, said_derived in systems.items():
        hit = sum(said and bool(one.accepted & set(_DERIVED)) for said, one in zip(said_derived, out, strict=True))
        wanted = [one.label in _DERIVED for one in out]
        met = sum(said for said, want in zip(said_derived, wanted, strict=True) if want)
        for figure, right, of in (("precision", hit, sum(said_derived)), ("recall", met, sum(wanted))):
            made.append(Figure(STAGE, f"derived {figure}", _LABELLED, right / max(1, of), of, system=name))
    return made


def derived_figures(folder: Path, way: Callable[[str], str]) -> Iterator[tuple[str, float, int]]:
    """Precision and recall of "derived at all" on the labelled pairs, texts as ``way`` makes them; of how many."""
    out = _labelled_pairs(folder, way)
    said = [one for one in out if one.said in _DERIVED]
    wanted = [one for one in out if one.label in _DERIVED]
    for name, of, right in (
        ("derived precision", said, sum(bool(one.accepted & set(_DERIVED)) for one in said)),
        ("derived recall", wanted, sum(one.said in _DERIVED for one in wanted)),
    ):
        yield name, right / max(1, len(of)), len(of)


def _turned(direction: str, straight: bool) -> str:
    """A direction as told of a pair in the order that the label names it."""
    return direction if straight or direction == "unknown" else {"a_to_b": "b_to_a", "b_to_a": "a_to_b"}[direction]


def _by_date(read: Pile, a: DocumentId, b: DocumentId) -> str:
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
            made.append(Figure(STAGE, name, _LABELLED, right / max(1, of), of, system=system))
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
    chosen = {r.id: [line.span.of(read.document[r.id].text) for line in r.lines[:12]] for r in readings(read)}
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


@cache
def _grouping(
    folder: Path, corpus: str
) -> tuple[tuple[tuple[DocumentId, ...], ...], dict[DocumentId, str], dict[DocumentId, str]]:
    """The stories that a corpus' sample was put in; each document's true story, and its id in the corpus."""
    path = folder / "data" / "stories" / _FILES[corpus]
    if not path.exists():
        return (), {}, {}
    rows = sample(_rows(path), _STORIES)
    story = {str(row["id"]): str(row["story"]) for row in rows}
    read = pile(rows)
    names = {document.id: document.source_id for document in read.documents}
    return tuple(stories(read)), {key: story[name] for key, name in names.items()}, names


def _story_cases(folder: Path, corpus: str) -> list[Case]:
    """Every two reports of one story, put together or not; and those put together that are of two."""
    groups, gold, names = _grouping(folder, corpus)
    same = {pair for group in groups for pair in combinations(sorted(group), 2)}
    made = []
    for a, b in combinations(sorted(gold, key=names.__getitem__), 2):
        met, true = (a, b) in same or (b, a) in same, gold[a] == gold[b]
        if met or true:
            place, other = f"data/stories/{_FILES[corpus]}#{names[a]}", f"with #{names[b]}"
            pair = (other, "") if true else ("", other)
            verdict: Verdict = "extra" if not true else "right" if met else "missed"
            made.append(Case("one story", corpus, verdict, place, 0, 0, *pair, cut(gold[a])))
    return made


def _grouped(folder: Path) -> list[Figure]:
    made = []
    for corpus in _FILES:
        groups, gold, _ = _grouping(folder, corpus)
        if not gold:
            continue
        for name, value in grouping_scores(groups, gold).items():
            made.append(Figure("stories", name, corpus, value, len(gold)))
        alone = tuple((key,) for key in sorted(gold))
        for name, value in grouping_scores(alone, gold).items():
            made.append(Figure("stories", name, corpus, value, len(gold), system="each alone"))
    return made


def grouping_scores(groups: Sequence[Sequence[DocumentId]], gold: Mapping[DocumentId, str]) -> dict[str, float]:
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


@cache
def _origin_cases(folder: Path) -> tuple[Case, ...]:
    """The agency of every text that PolNeAR calls one's, and every other text that is called one's."""
    path = folder / "data" / "polnear" / "train.jsonl"
    if not path.exists():
        return ()
    rows = _rows(path)
    wired = [row for row in rows if row["wire"] not in ("None", "NA", None)]
    plain = [row for row in rows if row["wire"] == "None"][::8]
    chosen = [{**row, "title": None} for row in (*wired, *plain)]
    truth = {str(row["id"]): str(row["wire"]) for row in chosen}
    read = unparsed(chosen)
    found = text_origins(read, ())
    agencies = {document.source_id: found[document.id] for document in read.documents}
    made = []
    for row in chosen:
        name, origin = str(row["id"]), agencies.get(str(row["id"]))
        said = origin is not None and origin.kind == "agency"
        want, told = credit_lines.agency_named(truth[name]), (origin.name or "") if origin and said else ""
        wire = truth[name] != "None"
        if wire or said:
            verdict: Verdict = (
                "right" if said and told == want else "extra" if not wire else "wrong" if said else "missed"
            )
            made.append(Case(_AGENCY, _TRAIN, verdict, f"data/polnear/train.jsonl#{name}", 0, 0, want or "", told))
    return tuple(made)


def _origins(folder: Path) -> list[Figure]:
    found = counted(_origin_cases(folder), _AGENCY)
    met = found["right"]
    wired, said = met + found["wrong"] + found["missed"], met + found["wrong"] + found["extra"]
    if not found:
        return []
    return [
        Figure("text origin", "agency recall", _TRAIN, met / max(1, wired), wired),
        Figure("text origin", "agency precision", _TRAIN, met / max(1, said), said),
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
