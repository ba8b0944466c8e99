"""What the verb that brings a statement in makes of it: confirmed ("admitted that") or withdrawn ("retracted").

The verbs are in ``lexicon/stages.csv``; one that somebody did not or could not do ("could not confirm") says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Literal

from firsthand.data import Span, Statement
from firsthand.lexicon import rows
from firsthand.relate.pile import Pile

_Told = Literal["confirmed", "withdrawn"]
_REFUSES = frozenset({"refuse", "decline", "fail", "unable", "able", "hesitate"})


def stage_of_cue(pile: Pile, statement: Statement) -> _Told | None:
    """The stage that the statement's innermost attribution gives it, or None."""
    last = pile.attribution.get(statement.chain[-1]) if statement.chain else None
    told = {_stages()[lemma] for lemma in _cues(pile, last.cue) if lemma in _stages()} if last else set()
    return min(told, default=None)


@cache
def _stages() -> dict[str, _Told]:
    return {row["lemma"]: "withdrawn" if row["stage"] == "withdrawn" else "confirmed" for row in rows("stages")}


def _cues(pile: Pile, spans: Iterable[Span]) -> Iterator[str]:
    """The lemmas of a cue's verbs, without those that somebody did not or could not do ("could not confirm")."""
    for span in spans:
        for sentence in pile.analysis[span.document].sentences:
            for n, token in enumerate(sentence.tokens):
                if not span.start <= token.start < span.end:
                    continue
                undone = any(t.head == n and (t.dep == "neg" or t.tag == "MD") for t in sentence.tokens)
                above = sentence.tokens[token.head] if 0 <= token.head < len(sentence.tokens) else token
                if not undone and above.lemma.casefold() not in _REFUSES:
                    yield token.lemma.casefold()
