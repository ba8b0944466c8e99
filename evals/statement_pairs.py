"""Statements of real stories read pair by pair: which say the same, which are linked, as the record decides.

``statement_pairs.csv`` labels pairs of statements of 56 stories (disaster, war, crime, business, politics, court,
election, science, sport, entertainment): 319 of eleven stories that the aligner's first step or sentence vectors found
most alike, and 457 of 45 more, on which the aligner, word overlap, tf-idf and sentence vectors each had their turn to
name the next likeliest pair; some at random.  Pairs with nearly all words in common are left out: these are hard pairs,
and no figure here is that of a whole story.  The aligner's second step is trained on 41 stories (part ``train``), so
its own figures there are taken story by story, each by a model of the other stories; so are the baselines' thresholds.
The 15 stories of part ``held`` are judged by what the 41 gave.

``links.csv`` labels links that the record made between statements of these stories (``right``: whether the fuller
one implies, contains or bounds the other); links that are not in the list are counted apart.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evals.case import Case, Pair, Verdict, counted, cut
from evals.figure import Figure, shared
from evals.gathering import story_pile
from evals.logistic import fitted
from evals.pairs import tfidf_cosine
from firsthand.data import DocumentId, Given, RawDocument, Span
from firsthand.outcome import AnalysedDocument
from firsthand.pipeline import distinct_documents, read_batch
from firsthand.relate.claims import clustering, constraints, pair_score
from firsthand.relate.claims.entailment import implied
from firsthand.relate.claims.paraphrase import Trained, in_story_features

_CORPUS = "pairs of 41 stories"
_ASIDE = "pairs of 15 stories kept aside"
_LISTED = "links read one by one"
_FILES = ("giveme5w1h_clusters", "wikinews_clusters", "basil_triples", "allsides_leads")
_THRESHOLD = pair_score.SAME


@dataclass(frozen=True, slots=True)
class Labelled:
    """One labelled pair with what decides it; ``joined`` when the record puts both in one claim."""

    story: str
    held: bool
    label: str
    a: Span
    b: Span
    words: str
    with_vectors: tuple[float, ...]
    without_vectors: tuple[float, ...]
    overall: tuple[float, ...]
    overall_without_vectors: tuple[float, ...]
    barred: bool
    joined: bool
    linked: bool
    cosine: float
    tfidf: float
    overlap: float


Link = tuple[Span, Span]
"""The fuller statement and the other one; documents by the ids that the corpus gives."""
_SHIPPED, _TIED, _LINK = "same claim", "links or joins that are related", "links"


def labelled() -> tuple[Labelled, ...]:
    """Every pair of ``statement_pairs.csv`` that the analysis still finds; empty where the corpora are absent."""
    return _read()[0]


def _rows(name: str) -> list[dict[str, str]]:
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


@cache
def _read() -> tuple[tuple[Labelled, ...], tuple[Link, ...]]:
    """The labelled pairs and the links of their stories."""
    folder = shared()
    if folder is None:
        return (), ()
    rows = _rows("statement_pairs.csv")
    wanted = dict.fromkeys(row["story"] for row in rows)
    reports: dict[str, list[RawDocument]] = {name: [] for name in wanted}
    for file in _FILES:
        for line in (folder / "data/stories" / f"{file}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if str(row["story"]) in wanted:
                given = Given(row["id"], row.get("url"), row.get("outlet"), row.get("title"))
                given = replace(given, published=row.get("published"))
                reports[str(row["story"])].append(RawDocument(row["id"], "text/plain", row["text"].encode(), given))
    found: list[Labelled] = []
    links: list[Link] = []
    for name in wanted:
        reads, _ = distinct_documents(one for one in read_batch(reports[name]))
        pairs = [row for row in rows if row["story"] == name]
        found += _judged(pairs, reads, links)
    return tuple(found), tuple(links)


def _judged(rows: list[dict[str, str]], reads: list[AnalysedDocument], links: list[Link]) -> Iterator[Labelled]:
    """The labelled pairs of one story; ``links`` takes those that the record makes."""
    pile, view = story_pile(reads)
    compared = clustering.compared_story(pile, view)
    likeness = compared.likeness
    claim = {n: number for number, group in enumerate(compared.groups) for n in group}
    made_links = list(implied(likeness, compared.pairs, claim))
    between = {frozenset((claim[i], claim[j])) for i, j, _ in made_links}
    source = {document.id: DocumentId(document.source_id) for document in pile.documents}
    spans = [replace(one.span, document=source[one.span.document]) for one in likeness.statements]
    links += [(spans[i], spans[j]) for i, j, _ in made_links]
    plain = likeness.without_vectors()
    by_id = {document.source_id: document.id for document in pile.documents}
    at = {(one.span.document, one.span.start): n for n, one in enumerate(likeness.statements)}
    for row in rows:
        i = at.get((by_id[row["a"]], int(row["a_start"])))
        j = at.get((by_id[row["b"]], int(row["b_start"])))
        if i is None or j is None:
            continue  # a statement that begins elsewhere now
        a, b = likeness.items[i], likeness.items[j]
        event, below = constraints.same_event(a, b), constraints.below(a, b)
        words = [set(item.text.casefold().split()) for item in (a, b)]
        yield Labelled(
            story=row["story"],
            held=row["part"] == "held",
            label=row["label"],
            a=spans[i],
            b=spans[j],
            words=cut(a.text[:70]) + " | " + cut(b.text[:70]),
            with_vectors=tuple(
                in_story_features(a, b, likeness.values(i, j), likeness.trained(i, j), same_event=event, below=below)
            ),
            without_vectors=tuple(
                in_story_features(a, b, plain.values(i, j), plain.trained(i, j), same_event=event, below=below)
            ),
            overall=(*likeness.overall(i, j), *likeness.around(i, j)),
            overall_without_vectors=(*plain.overall(i, j), *plain.around(i, j)),
            barred=likeness.veto(i, j) is not None,
            joined=claim[i] == claim[j],
            linked=frozenset((claim[i], claim[j])) in between,
            cosine=likeness.cosine(i, j),
            tfidf=tfidf_cosine(a, b),
            overlap=len(words[0] & words[1]) / max(1, len(words[0] | words[1])),
        )


def _scores(gold: NDArray[np.bool_], said: NDArray[np.bool_]) -> tuple[float, float, float]:
    right = float((gold & said).sum())
    precision, recall = right / max(1, int(said.sum())), right / max(1, int(gold.sum()))
    return precision, recall, 2 * precision * recall / (precision + recall) if right else 0.0


Judge = Callable[[NDArray[np.bool_]], NDArray[np.bool_]]
"""Says of the pairs that a mask chooses which are the same."""


def by_story(pairs: tuple[Labelled, ...], fit: Callable[[NDArray[np.bool_]], Judge]) -> NDArray[np.bool_]:
    """What is said of each story's pairs by a judge that was fitted on the other stories' (chosen by a mask), and of
    those kept aside by one that was fitted on all others."""
    story, held = np.array([one.story for one in pairs]), np.array([one.held for one in pairs])
    said = np.zeros(len(pairs), dtype=bool)
    for name in sorted(set(story[~held])):
        said[story == name] = fit(~held & (story != name))(story == name)
    if held.any():
        said[held] = fit(~held)(held)
    return said


def crossed(pairs: tuple[Labelled, ...], trained: Trained) -> NDArray[np.bool_]:
    """The second step's answers, each story's by a model of the other stories."""
    rows = np.array([getattr(one, trained) for one in pairs])
    same = np.array([one.label == "same" for one in pairs])
    barred = np.array([one.barred for one in pairs])

    def fit(train: NDArray[np.bool_]) -> Judge:
        mean, scale, weights, intercept = fitted(rows[train & ~barred], same[train & ~barred])

        def said(test: NDArray[np.bool_]) -> NDArray[np.bool_]:
            odds = ((rows[test] - mean) / scale) @ weights + intercept
            answer: NDArray[np.bool_] = (1 / (1 + np.exp(-odds)) >= _THRESHOLD) & ~barred[test]
            return answer

        return said

    return by_story(pairs, fit)


def _cut(pairs: tuple[Labelled, ...], values: NDArray[np.float64]) -> NDArray[np.bool_]:
    """A baseline: as alike as the threshold that gives the best F1 on the other stories."""
    same = np.array([one.label == "same" for one in pairs])

    def fit(train: NDArray[np.bool_]) -> Judge:
        best = max(np.linspace(0, 1, 101), key=lambda step: _scores(same[train], values[train] >= step)[2])
        return lambda test: values[test] >= best

    return by_story(pairs, fit)


def cases() -> list[Case]:
    """The labelled pairs as the record decides them (one claim; one claim or linked), and the links that were read."""
    made: list[Case] = []
    for one in labelled():
        tied = one.linked or one.joined
        for question, want, found in (
            (_SHIPPED, one.label == "same", one.joined),
            (_TIED, one.label != "different", tied),
        ):
            if want or found:
                made.append(_case(one, question, "extra" if not want else "right" if found else "missed"))
    return [*made, *_link_cases()]


def _case(one: Labelled, question: str, verdict: Verdict) -> Case:
    corpus = _ASIDE if one.held else _CORPUS
    told = f"{one.label}, data/stories#{one.b.document}:{one.b.start}"
    place = f"data/stories#{one.a.document}"
    return Case(question, corpus, verdict, place, one.a.start, one.a.end, *_pair(told, verdict), one.words)


def _pair(told: str, verdict: Verdict) -> Pair:
    """What is told of a case, as expected or as found."""
    return ("", told) if verdict in ("extra", "unlabelled") else (told, "")


def figures() -> list[Figure]:
    """Precision, recall and F1 of "same", for the aligner by story, the record as shipped, and each baseline."""
    pairs = labelled()
    if not pairs:
        return []
    vectors = any(one.with_vectors[-2] != one.without_vectors[-2] for one in pairs)
    systems = {
        "firsthand": crossed(pairs, "with_vectors" if vectors else "without_vectors"),
        "as shipped": np.array([one.joined for one in pairs]),
        "word overlap": _cut(pairs, np.array([one.overlap for one in pairs])),
        "tf-idf cosine": _cut(pairs, np.array([one.tfidf for one in pairs])),
    }
    if vectors:
        systems["vector cosine"] = _cut(pairs, np.array([one.cosine for one in pairs]))
    held = np.array([one.held for one in pairs])
    return [
        *_agreement(pairs, systems, ~held, _CORPUS, {"as shipped": "as shipped (trained on these)"}),
        *_agreement(pairs, systems, held, _ASIDE, {}),
        *_links(),
    ]


def _agreement(
    pairs: tuple[Labelled, ...],
    systems: dict[str, NDArray[np.bool_]],
    part: NDArray[np.bool_],
    corpus: str,
    shown: dict[str, str],
) -> Iterator[Figure]:
    """How well each system's answers agree with the labels on a part of the pairs; ``shown`` renames systems."""
    same = np.array([one.label == "same" for one in pairs])[part]
    for system, said in systems.items():
        for name, value in zip(("precision", "recall", "F1"), _scores(same, said[part]), strict=True):
            yield Figure("claims", f"same {name}", corpus, value, len(same), system=shown.get(system, system))
    found = counted(cases(), _TIED, corpus)
    tied = found["right"] + found["extra"]
    yield Figure("claims", _TIED, corpus, found["right"] / max(1, tied), tied)


@cache
def _link_cases() -> tuple[Case, ...]:
    """Each listed link that is right, made or not; those made that are wrong; and those made that nobody has read."""
    listed = [
        (
            Span(DocumentId(row["fuller"]), int(row["fuller_start"]), int(row["fuller_end"])),
            Span(DocumentId(row["other"]), int(row["other_start"]), int(row["other_end"])),
            row["right"] == "yes",
        )
        for row in _rows("links.csv")
    ]
    found = _read()[1]
    made: list[Case] = []
    for a, b, right in listed:
        met = any(a.overlaps(x) and b.overlaps(y) for x, y in found)
        if met or right:
            made.append(_link_case(a, b, "extra" if not right else "right" if met else "missed"))
    for x, y in found:
        if not any(a.overlaps(x) and b.overlaps(y) for a, b, _ in listed):
            made.append(_link_case(x, y, "unlabelled"))
    return tuple(made)


def _link_case(fuller: Span, other: Span, verdict: Verdict) -> Case:
    end = f"data/stories#{other.document}:{other.start}-{other.end}"
    place = f"data/stories#{fuller.document}"
    return Case(_LINK, _LISTED, verdict, place, fuller.start, fuller.end, *_pair(end, verdict))


def _links() -> Iterator[Figure]:
    """How many of the links made are right, of those that were read, and how many of the right ones are made."""
    found = counted(_link_cases(), _LINK)
    read, right = found["right"] + found["extra"], found["right"] + found["missed"]
    unread, every = found["unlabelled"], len(_read()[1])
    yield Figure("claims", "links precision", _LISTED, found["right"] / max(1, read), read)
    yield Figure("claims", "links recall of those listed", _LISTED, found["right"] / max(1, right), right)
    yield Figure("claims", "links not labelled", _LISTED, float(unread), every, "links")


if __name__ == "__main__":
    for one in figures():
        print(f"{one.system:30} {one.name:32} {one.value:.4f}  of {one.of}")
