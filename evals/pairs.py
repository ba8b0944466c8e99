"""Sentence pairs of MSRP train, parsed and turned into the aligner's features; shared by its training and its eval."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass

from evals.figure import shared
from firsthand.analyse import parse
from firsthand.comparable import Proposition
from firsthand.comparable.lemmas import weight
from firsthand.comparable.proposition import read_proposition
from firsthand.data import Block, Document, DocumentId, Outlet, Published, StatementId
from firsthand.models import vectors as sentence_vectors
from firsthand.relate.claims.paraphrase import NOTHING, Meanings, features


@dataclass(frozen=True, slots=True)
class Pair:
    """One labelled pair with its features, and the plain measures that the baselines threshold."""

    same: int
    with_vectors: tuple[float, ...]
    without_vectors: tuple[float, ...]
    overlap: float
    tfidf: float
    cosine: float


def document(name: str, text: str) -> Document:
    """``text`` as a document of one body block."""
    return Document(
        id=DocumentId(name), source_id=name, uri=name, text=text, title=None, outlet=Outlet(), authors=(),
        published=Published(), language="en", blocks=(Block(0, len(text), "body"),) if text else (),
    )  # fmt: skip


def tfidf_cosine(a: Proposition, b: Proposition) -> float:
    """Cosine of the two bags of lemmas, weighted by inverse document frequency."""
    dot = sum(weight(x) ** 2 for x in sorted(a.lemmas & b.lemmas))
    norm = math.sqrt(sum(weight(x) ** 2 for x in sorted(a.lemmas))) * math.sqrt(
        sum(weight(x) ** 2 for x in sorted(b.lemmas))
    )
    return dot / norm if norm else 0.0


def _proposition(name: str, text: str) -> Proposition:
    tokens = [token for one in parse(document(name, text)).trees for token in one.tokens]
    return read_proposition(StatementId(name), DocumentId(name), text, tokens)


def prepared(limit: int | None = None) -> list[Pair]:
    """All pairs of MSRP train (or the first ``limit``), parsed."""
    folder = shared()
    if folder is None:
        return []
    lines = (folder / "data/msrp/train.jsonl").read_text(encoding="utf-8").splitlines()[:limit]
    raw = [json.loads(line) for line in lines]
    sides = [(_proposition(f"a{i}", r["a"]), _proposition(f"b{i}", r["b"])) for i, r in enumerate(raw)]
    texts = [text for r in raw for text in (r["a"], r["b"])]
    lemmas = sorted({lemma for a, b in sides for lemma in a.lemmas | b.lemmas})
    if sentence_vectors.available():
        rows = sentence_vectors.embed(texts)
        meanings = Meanings(lemmas, sentence_vectors.embed(lemmas))
    out = []
    for i, ((a, b), r) in enumerate(zip(sides, raw, strict=True)):
        plain = tfidf_cosine(a, b)
        cosine = float(rows[2 * i] @ rows[2 * i + 1]) if sentence_vectors.available() else plain
        words_a, words_b = set(r["a"].lower().split()), set(r["b"].lower().split())
        out.append(
            Pair(
                same=r["same"],
                with_vectors=tuple(features(a, b, cosine, meanings)) if sentence_vectors.available() else (),
                without_vectors=tuple(features(a, b, plain, NOTHING)),
                overlap=len(words_a & words_b) / max(1, len(words_a | words_b)),
                tfidf=plain,
                cosine=cosine,
            )
        )
    return out
