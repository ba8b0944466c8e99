"""The attribution tagger: who said what, as character spans, by a small trained encoder.

Follows PolNeAR (Newell et al., LREC 2018): an attribution is a cue ("said", "according to"), the source it belongs to
and the content attributed; each may have several pieces, and sources may be missing. The model reads cue first:
MiniLM-L6 finds the cues, then a small head tags the source and the content of each cue by itself, decoded as a whole
under a CRF (training/ holds the scripts, weights/MODEL_CARD.md the figures).

Left out: attributions within the content of another, of which PolNeAR's annotation has none; who "he" is, what kind of
source it is, chains; later stages read those from the spans. English only.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from firsthand.models.shipped import bare, for_tokenizer, session, shipped_files

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]

NAME = "polnear-minilm-l6 2026-11-30"
TAGS = ("O", "B-source", "I-source", "E-source", "S-source", "B-content", "I-content", "E-content", "S-content")
BEFORE, AFTER = 64, 128  # tokens around a cue in which its source and content are looked for
SURFACE_FEATURES = 96
WINDOW, MARGIN = 510, 64  # tokens read at once; tokens at an inner window edge whose cues the next window decides
CUE_BIAS = 0.0  # added to the score of "no cue"; this and the next tuned on held-out training articles
LEAST_SCORE = 0.5  # attributions below are dropped
AT_ONCE = 32  # cues decoded together, which bounds memory
_PIECE = 20_000  # characters given to the tokenizer at once
_IMPOSSIBLE = -30.0
_FILES = ("attribution.onnx", "attribution-relations.onnx", "tokenizer.json")


@dataclass(frozen=True, slots=True)
class TaggedAttribution:
    """One attribution: character ranges into the text, the pieces of each span in order, and a score from 0 to 1."""

    source: tuple[tuple[int, int], ...]
    cue: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]
    score: float


@dataclass(frozen=True, slots=True)
class Tokens:
    """Word pieces of an article: vocabulary ids, character ranges, surface features, paragraph edges."""

    ids: Ints
    starts: Ints
    ends: Ints
    features: Ints
    first: NDArray[np.bool_]  # of its paragraph
    last: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class _Model:
    tokenizer: Any
    encoder: Any
    relations: Any
    opening: int
    closing: int
    read: dict[bytes, list[TaggedAttribution]] = field(default_factory=dict)
    """What it found in articles that it has read, by their word pieces and as places among these: of copies one is
    read, wherever it stands in its page."""


def available() -> bool:
    """Are the runtime and the weights there, and are the weights the ones recorded?"""
    return _model() is not None


def tag(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[TaggedAttribution]:
    """Attributions in the given paragraphs (character ranges) of `text`, by the place of their cue."""
    model = _model()
    if model is None:
        return []
    return tag_tokens(model, tokenize(text, paragraphs, model.tokenizer))


def tag_tokens(model: _Model, tokens: Tokens) -> list[TaggedAttribution]:
    """Attributions of an article already in word pieces."""
    held = (tokens.ids, tokens.features, tokens.last)
    key = hashlib.sha256(b"".join(one.tobytes() for one in held)).digest()
    if key not in model.read:
        if len(model.read) >= _MOST_READ:
            model.read.clear()
        found: dict[tuple[int, int], TaggedAttribution] = {}
        for window in windows(tokens.last, WINDOW, MARGIN):
            for attribution in _read_window(model, tokens, window):
                found.setdefault(attribution.cue[0], attribution)
        model.read[key] = [found[cue] for cue in sorted(found)]
    return [_in_characters(tokens, one) for one in model.read[key]]


_MOST_READ = 2000
"""Articles that a model remembers."""


def _in_characters(tokens: Tokens, one: TaggedAttribution) -> TaggedAttribution:
    def spans(pieces: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
        return tuple((int(tokens.starts[a]), int(tokens.ends[b])) for a, b in pieces)

    return TaggedAttribution(spans(one.source), spans(one.cue), spans(one.content), one.score)


@lru_cache(maxsize=1)
def _model() -> _Model | None:
    held = shipped_files(_FILES)
    try:
        from tokenizers import Tokenizer

        if held is None:
            return None
        encoder, relations = (session(held[name]) for name in _FILES[:2])
    except ImportError:
        return None
    tokenizer = bare(Tokenizer.from_str(held["tokenizer.json"].decode("utf-8")))
    return _Model(tokenizer, encoder, relations, tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]"))


def tokenize(text: str, paragraphs: Sequence[tuple[int, int]], tokenizer: Any) -> Tokens:
    """Word pieces of the paragraphs, and what the uncased vocabulary loses: shape, quotation state, paragraph edges."""
    import numpy as np

    ids: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    features: list[int] = []
    first: list[bool] = []
    last: list[bool] = []
    for begin, end in paragraphs:
        before = len(ids)
        for at in range(max(begin, 0), min(end, len(text)), _PIECE):
            shown = for_tokenizer(text[at : min(at + _PIECE, end)])
            piece = tokenizer.encode(shown, add_special_tokens=False)
            ids.extend(piece.ids)
            starts.extend(at + a for a, _ in piece.offsets)
            ends.extend(at + b for _, b in piece.offsets)
        count = len(ids) - before
        if not count:
            continue
        features.extend(_features([text[a:b] for a, b in zip(starts[before:], ends[before:], strict=True)]))
        first.extend([True] + [False] * (count - 1))
        last.extend([False] * (count - 1) + [True])
        features[before] += 2
        features[-1] += 1
    return Tokens(
        ids=np.array(ids, dtype=np.int64),
        starts=np.array(starts, dtype=np.int64),
        ends=np.array(ends, dtype=np.int64),
        features=np.array(features, dtype=np.int64),
        first=np.array(first, dtype=bool),
        last=np.array(last, dtype=bool),
    )


def _features(words: Sequence[str]) -> Iterator[int]:
    """16 * shape + 4 * quotation state for each word piece of one paragraph (the edge bits are added by the caller)."""
    quoted = False
    for word in words:
        mark = 1 if quoted else 0
        if word in ('"', "“", "”", "„", "«", "»"):
            opens = word in ("“", "„", "«") or (word == '"' and not quoted)
            quoted, mark = opens, 2 if opens else 3
        yield 16 * _shape(word) + 4 * mark


def _shape(word: str) -> int:
    if word.islower():
        return 0
    if word.isupper():
        return 2 if len(word) > 1 else 1
    if word[:1].isupper():
        return 1
    if word[:1].isdigit():
        return 3
    return 4 if not word.isalnum() else 5


def windows(last: NDArray[np.bool_], size: int, margin: int) -> Iterator[tuple[int, int, int, int]]:
    """Cut an article into overlapping windows: (start, end, core start, core end) in tokens.

    Cores partition the article and end, where they can, with a paragraph; a window is its core and, as context only,
    up to `margin` tokens on either side.
    """
    import numpy as np

    total = len(last)
    if total <= size:
        if total:
            yield 0, total, 0, total
        return
    count = -(-(total - 2 * margin) // (size - 2 * margin))
    edges = np.flatnonzero(last) + 1
    cuts = [0]
    for number in range(1, count):
        wanted = round(total * number / count)
        near = edges[np.abs(edges - wanted) <= margin // 2]
        cuts.append(int(near[np.argmin(np.abs(near - wanted))]) if len(near) else wanted)
    cuts.append(total)
    for core_start, core_end in pairwise(cuts):
        spare = size - (core_end - core_start)
        start = max(core_start - min(margin, spare // 2), 0)
        end = min(core_end + min(margin, spare - (core_start - start)), total)
        yield start, end, core_start, core_end


def _read_window(model: _Model, tokens: Tokens, window: tuple[int, int, int, int]) -> Iterator[TaggedAttribution]:
    """Attributions whose cues the window decides; their spans are first and last word piece."""
    import numpy as np

    start, end, core_start, core_end = window
    ids = np.concatenate([[model.opening], tokens.ids[start:end], [model.closing]])[None].astype(np.int64)
    features = np.concatenate([[0], tokens.features[start:end], [0]])[None].astype(np.int64)
    hidden, cue_scores = model.encoder.run(None, {"ids": ids, "features": features})
    first, last = tokens.first[start:end], tokens.last[start:end]
    cues = [
        cue
        for cue in find_cues(cue_scores[0, 1:-1], first, CUE_BIAS)
        if core_start <= start + cue[0] < core_end and cue[1] - cue[0] < AFTER
    ]
    for at in range(0, len(cues), AT_ONCE):
        some = cues[at : at + AT_ONCE]
        places = np.array([(0, a + 1, b + 1) for a, b, _ in some], dtype=np.int64)
        scores, transitions = model.relations.run(None, {"hidden": hidden, "cues": places})
        for (cue_start, cue_end, likely), row, margin in zip(
            some, *decode(scores, transitions, [a for a, _, _ in some], first, last), strict=True
        ):
            source, content = (tuple((start + a, start + b) for a, b in row[kind]) for kind in ("source", "content"))
            score = round(likely / (1 + float(np.exp(-margin))), 4)
            if content and score >= LEAST_SCORE:
                cue = (start + cue_start, start + cue_end)
                yield TaggedAttribution(source, (cue,), content, score)


def find_cues(scores: Floats, first: NDArray[np.bool_], bias: float) -> list[tuple[int, int, float]]:
    """Cues as (first token, last token, probability) from B, I, O scores; a cue never crosses a paragraph's edge."""
    import numpy as np

    moved = scores - np.array([0.0, 0.0, -bias], dtype=np.float32)
    chosen = moved.argmax(-1)
    likely = np.exp(scores - scores.max(-1, keepdims=True))
    some = 1 - likely[:, 2] / likely.sum(-1)
    cues: list[tuple[int, int, float]] = []
    place = 0
    while place < len(chosen):
        if chosen[place] == 2:
            place += 1
            continue
        stop = place + 1
        while stop < len(chosen) and chosen[stop] == 1 and not first[stop]:
            stop += 1
        cues.append((place, stop - 1, float(some[place:stop].max())))
        place = stop
    return cues


def decode(
    scores: Floats, transitions: Floats, cues: Sequence[int], first: NDArray[np.bool_], last: NDArray[np.bool_]
) -> tuple[list[dict[str, list[tuple[int, int]]]], list[float]]:
    """Best tags for the neighbourhood of each cue (Viterbi), as spans in window tokens, and how far they beat "none".

    No span crosses the edge of a paragraph: pieces in two paragraphs are two pieces.
    """
    import numpy as np

    count, length, width = scores.shape
    place = np.array(cues, dtype=np.int64)[:, None] + np.arange(-BEFORE, AFTER + 1)[None]
    scores = confine(scores, place, first, last)
    best = scores[:, 0]
    back = np.zeros((length, count, width), dtype=np.int8)
    for t in range(1, length):
        step = best[:, :, None] + transitions[None]
        back[t] = step.argmax(1)
        best = step.max(1) + scores[:, t]
    tags = np.zeros((count, length), dtype=np.int64)
    tags[:, -1] = best.argmax(-1)
    rows = np.arange(count)
    for t in range(length - 1, 0, -1):
        tags[:, t - 1] = back[t, rows, tags[:, t]]
    nothing = scores[:, :, 0].sum(1) + (length - 1) * transitions[0, 0]
    margins = [float(x) for x in best.max(-1) - nothing]
    return [_spans(row, at) for row, at in zip(tags, place, strict=True)], margins


def confine(scores: Floats, place: Ints, first: NDArray[np.bool_], last: NDArray[np.bool_]) -> Floats:
    """Rule out tags outside the window and spans across a paragraph's edge. `place` is each cell's token."""
    import numpy as np

    inside = (place >= 0) & (place < len(first))
    held = np.clip(place, 0, len(first) - 1)
    opens = np.array([t[0] in "OBS" for t in TAGS])
    closes = np.array([t[0] in "OES" for t in TAGS])
    nothing = np.arange(len(TAGS)) == 0
    barred = (~inside[..., None] & ~nothing) | ((first[held] & inside)[..., None] & ~opens)
    barred |= (last[held] & inside)[..., None] & ~closes
    return np.where(barred, np.float32(_IMPOSSIBLE), scores)


def _spans(tags: Ints, place: Ints) -> dict[str, list[tuple[int, int]]]:
    spans: dict[str, list[tuple[int, int]]] = {"source": [], "content": []}
    before = "O"
    for tag_id, at in zip(tags.tolist(), place.tolist(), strict=True):
        here = TAGS[tag_id]
        if here != "O":
            pieces = spans[here[2:]]
            if pieces and here[0] in "IE" and before[2:] == here[2:]:
                pieces[-1] = (pieces[-1][0], at)
            else:
                pieces.append((at, at))
        before = here
    return spans
