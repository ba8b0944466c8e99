"""Conflicts: where the reports of a story differ.

In: the compared statements of a story, its claims and facts, and the families of texts.
Out: ``Conflict`` values, and the ``History`` of each matter that moved on.
May import: ``claims``, ``comparable``, ``components``, ``corrections``, ``data``, ``dates``, ``derivation``, ``facts``,
``identity``, ``lexicon``, ``models``, ``moments``, ``names``, ``origins``, ``pile``, ``trail``, ``words``.

``claim_states`` says what has become of each claim.  ``disagreement`` is between independent reports, ``drift``
between a text and its copy; ``quote_variants`` (on ``renderings`` and ``word_changes``), ``given_words`` and
``name_variants`` need no statement.
"""

from firsthand.relate.conflicts.claim_states import settled, with_states
from firsthand.relate.conflicts.conflicts import quotation_conflicts, sorted_conflicts, story_conflicts
from firsthand.relate.conflicts.history import histories

__all__ = ["histories", "quotation_conflicts", "settled", "sorted_conflicts", "story_conflicts", "with_states"]
