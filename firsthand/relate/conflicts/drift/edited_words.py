"""Words that a near copy changes in its own text: another word, a qualifier put in or left out.

What ``edited_facts`` leaves: edits of sentences that are otherwise the same, in texts that are otherwise one text.  The
same edit in several sentences is one change.  Left out: function words, names in two forms, words of saying, spelling,
synonyms by the model of ``fact_change``, figures and days (``edited_facts``), phrases for phrases, words put in or left
out that neither judge nor say how, and texts that were rewritten, where most edits are another way to say it.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from firsthand.lexicon import entry_set
from firsthand.relate.conflicts.drift.edits import NEGATION, Edit, edits_between, sentences_of
from firsthand.relate.conflicts.drift.fact_change import around, change_probability, one_thing
from firsthand.relate.conflicts.drift.one_value import has_figure, of_the_day
from firsthand.relate.derivation import OF_ONE_TEXT, Link
from firsthand.relate.pile import Pile

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
    if link.relation not in OF_ONE_TEXT or not link.whole:
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
    if any(has_figure(side) or of_the_day(side) for side in (mine, theirs)):
        return False  # another value is another fact (``edited_facts``)
    told = [[key for key in side if key not in entry_set("function_words")] for side in (mine, theirs)]
    if mine and theirs and (len(told[0]) != 1 or len(told[1]) != 1 or any(char.isupper() for char in "".join(printed))):
        return False  # a phrase for a phrase says the same in other words; a name in it is out of line
    if not (mine and theirs) and not any(_weighs(key) for side in told for key in side):
        return False  # "several people", "federal officials"
    return SequenceMatcher(None, "".join(mine), "".join(theirs), autojunk=False).ratio() < _MISPRINT


def _weighs(key: str) -> bool:
    """Whether a word judges, doubts or says how: what a copy puts in or leaves out to change a sentence's weight."""
    return key in entry_set("evaluative") | entry_set("judgements") | NEGATION or (
        key.endswith("ly") and len(key) > _ADVERB and key not in _NO_ADVERB
    )


_ADVERB = 5
"""Letters of a word in -ly that is no adverb of manner, mostly."""
_NO_ADVERB = frozenset({
    "family", "early", "daily", "weekly", "monthly", "yearly", "assembly", "supply", "reply", "nearly", "mostly",
    "exactly", "recently", "currently", "previously", "shortly",
})  # fmt: skip
