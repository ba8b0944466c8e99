"""PolNeAR articles as training windows: tokens, gold spans in tokens, augmentation, batches.

What a window is asked to learn: cues as B, I, O over its tokens; for every cue whose whole attribution lies in the
window, the BIOES tags of its source and content around it. Contents and sources are cut at paragraph edges, as the
annotators did (one span of 23,000 crosses one).
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch
from torch import Tensor

from evals.polnear import paragraphs_of
from firsthand.models.tagger import AFTER, BEFORE, TAGS, Tokens, tokenize

Span = tuple[int, int]  # first and last token
MARKS = {"“": '"', "”": '"', "‘": "'", "’": "'"}


@dataclass(frozen=True, slots=True)
class Gold:
    cue: Span
    source: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Article:
    name: str
    text: str
    tokens: Tokens
    readings: tuple[tuple[Gold, ...], ...]  # one per annotator


@dataclass(frozen=True, slots=True)
class Window:
    ids: np.ndarray
    features: np.ndarray
    first: np.ndarray
    last: np.ndarray
    gold: tuple[Gold, ...]  # its cues; attributions that leave the window keep their cue alone
    whole: tuple[bool, ...]


def edges_of(tokenizer: Any) -> tuple[int, int]:
    """What stands before and behind a window: BERT's marks or MPNet's."""
    names = ("[CLS]", "[SEP]") if tokenizer.token_to_id("[CLS]") is not None else ("<s>", "</s>")
    return tokenizer.token_to_id(names[0]), tokenizer.token_to_id(names[1])


def article_of(record: dict[str, Any], tokenizer: Any) -> Article:
    text = record["text"]
    tokens = tokenize(text, paragraphs_of(text), tokenizer)
    readings = []
    for annotation in record["annotations"]:
        gold = []
        for item in annotation["attributions"]:
            cue, source, content = (
                tuple(p for a, b in item[k] for p in _token_spans(tokens, a, b)) for k in ("cue", "source", "content")
            )
            if cue and content:
                gold.append(Gold(cue[0], source, content))
        readings.append(tuple(sorted(gold, key=lambda g: g.cue)))
    return Article(record["id"], text, tokens, tuple(readings))


def _token_spans(tokens: Tokens, start: int, end: int) -> Iterator[Span]:
    """The tokens of a character range, cut where a paragraph ends."""
    a = int(np.searchsorted(tokens.ends, start, side="right"))
    b = int(np.searchsorted(tokens.starts, end, side="left")) - 1
    while a <= b:
        ends = np.flatnonzero(tokens.last[a : b + 1])
        stop = a + int(ends[0]) if len(ends) else b
        yield a, stop
        a = stop + 1


def cut(article: Article, size: int, rng: random.Random) -> Iterator[Window]:
    """Windows that partition the article at random places, most of them at a paragraph's edge.

    PolNeAR's articles begin with their headline, which nobody annotated: one time in three it is left out, so that the
    first words of a text are not taken for one. One article in six is cut small, as texts of a few lines are read.
    """
    tokens, total = article.tokens, len(article.tokens)
    gold = rng.choice(article.readings)
    edges = np.flatnonzero(tokens.last) + 1
    start = int(edges[0]) if rng.random() < 0.35 else 0
    if rng.random() < 0.16:
        size = rng.randint(60, 200)
    while start < total:
        end = total
        if total - start > size:
            wanted = start + rng.randint(size * 2 // 3, size)
            near = edges[(edges <= wanted) & (edges > start + size // 2)]
            end = int(near[-1]) if len(near) else wanted
        yield window_of(tokens, gold, start, end)
        start = end


def window_of(tokens: Tokens, gold: Sequence[Gold], start: int, end: int) -> Window:
    here, whole = [], []
    for g in gold:
        if g.cue[0] < start or g.cue[1] >= end:
            continue
        parts = g.source + g.content
        whole.append(all(start <= a and b < end for a, b in parts))
        source, content = (
            tuple((a - start, b - start) for a, b in spans if start <= a and b < end) for spans in (g.source, g.content)
        )
        here.append(Gold((g.cue[0] - start, g.cue[1] - start), source, content))
    part = slice(start, end)
    return Window(
        tokens.ids[part], tokens.features[part], tokens.first[part], tokens.last[part], tuple(here), tuple(whole)
    )


class Augment:
    """Marks straight or curly, missing marks, capitals, stripped paragraphs, hidden words; each in a small share."""

    def __init__(self, tokenizer: Any, rng: random.Random) -> None:
        self.rng = rng
        self.mask = tokenizer.token_to_id("[MASK]") or tokenizer.token_to_id("<mask>")
        self.straight = {tokenizer.token_to_id(curly): tokenizer.token_to_id(mark) for curly, mark in MARKS.items()}
        self.double = tokenizer.token_to_id('"')
        self.open, self.close = (tokenizer.token_to_id(x) for x in "“”")

    def __call__(self, window: Window) -> Window:
        ids, features = window.ids.copy(), window.features.copy()
        chance = self.rng.random()
        if chance < 0.12:
            for curly, mark in self.straight.items():
                ids[ids == curly] = mark
        elif chance < 0.24:
            state = features // 4 % 4
            ids[(ids == self.double) & (state == 2)] = self.open
            ids[(ids == self.double) & (state == 3)] = self.close
        elif chance < 0.27:
            features = np.where(features // 16 <= 2, features % 16 + 32, features)
        elif chance < 0.29:
            features = np.where(features // 16 <= 2, features % 16, features)
        elif chance < 0.32:
            features = features // 4 * 4
        for place in np.flatnonzero(np.array([self.rng.random() < 0.04 for _ in ids], dtype=bool)):
            ids[place] = self.mask
        window = replace(window, ids=ids, features=features)
        return self.unmarked(window) if self.rng.random() < 0.04 else window

    def unmarked(self, window: Window) -> Window:
        """The window without its double quotation marks."""
        state = window.features // 4 % 4
        keep = (state != 2) & (state != 3)
        if not keep.any():
            return window
        after = np.concatenate([[0], np.cumsum(keep)])

        def move(spans: Sequence[Span]) -> tuple[Span, ...]:
            moved = [(int(after[a]), int(after[b + 1]) - 1) for a, b in spans]
            return tuple((a, b) for a, b in moved if a <= b)

        gold, whole = [], []
        for g, w in zip(window.gold, window.whole, strict=True):
            cue = move([g.cue])
            if cue:
                gold.append(Gold(cue[0], move(g.source), move(g.content)))
                whole.append(w)
        kept = (window.ids[keep], window.features[keep] // 16 * 16 + window.features[keep] % 4)
        return Window(*kept, window.first[keep], window.last[keep], tuple(gold), tuple(whole))


@dataclass(frozen=True, slots=True)
class Batch:
    ids: Tensor
    features: Tensor
    valid: Tensor
    cue_tags: Tensor  # B 0, I 1, O 2, padding -100
    flat: Tensor  # the auxiliary targets
    windows: tuple[Window, ...]


def collate(windows: Sequence[Window], opening: int, closing: int) -> Batch:
    longest = -(-(max(len(w.ids) for w in windows) + 2) // 32) * 32  # few shapes, for kernels are made for each
    shape = (len(windows), longest)
    ids, features, valid = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    cue_tags = np.full(shape, -100, dtype=np.int64)
    flat = np.zeros((*shape, 6), dtype=np.float32)
    for row, w in enumerate(windows):
        count = len(w.ids)
        ids[row, : count + 2] = [opening, *w.ids, closing]
        features[row, 1 : count + 1] = w.features
        valid[row, : count + 2] = 1
        cue_tags[row, 1 : count + 1] = 2
        for g in w.gold:
            cue_tags[row, g.cue[0] + 1] = 0
            cue_tags[row, g.cue[0] + 2 : g.cue[1] + 2] = 1
            for at, spans in ((0, g.source), (3, g.content)):
                for a, b in spans:
                    flat[row, a + 1 : b + 2, at] = 1
                    flat[row, a + 1, at + 1] = 1
                    flat[row, b + 1, at + 2] = 1
    return Batch(*(torch.from_numpy(x) for x in (ids, features, valid, cue_tags, flat)), tuple(windows))


def batches(windows: list[Window], budget: int, rng: random.Random) -> list[list[Window]]:
    """Windows of like length together, at most `budget` tokens with padding, in random order."""
    order = sorted(windows, key=lambda w: (len(w.ids), rng.random()))
    groups: list[list[Window]] = [[]]
    for w in order:
        if groups[-1] and (len(groups[-1]) + 1) * (len(w.ids) + 2) > budget:
            groups.append([])
        groups[-1].append(w)
    rng.shuffle(groups)
    return groups


def relation_tags(gold: Gold) -> list[int]:
    """BIOES tags of the neighbourhood of a cue; a span that leaves it keeps its inside tag at the edge."""
    tags = [0] * (BEFORE + AFTER + 1)
    base = gold.cue[0] - BEFORE
    for kind, spans in (("source", gold.source), ("content", gold.content)):
        for a, b in spans:
            for at in range(max(a, base), min(b, base + len(tags) - 1) + 1):
                role = "S" if a == b else "B" if at == a else "E" if at == b else "I"
                tags[at - base] = TAGS.index(f"{role}-{kind}")
    return tags
