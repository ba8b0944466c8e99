"""Facts that a copy changes by a word or two: another place, day, number, cause or actor in the same sentence.

Of all edits between the two texts (``edits``) those that a learned model takes for a change of what is reported
(``fact_change``).  One edit made in several sentences is one change.  Left out: what a statement's own checks
(``changes``) have told already, values that stand in another unit or format (``one_value``), and words that only fall
away.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from firsthand.data import ConflictKind, Span
from firsthand.relate.conflicts.drift.edits import Edit, edits_between, sentences_of
from firsthand.relate.conflicts.drift.fact_change import Around, around, change_probability, edit_features, one_bearer
from firsthand.relate.conflicts.drift.one_value import value_stands
from firsthand.relate.derivation import Link
from firsthand.relate.pile import Pile

CHANGED = 0.615
"""Probability from which an edit is shown as a change …"""
_REWRITTEN = 0.9
"""… and in a rewrite, or where nobody knows which came first: most edits are another wording there."""
_MOST_EDITS = 400
"""Edits between two texts beyond which the one is no copy of the other, word by word."""


@dataclass(frozen=True, slots=True)
class EditedFact:
    """One change: its kind, what both texts say, and where, the original's place and the copy's in turn."""

    kind: ConflictKind
    before: str
    after: str
    places: tuple[tuple[Span, Span], ...]


def edited_facts(pile: Pile, link: Link) -> Iterator[EditedFact]:
    """The changes of a link, in the order of the copy."""
    originals, copies = sentences_of(pile, link.parent), sentences_of(pile, link.child)
    found = [one for one in edits_between(originals, copies) if _within(link, one)]
    if not 0 < len(found) <= _MOST_EDITS:
        return
    least = CHANGED if link.known and link.relation != "rewrite" else _REWRITTEN
    held = around(found, originals, copies, pile.embed)
    made: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Edit]] = {}
    for one in found:
        if one.after[0] < one.after[1] and change_probability(one, held) >= least:
            made.setdefault(one.keys(), []).append(one)
    text = f" {' '.join(key for one in originals for key in one.keys)} "
    for (lost, new), alike in made.items():
        if not lost and (not link.known or f" {' '.join(new)} " in text):
            continue  # what one of two copies has more, the other may have dropped; or it stands in another sentence
        if value_stands(pile, alike[0]):
            continue  # one value in two units or formats
        kind = _kind(alike[0], held)
        if kind == "name" and one_bearer(alike[0]):
            continue
        places = tuple(one.spans() for one in alike)
        before, after = (" ".join(pile.words(span).split()) for span in places[0])
        yield EditedFact(kind, before, after, places)


def _within(link: Link, edit: Edit) -> bool:
    """Of a text that took over a part, only sentences of that part."""
    return link.whole or any(a.overlaps(edit.original.span) and b.overlaps(edit.copy.span) for a, b in link.passages)


def _kind(edit: Edit, held: Around) -> ConflictKind:
    asked = edit_features(edit, held)
    kinds: tuple[tuple[str, ConflictKind], ...] = (
        ("negation", "denial"), ("numbers_differ", "number"), ("days_differ", "date"), ("names_differ", "name"),
        ("number_on_one_side", "number"), ("day_on_one_side", "date"),
    )  # fmt: skip
    return next((kind for name, kind in kinds if asked[name]), "wording")
