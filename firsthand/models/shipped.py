"""Weights that ship with the package: read whole, and only where they are the ones recorded in ``SHA256SUMS``."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from importlib import resources
from typing import Any


def shipped_files(names: Sequence[str]) -> dict[str, bytes] | None:
    """The files of ``weights`` by name; None where one is missing or is not the one recorded."""
    folder = resources.files("firsthand.models") / "weights"
    try:
        recorded = dict(line.split()[::-1] for line in (folder / "SHA256SUMS").read_text("utf-8").splitlines() if line)
        held = {name: (folder / name).read_bytes() for name in names}
    except (OSError, ValueError):
        return None
    if any(hashlib.sha256(data).hexdigest() != recorded.get(name) for name, data in held.items()):
        return None
    return held


_SURROGATE = re.compile("[\ud800-\udfff]")


def for_tokenizer(text: str) -> str:
    """The text with a question mark for each lone surrogate, which no tokenizer takes."""
    return _SURROGATE.sub("?", text)


def session(model: bytes) -> Any:
    """An ONNX model on one thread: the same bytes on any machine, and workers do not fight over cores.  Raises
    ImportError without onnxruntime."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def bare(tokenizer: Any) -> Any:
    """The tokenizer without the truncation and padding its file may ask for."""
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer
