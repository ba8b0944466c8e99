"""Words that a near copy changes in its own text: another word, a qualifier put in or left out.

What ``edited_facts`` leaves: edits of sentences that are otherwise the same, in texts that are otherwise one text.  The
same edit in several sentences is one change.  Left out: function words, names in two forms, words of saying, spelling,
synonyms by the model of ``fact_change``, and texts that were rewritten, where most edits are another way to say it.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from firsthand.relate.conflicts.drift.edits import Edit, edits_between, sentences_of
from firsthand.relate.conflicts.drift.fact_change import around, change_probability, one_thing
from firsthand.relate.derivation import Link
from firsthand.relate.pile import Pile

_ONE_TEXT = frozenset({"same_text", "near_copy"})
_LIKE = 0.8
"""Dice's coefficient of two sentences from which what differs between them was changed, and not written anew."""
_LONGEST = 5
"""Words of one edit …"""
_QUALIFIER = 2
"""… of which the other text has none: longer ones are what a copy adds or leaves out as it likes."""
_CHANGED = 0.33
"""Probability that an edit changes what is reported from which it is no mere synonym."""
_MOST = 6
"""Edits of one copy that are shown, in its order."""
_MISPRINT = 0.8
"""Likeness in letters from which a word is the other in another spelling."""


def edited_words(pile: Pile, link: Link) -> Iterator[list[Edit]]:
    """Each change of a near copy with the places where it is made, in the order of the copy."""
    if link.relation not in _ONE_TEXT or not link.whole:
        return
    originals, copies = sentences_of(pile, link.parent), sentences_of(pile, link.child)
    made = [one for one in edits_between(originals, copies) if one.like >= _LIKE and _worth(one)]
    held = around(made, originals, copies, pile.embed)
    found: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Edit]] = {}
    for one in made:
        if change_probability(one, held) >= _CHANGED:
            found.setdefault(one.keys(), []).append(one)
    yield from list(found.values())[:_MOST]


def _worth(one: Edit) -> bool:
    mine, theirs = one.keys()
    if max(len(mine), len(theirs)) > (_LONGEST if mine and theirs else _QUALIFIER) or one_thing(one):
        return False
    printed = one.printed()
    if any(side and all(word[0].isupper() for word in side.split()) for side in printed):
        return False  # a name more, or a name in another form
    return SequenceMatcher(None, "".join(mine), "".join(theirs), autojunk=False).ratio() < _MISPRINT
