"""The only place that imports models (spaCy, onnxruntime, fastText): each is loaded on first use, once per process."""

from __future__ import annotations

import os


def deciders() -> tuple[str, str]:
    """What decides here: the attribution tagger and the sentence vectors, each by name, or ``rules``.

    FIRSTHAND_ATTRIBUTION=rules leaves the tagger out.
    """
    from firsthand.models import tagger, vectors

    by_rule = os.environ.get("FIRSTHAND_ATTRIBUTION") == "rules" or not tagger.available()
    return ("rules" if by_rule else tagger.NAME, vectors.NAME if vectors.available() else "rules")
