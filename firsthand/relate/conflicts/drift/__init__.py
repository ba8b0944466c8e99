"""Drift: what a copy or rewrite changes, leaves out or adds.

In: the pile, its derivations, and a story's claims.
Out: ``Conflict`` values whose judgement is ``drift``.
May import: ``claims``, ``comparable``, ``comparison``, ``data``, ``derivation``, ``disagreement``, ``facts``,
``inside_marks``, ``lexicon``, ``models``, ``names``, ``origins``, ``pile``, ``trail``, ``words``.

``drift`` is the order of the work: ``changes`` between statements, ``edited_facts`` and ``edited_words`` between the
words of sentences (``one_value`` knows which of these change no value), ``omissions`` between whole texts;
``cited_words`` finds the characters of what is said to be changed or left out.
"""

from firsthand.relate.conflicts.drift.drift import drifts
from firsthand.relate.conflicts.drift.lost_sources import losses

__all__ = ["drifts", "losses"]
