"""The only place that imports models (spaCy, onnxruntime, fastText): each is loaded on first use, once per process."""

from __future__ import annotations


def deciders() -> tuple[str, str]:
    """What decides here: the attribution tagger and the sentence vectors, each by name, or ``rules``."""
    from firsthand.models import tagger, vectors

    return (tagger.NAME if tagger.available() else "rules", vectors.NAME if vectors.available() else "rules")
