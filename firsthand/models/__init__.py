"""Models: the only room that imports spaCy, onnxruntime, tokenizers or fastText.

In: texts.
Out: parses (``english``), languages (``language``), attribution spans (``tagger``), sentence vectors (``vectors``),
probabilities by plain weights (``plain_weights``).
May import: ``errors``.
Doors: ``english``, ``language``, ``plain_weights``, ``tagger``, ``vectors``.

Each model is loaded on first use, once per process.
"""

from __future__ import annotations

import os

__all__ = ["deciders"]


def deciders() -> tuple[str, str]:
    """What decides here: the attribution tagger and the sentence vectors, each by name, or ``rules``.

    FIRSTHAND_ATTRIBUTION=rules leaves the tagger out.
    """
    from firsthand.models import tagger, vectors

    by_rule = os.environ.get("FIRSTHAND_ATTRIBUTION") == "rules" or not tagger.available()
    return ("rules" if by_rule else tagger.NAME, vectors.NAME if vectors.available() else "rules")
